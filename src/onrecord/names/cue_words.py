"""What a cue and the words round it tell of its subject: gender, number, that there is none."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack

_REFLEXIVE, _BEING, _SUBJECT = CLASSES["reflexive"], CLASSES["being"], CLASSES["pronoun"]


class CueWords:
    """A pack's cue forms, pronouns and auxiliaries, as far as they tell of subjects."""

    def __init__(self, pack: Pack):
        self._pack = pack
        self._verb_endings: dict[str, str] = dict(pack.names.verb_endings)
        self.drops_subjects = bool(self._verb_endings)
        self._known: dict[tuple[str, ...], tuple[str | None, bool, bool]] = {}

    def tells(self, forms: tuple[str, ...]) -> tuple[str | None, bool, bool]:
        """What the words of a cue tell of their subject, whether they are a participle, whether "according to"."""
        found = self._known.get(forms)
        if found is None:
            if len(self._known) > 50_000:
                self._known.clear()
            told = (self.verb_tells(form, forms) for form in forms) if self.drops_subjects else iter(())
            verb = next((verb for verb in told if verb), None)
            found = verb, any(map(self.participle, forms)), any(map(self.according, forms))
            self._known[forms] = found
        return found

    def verb_tells(self, form: str, cue: Sequence[str]) -> str | None:
        """What a verb of a cue tells of its subject: gender, number, that there is none; ``None`` if it is no verb."""
        uses = self._pack.cue_forms.get(form, ())
        tags = {tag for _, tag in uses}
        if not tags & {"finite", "saying", "base", "told"}:
            return None
        if "finite" not in tags and tags & {"saying", "base"}:
            return "singular"
        found = next(
            (self._verb_endings[form[at:]] for at in range(len(form)) if form[at:] in self._verb_endings), None
        )
        reflexive = [word for word in cue if self.reflexive(word)]
        if (
            found == "singular"
            and reflexive
            and not any(
                reflexive[0] in (*self._pack.cues[number].before, *self._pack.cues[number].after) for number, _ in uses
            )
        ):
            return "nobody"  # "mówi się": the reflexive of a verb that is none has no subject
        return found if "finite" in tags or found == "nobody" else None

    def participle(self, form: str) -> bool:
        """Whether a form of a cue is a participle and nothing else: "saying", "mówiąc"."""
        tags = {tag for _, tag in self._pack.cue_forms.get(form.lower(), ())}
        return "saying" in tags and not tags & {"finite", "base"}

    def according(self, form: str) -> bool:
        """Whether a word alone says according to whom: "zdaniem", "według"."""
        cues = (self._pack.cues[number] for number, _ in self._pack.cue_forms.get(form.lower(), ()))
        return any(cue.cls == "according" and not cue.before and not cue.after for cue in cues)

    def passive(self, forms: Sequence[str]) -> bool:
        """Whether the words before a participle make it a passive: "was", "has been"."""
        classes = [self._pack.classes[form.lower()] for form in forms]
        return _BEING in classes and set(classes) <= {_BEING, CLASSES["auxiliary"], CLASSES["adverb"]}

    def reflexive(self, form: str) -> bool:
        """Whether a word is the reflexive that makes a verb one without a subject: "mówi się"."""
        return self._pack.classes[form] == _REFLEXIVE

    def subject(self, form: str) -> bool:
        """Whether a pronoun is a subject's form: "he", and not "him"."""
        return self._pack.classes[form.lower()] == _SUBJECT


__all__ = ["CueWords"]
