"""记账: which facts prove which words, for whom, and which have been taken back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tonghu.core.proofs import Credit, Proof, Undoing
from tonghu.duties.states import Standing

TOWN = "town"


@dataclass(frozen=True, slots=True)
class Fact:
    """一件事实, as the event log holds it."""

    id: UUID
    at: datetime
    day: date  # of `at`, in China
    kind: str
    subject: str
    unit: UUID | None = None
    post: UUID | None = None
    division: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roll:
    """谁是谁: how a unit, a place or a post leads to the one who owes duties."""

    units: Mapping[UUID, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[UUID, str] = field(default_factory=dict)  # post → its division
    functions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of a holder
    divisions: Mapping[str, str] = field(default_factory=dict)  # where a holder stands
    keepers: Mapping[str, str] = field(default_factory=dict)  # function → the county's holder


@dataclass(frozen=True, slots=True)
class Evidence:
    """一条凭据: one fact, one word of the profile, one who owes."""

    event: UUID
    kind: str
    holder: str
    on: date
    standing: Standing
    duty: str = ""
    doer: str = ""  # when it is credited above: whose deed it was


def evidence(facts: Iterable[Fact], proofs: Sequence[Proof], roll: Roll) -> tuple[Evidence, ...]:
    """全部凭据: of every fact that still stands, one line for each whom it credits."""
    known = sorted(facts, key=lambda fact: (fact.at, fact.id))
    last = _last(known, proofs)
    by_event: dict[str, list[Proof]] = {}
    for proof in proofs:
        by_event.setdefault(proof.leaves, []).append(proof)
    return tuple(
        one
        for fact in known
        for proof in by_event.get(fact.kind, ())
        if stands(fact, proof, last)
        for one in _credited(fact, proof, roll, last)
    )


_NEVER = (datetime.min.replace(tzinfo=UTC), UUID(int=0))
Last = Mapping[tuple[str, str, str], tuple[datetime, UUID]]


def _last(facts: Sequence[Fact], proofs: Sequence[Proof]) -> Last:
    """When each thing was last undone or confirmed, by event, key and thing."""
    wanted: dict[str, set[tuple[str, tuple[str, object] | None]]] = {}
    for proof in proofs:
        for undo in proof.undone_by:
            wanted.setdefault(undo.event, set()).add((undo.there, undo.only))
        for confirmed in proof.confirmed_by:
            wanted.setdefault(confirmed, set()).add(("", None))
    found: dict[tuple[str, str, str], tuple[datetime, UUID]] = {}
    for fact in facts:
        for there, only in wanted.get(fact.kind, ()):
            if only is None or fact.changes.get(only[0]) == only[1]:
                for thing in _things(fact, there):
                    found[(_name(fact.kind, only), there, thing)] = (fact.at, fact.id)
    return found


def _name(event: str, only: tuple[str, object] | None) -> str:
    return event if only is None else f"{event}?{only[0]}={only[1]}"


def _things(fact: Fact, key: str) -> tuple[str, ...]:
    """What a fact is about: its subject, or what stands under a key of its changes."""
    if not key:
        return (fact.subject,)
    value = fact.changes.get(key)
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return (str(value),) if value not in (None, "") else ()


def stands(fact: Fact, proof: Proof, last: Last) -> bool:
    """Whether a fact proves: not by its own values, nor after what came later."""
    for key, values in proof.unless:
        value = fact.changes.get(key)
        if value in values or (not values and value):
            return False
    return not any(_undone(fact, undo, last) for undo in proof.undone_by)


def _undone(fact: Fact, undo: Undoing, last: Last) -> bool:
    name = _name(undo.event, undo.only)
    when = [last.get((name, undo.there, thing)) for thing in _things(fact, undo.here)]
    return any(one is not None and one > (fact.at, fact.id) for one in when)


def _credited(fact: Fact, proof: Proof, roll: Roll, last: Last) -> Iterable[Evidence]:
    standing, on = _standing(fact, proof, last), _day(fact, proof)
    duty = str(fact.changes.get(proof.duty, "")) if proof.duty else ""
    done: set[str] = set()
    for holder in _holders(fact, proof, roll):
        for credited in (holder, *_above(holder, proof, roll)):
            if credited not in done:
                done.add(credited)
                doer = holder if credited != holder else ""
                yield Evidence(fact.id, proof.kind, credited, on, standing, duty, doer)


def _standing(fact: Fact, proof: Proof, last: Last) -> Standing:
    if proof.claims and not any(
        last.get((event, "", fact.subject), _NEVER) > (fact.at, fact.id)
        for event in proof.confirmed_by
    ):
        return Standing.CLAIMED
    paper = any(fact.changes.get(key) for key in proof.behalf)
    return Standing.TRANSCRIBED if paper else Standing.PROVEN


def _day(fact: Fact, proof: Proof) -> date:
    said = fact.changes.get(proof.on) if proof.on else None
    if isinstance(said, str) and said:
        return date.fromisoformat(said[:10])
    return fact.day


def _holders(fact: Fact, proof: Proof, roll: Roll) -> tuple[str, ...]:
    if proof.credit is Credit.NAMED:
        named = (_of_name(one, roll) for one in _things(fact, proof.named))
        return tuple(dict.fromkeys(one for one in named if one))
    if proof.credit is Credit.PLACE:
        found = roll.places.get(fact.division, "")
        return (found,) if found else ()
    if fact.unit is not None and fact.unit in roll.units:
        return (roll.units[fact.unit],)
    place = roll.posts.get(fact.post, "") if fact.post is not None else ""
    found = roll.places.get(place, "")
    return (found,) if found else ()


def _of_name(name: str, roll: Roll) -> str:
    """A holder by its own key, or by the unit's number."""
    if name in roll.functions:
        return name
    try:
        return roll.units.get(UUID(name), "")
    except ValueError:
        return ""


def _above(holder: str, proof: Proof, roll: Roll) -> Iterable[str]:
    """Who keeps what is done here: the town of a village, a bureau of the county."""
    own = roll.functions.get(holder, ())
    for doer, function in proof.above:
        if doer in own:
            place = roll.divisions.get(holder, "")
            town = roll.places.get(f"{place[:9]}000", "") if place[6:9] != "000" else ""
            found = town if function == TOWN else roll.keepers.get(function, "")
            if found:
                yield found
