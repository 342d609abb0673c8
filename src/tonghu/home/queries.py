"""首页的内容: gathered from the worklist and from what modules contribute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.contributions import contributed
from tonghu.core.viewer import Viewer
from tonghu.home.rules import DayOff, over_title, title_of
from tonghu.policy.profile import Profile
from tonghu.policy.questions import survey
from tonghu.ui import words
from tonghu.ui.shapes import Danger, Figure, TaskGroup
from tonghu.ui.words import Due
from tonghu.worklist import queries as worklist
from tonghu.worklist.contributions import (
    DangerSource,
    Hit,
    HomePanel,
    LeaderFigures,
    SearchSource,
)
from tonghu.worklist.queries.showing import due_of, row_of
from tonghu.worklist.rules import LATE, TODAY

SHOWN = 12  # tasks of the first page; the long list has the rest
DANGERS = 3


@dataclass(frozen=True, slots=True)
class PanelView:
    """首页栏: a template and what it is given."""

    template: str
    panel: Any


@dataclass(frozen=True, slots=True)
class HomeView:
    """首页."""

    over: str
    title: str
    total: int
    groups: tuple[TaskGroup, ...]
    later: str
    empty: str
    next_url: str
    dangers: tuple[Danger, ...]
    more_dangers: int
    panels: tuple[PanelView, ...]
    figures: tuple[Figure, ...]
    unread: int
    standing: str


@dataclass(frozen=True, slots=True)
class Found:
    """查到的一类."""

    label: str
    hits: tuple[Hit, ...]


def first_page(viewer: Viewer) -> HomeView:
    """首页 of a person."""
    mine = worklist.mine(viewer)
    profile = worklist.profile_in_force(viewer.profile)
    dangers = [one for source in contributed(DangerSource) for one in source.find(viewer)]
    shown, later = _shown(mine)
    return HomeView(
        over=over_title(clock.today(), mine.calendar, _holidays(profile)),
        title=title_of(mine.today, mine.late, mine.total),
        total=mine.total,
        groups=shown,
        later=later,
        empty=coming(profile, clock.today()),
        next_url=mine.next.link if mine.next else "",
        dangers=tuple(dangers[:DANGERS]),
        more_dangers=max(0, len(dangers) - DANGERS),
        panels=_panels(viewer),
        figures=figures(viewer),
        unread=worklist.unread(viewer),
        standing=_standing(mine.standing),
    )


def _standing(away: tuple[worklist.StandInLine, ...]) -> str:
    """替谁办: a sentence for the first page; empty when one stands in for nobody."""
    told = [f"{one.name}（到{one.until_on.month}月{one.until_on.day}日）" for one in away]
    return f"你正在替{'、'.join(told)}办待办，下面也有他的。" if told else ""


def figures(viewer: Viewer) -> tuple[Figure, ...]:
    """领导看的数: for those who may see numbers and no children; empty for everybody else."""
    if viewer.may(P.RECONCILE_CHILDREN):
        return ()
    return tuple(
        figure
        for one in sorted(contributed(LeaderFigures), key=lambda one: one.order)
        if viewer.may(one.needs)
        for figure in one.build(viewer)
    )


def coming(profile: Profile, today: date) -> str:
    """没有待办时说什么: the next day of the year's work that the document names."""
    told = [
        (day, what)
        for year in (today.year, today.year + 1)
        for day, what in _year(profile, year)
        if day >= today
    ]
    if not told:
        return "没有待办。有新的事会出现在这里。"
    day, what = min(told)
    return f"没有待办。下一件是{words.day(day, today, near=False)}{what}。"


def search(viewer: Viewer, text: str) -> tuple[Found, ...]:
    """查找: what every module that may be asked finds for a text."""
    said = text.strip()
    if not said:
        return ()
    found = (
        Found(source.label, source.find(viewer, said))
        for source in contributed(SearchSource)
        if not source.needs or viewer.may(source.needs)
    )
    return tuple(one for one in found if one.hits)


def _shown(mine: worklist.Mine) -> tuple[tuple[TaskGroup, ...], str]:
    """The groups that fit, and a sentence on what comes after them."""
    groups, left = [], SHOWN
    later: list[worklist.Group] = []
    for group in mine.groups:
        if left <= 0:
            later.append(group)
            continue
        tasks = group.tasks[:left]
        left -= len(tasks)
        groups.append(
            TaskGroup(
                group.title,
                _note(group, len(tasks)),
                tuple(row_of(t, mine.calendar) for t in tasks),
                tone="danger" if group.code == LATE else "",
                icon="clock-exclamation" if group.code == LATE else "",
            )
        )
    return tuple(groups), _later(later)


def _note(group: worklist.Group, shown: int) -> str:
    count = len(group.tasks)
    said = [f"{count}件" + (f"，先列{shown}件" if shown < count else "")]
    if group.next_step:
        days, whom = group.next_step
        said.append(f"再过{days}个工作日会报给{whom}")
    return "，".join(said)


def _later(groups: list[worklist.Group]) -> str:
    count = sum(len(group.tasks) for group in groups)
    if not count:
        return ""
    first = groups[0]
    when = f"最近的是{first.title.removesuffix('前')}" if first.day else "没有定日期"
    return f"往后还有{count}件，{when} {first.tasks[0].title}"


def _panels(viewer: Viewer) -> tuple[PanelView, ...]:
    built = (
        (one.template, one.build(viewer))
        for one in sorted(contributed(HomePanel), key=lambda one: one.order)
    )
    return tuple(PanelView(template, panel) for template, panel in built if panel is not None)


def _holidays(profile: Profile) -> tuple[DayOff, ...]:
    return tuple(
        DayOff(one.name, one.first, one.last)
        for year in profile.sheet.holidays.years
        for one in year.off
    )


def _year(profile: Profile, year: int) -> list[tuple[date, str]]:
    window = survey.roster_window(profile, year).value
    return [
        (window.first, "开始报送名册"),
        (window.last, "前报齐名册"),
        (survey.survey_end(profile, year).value, "前排查完毕"),
        (survey.summary_end(profile, year).value, "前汇总上报"),
        (survey.feedback_end(profile, year).value, "前反馈公安、教育"),
    ]


@dataclass(frozen=True, slots=True)
class ListRow:
    """长表的一行."""

    line: worklist.TaskLine
    due: Due | None
    url: str


def list_rows(lines: tuple[worklist.TaskLine, ...], viewer: Viewer) -> tuple[ListRow, ...]:
    """The rows of the long list; other people's tasks open their page, one's own the work itself."""
    calendar = worklist.calendar_of(viewer.profile)
    own = {task.id for group in worklist.mine(viewer).groups for task in group.tasks}
    return tuple(
        ListRow(one, due_of(one, calendar), one.link if one.id in own else f"/tasks/{one.id}/")
        for one in lines
    )


def notice(wanted: worklist.Filter, viewer: Viewer) -> UUID | None:
    """The notice that led to the list of what is late below."""
    if wanted.whose != "below" or wanted.when != "late":
        return None
    return worklist.notice_of(viewer)


def today_rows(viewer: Viewer) -> tuple[ListRow, ...]:
    """今日清单: what is late and what is due today."""
    groups = worklist.mine(viewer).groups
    lines = tuple(task for group in groups if group.code in (LATE, TODAY) for task in group.tasks)
    return list_rows(lines, viewer)
