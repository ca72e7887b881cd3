"""What the judge sees of a proposed statement: features, each a form of words and what is filled in."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.languages.classes import CLASSES
from onrecord.statements.candidates import Range
from onrecord.statements.tagger.judge import Feature
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


def features(tagging: Tagging, proposal: Proposal) -> list[Feature]:
    """What the judge sees of a proposal."""
    found, rule, origin, nested = proposal.found, proposal.rule, proposal.origin, proposal.nested
    kind = found.kind
    own = f"{origin}|{kind}"
    name = rule.why if rule else "-"
    seen: list[Feature] = [("%s", own), ("rule=%s|%s", name, origin)]
    if rule:
        agreed, same, sentence = proposal.agreed, proposal.same_source, rule.sentence
        seen += (
            ("sure=%s|%s|%s", int(10 * rule.confidence), origin, rule.weak),
            ("agreed=%s|%s", bisect_right(_SHARES, agreed), own),
            ("same=%s|%s", same, own),
            ("rule=%s|agreed=%s|%s", name, agreed >= 0.5, same),
            ("quoted=%s|%s|%s", sentence is not None and sentence.inside is not None, nested, kind),
            ("heading=%s|%s", sentence is not None and sentence.heading, origin),
        )
    seen.append(("nested=%s|%s", nested, own))
    cue = proposal.cue
    loss = bisect_right(_LOSSES, min(tagging.cue_loss[cue[0] : cue[1]])) if cue else 0
    seen += _of_cue(tagging, proposal, cue, loss) if cue else [("nocue|%s", own)]
    seen += _of_content(tagging, proposal)
    seen += _of_source(tagging, proposal, loss)
    return seen


def _of_cue(tagging: Tagging, proposal: Proposal, cue: Range, loss: int) -> list[Feature]:
    """What the judge sees of the cue, which loses so much by being one."""
    contents, origin, kind, sourceless = proposal.contents, proposal.origin, proposal.found.kind, not proposal.source
    forms, classes, labels = tagging.words.forms, tagging.classes, tagging.labels
    rule = proposal.rule.why if proposal.rule else "-"
    first, last = cue
    head, form = classes[first], forms[first].lower()
    text = form if last - first == 1 else "_".join(forms[first:last]).lower()
    before, gap = _gap(cue, contents[0]) if len(contents) == 1 else (False, 0)
    seen: list[Feature] = [
        ("cue=%s", text),
        ("cue=%s|%s", text, kind),
        ("head=%s|%s", form, origin),
        ("cueclass=%s|%s", head, origin),
        ("cueloss=%s|%s|%s", loss, origin, kind),
        ("cueloss=%s|rule=%s", loss, rule),
        ("cueloss=%s|cueclass=%s", loss, head),
        ("gap=%s|%s|%s|%s", bisect_right(_COUNTS, gap), before, len(contents), kind),
    ]
    if first:
        seen.append(("cuebefore=%s|%s", forms[first - 1].lower(), sourceless))
        seen.append(("cuebefore=%s|%s|%s", classes[first - 1], head, sourceless))
    seen.append(("after=%s|%s", classes[last] if last < len(classes) else 0, head))
    seen.append(("cuelabel=%s|%s|%s|%s", labels[first], labels[last - 1], origin, kind))
    return seen


def _of_content(tagging: Tagging, proposal: Proposal) -> list[Feature]:
    """What the judge sees of the contents."""
    found, cue, contents, origin = proposal.found, proposal.cue, proposal.contents, proposal.origin
    forms, classes, labels, kind = tagging.words.forms, tagging.classes, tagging.labels, found.kind
    first, last = contents[0][0], contents[-1][1]
    direct, after = kind == "direct", last < len(labels)
    size, begun, lost, most = 0, 0, 0, 0
    for a, b in contents:
        size += b - a
        begun += sum(map(BEGINS.__contains__, labels[a + 1 : b]))
        losses = tagging.inside_loss[a:b]
        lost += sum(losses)
        most = max(most, max(losses, default=0))
    count = bisect_right(_COUNTS, size)
    finite = not _FINITE.isdisjoint(classes[first + 1 : min(last, first + _CLAUSE)])
    seen: list[Feature] = [
        ("edges=%s|%s|%s|%s", labels[first], labels[last - 1], labels[last] if after else 0, direct),
        ("begun=%s|%s|%s", min(begun, 2), origin, kind),
        ("in=%s|%s|%s", bisect_right(_LOSSES, lost / max(1, size)), origin, kind),
        ("inworst=%s|%s", bisect_right(_LOSSES, most), kind),
        ("start=%s|%s|%s", bisect_right(_LOSSES, tagging.start_loss[first]), origin, direct),
        ("startclass=%s|%s", classes[first], kind),
        ("startform=%s|%s", forms[first].lower(), kind),
    ]
    if after:
        seen.append(("end=%s|%s|%s", bisect_right(_LOSSES, tagging.outside_loss[last]), origin, direct))
        seen.append(("endclass=%s|%s", classes[last], kind))
        seen.append(("endform=%s|%s", forms[last].lower(), direct))
    seen.append(("size=%s|%s|%s", count, kind, len(contents) > 1))
    seen.append(("finite=%s|%s|%s", finite, kind, classes[cue[0]] if cue else "-"))
    seen.append(("finite=%s|%s", finite, count))
    seen.append(("attitude=%s|%s|%s", found.attitude, found.negated, found.hedged))
    return seen


def _of_source(tagging: Tagging, proposal: Proposal, loss: int) -> list[Feature]:
    """What the judge sees of the source, or of its absence; ``loss`` is the cue's."""
    cue, source, contents, origin = proposal.cue, proposal.source, proposal.contents, proposal.origin
    forms, classes, labels = tagging.words.forms, tagging.classes, tagging.labels
    if not source:
        seen: list[Feature] = [("nosource|%s|%s", origin, proposal.found.kind)]
        if cue:
            seen.append(("nosource|%s|%s", classes[cue[0]], loss))
        return seen
    a, b = source
    size = bisect_right(_COUNTS, b - a)
    seen = [
        ("source=%s|%s", bisect_right(_LOSSES, max(tagging.source_loss[a:b], default=0)), origin),
        ("sourcelabel=%s|%s|%s", labels[a], labels[b - 1], origin),
        ("sourceend=%s|%s", classes[b - 1], classes[a]),
        ("sourcesize=%s|%s", size, origin),
        ("sourceform=%s|%s", forms[b - 1].lower() if b - a < 3 else "", b - a),
    ]
    if cue:
        before, gap = _gap(source, cue)
        far, head = bisect_right(_COUNTS, gap), classes[cue[0]]
        seen.append(("sourcegap=%s|%s|%s", far, before, origin))
        if before:
            marks = ",".join(map(str, sorted(_LINKS.intersection(classes[b : cue[0]]))))
            seen.append(("sourcelink=%s|%s", marks, head))
        start = a == 0 or tagging.sentence[a - 1] != tagging.sentence[a]
        seen.append(("sourcestart=%s|%s|%s", start, before, head))
        seen.append(("sourcegap=%s|%s|cueclass=%s", far, before, head))
    seen.append(("sourcebefore=%s|%s", classes[a - 1] if a else 0, classes[a]))
    seen.append(("within=%s", any(shared(source, content) for content in contents)))
    return seen


def _gap(one: Range, other: Range) -> tuple[bool, int]:
    """Whether ``one`` stands first, and the words between the two."""
    return (True, other[0] - one[1]) if one[0] <= other[0] else (False, one[0] - other[1])
