"""Who is who after some appearances came or went: only what they touch is compared, and grouped again from scratch.

What comes out is the same whatever the order in which the appearances came, for it follows from what is kept of all
of them: full names first, grouped with those that their keys lead to; then names of one word, each held against the
full names whose context it shares; then those of one word that are left, among themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from onrecord.record.joining.clusters import Grouped, Pair, grouped, pair
from onrecord.record.joining.namesakes import is_context, most_alike, name_keys, tokens_of, wikidata_key
from onrecord.record.joining.shelf import Bonds, Held, Shelf
from onrecord.record.joining.verdicts import (
    NOTHING,
    SAME,
    Context,
    Verdict,
    contradict,
    first_look,
    of_one_word,
    of_two_words,
    two_names,
    with_context,
)

MOST_FULL, MOST_LONE = 6, 12
"""Namesakes that a key of context may lead to: full names, and names of one word."""
_ALL, _FEW = 1 << 40, 50
_TOGETHER = Verdict("joined", 3.0, "a person joined them")
_CALLED_BOTH = Verdict("joined", 2.0, "one document has both names for one")


class Settling:
    """One round: ``changed`` are the namesakes whose appearances changed, ``keys`` what came or went
    with them, by how many more namesakes have it now."""

    def __init__(self, shelf: Shelf, changed: Iterable[int], keys: Mapping[tuple[int, bool], int]):
        self._shelf = shelf
        self.held: dict[int, Held] = {}
        self._asked: set[int] = set()
        self.changed = set(changed)
        self._keys: dict[bool, dict[int, int]] = {False: {}, True: {}}
        for (key, lone), more in keys.items():
            self._keys[lone][key] = more
        self._contexts: dict[int, frozenset[int]] = {}
        self._documents: dict[int, frozenset[int]] = {}
        self._verdicts: dict[Pair, Verdict] = {}
        self._bonds = Bonds(frozenset(), frozenset())
        self._asked_bonds: set[int] = set()
        self._bonded: set[int] = set()
        self._given: dict[int, str | None] = {}
        self._asked_given: set[int] = set()
        self._of_one_id: set[Pair] = set()
        self.groups: list[frozenset[int]] = []
        self.hosts: dict[int, int] = {}
        self._pairs: dict[Pair, Verdict] = {}
        self.judged: dict[Pair, tuple[bool, Verdict]] = {}
        self.firm: set[int] = set()
        self.loose: set[int] = set()
        self.left: set[int] = set()
        self._group_of: dict[int, frozenset[int]] = {}

    def settle(self) -> None:
        """Groups what is touched."""
        self._load(self.changed)
        self._learn_bonds(self.changed)
        self._group_full_names(self._seeds())
        self._place_single_words()
        self._group_what_is_left()
        alone = self.changed & self.held.keys() - self.firm - self.loose
        self.groups += [frozenset({id_}) for id_ in sorted(alone)]

    # --- what is known

    def _load(self, ids: Iterable[int]) -> None:
        new = set(ids) - self._asked
        if new:
            self._asked |= new
            self.held |= self._shelf.held(new)

    def _learn_bonds(self, ids: Iterable[int]) -> None:
        new = set(ids) - self._asked_bonds
        if new:
            self._asked_bonds |= new
            found = self._shelf.bonds_of(new)
            same = self._with_the_same_id(new)
            self._bonds = Bonds(self._bonds.together | found.together, self._bonds.apart | found.apart)
            self._of_one_id |= same
            self._bonded |= {id_ for both in found.together | same for id_ in both}

    def _with_the_same_id(self, ids: set[int]) -> set[Pair]:
        """Pairs of some namesakes with those of the same Wikidata id, where a person gave it to one of them."""
        self._learn_given(ids)
        known = {id_: wikidata for id_ in ids if (wikidata := self._wikidata(id_))}
        given = self._shelf.given_to(known.values())
        keys = {wikidata_key(wikidata) for id_, wikidata in known.items() if self._given.get(id_)}
        others = given.union(*self._shelf.holders(keys, False, _ALL).values())
        self._load(others)
        self._learn_given(others)
        return {
            pair(id_, other)
            for id_, wikidata in known.items()
            for other in others - {id_}
            if self._wikidata(other) == wikidata and (self._given.get(id_) or self._given.get(other))
        }

    def _learn_given(self, ids: Iterable[int]) -> None:
        new = set(ids) - self._asked_given
        if new:
            self._asked_given |= new
            self._given |= self._shelf.ids_given(new)

    def _wikidata(self, id_: int) -> str | None:
        """The Wikidata id of a namesake: that a person gave, else that of its text."""
        if id_ in self._given:
            return self._given[id_]
        return self.held[id_].namesake.wikidata if id_ in self.held else None

    def _two_ids(self, a: int, b: int) -> bool:
        """Whether people gave one of them a Wikidata id that is not the other's."""
        one, other = self._wikidata(a), self._wikidata(b)
        return bool((self._given.get(a) or self._given.get(b)) and one and other and one != other)

    def _is_firm(self, id_: int) -> bool:
        return id_ in self._bonded or self.held[id_].namesake.full

    def _alive(self, ids: Iterable[int]) -> set[int]:
        return {id_ for id_ in ids if id_ in self.held and self.held[id_].borne > 0}

    # --- full names

    def _seeds(self) -> set[int]:
        """Full names that may belong elsewhere now: those that changed, and those of keys that lead to too many now."""
        gained: dict[int, dict[int, int]] = defaultdict(dict)
        for key, more in self._keys[False].items():
            if most := most_alike(key):
                gained[most][key] = more
        return self.changed.union(*(self._crossing(False, most, keys) for most, keys in gained.items()))

    def _crossing(self, lone: bool, most: int, keys: Mapping[int, int]) -> set[int]:
        """The namesakes of keys that led to ``most`` or fewer before, and do so no more; or the other way round."""
        gained = {key: more for key, more in keys.items() if more}
        largest = most + max(map(abs, gained.values()), default=0)
        found = self._shelf.holders(gained, lone, largest)
        return {
            id_
            for key, ids in found.items()
            if (len(ids) <= most) != (len(ids) - gained[key] <= most) and len(ids) <= largest
            for id_ in ids
        }

    def _group_full_names(self, seeds: set[int]) -> None:
        verdicts: dict[Pair, Verdict] = {}
        seen: set[int] = set()
        frontier = seeds
        while frontier:
            self._load(frontier)
            self._learn_bonds(frontier)
            self._load(self._bonded)
            entities = {one.entity for id_ in frontier if (one := self.held.get(id_)) and one.entity is not None}
            seen |= frontier
            mates = self._shelf.firm_members(entities) - seen
            firm = {id_ for id_ in self._alive(frontier) if self._is_firm(id_)}
            self.firm |= firm
            met = self._meet(firm, verdicts)
            frontier = (met | mates) - seen
        verdicts = {both: one for both, one in verdicts.items() if one.kind != "apart"}
        self._verdicts = verdicts
        others = {id_ for both in verdicts for id_ in both} - self.firm
        apart = {id_: self.held[id_].entity or -id_ for id_ in others}
        found = grouped(self.firm, verdicts, self._bonds.apart, self._contradict, apart)
        self._take(found)

    def _meet(self, ids: set[int], verdicts: dict[Pair, Verdict]) -> set[int]:
        """Compares namesakes with all that they share a key with; returns those they may be the same as."""
        keys = {id_: name_keys(self.held[id_].namesake) for id_ in ids}
        near = self._led_to({key for of_one in keys.values() for key in of_one})
        others = {id_: {one for key in of_one for one in near.get(key, ())} - {id_} for id_, of_one in keys.items()}
        called = self._shelf.also_called(ids)
        for id_, more in called.items():
            others[id_] |= more
        for a, b in self._bonds.together | self._of_one_id:
            if a in ids or b in ids:
                others.setdefault(a, set()).add(b)
                others.setdefault(b, set()).add(a)
        every = set().union(*others.values())
        self._load(every)
        self._learn_given(every)
        open_: dict[Pair, Verdict] = {}
        for id_, met in others.items():
            for other in self._alive(met):
                both = pair(id_, other)
                if both in verdicts or both in open_ or id_ not in self.held:
                    continue
                verdict = self._look(both, other in called.get(id_, ()))
                if verdict.kind == "apart" or verdict.score >= 0.99:
                    verdicts[both] = verdict
                else:
                    open_[both] = verdict
        self._learn_contexts({id_ for both in open_ for id_ in both if self.held[id_].borne <= _FEW})
        for both, look in open_.items():
            one, two = (self.held[id_].namesake for id_ in both)
            verdicts[both] = with_context(one, two, look, self._context(*both, look))
        return {
            id_
            for both, verdict in verdicts.items()
            if verdict.kind == "joined" and not ids.isdisjoint(both)
            for id_ in both
        }

    def _led_to(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The full names that keys of names lead to; none where they are too many."""
        by_most: dict[int, list[int]] = defaultdict(list)
        for key in keys:
            by_most[most_alike(key) or _ALL].append(key)
        return {
            key: ids
            for most, some in by_most.items()
            for key, ids in self._shelf.holders(some, False, most).items()
            if len(ids) <= most
        }

    def _look(self, both: Pair, called: bool) -> Verdict:
        a, b = (self.held[id_].namesake for id_ in both)
        if both in self._bonds.together:
            return _TOGETHER
        if both in self._of_one_id:
            return Verdict("joined", 2.5, f"the same Wikidata id, {self._wikidata(a.id)}")
        if self._two_ids(*both):
            return Verdict("apart", 0.0, f"two Wikidata ids, {self._wikidata(a.id)} and {self._wikidata(b.id)}")
        look = first_look(a, b)
        if called and not contradict(a, b):
            return _CALLED_BOTH
        return look

    def _learn_contexts(self, ids: set[int]) -> None:
        new = ids - self._contexts.keys()
        self._contexts |= dict.fromkeys(new, frozenset()) | self._shelf.context(new)
        new = ids - self._documents.keys()
        self._documents |= dict.fromkeys(new, frozenset()) | self._shelf.documents(new)

    def _context(self, a: int, b: int, look: Verdict) -> Context:
        """What two full names have in common beside their sounds, as far as the verdict depends on it."""
        fewer, more = sorted((a, b), key=lambda id_: (self.held[id_].borne, id_))
        shared: frozenset[int] = frozenset()
        if look.kind != "joined":
            if fewer not in self._contexts:
                self._learn_contexts({fewer})
            if more in self._contexts:
                shared = self._contexts[fewer] & self._contexts[more]
            elif self._contexts[fewer]:
                shared = self._shelf.having(more, False, self._contexts[fewer])
            if not shared and look.score < SAME:
                return NOTHING
        if fewer in self._documents and more in self._documents:
            return Context(*tokens_of(shared), not self._documents[fewer].isdisjoint(self._documents[more]))
        return Context(*tokens_of(shared), self._shelf.named_as_two(fewer, more))

    def _contradict(self, a: int, b: int) -> bool:
        """Whether two names cannot be in one group: of one language, they must be joined by more than a third name."""
        both = pair(a, b)
        if both in self._bonds.together or both in self._of_one_id:
            return False
        if self._two_ids(a, b):
            return True
        one, other = self.held[a].namesake, self.held[b].namesake
        if contradict(one, other):
            return True
        verdict = self._verdicts.get(both)
        return one.language == other.language and two_names(one, other) and (not verdict or verdict.kind != "joined")

    def _take(self, found: Grouped) -> None:
        self.groups += found.groups
        self._group_of |= {id_: group for group in found.groups for id_ in group}
        self.judged |= {both: (False, verdict) for both, verdict in found.joined.items()}
        proposed = {both: (False, verdict) for both, verdict in found.proposed.items() if all(map(self._appears, both))}
        self.judged |= proposed

    def _appears(self, id_: int) -> bool:
        """Whether anybody is in the group of a full name: it may hold nothing but further names of others."""
        if id_ in self._group_of:
            return any(self.held[one].appearances for one in self._group_of[id_])
        return self.held[id_].entity is not None

    # --- names of one word

    def _place_single_words(self) -> None:
        """Holds names of one word against the full names in whose context they stand."""
        moved = self._moved()
        keys = {key for key in self._keys[False] if is_context(key)}
        keys |= {key for of_one in self._shelf.context(moved).values() for key in of_one}
        near = self._shelf.holders(keys, True, _ALL)
        touched = self.changed | {id_ for ids in near.values() for id_ in ids} | self._shelf.guests(moved)
        self._load(touched)
        self._learn_bonds(touched)
        self.loose = {id_ for id_ in self._alive(touched) if self._is_loose(id_)}
        own = self._shelf.context(self.loose)
        self._contexts |= own
        found = self._shelf.holders({key for keys in own.values() for key in keys}, False, MOST_FULL)
        beside: dict[int, dict[int, set[int]]] = {}
        for id_ in self.loose:
            shared = beside[id_] = defaultdict(set)
            for key in own.get(id_, ()):
                if len(full := found.get(key, [])) <= MOST_FULL:
                    for other in full:
                        shared[other].add(key)
        self._load({other for shared in beside.values() for other in shared})
        self._learn_groups({other for shared in beside.values() for other in shared})
        company = self._shelf.company(self.loose)
        for id_ in sorted(self.loose):
            self._place(id_, beside[id_], company.get(id_, set()))

    def _is_loose(self, id_: int) -> bool:
        one = self.held[id_].namesake
        return id_ not in self.firm and one.person and not one.described and not self._is_firm(id_)

    def _moved(self) -> set[int]:
        """Full names whose group is not the one it was, and what is gone."""
        before: dict[int | None, set[int]] = defaultdict(set)
        for id_ in self.firm | (self.held.keys() & self.changed):
            before[self.held[id_].entity].add(id_)
        moved = {id_ for id_ in self.changed if id_ not in self.firm}
        for group in self.groups:
            entities = {self.held[id_].entity for id_ in group}
            same = len(entities) == 1 and None not in entities and before[next(iter(entities))] == group
            if not same:
                moved |= group
        return moved

    def _learn_groups(self, ids: set[int]) -> None:
        """The groups of full names that are not touched: as they were."""
        others = {id_ for id_ in ids if id_ not in self._group_of}
        entities: dict[int | None, set[int]] = defaultdict(set)
        for id_ in others:
            entities[self.held[id_].entity].add(id_)
        members = self._shelf.firm_members(entity for entity in entities if entity is not None)
        self._load(members)
        whole: dict[int | None, set[int]] = defaultdict(set)
        for id_ in members:
            whole[self.held[id_].entity].add(id_)
        for entity, some in entities.items():
            group = frozenset(whole[entity] | some) if entity is not None else frozenset(some)
            self._group_of |= dict.fromkeys(group, group)

    def _place(self, id_: int, beside: dict[int, set[int]], company: set[int]) -> None:
        one = self.held[id_].namesake
        by_group: dict[frozenset[int], list[tuple[Context, int]]] = defaultdict(list)
        for other, keys in beside.items():
            if other in self._alive((other,)) and of_one_word(one, self.held[other].namesake):
                by_group[self._group_of[other]].append((Context(*tokens_of(keys)), other))
        offers = []
        for group, found in by_group.items():
            self._learn_given(group)
            if any(pair(id_, other) in self._bonds.apart or self._two_ids(id_, other) for other in group):
                continue
            if not group.isdisjoint(company):
                continue
            context, other = min(found, key=lambda item: (-item[0].weight, item[1]))
            offers.append((context, other))
        offers.sort(key=lambda item: (-item[0].weight, item[1]))
        if not offers:
            return
        (best, host), second = offers[0], offers[1][0] if len(offers) > 1 else NOTHING
        verdict = of_two_words(one, self.held[host].namesake, best, second)
        if verdict.kind == "joined":
            self.hosts[id_] = host
        if verdict.kind != "apart":
            self.judged[id_, host] = (True, verdict)

    # --- names of one word that are left

    def _group_what_is_left(self) -> None:
        """Names of one word that no full name was found for, among themselves."""
        seen: set[int] = set()
        frontier = self._left(self.loose | self._near_by())
        verdicts: dict[Pair, Verdict] = {}
        while frontier:
            seen |= frontier
            mates = self._shelf.loose_members(e for id_ in frontier if (e := self.held[id_].entity) is not None)
            met = self._meet_single_words(frontier, verdicts)
            frontier = self._left(met | mates) - seen
        self.left = seen
        found = grouped(seen, verdicts, self._bonds.apart, lambda a, b: False)
        self.groups += found.groups
        for both, verdict in found.joined.items():
            self.judged[both] = (True, verdict)

    def _near_by(self) -> set[int]:
        """Those that keys lead to that came or went with names of one word; and the mates of those that left."""
        mates = self._shelf.loose_members(
            e for id_ in self.changed | self.loose if id_ in self.held and (e := self.held[id_].entity) is not None
        )
        return mates | self._crossing(True, MOST_LONE, self._keys[True])

    def _left(self, ids: set[int]) -> set[int]:
        self._load(ids)
        self._learn_bonds(ids)
        found = {id_ for id_ in self._alive(ids) if self._is_loose(id_)}
        return {id_ for id_ in found if (id_ not in self.hosts if id_ in self.loose else self.held[id_].host is None)}

    def _meet_single_words(self, ids: set[int], verdicts: dict[Pair, Verdict]) -> set[int]:
        new = ids - self._contexts.keys()
        self._contexts |= dict.fromkeys(new, frozenset()) | self._shelf.context(new)
        keys = {key for id_ in ids for key in self._contexts[id_]}
        found = self._shelf.holders(keys, True, MOST_LONE)
        shared: dict[Pair, set[int]] = defaultdict(set)
        for key, near in found.items():
            if 1 < len(near) <= MOST_LONE:
                for both in combinations(sorted(near), 2):
                    if not ids.isdisjoint(both):
                        shared[both].add(key)
        self._load({id_ for both in shared for id_ in both})
        met: set[int] = set()
        for both, common in shared.items():
            if both in verdicts or self._two_ids(*both):
                continue
            a, b = (self.held[id_].namesake for id_ in both)
            verdict = of_two_words(a, b, Context(*tokens_of(common)), NOTHING)
            if verdict.kind == "joined" and not self._shelf.named_as_two(*both):
                verdicts[both] = verdict
                met |= set(both)
        return met


__all__ = ["MOST_FULL", "MOST_LONE", "Settling"]
