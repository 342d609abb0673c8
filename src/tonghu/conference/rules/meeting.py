"""会议的规矩: what the document demands this year, on which day, who comes, who chairs.

Pure: the profile as loaded, facts and today as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tonghu.conference.states import HEADS, AttendeeClass, MeetingKind, SeatRole
from tonghu.core.calendar import WorkCalendar, cn_date
from tonghu.policy import Profile
from tonghu.policy.explain.spoken import citation
from tonghu.policy.questions.deadlines import deadline, working_days

DIGITS = "零一二三四五六七八九十"
WEEKDAYS = "一二三四五六日"
LAST_QUARTER = 10  # 当年还没开全体会议的，从第四季度起提醒
REPLY_DAYS = 2  # 回执请在开会前两个工作日报
CLASS_OF = {
    SeatRole.MEMBER: AttendeeClass.LEADER,
    SeatRole.LIAISON: AttendeeClass.LIAISON,
    SeatRole.OFFICE_DIRECTOR: AttendeeClass.OFFICE,
    SeatRole.OFFICE_MEMBER: AttendeeClass.OFFICE,
    SeatRole.INVITED: AttendeeClass.INVITED,
    **dict.fromkeys(HEADS, AttendeeClass.HEAD),
}
OFFICERS = (SeatRole.OFFICE_DIRECTOR, SeatRole.OFFICE_MEMBER)


@dataclass(frozen=True, slots=True)
class DayCheck:
    """开会的日子: whether it is worked, the next day that is, and what is not known."""

    on: date
    worked: bool
    sentence: str
    next: date
    warning: str = ""


def day_check(profile: Profile, on: date) -> DayCheck:
    """这一天能不能开会: a day off is said, the next working day offered."""
    calendar: WorkCalendar = working_days(profile)
    worked = calendar.is_working_day(on)
    following = calendar.next_working_day(on)
    warning = (
        ""
        if calendar.is_known(on)
        else f"{on.year}年的放假安排还没有录入，只按周末和固定的法定假日推算。"
    )
    if worked:
        made_up = "，是调休上班的日子" if on in calendar.work else ""
        return DayCheck(
            on, True, f"{cn_date(on)}星期{WEEKDAYS[on.weekday()]}{made_up}。", on, warning
        )
    why = "是周末" if on.weekday() > 4 and on not in calendar.off else "是节假日"
    return DayCheck(
        on, False,
        f"{cn_date(on)}星期{WEEKDAYS[on.weekday()]}{why}，下一个工作日是{cn_date(following)}。",
        following, warning,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LiaisonDue:
    """联络员会议最迟哪天开."""

    due: date
    how: str
    clause: str
    silent: bool


def liaison_before(profile: Profile, plenary: date) -> LiaisonDue | None:
    """全体会议之前的联络员会议 (D-050, D-361); None where the document does not ask for one."""
    if profile.sheet.conference.liaison_meeting != "before_plenary" or not asks_liaison(profile):
        return None
    return _due(profile, "conference.liaison_meeting", plenary)


def next_regular(profile: Profile, last: date) -> LiaisonDue | None:
    """下一次定期的联络员会议 (D-051); None where meetings are not regular."""
    if profile.sheet.conference.liaison_meeting != "regular" or not asks_liaison(profile):
        return None
    return _due(profile, "conference.liaison_regular", last)


def asks_liaison(profile: Profile) -> bool:
    """文件要不要开联络员会议: a silent document asks for none."""
    return not profile.silent("conference", "liaison_meeting")


def _due(profile: Profile, clock: str, start: date) -> LiaisonDue:
    found = deadline(profile, clock, start)
    due = found.due if isinstance(found.due, date) else found.due.date()
    basis = profile.basis("conference", "liaison_meeting")
    return LiaisonDue(due, found.how, citation(profile, basis), found.silent)


def reply_by(profile: Profile, on: date) -> date:
    """回执截止: working days before the meeting."""
    calendar, day, left = working_days(profile), on, REPLY_DAYS
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def counted(number: int) -> str:
    """第几次: 一, 二, … 十一."""
    if number <= 10:
        return DIGITS[number]
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def meeting_title(kind: MeetingKind, year: int, number: int) -> str:
    """会议名称: 2026年第一次全体会议."""
    return f"{year}年第{counted(number)}次{kind.label}"


def asked_roles(kind: MeetingKind, there: Iterable[SeatRole]) -> tuple[SeatRole, ...]:
    """请哪些席位: heads, members and office at a plenary; liaisons before it, members where none."""
    roles = set(there)
    if kind is MeetingKind.LIAISON:
        who = SeatRole.LIAISON if SeatRole.LIAISON in roles else SeatRole.MEMBER
        return (*OFFICERS, who)
    return (*HEADS, *OFFICERS, SeatRole.MEMBER, SeatRole.INVITED)


def chair_roles(profile: Profile, kind: MeetingKind) -> tuple[str, ...]:
    """谁可以主持: by the profile at a plenary; at a liaison meeting the office."""
    if kind is MeetingKind.LIAISON:
        return (SeatRole.OFFICE_DIRECTOR.value, "delegate")
    return tuple(profile.sheet.conference.chair_by)


@dataclass(frozen=True, slots=True)
class Held:
    """一次会议, as far as the year's demands must know."""

    kind: MeetingKind
    state: str
    on: date
    held_on: date | None
    id: str = ""
    prepares: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """今年要做的一件事: what the document asks, how far it is, by when."""

    code: str
    title: str
    words: str
    state: str  # done, now, late, waiting, silent
    due: date | None
    clause: str
    silent: bool = False
    meeting: str = ""


