"""What must hold of every text: ids that exist, spans inside it, and no exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader import read

_WORDS = [
    "Anna", "Berg", "J.", "K.", "von", "der", "al-Tariq", "Mr", "President", "minister", "24-year-old", "Berg's", "’s",
    "Ministry", "of", "Justice", "reporters", "police", "the", "he", "She", "they", "I", "who", "and", "U.S.", "İ", "ß",
    "said", "told", "that", "according", "to", "Powiedział", "dodała", "że", "zdaniem", "jej", "według", "rzecznika",
    "Adama", "Krzelaka", "się", "[", "]", "Зоран", "US", "Secretary", "May", "Mark", "Stanów",
    "Zjednoczonych", "report", "by", "since", "2019", "2010-2014", "saying", "Asked", "O’Venn", "Jean-Luc", "W",
    "Sejmu", ",", ".", ":", '"', "„", "”", "–", "(", ")", "\n\n", "\x00",
]  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=50).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_speakers_are_entities_and_mentions_lie_inside_the_text(text: str) -> None:
    text += "\n"
    document = read(text)
    known = {entity.id for entity in document.entities}
    assert len(known) == len(document.entities)
    for statement in document.statements:
        assert {statement.speaker, *statement.addressees} - {None} <= known
    for entity in document.entities:
        assert entity.name
        for start, end in [(m.start, m.end) for m in entity.mentions] + [(r.start, r.end) for r in entity.roles]:
            assert 0 <= start < end <= len(text)
        assert list(entity.mentions) == sorted(entity.mentions, key=lambda mention: mention.start)
    assert read(text).to_json() == document.to_json()
