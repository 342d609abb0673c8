"""时限: who must do what by when, counted by the Civil Code's rules and the profile's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tonghu.core.calendar import WorkCalendar
from tonghu.core.periods import Counting, Unit, add_months
from tonghu.core.periods import Duration as Period
from tonghu.core.periods import deadline as counted
from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import Decision, Says, add, called, decides
from tonghu.policy.schema.base import Duration

# 从那天起才可以做的事，不是到那天为止要做完的事：起算满期之日不因节假日顺延。
OPENS = frozenset({"guardianship.refusal", "guardianship.refusal_alert"})
SAMPLE_START = datetime(2026, 9, 17, 9, 0)  # a Thursday before the National Day holiday


@dataclass(frozen=True)
class Deadline:
    """期限: who, what, until when, how it was counted, and by which clause."""

    who: str
    does: str
    starts: str
    due: date | datetime
    how: str
    basis: str
    silent: bool
    warning: str | None = None


def deadline(
    profile: Profile, clock: str, start: date | datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """期限: when a clock of the profile runs out if it starts now."""
    known = profile.vocabulary.clocks[clock]
    length = profile.clocks[clock]
    if known.backward:
        worked = calendar or working_days(profile)
        due, how, warning = _backward(start, length, worked), f"向前倒算{length}。", None
    elif clock in OPENS and length.unit != "working_days":
        due, warning = _opens(start, length), None
        how = f"自首次记录之日起满{length}，从这一天起可以办理，遇节假日不顺延。"
    else:
        result = counted(start, _period(length), calendar or working_days(profile), rules(profile))
        due, how, warning = result.due, result.how, result.warning
    return Deadline(
        who=_who(profile, known.who),
        does=known.does,
        starts=known.starts,
        due=due,
        how=how,
        basis=profile.basis("clocks", clock),
        silent=profile.silent("clocks", clock),
        warning=warning,
    )


def working_days(profile: Profile) -> WorkCalendar:
    """工作日历: the holiday tables the profile knows."""
    return profile.sheet.holidays.calendar()


def rules(profile: Profile) -> Counting:
    """期间计算规则 (民法典 201, 203)."""
    calendar = profile.sheet.calendar
    return Counting(calendar.start_day_counts, calendar.last_day_moves)


def _period(length: Duration) -> Period:
    return Period(length.number, Unit(length.unit))


def _backward(start: date | datetime, length: Duration, calendar: WorkCalendar) -> date:
    """向前倒算: so long before a day that is fixed."""
    day = start.date() if isinstance(start, datetime) else start
    if length.unit in ("months", "years"):
        return add_months(day, -length.number * (12 if length.unit == "years" else 1))
    left = length.number * (7 if length.unit == "weeks" else 1)
    while left > 0:
        day -= timedelta(days=1)
        left -= length.unit != "working_days" or calendar.is_working_day(day)
    return day


def _opens(start: date | datetime, length: Duration) -> date:
    """起始日: the day a period is full, as `tonghu.registry` judges it."""
    return _period(length).after(start.date() if isinstance(start, datetime) else start)


def _moment(due: date | datetime) -> str:
    return due.strftime("%Y-%m-%d %H:%M") if isinstance(due, datetime) else due.isoformat()


def _who(profile: Profile, code: str) -> str:
    return "强制报告主体" if code == "reporter" else called(profile, code)


# fmt: off
_QUESTIONS = (
    # decision                 asks                                        clock
    ("report_deadline",        "发现须报告的情形，最迟何时报告",             "report.immediate"),
    ("report_feedback",        "公安机关最迟何时向报告单位反馈",             "report.feedback"),
    ("dispatch_deadline",      "接到报告，最迟何时出警",                     "case.dispatch"),
    ("inform_deadline",        "应急处置后，最迟何时通报",                   "case.inform"),
    ("assess_deadline",        "收到通报，最迟何时完成评估",                 "case.assess"),
    ("protection_order",       "人身安全保护令最迟何时裁定",                 "case.protection_order"),
    ("protection_order_urgent", "情况紧急的保护令最迟何时裁定",              "case.protection_order_urgent"),
    ("protection_order_ends",  "保护令何时到期",                             "case.protection_order_valid"),
    ("temporary_guardianship", "临时监护最迟何时结束",                       "guardianship.temporary"),
    ("refusal_clock",          "拒绝履行监护职责何日起可以申请撤销",         "guardianship.refusal"),
    ("refusal_alert",          "拒绝履行监护职责何日预警",                   "guardianship.refusal_alert"),
    ("contact_clock",          "父母最迟何时再联系儿童",                     "guardianship.contact"),
    ("carer_assessment",       "被委托人的监护能力最迟何时评估",             "guardianship.carer_assess"),
    ("visit_clock",            "最迟何时再走访",                             "visit.regular"),
    ("reverify_clock",         "在校儿童最迟何时再核实",                     "survey.reverify"),
    ("urge_clock",             "未按期报送的最迟何时催报",                   "survey.urge"),
    ("liaison_before_plenary", "联络员会议最迟何时召开",                     "conference.liaison_meeting"),
    ("liaison_regular",        "下次联络员会议最迟何时召开",                 "conference.liaison_regular"),
    ("minutes_reply",          "纪要征求意见最迟何时答复",                   "minutes.reply"),
    ("resolution_report",      "议定事项进展最迟何时通报",                   "resolution.report"),
    ("bulletin_clock",         "下期工作进展通报最迟何时印发",               "conference.bulletin"),
    ("referral_clock",         "窗口受理后最迟何时转介",                     "referral.answer"),
    ("absence_clock",          "无故缺课后最迟何时联系监护人",               "schooling.absence"),
    ("dropout_report_clock",   "劝返无效后最迟何时书面报告",                 "schooling.report"),
    ("cross_accept",           "跨省通办最迟何时受理并推送",                 "benefit.cross_accept"),
    ("cross_opinion",          "跨省通办户籍地最迟何时提出意见",             "benefit.cross_opinion"),
    ("cross_decide",           "跨省通办最迟何时确认",                       "benefit.cross_decide"),
    ("cross_answer",           "跨省通办最迟何时告知申请人",                 "benefit.cross_answer"),
    ("record_check",           "从业人员最迟何时再查违法犯罪记录",           "staff.record_check"),
    ("privacy_audit",          "个人信息合规审计最迟何时再做",               "audit.yearly"),
    ("reporter_training",      "强制报告主体最迟何时再培训",                 "training.reporters"),
)
# fmt: on


def _decision(name: str, asks: str, clock: str) -> Decision:
    def says(profile: Profile) -> Says:
        found = deadline(profile, clock, SAMPLE_START)
        when = _moment(found.due)
        by = f"可自{when}起" if clock in OPENS else f"须在{when}前"
        return (f"{found.starts}后，{found.who}{by}{found.does}", found.how)

    return Decision(name, asks, says, (clock,))


for _name, _asks, _clock in _QUESTIONS:
    add(_decision(_name, _asks, _clock))


@decides("days_off", "哪些日子不办公、哪些周末要上班")
def _days_off(profile: Profile) -> Says:
    calendar = working_days(profile)
    off = (f"{day}放假" for day in sorted(calendar.off))
    work = (f"{day}上班" for day in sorted(calendar.work))
    years = (f"{year}年的放假安排已录入" for year in sorted(calendar.years))
    return (*off, *work, *years)


@decides("counting_rules", "星期五起算的两日期限何时届满")
def _counting_rules(profile: Profile) -> Says:
    friday = date(2026, 9, 18)
    result = counted(friday, Period(2, Unit.DAYS), working_days(profile), rules(profile))
    return (f"自{friday}起两日的期限到{result.due}届满",)
