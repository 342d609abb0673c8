"""排查与档案: what a round reads of the register as of a day, and what it writes into it.

The only file of the module that touches registry for a deed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from tonghu.core.viewer import Viewer
from tonghu.registry.models import Child, Classification, Standing
from tonghu.registry.states import LifeState

IN_CHARGE = (LifeState.REGISTERED.value, LifeState.TRANSFERRING.value)
WHY = "the register as a round lists it, within the range its caller may answer for"


@dataclass(frozen=True, slots=True)
class Listed:
    """在册的一名儿童 as of a day: where, and counted as what."""

    child: UUID
    division: str
    schemes: tuple[str, ...]


@dataclass(slots=True)
class Before:
    """一名儿童原来在哪里: for the reason why it is new here."""

    elsewhere: set[UUID] = field(default_factory=set)
    gone: set[UUID] = field(default_factory=set)


def standing(lo: str, hi: str, on: date, profile: str) -> dict[tuple[UUID, str], Listed]:
    """在册: (child, village) of a range as of a day. Two queries; inside the system's scope."""
    rows = Standing.objects.all_of_them(reason=WHY).filter(
        _holds(on), division__gte=lo, division__lt=hi, state__in=IN_CHARGE
    )
    places = list(rows.values_list("child_id", "division"))
    counted = _schemes(lo, hi, on, profile)
    return {
        (child, division): Listed(child, division, tuple(sorted(counted.get(child, ()))))
        for child, division in places
    }


def _schemes(lo: str, hi: str, on: date, profile: str) -> dict[UUID, set[str]]:
    rows = Classification.objects.all_of_them(reason=WHY).filter(
        _holds(on), division__gte=lo, division__lt=hi, profile=profile
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for child, scheme in rows.values_list("child_id", "scheme"):
        found[child].add(scheme)
    return found


def _holds(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def schemes_of(child: UUID, on: date, profile: str) -> tuple[str, ...]:
    """As what one child is counted on a day."""
    rows = Classification.objects.all_of_them(reason=WHY).filter(
        _holds(on), child=child, profile=profile
    )
    return tuple(sorted(set(rows.values_list("scheme", flat=True))))


def why_gone(children: Collection[UUID], on: date) -> dict[UUID, tuple[str, date | None]]:
    """退出原因 by the register: its own, a move elsewhere, or that the file was joined to another."""
    found: dict[UUID, tuple[str, date | None]] = {}
    rows = Child.objects.all_of_them(reason=WHY).filter(pk__in=children)
    for id_, state, reason, left_on, merged in rows.values_list(
        "pk", "state", "left_reason", "left_on", "merged_into"
    ):
        if merged:
            found[id_] = ("wrong_or_duplicate", None)
        elif state in IN_CHARGE:
            found[id_] = ("transferred_out", None)
        else:
            found[id_] = (reason or "wrong_or_duplicate", left_on)
    return found


def earlier(children: Collection[UUID], on: date) -> Before:
    """Where children stood before a day: what tells 转入 and 重新纳入 from 新发现."""
    rows = Standing.objects.all_of_them(reason=WHY).filter(child__in=children, until_on__lte=on)
    made = Before()
    rows = rows.filter(Q(until_on__gt=F("from_on")))
    last: dict[UUID, tuple[date, str]] = {}
    for child, state, until in rows.values_list("child_id", "state", "until_on"):
        if until is not None and (child not in last or last[child][0] <= until):
            last[child] = (until, state)
    for child, (_, state) in last.items():
        if state in IN_CHARGE:
            made.elsewhere.add(child)
        elif state in (LifeState.EXITED.value, LifeState.ARCHIVED.value):
            made.gone.add(child)
    return made


def in_order(children: Iterable[UUID], groups: Collection[str]) -> dict[UUID, tuple[int, bool]]:
    """次序: key groups first (D-004), then by name; child → (place, whether of a key group)."""
    wanted = set(groups)
    rows = Child.objects.all_of_them(reason=WHY).filter(pk__in=list(children))
    lines = sorted(
        (not wanted & set(flags), sound, str(id_), id_)
        for id_, flags, sound in rows.values_list("pk", "flags", "name_sound")
    )
    return {id_: (place, not later) for place, (later, _, _, id_) in enumerate(lines, start=1)}


def confirm(by: Viewer, children: Collection[UUID], round: UUID, on: date) -> None:
    """没有变化: the files are confirmed, one event a child."""
    from tonghu.registry import actions as registry

    if children:
        registry.confirm_many(by=by, children=tuple(children), round=round, on=on)


def change(
    by: Viewer, child: UUID, values: Mapping[str, Any], *, version: int | None, on: date,
    round: UUID, why: str = "",
) -> tuple[dict[str, Any], tuple[str, ...]]:  # fmt: skip
    """有变化: into the file at once. Returns what stood there before, and what has changed."""
    from tonghu.registry import actions as registry

    before = current(by, child, values)
    done = registry.update(
        by=by, child=child, values=dict(values), version=version, source=_source(by),
        stated_on=on, origin=("survey.round", str(round)), why=why,
    )  # fmt: skip
    return before, tuple(done.changed)


def current(by: Viewer, child: UUID, keys: Iterable[str]) -> dict[str, Any]:
    """What some blanks of a file hold now; None where nothing was collected."""
    from tonghu.registry.queries import files

    held: dict[str, Any] = {}
    for block in sorted({_block(key) for key in keys}):
        held |= dict(files.editable(by, child, block).values)
    return {key: held.get(key) for key in keys}


def _block(key: str) -> str:
    from tonghu.registry.fields import BY_CODE

    return BY_CODE[key].block if key in BY_CODE else "person"


def _source(by: Viewer) -> Any:
    from tonghu.core.viewer import Level
    from tonghu.registry.states import SourceKind

    return {Level.TOWN: SourceKind.TOWN, Level.COUNTY: SourceKind.COUNTY}.get(
        by.level, SourceKind.VILLAGE
    )


def enter(
    by: Viewer, values: Mapping[str, Any], division: str, on: date, round: UUID
) -> tuple[UUID | None, str, str]:
    """新增: a candidate. Returns the child, the outcome, and the sentence for who entered it."""
    from tonghu.registry import actions as registry

    done = registry.enter(
        by=by, values=dict(values), division=division, source=_source(by), stated_on=on,
        origin=("survey.round", str(round)),
    )  # fmt: skip
    return done.child, str(done.outcome), done.sentence


def decide(by: Viewer, child: UUID, answer: str, reason: str, on: date | None) -> None:
    """镇里核定: what a village proposed becomes the state of the file."""
    from tonghu.registry import actions as registry

    if answer == "left":
        registry.exit_child(by=by, child=child, reason=reason, on=on)
    elif answer == "new":
        _verify(by, child)
        registry.register(by=by, child=child, why="村里在排查中核实")
    elif answer == "withdrawn":
        _verify(by, child)
        registry.reject(by=by, child=child, why="排查中登记，村里又撤销了")


def _verify(by: Viewer, child: UUID) -> None:
    """A candidate is verified by the village's signature; the town's decision follows at once."""
    from tonghu.registry import actions as registry

    rows = Child.objects.visible_to(by).filter(pk=child)
    if rows.values_list("state", flat=True).first() == LifeState.CANDIDATE:
        registry.send_to_verify(by=by, child=child, why="村里在排查中登记")
