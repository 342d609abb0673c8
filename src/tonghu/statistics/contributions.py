"""统计带来的: indicators, how one is measured, readings at night, events, tasks, papers, its menu."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, NavItem, Nightly, contribute
from tonghu.core.indicators import Indicator, Measured, keep_with
from tonghu.core.proofs import Proof, Undoing
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.papers.contributions import PaperKind
from tonghu.statistics.indicators import register, rosters, rounds, work
from tonghu.statistics.workflow import WORKFLOWS
from tonghu.worklist.contributions import TaskKind

MAKE, RECEIVE, PAPER = "statistics.make", "statistics.receive", "statistics.return"


def _take() -> str:
    from tonghu.statistics.actions import take_all

    return take_all()


def _measure(viewer: Viewer, one: Indicator, wanted: object) -> Measured:
    from tonghu.statistics.queries.measuring import measure

    return measure(viewer, one, wanted)  # type: ignore[arg-type]


def _return(subject: str) -> str:
    return f"/statistics/returns/{subject}/"


keep_with(_measure)
# icons: table-import
contribute(
    *register.INDICATORS, *rounds.INDICATORS, *rosters.INDICATORS, *work.INDICATORS, *WORKFLOWS,
    EventKind("statistics.read", "数一次指标"),
    EventKind("return.make", "做统计报表"),
    EventKind("return.explain", "写统计报表的说明"),
    EventKind("reference.add", "登记参考数据"),
    EventKind("reference.withdraw", "撤下参考数据"),
    Proof("return.submit", undone_by=(Undoing("return.send_back"),)),
    TaskKind(MAKE, "报送统计报表", "table", "去做", lambda _: "/statistics/returns/", needs=P.STATISTICS_KEEP),
    TaskKind(RECEIVE, "接收统计报表", "table-import", "去看", _return, needs=P.STATISTICS_KEEP),
    PaperKind(PAPER, "儿童关爱保护统计报表", "table", needs=P.STATISTICS_KEEP, sensitivity=Sensitivity.AGGREGATE),
    Nightly("statistics.read", "数一次各县的指标", _take),
    NavItem("统计", "statistics:home", P.STATISTICS_VIEW, order=34, icon="chart-bar"),
)  # fmt: skip