def demands(
    profile: Profile, year: int, meetings: Sequence[Held], today: date, gaps: int = 0
) -> tuple[Demand, ...]:
    """会议年: what the profile demands this year, in the order of the year."""
    return tuple(
        one
        for one in (
            _list_of_members(gaps),
            *_liaison_demands(profile, year, meetings, today),
            _plenary(profile, year, meetings, today),
        )
        if one is not None
    )


def _list_of_members(gaps: int) -> Demand:
    if not gaps:
        return Demand("members", "成员名单齐全", "没有缺项", "done", None, "")
    return Demand("members", "补齐成员名单", f"还有{gaps}处要补", "now", None, "")


def plenary_owed(profile: Profile, held: int) -> int:
    """今年还欠几次全体会议 (D-045…D-048, D-360)."""
    return max(0, profile.sheet.conference.plenary_per_year - held)


def _plenary(profile: Profile, year: int, meetings: Sequence[Held], today: date) -> Demand:
    here = [one for one in meetings if one.kind is MeetingKind.PLENARY]
    held = [one for one in here if one.state == "held"]
    coming = [one for one in here if one.state in ("planned", "called")]
    wanted = profile.sheet.conference.plenary_per_year
    silent = profile.silent("conference", "plenary_per_year")
    clause = citation(profile, profile.basis("conference", "plenary_per_year"))
    title = f"全年召开{wanted}次全体会议" if wanted > 1 else "召开全体会议"
    if len(held) >= wanted:
        last = max(one.held_on or one.on for one in held)
        words = f"已开{len(held)}次，最近{cn_date(last)}"
        return Demand("plenary", title, words, "done", None, clause, silent, held[-1].id)
    if coming:
        first = min(coming, key=lambda one: one.on)
        late = first.on < today
        words = f"定在{cn_date(first.on)}" + ("，还没有登记召开" if late else "")
        state = "late" if late else "now"
        return Demand("plenary", title, words, state, first.on, clause, silent, first.id)
    if silent:
        words = f"文件没写一年开几次，通例{wanted}次"
        return Demand("plenary", "全体会议", words, "silent", None, clause, True)
    due, words = date(year, 12, 31), "今年还没有开" if year >= today.year else "没有召开"
    return Demand("plenary", title, words, "late" if today > due else "now", due, clause, silent)


def _liaison_demands(
    profile: Profile, year: int, meetings: Sequence[Held], today: date
) -> Iterable[Demand]:
    if not asks_liaison(profile) or profile.sheet.conference.liaison_meeting == "none":
        clause = citation(profile, profile.basis("conference", "liaison_meeting"))
        yield Demand("liaison", "联络员会议", "文件没写，不要求", "silent", None, clause, True)
        return
    liaisons = [
        one for one in meetings if one.kind is MeetingKind.LIAISON and one.state != "cancelled"
    ]
    if profile.sheet.conference.liaison_meeting == "regular":
        yield _regular(profile, year, liaisons, today)
        return
    plenaries = [
        one for one in meetings if one.kind is MeetingKind.PLENARY and one.state != "cancelled"
    ]
    for plenary in plenaries:
        yield _before(profile, plenary, liaisons, today)
    if not plenaries:
        clause = citation(profile, profile.basis("conference", "liaison_meeting"))
        yield Demand(
            "liaison",
            "全体会议前开联络员会议",
            "全体会议定了日期才算得出最迟哪天",
            "waiting",
            None,
            clause,
        )


def _before(profile: Profile, plenary: Held, liaisons: Sequence[Held], today: date) -> Demand:
    due = liaison_before(profile, plenary.on)
    assert due is not None  # asked for only where the profile has it
    mine = [one for one in liaisons if one.prepares == plenary.id]
    held = [one for one in mine if one.state == "held"]
    title = "全体会议前开联络员会议"
    if held:
        return Demand(
            "liaison",
            title,
            f"{cn_date(held[0].held_on or held[0].on)}开过",
            "done",
            None,
            due.clause,
            due.silent,
            held[0].id,
        )
    words = f"定在{cn_date(mine[0].on)}" if mine else "还没有定日期"
    missed = plenary.state == "held" or due.due < today
    return Demand(
        "liaison",
        title,
        words,
        "late" if missed else "now",
        due.due,
        due.clause,
        due.silent,
        mine[0].id if mine else "",
    )


def _regular(profile: Profile, year: int, liaisons: Sequence[Held], today: date) -> Demand:
    held = [one for one in liaisons if one.state == "held"]
    coming = [one for one in liaisons if one.state != "held"]
    last = max((one.held_on or one.on for one in held), default=date(year, 1, 1))
    due = next_regular(profile, last)
    assert due is not None
    words = f"上次{cn_date(last)}" if held else "今年还没有开"
    if coming:
        words += f"，下次定在{cn_date(min(one.on for one in coming))}"
    state = "late" if due.due < today else "now"
    return Demand(
        "liaison",
        "定期召开联络员会议",
        words,
        state,
        due.due,
        due.clause,
        due.silent,
        coming[0].id if coming else "",
    )


def reminds(profile: Profile, year: int, held: int, coming: int, today: date) -> bool:
    """该提醒了: the year runs out and no plenary is held or fixed; a silent document is not reminded of."""
    if profile.silent("conference", "plenary_per_year") or year != today.year:
        return False
    return today.month >= LAST_QUARTER and plenary_owed(profile, held) > coming
