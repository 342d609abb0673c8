"""履职带来的: its workflows, kinds of events, looks and tasks, what an upload proves."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, NavItem, Nightly, contribute
from tonghu.core.proofs import Credit, Proof, Undoing
from tonghu.core.sensitivity import Sensitivity
from tonghu.duties.workflow import WORKFLOWS
from tonghu.papers.contributions import PaperKind
from tonghu.worklist.contributions import TaskKind

CHECK, REDO, SELF_REPORT, OBJECTION = (
    "duties.check", "duties.redo", "duties.self_report", "duties.objection",
)  # fmt: skip


def _recount() -> str:
    from tonghu.duties.actions import recount_books

    return recount_books()


def _claim(subject: str) -> str:
    return f"/duties/claims/{subject}/"


def _sheet(subject: str) -> str:
    return f"/duties/sheets/{subject}/"


# icons: message-circle
contribute(
    *WORKFLOWS,
    EventKind("upload", "上传佐证材料"),
    EventKind("duties.open", "开履职台账"),
    EventKind("evaluation.open", "开始年度考核"),
    EventKind("evaluation.refresh", "考核重新取数"),
    Proof("evaluation.score"),
    TaskKind(SELF_REPORT, "交考核自评", "clipboard-check", "去自评", _sheet, needs=P.DUTY_CLAIM),
    TaskKind(OBJECTION, "答复考核异议", "message-circle", "去答复", _sheet, needs=P.EVALUATION_SCORE),
    PaperKind("duties.assessment", "年度考核表", "table", "landscape", needs=P.EVALUATION_SCORE, sensitivity=Sensitivity.AGGREGATE),
    LookKind("duties.evidence", "看履职凭据"),
    Proof(
        "upload", credit=Credit.NAMED, named="holder", claims=True, duty="duty", on="on",
        confirmed_by=("upload.accept",),
        undone_by=(Undoing("upload.return"), Undoing("upload.withdraw")),
    ),
    Proof(
        "upload", "upload.again", Credit.NAMED, named="holder", claims=True, duty="duty", on="on",
        confirmed_by=("upload.accept",),
        undone_by=(Undoing("upload.return"), Undoing("upload.withdraw")),
    ),
    TaskKind(CHECK, "核对佐证材料", "checklist", "去核对", _claim, needs=P.DUTY_CHECK),
    TaskKind(REDO, "补佐证材料", "arrow-back-up", "去补", _claim, needs=P.DUTY_CLAIM),
    Nightly("duties.recount", "算履职台账", _recount, minutes=10),
    NavItem("履职台账", "duties:home", P.DUTY_VIEW, order=41, icon="clipboard-list"),
)  # fmt: skip
