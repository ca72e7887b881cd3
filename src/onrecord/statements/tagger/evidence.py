"""What the judge sees of a proposed statement: names of features."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.languages.classes import CLASSES
from onrecord.statements.candidates import Range
from onrecord.statements.tagger.proposals import Proposal, shared
from onrecord.statements.tagger.streams import CLASS_IDS
from onrecord.statements.tagger.tagging import Tagging
from onrecord.statements.tagger.weights import LABELS

_FINITE = frozenset(
    CLASS_IDS[CLASSES[name]] for name in ("verb", "auxiliary", "being", "finite", "finite_or_claim", "base_or_claim")
)
"""What a clause has and a noun phrase has not."""
_LINKS = frozenset(
    CLASS_IDS[CLASSES[name]]
    for name in ("comma", "relative", "that", "conjunction", "preposition", "verb", "finite", "auxiliary", "to")
)
"""What shows between a source and its cue whether it is the subject."""
_CLAUSE = 30
"""Words at the start of a content in which its verb is looked for."""
BEGINS = frozenset(number for number, label in enumerate(LABELS) if label[0] == "B")
_LOSSES = (0, 64, 128, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096)
_COUNTS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40)
_SHARES = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999)


def features(tagging: Tagging, proposal: Proposal) -> Iterator[str]:
    """What the judge sees of a proposal."""
    found, rule, cue, source = proposal.found, proposal.rule, proposal.cue, proposal.source
    origin, kind = proposal.origin, found.kind
    forms, classes = tagging.words.forms, tagging.classes
    contents, labels = proposal.contents, tagging.labels
    first, last = contents[0][0], contents[-1][1]
    own = f"{origin}|{kind}"
    yield own
    name = rule.why if rule else "-"
    yield f"rule={name}|{origin}"
    if rule:
        yield f"sure={int(10 * rule.confidence)}|{origin}|{rule.weak}"
        yield f"agreed={bisect_right(_SHARES, proposal.agreed)}|{own}"
        yield f"same={proposal.same_source}|{own}"
        yield f"rule={name}|agreed={proposal.agreed >= 0.5}|{proposal.same_source}"
        inside = rule.sentence.inside if rule.sentence else None
        yield f"quoted={inside is not None}|{proposal.nested}|{kind}"
        yield f"heading={rule.sentence is not None and rule.sentence.heading}|{origin}"
    yield f"nested={proposal.nested}|{own}"
    if cue:
        head = cue[0]
        loss = bisect_right(_LOSSES, min(tagging.cue_loss[cue[0] : cue[1]]))
        text = "_".join(form.lower() for form in forms[cue[0] : cue[1]])
        yield f"cue={text}"
        yield f"cue={text}|{kind}"
        yield f"head={forms[head].lower()}|{origin}"
        yield f"cueclass={classes[head]}|{origin}"
        yield f"cueloss={loss}|{own}"
        yield f"cueloss={loss}|rule={name}"
        yield f"cueloss={loss}|cueclass={classes[head]}"
        before, gap = _gap(cue, (first, last)) if len(contents) == 1 else (False, 0)
        yield f"gap={bisect_right(_COUNTS, gap)}|{before}|{len(contents)}|{kind}"
        if cue[0]:
            yield f"cuebefore={forms[cue[0] - 1].lower()}|{source is None}"
            yield f"cuebefore={classes[cue[0] - 1]}|{classes[head]}|{source is None}"
        yield f"after={classes[cue[1]] if cue[1] < len(classes) else 0}|{classes[head]}"
        yield f"cuelabel={labels[head]}|{labels[cue[1] - 1]}|{own}"
    else:
        yield f"nocue|{own}"
    yield from _of_content(tagging, proposal)
    yield from _of_source(tagging, proposal)


def _of_content(tagging: Tagging, proposal: Proposal) -> Iterator[str]:
    """What the judge sees of the contents."""
    found, cue, contents, origin = proposal.found, proposal.cue, proposal.contents, proposal.origin
    forms, classes, kind = tagging.words.forms, tagging.classes, found.kind
    first, last = contents[0][0], contents[-1][1]
    ends = tagging.inside_loss
    labels = tagging.labels
    after = labels[last] if last < len(labels) else 0
    yield f"edges={labels[first]}|{labels[last - 1]}|{after}|{kind == 'direct'}"
    begun = sum(labels[word] in BEGINS for a, b in contents for word in range(a + 1, b))
    yield f"begun={min(begun, 2)}|{origin}|{kind}"
    whole = [loss for a, b in contents for loss in ends[a:b]]
    mean = sum(whole) / max(1, len(whole))
    yield f"in={bisect_right(_LOSSES, mean)}|{origin}|{kind}"
    yield f"inworst={bisect_right(_LOSSES, max(whole, default=0))}|{kind}"
    yield f"start={bisect_right(_LOSSES, tagging.start_loss[first])}|{origin}|{kind == 'direct'}"
    yield f"startclass={classes[first]}|{kind}"
    yield f"startform={forms[first].lower()}|{kind}"
    if last < len(classes):
        yield f"end={bisect_right(_LOSSES, tagging.outside_loss[last])}|{origin}|{kind == 'direct'}"
        yield f"endclass={classes[last]}|{kind}"
        yield f"endform={forms[last].lower()}|{kind == 'direct'}"
    size = sum(b - a for a, b in contents)
    yield f"size={bisect_right(_COUNTS, size)}|{kind}|{len(contents) > 1}"
    finite = not _FINITE.isdisjoint(classes[first + 1 : min(last, first + _CLAUSE)])
    yield f"finite={finite}|{kind}|{classes[cue[0]] if cue else '-'}"
    yield f"finite={finite}|{bisect_right(_COUNTS, size)}"
    yield f"attitude={found.attitude}|{found.negated}|{found.hedged}"


def _of_source(tagging: Tagging, proposal: Proposal) -> Iterator[str]:
    """What the judge sees of the source, or of its absence."""
    cue, source, contents, origin = proposal.cue, proposal.source, proposal.contents, proposal.origin
    forms, classes = tagging.words.forms, tagging.classes
    if source:
        a, b = source
        loss = bisect_right(_LOSSES, max(tagging.source_loss[a:b], default=0))
        yield f"source={loss}|{origin}"
        yield f"sourcelabel={tagging.labels[a]}|{tagging.labels[b - 1]}|{origin}"
        yield f"sourceend={classes[b - 1]}|{classes[a]}"
        yield f"sourcesize={bisect_right(_COUNTS, b - a)}|{origin}"
        yield f"sourceform={forms[b - 1].lower() if b - a < 3 else ''}|{b - a}"
        if cue:
            before, gap = _gap(source, cue)
            yield f"sourcegap={bisect_right(_COUNTS, gap)}|{before}|{origin}"
            if before:
                marks = ",".join(map(str, sorted(_LINKS.intersection(classes[b : cue[0]]))))
                yield f"sourcelink={marks}|{classes[cue[0]]}"
            start = a == 0 or tagging.sentence[a - 1] != tagging.sentence[a]
            yield f"sourcestart={start}|{before}|{classes[cue[0]]}"
            yield f"sourcegap={bisect_right(_COUNTS, gap)}|{before}|cueclass={classes[cue[0]]}"
        yield f"sourcebefore={classes[a - 1] if a else 0}|{classes[a]}"
        yield f"within={any(shared(source, content) for content in contents)}"
    else:
        yield f"nosource|{origin}|{proposal.found.kind}"
        if cue:
            loss = bisect_right(_LOSSES, min(tagging.cue_loss[cue[0] : cue[1]]))
            yield f"nosource|{classes[cue[0]]}|{loss}"


def _gap(one: Range, other: Range) -> tuple[bool, int]:
    """Whether ``one`` stands first, and the words between the two."""
    return (True, other[0] - one[1]) if one[0] <= other[0] else (False, one[0] - other[1])
