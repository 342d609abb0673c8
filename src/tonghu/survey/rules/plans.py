"""排查计划: which rounds a profile asks for in a year, and on which days (D-080, D-081, D-089).

Periods follow from the profile's `[survey] cycle`; days of the campaign are the profile's own. A day
that falls on a holiday moves to the next worked day where the profile's calendar says so (民法典 203);
pages show the day the document names.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tonghu.core.calendar import WorkCalendar, cn_date
from tonghu.core.periods import add_months
from tonghu.policy import Profile
from tonghu.policy.questions.deadlines import rules, working_days
from tonghu.policy.questions.survey import feedback_end, roster_window, summary_end, survey_end
from tonghu.survey.states import Cycle

_MONTHS = {Cycle.MONTHLY: 1, Cycle.QUARTERLY: 3, Cycle.HALF_YEARLY: 6}
_QUARTERS = ("一", "二", "三", "四")
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """一轮的计划: title, period and days; None where a document sets no day."""

    cycle: Cycle
    period: str
    title: str
    begins_on: date
    ends_on: date
    opens_on: date
    due_on: date
    rosters_from: date | None = None
    rosters_to: date | None = None
    summary_due: date | None = None
    feedback_due: date | None = None
    basis: str = ""


def cycles(profile: Profile) -> tuple[Cycle, ...]:
    """Which cycles make rounds here; 实时 makes none, it is what happens between them."""
    known = {one.value for one in Cycle}
    return tuple(Cycle(word) for word in profile.sheet.survey.cycle if word in known)


def plans(profile: Profile, year: int) -> tuple[Plan, ...]:
    """Every round of a year, in order of their first day."""
    made = [plan for cycle in cycles(profile) for plan in _of_cycle(profile, cycle, year)]
    return tuple(sorted(made, key=lambda one: (one.opens_on, one.cycle)))


def plan_of(profile: Profile, cycle: str, period: str = "", on: date | None = None) -> Plan | None:
    """The plan of a period, or of the period a day lies in; also of a cycle the profile lacks.

    A county may do more than its document asks: a quarter beside the campaign, side by side.
    """
    wanted = Cycle(cycle)
    years = [int(period[:4])] if period[:4].isdigit() else [on.year] if on else []
    found = [plan for year in years for plan in _of_cycle(profile, wanted, year)]
    if period:
        return next((plan for plan in found if plan.period == period), None)
    return next((plan for plan in found if on and plan.begins_on <= on <= plan.ends_on), None)


def due_plans(profile: Profile, today: date, known: frozenset[tuple[str, str]]) -> tuple[Plan, ...]:
    """到时间还没有的轮次: what the machine proposes to the county at night."""
    return tuple(
        plan
        for plan in plans(profile, today.year)
        if plan.opens_on <= today <= plan.due_on and (plan.cycle.value, plan.period) not in known
    )


def last_day(profile: Profile, due: date) -> date:
    """实际最后一天: a day off moves to the next worked day where the calendar says so."""
    calendar = working_days(profile)
    return calendar.next_working_day(due) if rules(profile).last_day_moves else due


def days_late(profile: Profile, due: date | None, today: date) -> int:
    """迟了几个工作日; 0 while there is time."""
    if due is None or today <= (last := last_day(profile, due)):
        return 0
    return working_days(profile).working_days_between(last, today)


def days_left(calendar: WorkCalendar, due: date, today: date) -> int:
    """还剩几个工作日; 0 on the last day and after it."""
    return calendar.working_days_between(today, due) if today < due else 0


def counted(profile: Profile, due: date) -> str:
    """期限怎么算的, as a task says it."""
    last = last_day(profile, due)
    moved = f"；{cn_date(due)}是休假日，顺延到{cn_date(last)}" if last != due else ""
    return f"文件定在{cn_date(due)}前{moved}。"


def _of_cycle(profile: Profile, cycle: Cycle, year: int) -> tuple[Plan, ...]:
    if cycle is Cycle.CAMPAIGN:
        return (_campaign(profile, year),)
    step = _MONTHS[cycle]
    return tuple(
        _regular(profile, cycle, year, month, step) for month in range(step, DECEMBER + 1, step)
    )


def _campaign(profile: Profile, year: int) -> Plan:
    window, end = roster_window(profile, year).value, survey_end(profile, year)
    return Plan(
        cycle=Cycle.CAMPAIGN, period=f"{year}-autumn", title=f"{year}年秋季集中排查",
        begins_on=date(year - 1, end.value.month, end.value.day) + timedelta(days=1),
        ends_on=end.value, opens_on=window.first, due_on=end.value, rosters_from=window.first,
        rosters_to=window.last, summary_due=summary_end(profile, year).value,
        feedback_due=feedback_end(profile, year).value, basis=end.basis,
    )  # fmt: skip


def _regular(profile: Profile, cycle: Cycle, year: int, month: int, step: int) -> Plan:
    """A month, quarter or half year: opened with its last month, due on its last day."""
    last = date(year, month, monthrange(year, month)[1])
    first = add_months(date(year, month, 1), 1 - step)
    return Plan(
        cycle=cycle, period=_period(cycle, year, month // step), title=_title(cycle, year, month),
        begins_on=first, ends_on=last, opens_on=date(year, month, 1), due_on=last,
        basis=profile.basis("survey", "cycle"),
    )  # fmt: skip


def _period(cycle: Cycle, year: int, number: int) -> str:
    letter = {Cycle.MONTHLY: "M", Cycle.QUARTERLY: "Q", Cycle.HALF_YEARLY: "H"}[cycle]
    return f"{year}{letter}{number:02d}" if cycle is Cycle.MONTHLY else f"{year}{letter}{number}"


def _title(cycle: Cycle, year: int, month: int) -> str:
    if cycle is Cycle.MONTHLY:
        return f"{year}年{month}月核对"
    if cycle is Cycle.HALF_YEARLY:
        return f"{year}年{'上' if month < DECEMBER else '下'}半年核对"
    return f"{year}年{_QUARTERS[month // 3 - 1]}季度核对"
