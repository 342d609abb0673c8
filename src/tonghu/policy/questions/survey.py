"""摸底排查: when what is due, who hands what to whom, who answers a discrepancy (Parts E, Q)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tonghu.core.calendar import WorkCalendar
from tonghu.core.periods import Duration as Period
from tonghu.core.periods import Unit, add_months
from tonghu.core.periods import deadline as counted
from tonghu.policy.profile import Profile
from tonghu.policy.questions.deadlines import rules, working_days
from tonghu.policy.questions.registry import (
    Answer,
    Says,
    answered,
    decides,
    functions,
    labels,
    yes,
)
from tonghu.policy.schema.base import Duration

_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6}
SAMPLE_DAY = date(2026, 9, 17)


@dataclass(frozen=True)
class Window:
    """起止: first and last day."""

    first: date
    last: date


@dataclass(frozen=True)
class Answerable:
    """差异的责任人: who answers a discrepancy, until when."""

    owner: str
    due: date


def roster_window(profile: Profile, year: int) -> Answer[Window]:
    """名册报送（D-088、D-363）: between which days rosters come in."""
    survey = profile.sheet.survey
    window = Window(_day(survey.roster_from, year), _day(survey.roster_to, year))
    return answered(profile, window, "survey", "roster_to")


def survey_end(profile: Profile, year: int) -> Answer[date]:
    """排查完毕（D-089、D-364）."""
    return answered(profile, _day(profile.sheet.survey.survey_end, year), "survey", "survey_end")


def summary_end(profile: Profile, year: int) -> Answer[date]:
    """汇总报送（D-090、D-365）."""
    return answered(profile, _day(profile.sheet.survey.summary_end, year), "survey", "summary_end")


def feedback_end(profile: Profile, year: int) -> Answer[date]:
    """反馈公安、教育（D-091、D-365）."""
    return answered(
        profile, _day(profile.sheet.survey.feedback_end, year), "survey", "feedback_end"
    )


def updates_due(profile: Profile, year: int) -> Answer[tuple[date, ...]]:
    """数据更新（D-081、D-362）: the days of a year by which every file must be confirmed."""
    days: set[date] = set()
    for word in profile.sheet.survey.cycle:
        step = _MONTHS.get(word)
        if step:
            days |= {_month_end(year, month) for month in range(step, 13, step)}
        elif word == "yearly_campaign":
            days.add(survey_end(profile, year).value)
    return answered(profile, tuple(sorted(days)), "survey", "cycle")


def updated_at_once(profile: Profile) -> Answer[bool]:
    """实时（D-094）: whether a change must be entered the moment it is known."""
    return answered(profile, "real_time" in profile.sheet.survey.cycle, "survey", "cycle")


def raise_omission(profile: Profile, flagged: bool, fits: bool) -> Answer[bool]:
    """疑似漏报: whether a child missing from the survey becomes a question to the village."""
    needed = profile.sheet.rosters.flag_needed_for_omission
    return answered(profile, flagged or fits or not needed, "rosters", "flag_needed_for_omission")


def answers_discrepancy(
    profile: Profile, kind: str, found: date, calendar: WorkCalendar | None = None
) -> Answer[Answerable]:
    """差异由谁处理、何时办结."""
    table = profile.sheet.rosters.discrepancies
    index = next(i for i, rule in enumerate(table) if rule.kind == kind)
    rule = table[index]
    period = Period(rule.working_days, Unit.WORKING_DAYS)
    due = counted(found, period, calendar or working_days(profile), rules(profile)).due
    owner = profile.vocabulary.label("owners", rule.owner)
    value = Answerable(owner, due)
    return Answer(value, rule.basis, profile.silent("rosters", "discrepancies", index))


def erase_on(profile: Profile, record: str, received: date) -> Answer[date]:
    """保存到何日: when a kind of record is to be erased."""
    length: Duration = getattr(profile.sheet.retention, record)
    return answered(profile, _after(received, length), "retention", record)


def hears_of_delay(profile: Profile, working_days_late: int) -> Answer[tuple[str, ...]]:
    """逾期提级: who has been told when a task is so many working days late."""
    told = [s for s in profile.sheet.escalation if s.after_working_days <= working_days_late]
    names = tuple(profile.vocabulary.label("escalation", step.to) for step in told)
    return Answer(names, told[-1].basis if told else "")


def _day(month_day: str, year: int) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _after(day: date, length: Duration) -> date:
    if length.unit == "working_days":
        return date.fromordinal(day.toordinal() + length.number)
    if length.unit in ("months", "years"):
        return add_months(day, length.number * (12 if length.unit == "years" else 1))
    return Period(length.number, Unit(length.unit)).after(day)


@decides("updates", "一年里哪些日子前要更新完全部档案")
def _updates(profile: Profile) -> Says:
    days = (f"{day}前更新完毕" for day in updates_due(profile, 2026).value)
    main = labels(profile, "survey_cycles", profile.sheet.survey.cycle)[0]
    return (f"以{main}更新为主", *days, f"情况变化即时录入：{yes(updated_at_once(profile).value)}")


@decides("campaign_dates", "名册、排查、汇总、反馈各到哪天")
def _campaign(profile: Profile) -> Says:
    window = roster_window(profile, 2026).value
    return (
        f"名册{window.first}至{window.last}报送",
        f"{survey_end(profile, 2026).value}前排查完毕",
        f"{summary_end(profile, 2026).value}前汇总上报",
        f"{feedback_end(profile, 2026).value}前反馈",
    )


@decides("survey_recipients", "汇总报给谁、反馈给谁、谁再核实")
def _recipients(profile: Profile) -> Says:
    survey = profile.sheet.survey
    return (
        f"汇总报{'、'.join(functions(profile, survey.summary_to))}",
        f"反馈{'、'.join(functions(profile, survey.feedback_to))}",
        f"{functions(profile, (survey.reverify_by,))[0]}再次核实在校儿童",
    )


@decides("roster_givers", "哪种名册由谁交给谁、谁督促")
def _givers(profile: Profile) -> Says:
    return tuple(
        f"{profile.vocabulary.label('roster_kinds', row.kind)}名册由{'、'.join(functions(profile, row.from_))}"
        f"交{functions(profile, (row.to,))[0]}"
        f"{f'，{functions(profile, (row.urged_by,))[0]}督促' if row.urged_by else ''}"
        for row in profile.sheet.survey.rosters
    )


@decides("rosters_compared", "哪些名册要相互比对")
def _compared(profile: Profile) -> Says:
    names = labels(profile, "roster_kinds", profile.sheet.survey.compare)
    pairs = ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    return (f"以{names[0]}为底册", *(f"{a}与{b}比对" for a, b in pairs))


@decides("seen_first", "排查时先看哪些儿童")
def _seen_first(profile: Profile) -> Says:
    return labels(profile, "key_groups", profile.sheet.survey.key_groups)


@decides("issues_to_clear", "每名儿童要消除哪些问题")
def _issues(profile: Profile) -> Says:
    return labels(profile, "issue_flags", profile.sheet.survey.issue_flags)


@decides("file_blocks", "一人一档只填了个人情况，还缺哪些")
def _blocks(profile: Profile) -> Says:
    rest = tuple(word for word in profile.sheet.survey.blocks if word != "person")
    counted_blocks = len(profile.sheet.survey.blocks)
    order = "、".join(labels(profile, "blocks", profile.sheet.survey.blocks))
    return (f"共{counted_blocks}类，依次为{order}", *labels(profile, "blocks", rest))


@decides("paper_and_pairing", "要不要同时存纸质档案、录入结对帮扶对象")
def _paper(profile: Profile) -> Says:
    survey = profile.sheet.survey
    return (
        f"保存纸质档案：{yes(survey.paper_file)}",
        f"录入结对帮扶对象：{yes(survey.pairing_recorded)}",
    )


@decides("omission", "未标注、不符合定义的学生不在民政名册上，算不算疑似漏报")
def _omission(profile: Profile) -> Says:
    return (f"作为疑似漏报交村核实：{yes(raise_omission(profile, False, False).value)}",)


@decides("discrepancy_owner", "每种差异由谁在何时前答复")
def _discrepancies(profile: Profile) -> Says:
    says = []
    for rule in profile.sheet.rosters.discrepancies:
        found = answers_discrepancy(profile, rule.kind, SAMPLE_DAY).value
        label = profile.vocabulary.label("discrepancies", rule.kind)
        says.append(f"{label}：{found.owner}在{found.due}前答复")
    return tuple(says)


@decides("erasure", "各种记录保存到哪天")
def _erasure(profile: Profile) -> Says:
    return tuple(
        f"{SAMPLE_DAY}收到的{label}保存到{erase_on(profile, record, SAMPLE_DAY).value}"
        for record, label in profile.vocabulary.lists["keep"].items()
    )


@decides("escalation", "任务逾期若干个工作日，各由谁知道")
def _escalation(profile: Profile) -> Says:
    told = {late: hears_of_delay(profile, late).value for late in range(1, 61)}
    return tuple(f"逾期{late}个工作日：{'、'.join(names)}" for late, names in told.items())
