"""按档案更新名单: what happened in the register since, brought into an open round; nobody is asked twice.

A child registered meanwhile is listed to be answered; one that left, moved or was joined to another
counts as left with the register's own reason; what a child is counted as follows the register.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.survey.actions import register
from tonghu.survey.actions.common import DESK, day_of, moment, profile_of
from tonghu.survey.actions.keeping import Change, as_row, refresh_counters
from tonghu.survey.models import Round, RoundChild, VillageReturn
from tonghu.survey.states import STAYING, Answer, Origin, RoundState

WHY = "a round is brought up to date as a whole, whoever asks"
_FIELDS = ["schemes", "answer", "left", "left_on", "at", "applied"]


@dataclass(slots=True)
class _Work:
    """What one refreshing has found."""

    round: Round
    at: datetime
    change: Change = field(default_factory=Change)
    stale: list[RoundChild] = field(default_factory=list)
    fresh: list[RoundChild] = field(default_factory=list)
    touched: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def refresh(
    *, by: Viewer, round: UUID, division: str = "", at: datetime | None = None, add: bool = True
) -> int:
    """按档案更新名单 of a village, a town or the county; how many rows changed."""
    with scope(DESK):
        row = Round.objects.all_of_them(reason=WHY).get(pk=round)
        if row.state != RoundState.OPEN:
            return 0
        place = division or row.division
        lo, hi = place, upper_bound(place)
        work = _Work(row, moment(at))
        rows = _rows(row, lo, hi)
        there = register.standing(lo, hi, day_of(work.at), row.profile)
        _follow(work, rows, there)
        if add:
            _list(work, lo, hi, there, {(one.child, one.division) for one in rows})
        _write(by, work, lo, hi)
    return len(work.stale) + len(work.fresh)


def _rows(round: Round, lo: str, hi: str) -> list[RoundChild]:
    rows = RoundChild.objects.all_of_them(reason=WHY).select_for_update(of=("self",))
    return list(rows.filter(round=round, division__gte=lo, division__lt=hi).order_by("pk"))


def _follow(
    work: _Work, rows: list[RoundChild], there: dict[tuple[UUID, str], register.Listed]
) -> None:
    gone = [one for one in rows if _was_there(one) and (one.child, one.division) not in there]
    reasons = register.why_gone({one.child for one in gone}, day_of(work.at))
    for one in rows:
        before, listed = as_row(one), there.get((one.child, one.division))
        if listed is None:
            if not _was_there(one):
                continue
            one.answer, one.applied = Answer.LEFT, True
            one.left, one.left_on = reasons.get(one.child, ("wrong_or_duplicate", None))
        else:
            _back(one)
            one.schemes = list(listed.schemes)
        if as_row(one) != before:
            work.change.of(one.division, before, as_row(one))
            work.stale.append(one)
            work.touched[one.division] += 1


def _was_there(row: RoundChild) -> bool:
    """Whether the row counts a child that the register should still hold."""
    if row.answer == Answer.NEW and not row.applied:
        return False  # a candidate: the town has not decided
    return row.answer in STAYING or row.answer == Answer.PENDING


def _back(row: RoundChild) -> None:
    """A child the register had let go stands again: it is to be answered."""
    if row.answer == Answer.LEFT and row.applied and not row.by_name:
        row.answer, row.left, row.left_on, row.applied = Answer.PENDING, "", None, False


def _list(
    work: _Work, lo: str, hi: str, there: dict[tuple[UUID, str], register.Listed],
    known: set[tuple[UUID, str]],
) -> None:  # fmt: skip
    new = [one for key, one in there.items() if key not in known]
    if not new:
        return
    rows = VillageReturn.objects.all_of_them(reason=WHY).filter(
        round=work.round, division__gte=lo, division__lt=hi
    )
    villages = dict(rows.values_list("division", "pk"))
    was = register.earlier({one.child for one in new}, day_of(work.at))
    order = register.in_order((one.child for one in new), groups_of(work.round.profile))
    for one in new:
        if one.division not in villages:
            continue
        row = RoundChild(
            round=work.round, village_id=villages[one.division], division=one.division,
            child=one.child, place=10_000 + order[one.child][0], key_group=order[one.child][1],
            origin=Origin.ADDED, added=added_reason(one.child, was), schemes=list(one.schemes),
        )  # fmt: skip
        work.fresh.append(row)
        work.change.of(one.division, None, as_row(row))
        work.touched[one.division] += 1


def groups_of(profile: str) -> tuple[str, ...]:
    """重点对象 of a profile (D-004)."""
    return tuple(profile_of(profile).sheet.survey.key_groups)


def added_reason(child: UUID, was: register.Before) -> str:
    """新增原因 the register can tell by itself."""
    if child in was.elsewhere:
        return "transferred_in"
    return "readmitted" if child in was.gone else "newly_found"


def _write(by: Viewer, work: _Work, lo: str, hi: str) -> None:
    if not work.touched:
        return
    RoundChild.objects.put_many(work.fresh)
    RoundChild.objects.all_of_them(reason=WHY).bulk_update(work.stale, _FIELDS, batch_size=1_000)
    work.change.keep(work.round.id)
    villages = list(
        VillageReturn.objects.all_of_them(reason=WHY).filter(
            round=work.round, division__in=work.touched
        )
    )
    refresh_counters(villages)
    events.record_many(
        "survey.refresh", by=by,
        facts=[events.Fact(one, changes={"rows": work.touched[one.division]}) for one in villages],
    )  # fmt: skip


def refresh_open() -> str:
    """Nightly: every open round follows the register; one sentence of what was done."""
    by, changed = Viewer.for_system("夜间按档案更新排查名单"), 0
    with scope(by):
        rounds = list(
            Round.objects.all_of_them(reason=WHY).filter(state=RoundState.OPEN).values_list("pk")
        )
    for (id_,) in rounds:
        with scope(by):
            changed += refresh(by=by, round=id_, at=clock.now())
    return f"按档案更新{len(rounds)}轮，改动{changed}行"
