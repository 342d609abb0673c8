"""比对带来的: its workflows, kinds of events and tasks, the main menu, the machine's own duties."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, NavItem, Nightly, contribute
from tonghu.core.proofs import Proof, Undoing
from tonghu.reconcile.workflow import WORKFLOWS
from tonghu.worklist.contributions import TaskKind

HAND_IN, MAPPING, QUESTIONS, JUDGE, DESK_TASK, VILLAGE_TASK = (
    "reconcile.hand_in", "reconcile.mapping", "reconcile.questions", "reconcile.judge",
    "reconcile.desk", "reconcile.verify",
)  # fmt: skip


def _erase() -> str:
    from tonghu.reconcile.actions import erase_due

    return erase_due()


def _sweep() -> str:
    from tonghu.reconcile.actions import sweep

    return sweep()


contribute(
    LookKind("reconcile.identity", "看证件号和电话"),
    LookKind("reconcile.excel", "取比对的表格"),
    *WORKFLOWS,
    EventKind("roster.handed_in", "交来花名册"),
    EventKind("roster.call", "发出报送要求"),
    EventKind("roster.urge", "催交花名册"),
    EventKind("roster.reconcile", "比对花名册"),
    EventKind("roster.erase", "清除名册内容"),
    EventKind("mapping.save", "记住列的对应"),
    EventKind("run.order", "交办比对"),
    EventKind("verdict.give", "判定是不是同一个孩子"),
    EventKind("verdict.undo", "撤销判定"),
    EventKind("verdict.review", "复看判定"),
    EventKind("question.put", "向单位提问"),
    EventKind("proposal.make", "提出更改建议"),
    EventKind("proposal.review", "复看采纳的建议"),
    EventKind("excel.order", "交办导出"),
    EventKind("excel.make", "导出Excel"),
    EventKind("excel.take", "取走导出的Excel"),
    TaskKind(
        HAND_IN, "交名册", "file-import", "交名册", lambda subject: f"/rosters/hand-in/?owed={subject}",
        needs=P.ROSTER_HAND_IN, on_behalf="",
    ),
    TaskKind(
        MAPPING, "核对列", "help-hexagon", "核对列", lambda subject: f"/rosters/receipts/{subject}/columns/",
        needs=P.ROSTER_HAND_IN,
    ),
    TaskKind(
        QUESTIONS, "回答核对问题", "message-question", "去回答", lambda subject: "/rosters/questions/",
        needs=P.QUESTION_ANSWER,
    ),
    TaskKind(
        JUDGE, "判定疑似重复", "copy", "去判定",
        lambda subject: f"/reconcile/{UUID(subject.partition(':')[0])}/judge/",
        needs=P.RECONCILE_JUDGE,
    ),
    TaskKind(
        DESK_TASK, "办理更改建议", "checklist", "去办理", lambda subject: "/desk/", needs=P.CHILD_DECIDE,
    ),
    TaskKind(
        VILLAGE_TASK, "上门核实", "home-search", "去核实", lambda subject: f"/desk/ask/{subject}/",
        needs=P.CHILD_EDIT,
    ),
    NavItem("名册", "reconcile:rosters", P.ROSTER_VIEW, order=20, icon="files", phone=True),
    NavItem("名册比对", "reconcile:runs", P.RECONCILE_VIEW, order=21, icon="arrows-diff"),
    NavItem("办理台", "reconcile:desk", P.CHILD_DECIDE, order=22, icon="checklist"),
    Nightly("reconcile.erase", "清除到期的名册内容", _erase, minutes=60),
    Nightly("reconcile.sweep", "清理比对的临时文件", _sweep, minutes=60),
)  # fmt: skip


def _jobs() -> None:
    """The worker knows a job once its module is loaded; actions need the names above."""
    import tonghu.reconcile.actions  # noqa: F401


_jobs()


def _first_page() -> None:
    """Panels, figures and search results, built on the queries."""
    from tonghu.reconcile.showing.home import register

    register()


_first_page()


def _proofs() -> None:
    """What the desk's facts prove: a withdrawn roster, run or answer proves nothing."""
    above = (
        ("school", "education"), ("kindergarten", "education"), ("police_station", "police"),
        ("village", "town"),
    )  # fmt: skip
    contribute(
        Proof(
            "roster.handed_in", above=above, unless=(("state", ("refused",)),),
            undone_by=(Undoing("roster.withdraw"), Undoing("roster.refuse")),
        ),
        Proof("roster.reconcile", undone_by=(Undoing("run.withdraw"), Undoing("run.fail"))),
        Proof(
            "discrepancy.settle", above=above,
            undone_by=(Undoing("discrepancy.reopen"), Undoing("discrepancy.withdraw")),
        ),
        Proof(
            "discrepancy.settle", "question.answer", above=above,
            undone_by=(Undoing("question.return"), Undoing("question.drop")),
        ),
    )  # fmt: skip


_proofs()
