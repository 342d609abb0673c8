"""待办登记处: what other modules may bring to the first page, and what this one brings itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tonghu.core.contributions import EventKind, Nightly, contribute, contributed
from tonghu.core.viewer import Viewer
from tonghu.worklist.channels import ChannelOf, Mail, SpooledSms
from tonghu.worklist.channels.base import MAIL, SMS


@dataclass(frozen=True, slots=True)
class TaskKind:
    """待办种类: how a kind of task is called, drawn, pressed and reached."""

    code: str
    label: str
    icon: str
    button: str
    link: Callable[[str], str]  # subject id → where it is done
    needs: str = ""  # verb without which it is not one's own
    on_behalf: str = ""  # verb that lets somebody above do it from paper


@dataclass(frozen=True, slots=True)
class HomePanel:
    """首页栏: a panel of the right third; `build` answers None when there is nothing to show."""

    code: str
    order: int
    template: str  # gets `panel`
    build: Callable[[Viewer], Any]


@dataclass(frozen=True, slots=True)
class DangerSource:
    """危险来源: what stands above the title of the first page, in red."""

    code: str
    find: Callable[[Viewer], tuple[Any, ...]]  # of ui.shapes.Danger


@dataclass(frozen=True, slots=True)
class LeaderFigures:
    """领导看的数: figures of the first page of those who see numbers only."""

    code: str
    order: int
    needs: str
    build: Callable[[Viewer], tuple[Any, ...]]  # of ui.shapes.Figure


@dataclass(frozen=True, slots=True)
class Hit:
    """查到的一条."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """查找来源: rows of one kind that a text finds, within the viewer's reach."""

    code: str
    label: str
    needs: str
    find: Callable[[Viewer, str], tuple[Hit, ...]]
    more: str = ""  # name of the route that lists all


@dataclass(frozen=True, slots=True)
class Proposed:
    """系统提出的议题: a question for the conference, with the figures behind it."""

    title: str
    question: str
    link: str  # where the figures open
    count: int
    subject: str  # what it is about; the same subject is proposed once


@dataclass(frozen=True, slots=True)
class AgendaProposer:
    """议题来源: what a module lays before the conference; `find(viewer, division, since)`, no names."""

    code: str
    label: str
    order: int
    find: Callable[[Viewer, str, date], tuple[Proposed, ...]]


NOTICE = "worklist.notice"
LATE_BELOW = "/tasks/?whose=below&when=late"  # the long list of what is late below


def kind_of(code: str) -> TaskKind | None:
    """The kind of a code; None for one that no module declares any more."""
    return next((kind for kind in contributed(TaskKind) if kind.code == code), None)


def _climb() -> str:
    from tonghu.worklist.actions import escalate_overdue

    return escalate_overdue()


def _remind() -> str:
    from tonghu.worklist.actions.daily import send_daily

    return send_daily()


def _late(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    from tonghu.worklist.queries.agenda import repeatedly_late

    return repeatedly_late(viewer, division, since)


contribute(
    AgendaProposer("worklist.late", "多次迟办", 40, _late),
    EventKind("task.open", "交办"),
    EventKind("task.change", "更新待办"),
    EventKind("task.done", "办结待办"),
    EventKind("task.transcribe", "代为办结"),
    EventKind("task.acknowledge", "知道了"),
    EventKind("task.cancel", "撤销待办"),
    EventKind("task.escalate", "迟办提级"),
    EventKind("task.reminded", "催办"),
    EventKind("task.export", "导出待办"),
    EventKind("task.export_taken", "取走导出的待办"),
    EventKind("notice.read", "看过通知"),
    EventKind("stand_in.named", "请人代班"),
    EventKind("stand_in.ended", "结束代班"),
    EventKind("reminding.changed", "改提醒方式"),
    EventKind("reminder.sent", "发出提醒"),
    EventKind("reminder.failed", "提醒没发出去"),
    TaskKind(NOTICE, "下级迟了", "alert-triangle", "去看看", lambda subject: LATE_BELOW),
    Nightly("worklist.escalate", "迟办提级", _climb, minutes=60),
    Nightly("worklist.remind", "每天提醒", _remind, minutes=30),
    ChannelOf(MAIL, "邮件", Mail()),
    ChannelOf(SMS, "短信", SpooledSms()),
)
