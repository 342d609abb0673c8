"""排查带来的: its workflows, kinds of events, looks and tasks, the machine's own duties."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, Nightly, contribute
from tonghu.core.proofs import Credit, Proof, Undoing
from tonghu.core.sensitivity import Sensitivity
from tonghu.papers.contributions import PaperKind
from tonghu.survey.workflow import WORKFLOWS
from tonghu.worklist.contributions import TaskKind

FILL, REVIEW, SUMMARY, PROPOSE, FEEDBACK, RECEIVE, DISTRIBUTE, REVERIFY = (
    "survey.fill", "survey.review", "survey.summary", "survey.propose", "survey.feedback",
    "survey.receive", "survey.distribute", "survey.reverify",
)  # fmt: skip


def _round(subject: str) -> str:
    return f"/rounds/{subject}/"


def _feedback(subject: str) -> str:
    return f"/rounds/feedback/{subject}/"


def _propose() -> str:
    from tonghu.survey.actions import propose_due

    return propose_due()


def _refresh() -> str:
    from tonghu.survey.actions import refresh_open

    return refresh_open()


contribute(
    *WORKFLOWS,
    EventKind("survey.propose", "提出开始一轮排查"),
    EventKind("survey.answer", "核对一名儿童"),
    EventKind("survey.undo", "撤销核对"),
    EventKind("survey.refresh", "按档案更新排查名单"),
    EventKind("survey.urge", "催报"),
    EventKind("survey.correct", "更正锁定的数"),
    EventKind("survey.contact", "指定在校联络帮扶人"),
    LookKind("survey.list", "看排查名单"),
    LookKind("survey.feedback", "看反馈名单"),
    LookKind("survey.check", "看再核实名单"),
    TaskKind(FILL, "逐名核对", "clipboard-check", "去核对", _round, needs=P.ROUND_FILL),
    TaskKind(REVIEW, "审村里的结果", "checks", "去审", _round, needs=P.ROUND_REVIEW),
    TaskKind(SUMMARY, "汇总上报", "sum", "去汇总", _round, needs=P.ROUND_REVIEW),
    TaskKind(PROPOSE, "发出一轮排查", "send", "去发出", _round, needs=P.ROUND_MANAGE),
    TaskKind(FEEDBACK, "反馈公安、教育", "share", "去反馈", lambda s: f"/rounds/{s}/feedback/", needs=P.ROUND_MANAGE),
    TaskKind(RECEIVE, "签收反馈名单", "mail-check", "去签收", _feedback, needs=P.TASK_DO),
    TaskKind(DISTRIBUTE, "把名单分到学校", "school", "去分", _feedback, needs=P.TASK_DO),
    TaskKind(REVERIFY, "再核实在校儿童", "user-check", "去核实", lambda s: f"/rounds/checks/{s}/", needs=P.QUESTION_ANSWER),
    Nightly("survey.propose", "到时间提出下一轮排查", _propose),
    Nightly("survey.refresh", "按档案更新排查名单", _refresh),
)  # fmt: skip


def _pages() -> None:
    """The menu, panels and figures of the pages, built on the queries."""
    from tonghu.survey.showing.home import register

    register()


_pages()


def _papers() -> None:
    """What a round is printed as (D-310 to D-314)."""
    counts, wide = Sensitivity.AGGREGATE, "landscape"
    contribute(
        PaperKind("survey.roster", "花名册", "table", wide, needs=P.EXPORT),
        PaperKind("survey.sheet", "集中排查表", "table", wide, needs=P.ROUND_VIEW),
        PaperKind("survey.hazards", "隐患清单", "table", needs=P.ROUND_VIEW),
        PaperKind("survey.quarter", "季度更新情况报表", "table", wide, needs=P.ROUND_VIEW, sensitivity=counts),
        PaperKind("survey.summary32", "留守儿童情况汇总表", "table", wide, needs=P.ROUND_VIEW, sensitivity=counts),
        PaperKind("survey.town_summary", "乡镇汇总", "table", wide, needs=P.ROUND_REVIEW),
        PaperKind("survey.feedback", "反馈函", "letter", needs=P.ROUND_MANAGE),
        PaperKind("survey.reverification", "再核实表", "table", wide, needs=P.ROUND_REVIEW),
        PaperKind("survey.urge", "催报通知", "letter", needs=P.ROUND_REVIEW, sensitivity=counts),
    )  # fmt: skip


_papers()


def _proofs() -> None:
    """What a round proves: village, town and county each by its own step; a returned one nothing."""
    village, place = Undoing("survey.return"), Credit.PLACE
    contribute(
        Proof("survey.submit", credit=place, undone_by=(village,)),
        Proof(
            "survey.submit", "survey.summarise", place, undone_by=(Undoing("survey.return_summary"),)
        ),
        Proof("survey.submit", "survey.lock"),
        Proof("survey.return"),
        Proof("survey.return", "survey.return_summary"),
        Proof("survey.return", "survey.urge"),
        Proof("survey.lock"),
        Proof("survey.feedback"),
        Proof("survey.reverify", above=(("school", "education"), ("kindergarten", "education"))),
        Proof("survey.reverify", "survey.distribute"),
        Proof("family.declare", credit=place, above=(("village", "town"),)),
        Proof("family.declare", "family.confirm", place, above=(("village", "town"),)),
    )  # fmt: skip


_proofs()
