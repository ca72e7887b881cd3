"""Word classes: what order patterns are written in. One class is one character of a sentence's class string.

Closed classes are listed form by form in a pack's ``words.yml``; cue classes come from its ``cues.yml``; the
rest follows from a word's shape or from the pack's suffix rules.
"""

from __future__ import annotations

CLASSES: dict[str, str] = {
    # closed classes, listed in words.yml
    "article": "l",  # never a noun phrase of its own: the, a, every
    "determiner": "d",  # can be: this, many, some
    "possessive": "o",  # my, his, jego
    "pronoun": "r",  # subject pronouns
    "first_person": "m",  # subject pronouns of whoever speaks
    "object": "j",  # object pronouns
    "reflexive": "z",  # się
    "correlative": "C",  # stands for the clause that follows: tym in "o tym, że"
    "number": "n",
    "time": "t",  # Monday, yesterday, February
    "preposition": "p",
    "of": "f",  # the genitive preposition, where a language has one
    "to": "i",  # the infinitive marker
    "that": "T",  # declarative complementisers
    "whether": "K",  # interrogative and purposive complementisers
    "relative": "R",
    "conjunction": "c",  # and, or, but
    "subordinator": "s",  # because, while, after
    "as": "a",
    "auxiliary": "x",
    "being": "E",  # forms of "be": before a past form they make it passive
    "negation": "N",
    "hedge": "h",  # reportedly, rzekomo
    "adverb": "v",
    "verb": "b",  # frequent finite verbs that are no cues
    "abbreviation": "B",  # Mr, prof: the full stop after it ends no sentence
    "title": "L",  # role nouns and titles: president, minister, rzeczniczka
    "body": "k",  # nouns for institutions and documents that speak: police, ministry, report
    "manner": "Z",  # nouns that with a preposition are adverbs: "w większości", "z pewnością"
    "occasion": "u",  # nouns for where one speaks: interview, conference
    # cases, in languages that show them in the form
    "attribute": "m",  # adjectives in an oblique case
    "oblique": "O",  # nouns that cannot be a subject
    "dative": "J",
    "infinitive": "F",  # of verbs that are no cues
    # shapes
    "name": "X",  # capitalised
    "genitive": "Y",  # capitalised possessive: Trump's
    "owner": "y",  # other possessive: the ministry's
    "word": "w",
    "plural": "u",  # by its ending
    "participle": "e",  # -ed
    "gerund": "g",  # -ing
    # cues (cues.yml); a form may be several at once
    "finite": "V",
    "saying": "G",  # present and adverbial participles
    "base": "I",  # infinitive; in English the present plural too
    "told": "P",  # passive participles in English, impersonal -no/-to in Polish
    "passive": "S",  # passive participles, where they are no past form as well
    "claim": "U",  # nouns
    "base_or_claim": "M",
    "finite_or_claim": "W",
    "according": "A",
    # marks
    "comma": ",",
    "colon": ":",
    "semicolon": ";",
    "end": ".",
    "dash": "-",
    "open": "(",
    "close": ")",
    "mark": "*",
    # quotations, each one unit of the sentence it stands in
    "quote": "Q",
    "sentence_quote": "D",  # ends with a full stop of its own
    "phrase_quote": "q",  # a word or a few, no sentence
    "title_quote": "H",  # the title of a book, film, programme: In Capitals, and a noun or preposition before it
}

PUNCTUATION: dict[str, str] = {
    ",": "comma",
    "،": "comma",
    ":": "colon",
    ";": "semicolon",
    ".": "end",
    "!": "end",
    "?": "end",
    "…": "end",
    "–": "dash",
    "—": "dash",
    "-": "dash",
    "―": "dash",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
}

CUE_FORMS: dict[frozenset[str], str] = {
    frozenset({"finite"}): "finite",
    frozenset({"saying"}): "saying",
    frozenset({"base"}): "base",
    frozenset({"told"}): "told",
    frozenset({"finite", "told"}): "finite",
    frozenset({"claim"}): "claim",
    frozenset({"base", "claim"}): "base_or_claim",
    frozenset({"finite", "claim"}): "finite_or_claim",
    frozenset({"finite", "told", "claim"}): "finite_or_claim",
    frozenset({"saying", "claim"}): "saying",
    frozenset({"according"}): "according",
}
"""The class of a cue word by the set of forms it can be; other sets take their first by the order above."""
