"""The schema of a language pack's YAML files, one type a file; ``build`` validates every pack against it.

An unknown key is an error: a misspelt key would otherwise be silently ignored.
"""

from __future__ import annotations

from typing import Literal

import msgspec

CueClass = Literal["speech", "writing", "according", "thought", "gesture"]
Frame = str
"""What a cue is followed by. English packs use: say, that, tell, ask, urge, to, object, about, as, quote, noun."""


class LanguageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``language.yml``: the language, its marks, its regular inflection and how it is told from others."""

    code: str
    name: str
    script: str
    quotation_marks: list[tuple[str, str]]
    dialogue_dashes: list[str] = []
    function_words: list[str]
    letters: str = ""
    inflection: dict[str, list[tuple[str, str]]] = {}
    morphology: dict[str, list[str]] = {}
    clitics: list[str] = []


class Inflected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Lemmas, and by regular expressions over the tags of their forms which of them are of a class."""

    cls: str = msgspec.field(name="class")
    tags: list[str]
    lemmas: list[str]


class WordsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``words.yml``: closed word classes, and suffix rules for the other words, the first that fits.

    ``written`` are forms of which the class holds only when they are written so ("May", "US"), whatever the same
    letters are in lower case. ``inflected`` needs a pack with ``morphology``; the first entry that gives a form
    decides its class."""

    classes: dict[str, list[str]]
    written: dict[str, list[str]] = {}
    inflected: list[Inflected] = []
    suffixes: list[tuple[str, str]] = []


class CueGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Cues that behave alike: their class, the frames they stand in and the words, by part of speech.

    ``forms``: the tags of the forms of its verbs, where they are not those of ``morphology`` in ``language.yml``."""

    cls: CueClass = msgspec.field(name="class")
    frames: list[Frame]
    verbs: list[str] = []
    nouns: list[str] = []
    phrases: list[str] = []
    weak: bool = False
    forms: dict[str, list[str]] = {}


class CuesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``cues.yml``"""

    groups: list[CueGroup]


class OrderEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An order pattern: for cues of which forms and frames, and how sure a finding by it is.

    ``passive`` patterns are for cues that stand in the passive, the others for those that do not; ``headings``
    patterns are for titles and headings alone."""

    name: str
    forms: list[str]
    frames: list[Frame]
    order: str
    confidence: float = 0.5
    passive: bool = False
    headings: bool = False


class OrdersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``orders.yml``: phrases, order patterns by priority, where an indirect content ends, and how a sentence's
    ``subject`` stands at its start (for a cue that shares the subject of the verb before it); ``passive`` is what
    stands before a past form that is passive; ``guards`` are what must stand before a cue of a form; ``doubts``
    are factors on the confidence of what a weak cue signals, of what is found inside a quotation, of short, long and
    mixed contents, and of sources without a name."""

    phrases: dict[str, str]
    orders: list[OrderEntry]
    content_ends: list[str] = []
    subject: str = ""
    passive: str = ""
    guards: dict[str, str] = {}
    doubts: dict[Literal["weak", "quoted", "short", "long", "unnamed", "mixed"], float] = {}


class NamesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``names.yml``; the fields are explained at the head of ``en/names.yml``. Genders are masculine, feminine,
    either; of pronouns and verbs also thing, plural, singular, speaker, addressed,
    relative, nobody."""

    given_names: dict[str, list[str]] = {}
    common_given_names: list[str] = []
    surnames: list[str] = []
    honorifics: dict[str, list[str]] = {}
    particles: list[str] = []
    roles: dict[str, list[str]] = {}
    role_endings: list[str] = []
    role_words: list[str] = []
    groups: list[str] = []
    organizations: list[str] = []
    outlets: list[str] = []
    places: list[str] = []
    known: dict[str, list[list[str]]] = {}
    seats: dict[str, str] = {}
    origins: list[str] = []
    linkers: list[str] = []
    borrowed_linkers: list[str] = []
    pronouns: dict[str, list[str]] = {}
    possessives: list[str] = []
    unnamed: list[str] = []
    definite: list[str] = []
    incidental: list[str] = []
    documents: list[str] = []
    agents: list[str] = []
    locatives: list[str] = []
    since: list[str] = []
    until: list[str] = []
    identifying_endings: list[str] = []
    case_endings: list[tuple[str, list[str]]] = []
    complement_endings: list[str] = []
    adjective_endings: list[tuple[str, str, str, str]] = []
    noun_endings: list[tuple[str, str]] = []
    verb_endings: list[tuple[str, str]] = []


class RelativeDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A date told by its distance from another: from the day of the text or the last day told of before.

    ``shift`` units on (``any``: of the unit in the pattern), or ``sign`` times NUMBER units; ``weekday``: the one
    before or after; ``open``: from the day after on."""

    pattern: str
    shift: int = 0
    sign: Literal[-1, 0, 1] = 0
    unit: Literal["day", "any"] = "day"
    weekday: Literal["", "before", "after"] = ""
    open: bool = False
    reference: Literal["published", "told"] = msgspec.field(name="from", default="published")


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The nouns and verbs that tell of an occasion of one kind; a verb may need a word near it ("spotkać się")."""

    nouns: list[str] = []
    verbs: list[str] = []


class OccasionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``occasions.yml``; the fields are explained in ``en/occasions.yml``."""

    months: list[list[str]] = []
    weekdays: list[list[str]] = []
    calendars: dict[Literal["jalali", "hijri"], list[list[str]]] = {}
    eras: dict[Literal["jalali", "hijri"], list[str]] = {}
    ordinals: list[str] = []
    day_first: bool = False
    numbers: dict[str, int] = {}
    units: dict[Literal["day", "week", "month", "year"], list[str]] = {}
    dates: list[str] = []
    relative: list[RelativeDate] = []
    future: list[str] = []
    recurring: list[str] = []
    events: dict[str, EventWords] = {}
    words: dict[str, list[str]] = {}


class Relay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words before whoever passed words on, and what kind of link they make; ``near`` are those that tell a source
    nearer to the speaker than the reporting outlet ("citing")."""

    kind: Literal["interview", "publication", "report"]
    words: list[str]
    near: bool = False


class ProvenanceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``provenance.yml``; the fields are explained at the head of ``en/provenance.yml``."""

    heads: list[str] = []
    heads_first: bool = False
    outlet_words: list[str] = []
    agencies: list[str] = []
    platforms: dict[str, list[str]] = {}
    no_names: list[str] = []
    relays: list[Relay] = []
    posting: list[str] = []
    on: list[str] = []
    abbreviations: list[str] = []
    sites: dict[str, list[str]] = {}
    own: list[str] = []
    owned: str = "{owner}: {site}"
    owned_there: str = "{owner}: {site}"
    owner_follows: list[str] = []
    reporting: list[str] = []
    hearsay: list[str] = []
    anaphors: list[str] = []
    texts: list[str] = []
    announced: list[str] = []
    announcing: list[str] = []
    continuing: list[str] = []
    anonymity: list[str] = []
    sources: list[str] = []
    officials: list[str] = []
    indefinite: list[str] = []
    scripture: list[str] = []
    quran: list[str] = []
    suras: list[str] = []
    verses: list[str] = []
    books: dict[str, list[str]] = {}
    doubtful_books: list[str] = []
    resolutions: list[str] = []
    councils: list[str] = []
    assemblies: list[str] = []
    articles: list[str] = []
    paragraphs: list[str] = []
    of: list[str] = []


class ChecksFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``checks.yml``: words of a language that the checks go by; the fields are explained at the head of ``en``'s."""

    untranslated: list[str] = []
    offices: dict[str, list[str]] = {}
    held_once: list[str] = []
    portfolios: list[str] = []
    deputies: list[str] = []
    former: list[str] = []
    numbers: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    ordinal_ending: str = ""
    anniversaries: list[str] = []
    anniversary_words: list[str] = []
    founded: list[str] = []
    later: list[str] = []
    total_words: list[str] = []
    of: list[str] = []
    other_year: list[str] = []
    durations: dict[str, int] = {}
    rounded: list[str] = []
    spans: list[str] = []
    ages: list[str] = []
    births: list[str] = []
    deaths: list[str] = []
    totals: list[str] = []
    of_whom: list[str] = []
    joints: list[str] = []
    changes: list[str] = []
    picture: list[str] = []
    anonymous: list[str] = []
    anonymous_words: list[str] = []
    whose: list[str] = []
    hearsay: list[str] = []
    hearsay_words: list[str] = []


class PackFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The files of one pack."""

    language: LanguageFile
    words: WordsFile
    cues: CuesFile
    orders: OrdersFile
    names: NamesFile
    occasions: OccasionsFile
    provenance: ProvenanceFile = ProvenanceFile()
    checks: ChecksFile = ChecksFile()


class PackedCue(msgspec.Struct, frozen=True, array_like=True):
    """A cue: its lemma, class and frames; ``before`` and ``after`` are the words of a phrase round its anchor."""

    lemma: str
    cls: CueClass
    frames: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    weak: bool


class PackedOrder(msgspec.Struct, frozen=True, array_like=True):
    """An order pattern compiled: regular expressions over reversed left and right class strings."""

    name: str
    forms: tuple[str, ...]
    frames: tuple[str, ...]
    left: str
    right: str
    confidence: float
    passive: bool
    headings: bool
    need: str


class PackedPack(msgspec.Struct, frozen=True):
    """The packed form of a language pack; built, never edited. ``digest`` is the SHA-256 of its YAML files."""

    digest: str
    code: str
    name: str
    script: str
    quotation_marks: tuple[tuple[str, str], ...]
    dialogue_dashes: tuple[str, ...]
    function_words: tuple[str, ...]
    letters: str
    words: dict[str, str]
    written: dict[str, str]
    suffixes: tuple[tuple[str, str], ...]
    cues: tuple[PackedCue, ...]
    cue_forms: dict[str, tuple[tuple[int, str], ...]]
    orders: tuple[PackedOrder, ...]
    content_end: str
    subject: str
    passive: str
    guards: dict[str, str]
    doubts: dict[str, float]
    names: NamesFile
    occasions: OccasionsFile
    events: dict[str, tuple[tuple[str, str, str], ...]]
    provenance: ProvenanceFile = ProvenanceFile()
    checks: ChecksFile = ChecksFile()
