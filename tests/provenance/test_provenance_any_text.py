"""What must hold of every text: spans inside it, ids that exist, and no exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader import read

_WORDS = [
    "Anna", "Berg", "told", "Reuters", "said", "that", "citing", "the", "newspaper", "Halmar", "Courier", "posted",
    "on", "her", "website", "Berg’s", "website:", "excerpts", "according", "to", "reports", ",", "source", "a",
    "asked", "not", "be", "named", "[1]", "[2:249]", "Quran", "33:25", "(Mt", "5,3)", "resolution", "2334",
    "Article", "5", "of", "¹", "*", "powołując", "się", "na", "źródło", "portal", "w", "rozmowie", "z", "PAP",
    "(PAP)", "(Source:", "Ovenna", "Press,", "March", "12,", "2025)", "fot.", "X/AP", "https://example.org/a", "„",
    "”", '"', "'", ":", ".", "–", "(", ")", "[", "]", "\n\n", "\n", "HALMAR", "(AP)", "-", "Twitter", "W",
    "doniesieniu", "\x00", "İ",
]  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_citations_lie_in_the_text_and_chains_lead_to_what_exists(text: str) -> None:
    text += "\n"
    document = read(text)
    statements = {statement.id for statement in document.statements}
    entities = {entity.id for entity in document.entities}
    citations = {citation.id for citation in document.citations}
    assert len(citations) == len(document.citations)
    assert len(entities) == len(document.entities)
    for citation in document.citations:
        assert 0 <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end].strip()
        assert {citation.entity, None} <= entities | {None}
        assert {citation.target, None} <= citations | {None}
        assert set(citation.statements) <= statements
        assert len(set(citation.statements)) == len(citation.statements)
    for statement in document.statements:
        named = [link.entity for link in statement.via if link.entity]
        assert len(set(named)) == len(named)
        assert statement.speaker not in named
        for link in statement.via:
            assert {link.entity, None} <= entities | {None}
            assert {link.citation, None} <= citations | {None}
    for entity in document.entities:
        assert all(0 <= mention.start < mention.end <= len(text) for mention in entity.mentions)
    assert read(text).to_json() == document.to_json()
