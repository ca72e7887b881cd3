"""What the tables of a record hold, column by column, for those who ask it with SQL of their own."""

from __future__ import annotations

_DOCUMENT = "`document.id`"
_LABEL = "its id within the document"
_SPAN = {"start": "where it begins, in code points of `document.text`", "end": "where it ends, half-open"}

TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "document": (
        "Texts with their readings, all versions of them. Of each key one version is current and has rows elsewhere.",
        {
            "id": "grows with each document that is added",
            "ref": "short permanent name, the same in every record; `ref#s4` is what to cite a statement by",
            "key": "its URL or path",
            "sha256": "of the text in UTF-8",
            "source": "SHA-256 of the bytes it was read from and of how it was read",
            "current": "whether this is the newest version of the key",
            "name": "the `id` in its JSON",
            "url": "where it was published",
            "title": "its title",
            "outlet": "who published it",
            "published": "when (EDTF)",
            "language": "its main language (BCP 47)",
            "reader": "what read it, with the version",
            "added": "when it was first kept (ISO 8601, UTC)",
            "read": "when it was read last",
            "text": "the text",
            "reading": "its JSON without the text, deflated; what the other tables are written from",
        },
    ),
    "statement": (
        "What is said, a row a statement of a current document.",
        {
            "id": "the order of ids is the order of dates",
            "document_id": _DOCUMENT,
            "label": _LABEL,
            "kind": "`direct`, `mixed` or `indirect`",
            "speaker": "label of the speaker's appearance",
            "speaker_id": "`entity.id` of the speaker",
            "occasion": "label of the occasion",
            "date": "when it was said (EDTF), where that is known",
            "day": "first day of `date`, else of the document's publication; what it is sorted by",
            "language": "of the part of the text it stands in",
            **_SPAN,
            "content": "its words, pieces joined by ` … `",
            "source": "the words that name who speaks",
            "cue": "the words that say so",
            "addressee": "the words that name whoever is spoken to",
            "parent": "label of the statement inside whose content it stands",
            "negated": "it was *not* said",
            "hedged": "the reporter keeps a distance",
            "attitude": "a belief, hope or intention",
            "confidence": "the share of such findings that are right, 0 to 1",
            "why": "the rule or model that found it",
            "verdict": "`accepted` or `rejected` by a person; null until then",
            "facets": "as in the search index; null where it is not in it, because it was rejected",
        },
    ),
    "addressee": (
        "Whom statements are spoken to.",
        {"document_id": _DOCUMENT, "statement": "the statement's label", "appearance": "the addressee's label"},
    ),
    "entity": (
        "Somebody or something over all documents.",
        {
            "id": "`12` is `p12` in commands",
            "kind": "`person`, `organization`, `group`, `place` or `outlet`",
            "name": "the chosen form of the name",
            "wikidata": "Wikidata id",
        },
    ),
    "appearance": (
        "Somebody or something in one document.",
        {
            "document_id": _DOCUMENT,
            "label": _LABEL,
            "entity_id": "who it is over all documents: `entity.id`",
            "kind": "as in `entity`",
            "name": "the fullest form of the name there",
            "wikidata": "Wikidata id that the reading gave",
        },
    ),
    "spelling": (
        "By which words people are found. It may hold words of names that nobody bears any more.",
        {"word": "a word of a name, folded", "entity_id": "`entity.id`"},
    ),
    "mention": (
        "The words that name somebody or something.",
        {
            "document_id": _DOCUMENT,
            **_SPAN,
            "label": "of the appearance",
            "base": "base form of the words",
            "language": "of the words",
            "named": "by a name, not by a pronoun or a description",
        },
    ),
    "role": (
        "Titles that somebody bears.",
        {
            "document_id": _DOCUMENT,
            "label": "of the appearance",
            **_SPAN,
            "title": "the title, as in the text",
            "organization": "of what, where that is said",
            "date": "when (EDTF), where that is said",
        },
    ),
    "occasion": (
        "When and where people met or spoke.",
        {
            "document_id": _DOCUMENT,
            "label": _LABEL,
            "kind": "`meeting`, `speech`, `interview` ...",
            "date": "EDTF",
            "place": "label of the place's appearance",
        },
    ),
    "participant": (
        "Who took part in occasions.",
        {"document_id": _DOCUMENT, "occasion": "the occasion's label", "appearance": "the participant's label"},
    ),
    "citation": (
        "Links of the chains of sources.",
        {
            "document_id": _DOCUMENT,
            "label": _LABEL,
            "kind": "`caption`, `credit`, `report` ...",
            "appearance": "label of the outlet or person",
            "date": "EDTF",
            "canonical": "chapter and verse, or another canonical place",
            "target": "what it leads to, such as an address",
            **_SPAN,
        },
    ),
    "finding": (
        "What an editor should look at.",
        {
            "document_id": _DOCUMENT,
            "number": "from 0, in the document's order",
            "check": "the check's name",
            "severity": "`note`, `warning` or `error`",
            "message": "what it says",
            **_SPAN,
            "verdict": "`accepted` or `rejected` by a person; null until then",
        },
    ),
    "decision": (
        "What people decided; it wins over every reading.",
        {
            "id": "grows with each decision",
            "made": "when (ISO 8601, UTC)",
            "who": "who decided",
            "verb": "what kind of decision",
            "document_id": "`document.id`; null where it is about people",
            "target": "JSON: what it is about",
            "value": "JSON: what that is to be",
            "why": "the reason given",
            "undone": "whether it does not hold at present",
        },
    ),
    "event": (
        "The history of decisions.",
        {
            "id": "grows",
            "time": "when (ISO 8601, UTC)",
            "who": "who did it",
            "what": "`made`, `undone` or `redone`",
            "decision_id": "`decision.id`",
            "why": "the reason given",
        },
    ),
    "watch": (
        "Searches that are kept.",
        {
            "name": "its name",
            "query": "JSON: words and filters",
            "made": "when it was kept (ISO 8601, UTC)",
            "ran": "when it was run last",
            "seen": "the newest `document.id` of the last run",
        },
    ),
    "anchor": (
        "Where somebody stands whom a decision is about.",
        {
            "decision_id": "`decision.id`",
            "number": "from 0, within the decision",
            "side": "0 leaves, 1 stays; 2 and 3 of a further person",
            "document_id": _DOCUMENT,
            "name": "the name there",
            "kind": "as in `entity`",
            "spans": "JSON: where the document names them",
        },
    ),
    "bond": (
        "Appearances that people put together or keep apart.",
        {
            "document_id": _DOCUMENT,
            "label": "of one appearance",
            "other_document_id": "`document.id` of the other",
            "other_label": "its label",
            "together": "whether they are one; else they are kept apart",
        },
    ),
    "chosen": (
        "Names and Wikidata ids that people gave.",
        {
            "document_id": _DOCUMENT,
            "label": "of an appearance of whoever got it",
            "what": "`name` or `wikidata`",
            "value": "what it is to be; null where a person said that there is none",
            "decision_id": "the decision; of several for one entity the last counts",
        },
    ),
    "namesake": (
        "Names in one language, with all that bear them taken together: what joining compares.",
        {
            "id": "a hash of what makes it one",
            "kind": "as in `entity`",
            "text": "the name",
            "language": "of the name (BCP 47)",
            "wikidata": "Wikidata id",
            "described": "whether it is a description, not a name",
            "firm": "joined by its name, or by a person; not by its context",
            "appearances": "how many have it as their name",
            "borne": "how many have it as a further name",
            "entity_id": "who it is over all documents",
            "host": "the full name that a single word was joined with",
        },
    ),
    "bearing": (
        "Which appearance bears which name.",
        {
            "document_id": _DOCUMENT,
            "label": "of the appearance",
            "namesake_id": "`namesake.id`",
            "own": "whether it is the name of the appearance, not a further one",
            "context": "keys of what stands around it, 6 bytes each",
        },
    ),
    "block": (
        "Keys by which names are brought together to be compared.",
        {
            "key": "a hash",
            "lone": "whether the name is a single word",
            "namesake_id": "`namesake.id`",
            "count": "how often",
        },
    ),
    "also_called": (
        "Names that documents have for one and the same.",
        {"one": "`namesake.id`", "other": "`namesake.id`", "count": "how often"},
    ),
    "judgement": (
        "Whether two names are of one and the same, and why.",
        {
            "one": "`namesake.id` of the single word, or the lower one",
            "other": "`namesake.id`",
            "lone": "whether `one` is a single word",
            "verdict": "`joined` or `proposed`",
            "score": "how alike, 0 to 1",
            "why": "the reason",
        },
    ),
    "property": ("What the record notes of itself.", {"name": "which", "value": "its value"}),
}
"""What each table is and what its columns hold."""
