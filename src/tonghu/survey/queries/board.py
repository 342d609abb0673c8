"""进度板 (mock f): towns and villages of a round with their counts; those behind come first."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.survey.models import (
    Feedback,
    Frozen,
    PupilCheck,
    Round,
    TownSummary,
    VillageReturn,
)
from tonghu.survey.queries.common import calendar_of, late_of, line, profile_of, round_row
from tonghu.survey.queries.figures import figures_of, locked_of
from tonghu.survey.queries.shapes import (
    Bar,
    Board,
    Button,
    ExceptionLine,
    RoundLine,
    Step,
    TownRow,
    VillageRow,
)
from tonghu.survey.queries.standing import at_the_lock
from tonghu.survey.rules.locking import exceptions_of
from tonghu.survey.rules.plans import days_late, days_left, last_day
from tonghu.survey.rules.reminding import may_remind
from tonghu.survey.states import (
    REGISTER,
    STILL_OPEN,
    Cycle,
    FeedbackState,
    Figure,
    ReturnState,
    RoundState,
    TownState,
)
from tonghu.survey.workflow import RETURN, ROUND, TOWN

_BEHIND = {"late": 0, "waiting": 1, "collecting": 2, "returned": 3, "summarised": 4, "taken": 5}
_WORDS = {"waiting": "等镇里审", "collecting": "等镇里汇总", "locked": "县已锁定", "going": "在核"}


def board(viewer: Viewer, round: UUID) -> Board | None:
    """A round as county, town or leader sees it; nine queries whatever its size."""
    row = round_row(viewer, round)
    if row is None:
        return None
    villages = list(VillageReturn.objects.visible_to(viewer).filter(round=row).order_by("division"))
    summaries = {
        one.division: one for one in TownSummary.objects.visible_to(viewer).filter(round=row)
    }
    held = _held(viewer, row)
    by_town: dict[str, list[VillageRow]] = defaultdict(list)
    for one in villages:
        by_town[one.division[:9] + "000"].append(_village(viewer, row, one, held))
    towns = [
        _town(viewer, row, code, summaries.get(code), tuple(rows)) for code, rows in by_town.items()
    ]
    towns.sort(key=lambda one: (_BEHIND.get(one.state, 9), -one.late, one.division))
    return _whole(viewer, row, towns, villages)


def town(viewer: Viewer, round: UUID, division: str) -> TownRow | None:
    """One town of a round with its villages, without the rest of the board."""
    row = round_row(viewer, round)
    if row is None:
        return None
    rows = VillageReturn.objects.visible_to(viewer).filter(round=row)
    found = rows.filter(division__startswith=division[:9]).order_by("division")
    villages = tuple(_village(viewer, row, one, None) for one in found)
    summary = TownSummary.objects.visible_to(viewer).filter(round=row, division=division).first()
    return _town(viewer, row, division, summary, villages) if villages or summary else None


def _whole(
    viewer: Viewer, row: Round, towns: list[TownRow], villages: list[VillageReturn]
) -> Board:
    head = line(viewer, row)
    total = _total(head, towns)
    previous = row.previous
    place = viewer.lo if viewer.level is Level.TOWN else row.division
    return Board(
        round=head, steps=_steps(viewer, row, total, towns), towns=tuple(towns), total=total,
        previous=locked_of(viewer, previous, place) if previous else None,
        previous_label=_short(previous) if previous else "", late_villages=total.late,
        to_remind=sum(
            one.state in STILL_OPEN and not one.reminded_today
            for town in towns for one in town.villages
        ),
        open_exceptions=_exceptions(viewer, row), buttons=_buttons(viewer, row),
        figures=figures_of(viewer, row, place),
    )  # fmt: skip


def _held(viewer: Viewer, row: Round) -> dict[str, int] | None:
    """上一次锁定的在册数 by village."""
    if row.previous_id is None:
        return None
    rows = Frozen.objects.visible_to(viewer).filter(
        round=row.previous_id, scheme=REGISTER, figure=Figure.CLOSING
    )
    return dict(rows.values_list("division", "n"))


def _village(
    viewer: Viewer, row: Round, one: VillageReturn, held: dict[str, int] | None
) -> VillageRow:
    late = late_of(row, one.state)
    label = ReturnState(one.state).label
    day = one.reminded_at.astimezone(clock.CHINA).date() if one.reminded_at else None
    return VillageRow(
        id=one.id, division=one.division, name=one.name, state=one.state,
        state_label=f"{label}，迟{late}个工作日" if late else label, expected=one.expected,
        done=one.done, added=one.added, left=one.left, unreachable=one.unreachable,
        locked=None if held is None else held.get(one.division, 0), late=late, last_at=one.last_at,
        last_note=_note(row, one),
        reminded_today=not may_remind(day, clock.today(), calendar_of(row.profile)),
        buttons=_steps_of(viewer, row, one),
    )  # fmt: skip


def _note(row: Round, one: VillageReturn) -> str:
    if one.state == ReturnState.RETURNED:
        return one.returned_why
    if one.state == ReturnState.NOT_STARTED and row.opened_at:
        day = row.opened_at.astimezone(clock.CHINA)
        return f"{day.month}月{day.day}日发出，还没动"
    return ""


def _steps_of(viewer: Viewer, row: Round, one: VillageReturn) -> tuple[Button, ...]:
    if row.state != RoundState.OPEN or not viewer.covers(one.division):
        return ()
    rows = RETURN.open_to(one.state, viewer.permissions)
    return tuple(Button(r.action, r.label) for r in rows if r.action in ("accept", "return"))


def _town(
    viewer: Viewer, row: Round, code: str, summary: TownSummary | None,
    villages: tuple[VillageRow, ...],
) -> TownRow:  # fmt: skip
    states = Counter(one.state for one in villages)
    late = sum(bool(one.late) for one in villages)
    state, label = _state(row, summary, states, late)
    held = [one.locked for one in villages if one.locked is not None]
    return TownRow(
        id=summary.id if summary else None, division=code, name=summary.name if summary else code,
        bar=Bar(**{one.value: states.get(one.value, 0) for one in ReturnState}),
        expected=sum(one.expected for one in villages), done=sum(one.done for one in villages),
        added=sum(one.added for one in villages), left=sum(one.left for one in villages),
        unreachable=sum(one.unreachable for one in villages), locked=sum(held) if held else None,
        late=late, state=state, state_label=label,
        last_at=max((one.last_at for one in villages if one.last_at), default=None),
        villages=tuple(sorted(villages, key=_urgency)),
        buttons=_summary_buttons(viewer, row, code, summary),
    )  # fmt: skip


def _urgency(one: VillageRow) -> tuple[bool, int, str]:
    order = ["returned", "not_started", "filling", "submitted", "accepted"]
    return not one.late, order.index(one.state), one.division


def _state(
    row: Round, summary: TownSummary | None, states: Counter[str], late: int
) -> tuple[str, str]:
    if row.state == RoundState.LOCKED:
        return "locked", _WORDS["locked"]
    if late:
        return "late", f"{late}村迟了"
    if summary and summary.state != TownState.COLLECTING:
        return summary.state, TownState(summary.state).label
    if states.get(ReturnState.SUBMITTED):
        return "waiting", _WORDS["waiting"]
    done = states.get(ReturnState.ACCEPTED, 0) == sum(states.values())
    return ("collecting", _WORDS["collecting"]) if done else ("going", _WORDS["going"])


def _summary_buttons(
    viewer: Viewer, row: Round, code: str, summary: TownSummary | None
) -> tuple[Button, ...]:
    if summary is None or row.state != RoundState.OPEN or not viewer.covers(code):
        return ()
    rows = TOWN.open_to(summary.state, viewer.permissions)
    return tuple(Button(one.action, one.label) for one in rows)


def _total(head: RoundLine, towns: list[TownRow]) -> TownRow:
    bars = [one.bar for one in towns]
    held = [one.locked for one in towns if one.locked is not None]
    return TownRow(
        id=None, division="", name=f"{head.place}{len(towns)}个乡镇（街道）",
        bar=Bar(**{s.value: sum(getattr(bar, s.value) for bar in bars) for s in ReturnState}),
        expected=sum(one.expected for one in towns), done=sum(one.done for one in towns),
        added=sum(one.added for one in towns), left=sum(one.left for one in towns),
        unreachable=sum(one.unreachable for one in towns), locked=sum(held) if held else None,
        late=sum(one.late for one in towns), state="", state_label="",
        last_at=max((one.last_at for one in towns if one.last_at), default=None), villages=(),
    )  # fmt: skip


def _short(previous: Round) -> str:
    year = f"{clock.today().year}年"
    title = previous.title.removeprefix(year).removesuffix("核对").removesuffix("集中排查")
    return f"{title}在册"


def _exceptions(viewer: Viewer, row: Round) -> tuple[ExceptionLine, ...]:
    """What the county must explain before it locks."""
    if row.state == RoundState.LOCKED:
        return tuple(
            ExceptionLine(one["division"], one["name"], one["what"], one["reason"])
            for one in row.exceptions
            if viewer.covers(one["division"]) or viewer.system
        )
    if row.state != RoundState.OPEN or not viewer.may(P.ROUND_MANAGE):
        return ()
    return tuple(
        ExceptionLine(one.division, one.name, what) for one, what in exceptions_of(at_the_lock(row))
    )


def _buttons(viewer: Viewer, row: Round) -> tuple[Button, ...]:
    rows = ROUND.open_to(row.state, viewer.permissions) if viewer.covers(row.division) else ()
    found = [Button(one.action, one.label) for one in rows]
    if row.state == RoundState.OPEN and (viewer.may(P.ROUND_MANAGE) or viewer.may(P.ROUND_REVIEW)):
        found.append(Button("remind", "催报"))
    if row.state == RoundState.LOCKED and viewer.may(P.ROUND_MANAGE) and row.feedback_due:
        found.append(Button("feedback", "反馈公安、教育"))
    return tuple(found)


def _steps(viewer: Viewer, row: Round, total: TownRow, towns: list[TownRow]) -> tuple[Step, ...]:
    made = [_villages_step(row, total)]
    if row.rosters_from and row.rosters_to:
        made.insert(0, _rosters_step(viewer, row))
    if row.summary_due or row.cycle == Cycle.CAMPAIGN:
        made.append(_summary_step(row, towns))
    if row.feedback_due:
        made += _feedback_steps(viewer, row)
    made.append(_lock_step(row))
    return tuple(made)


def _rosters_step(viewer: Viewer, row: Round) -> Step:
    from tonghu.reconcile.models import RosterCall

    assert row.rosters_from is not None
    assert row.rosters_to is not None
    calls = RosterCall.objects.visible_to(viewer).filter(
        division=row.division, year=row.rosters_from.year
    )
    come, owed = _rosters(viewer, [one.id for one in calls])
    ahead = clock.today() < row.rosters_from
    over = clock.today() > last_day(profile_of(row.profile), row.rosters_to)
    note = f"{come}/{owed}份" if owed else ""
    state = "ahead" if ahead else "done" if over or (owed and come == owed) else "now"
    return Step(
        "rosters", f"{row.rosters_from.month}月初", "派出所、学校、幼儿园交名册", note, state,
        late=bool(over and come < owed),
    )  # fmt: skip


def _rosters(viewer: Viewer, calls: list[UUID]) -> tuple[int, int]:
    """How many rosters came of those owed, as far as the viewer may count them."""
    from tonghu.reconcile.models import HandIn, RosterOwed
    from tonghu.reconcile.states import STANDING

    owed = set(
        RosterOwed.objects.visible_to(viewer).filter(call__in=calls).values_list("unit_id", "kind")
    )
    came = HandIn.objects.visible_to(viewer).filter(call__in=calls, state__in=STANDING)
    return len(owed & set(came.values_list("unit_id", "kind"))), len(owed)


def _villages_step(row: Round, total: TownRow) -> Step:
    left = total.bar.total - total.bar.handed_in
    over = row.state == RoundState.LOCKED or not left
    note = f"{total.late}个村迟了" if total.late else _left(row, row.due_on) if not over else ""
    state = "done" if over else "ahead" if clock.today() < row.opens_on else "now"
    return Step("villages", _day(row.due_on), "村里排查完毕", note, state, late=bool(total.late))


def _summary_step(row: Round, towns: list[TownRow]) -> Step:
    due = row.summary_due or row.due_on
    open_ = sum(one.state not in ("summarised", "taken", "locked") for one in towns)
    late = bool(open_) and row.state == RoundState.OPEN and _late(row, due) > 0
    state = "done" if not open_ else "ahead" if clock.today() <= row.due_on else "now"
    note = f"{open_}个乡镇还没汇总" if late else _left(row, due) if open_ else ""
    return Step("summary", _day(due), "乡镇汇总到县民政局", note, state, late=late)


def _feedback_steps(viewer: Viewer, row: Round) -> list[Step]:
    assert row.feedback_due is not None
    sent = list(Feedback.objects.visible_to(viewer).filter(round=row))
    gone = [one for one in sent if one.state != FeedbackState.PREPARED]
    late = not gone and _late(row, row.feedback_due) > 0
    state = "done" if gone else "now" if row.state == RoundState.LOCKED or late else "ahead"
    receipts = sum(one.received_at is not None for one in gone)
    note = f"{receipts}/{len(gone)}家已回执" if gone else ""
    lines = PupilCheck.objects.visible_to(viewer).filter(check_of__round=row)
    counted = Counter(lines.values_list("answer", flat=True)) if gone else Counter()
    pupils, waiting = sum(counted.values()), counted.get("pending", 0)
    then = "done" if pupils and not waiting else "now" if pupils else "ahead"
    told = f"{pupils - waiting}/{pupils}名" if pupils else ""
    return [
        Step("feedback", _day(row.feedback_due), "反馈公安、教育", note, state, late=late),
        Step("reverify", "之后", "教育再核实，定联络人", told, then),
    ]


def _lock_step(row: Round) -> Step:
    if row.state == RoundState.LOCKED and row.locked_at:
        day = row.locked_at.astimezone(clock.CHINA).date()
        return Step("lock", _day(day), "县里锁定", "", "done")
    ready = clock.today() > row.due_on
    return Step("lock", "齐了以后", "县里锁定", "", "now" if ready else "ahead")


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _late(row: Round, due: date) -> int:
    return days_late(profile_of(row.profile), due, clock.today())


def _left(row: Round, due: date) -> str:
    if row.state != RoundState.OPEN:
        return ""
    left = days_left(
        calendar_of(row.profile), last_day(profile_of(row.profile), due), clock.today()
    )
    return f"还剩{left}个工作日" if left else "今天到期" if clock.today() == due else ""
