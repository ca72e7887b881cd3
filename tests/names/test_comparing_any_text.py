"""What holds of the comparison of any two texts, names or not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.names.base_forms import base_forms
from onrecord.names.comparison import similarity
from onrecord.names.comparison.names import name_of

LETTERS = "aąbcćdeęłńóśźżABCŁŚŻабвгжщъАЖЮابحعغيکהושצ'’-. \u200c\u200d\u0301😀0"
TEXTS = st.one_of(st.text(max_size=40), st.text(alphabet=LETTERS, max_size=40), st.text(alphabet=LETTERS, min_size=500))
LANGUAGES = st.sampled_from([None, "", "pl", "en", "ru", "bg", "ar", "fa", "he", "tr", "xx", "zh-Hant"])


@given(TEXTS, TEXTS, LANGUAGES, LANGUAGES)
@settings(deadline=None)
def test_the_score_is_a_share_whichever_comes_first(
    a: str, b: str, language_a: str | None, language_b: str | None
) -> None:
    found = similarity(a, b, language_a, language_b)
    assert 0.0 <= found.score <= 1.0
    assert found == similarity(b, a, language_b, language_a)
    assert found.reason


@given(TEXTS, LANGUAGES, LANGUAGES)
@settings(deadline=None)
def test_a_name_is_the_same_as_itself(text: str, language_a: str | None, language_b: str | None) -> None:
    name = name_of(text, language_a)
    says_something = any(not word.initial for word in name.words)
    score = similarity(text, text, language_a, language_b).score
    assert score == 1.0 if says_something and language_a == language_b else score <= 1.0


@given(TEXTS, LANGUAGES, st.sampled_from([None, "masculine", "feminine"]))
@settings(deadline=None)
def test_base_forms_are_ranked_shares(text: str, language: str | None, gender: str | None) -> None:
    found = base_forms(text, language or "", gender)  # type: ignore[arg-type]
    assert bool(found) == bool(text.strip())
    assert [form.share for form in found] == sorted((form.share for form in found), reverse=True)
    assert all(0.0 <= form.share <= 1.0 for form in found)
    assert len({form.name for form in found}) == len(found)


@given(TEXTS, st.lists(TEXTS, max_size=4))
@settings(deadline=None)
def test_other_mentions_decide_whatever_their_order(text: str, others: list[str]) -> None:
    assert base_forms(text, "pl", others=others) == base_forms(text, "pl", others=others[::-1])


def test_a_text_of_a_hundred_thousand_letters_is_compared_by_its_beginning() -> None:
    long = "Bożydar Kwaśnik " * 10_000
    assert similarity(long, long, "pl", "pl").score == 1.0
    assert similarity("a" * 100_000, "b" * 100_000).verdict == "different"
