"""档案带来的: its workflows, kinds of events, looks and tasks, the machine's own duties."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, Nightly, contribute
from tonghu.core.proofs import Proof, Undoing
from tonghu.core.sensitivity import Sensitivity
from tonghu.papers.contributions import PaperKind
from tonghu.registry.workflow import WORKFLOWS
from tonghu.worklist.contributions import TaskKind

VERIFY, RECEIVE, CLUE, MERGE, ALONE, ASSIGN, RECLASSIFY = (
    "registry.verify", "registry.receive", "registry.clue", "registry.merge", "registry.alone",
    "registry.assign", "registry.reclassify",
)  # fmt: skip


def _child(subject: str) -> str:
    return f"/children/{subject}/"


def _midnight() -> str:
    from tonghu.registry.actions import midnight

    return midnight()


contribute(
    *WORKFLOWS,
    EventKind("child.enter", "登记线索"),
    EventKind("child.update", "更新儿童信息"),
    EventKind("child.confirm", "确认无变化"),
    EventKind("child.assign", "落实责任人"),
    EventKind("child.classify", "认定结果变化"),
    EventKind("child.hazard", "发现隐患"),
    EventKind("child.merge", "合并档案"),
    EventKind("child.unmerge", "拆开档案"),
    EventKind("child.divide", "分清合并期间的记录"),
    EventKind("child.relief", "记录救助帮扶"),
    EventKind("child.number", "编档案号"),
    EventKind("clue.open", "线索交上级核实"),
    EventKind("transfer.propose", "提出档案转移"),
    EventKind("merge.propose", "提出合并"),
    Nightly("registry.midnight", "到日子的重新认定", _midnight),
    LookKind("registry.identity", "看儿童证件号、电话、住址"),
    LookKind("registry.file", "看儿童档案"),
    LookKind("registry.list", "看儿童名单"),
    LookKind("registry.who", "看谁能看到一名儿童"),
    PaperKind("registry.form", "儿童基本情况登记表", "plain", needs=P.CHILD_LIST, sensitivity=Sensitivity.RISK),
    TaskKind(VERIFY, "入户核实", "home-check", "去核实", _child, needs=P.CHILD_EDIT),
    TaskKind(RECEIVE, "接收档案转移", "transfer-out", "去接收", _child, needs=P.CHILD_TRANSFER),
    TaskKind(CLUE, "核实线索", "arrows-join", "去核实", lambda s: f"/children/clues/{s}/", needs=P.CHILD_MERGE),
    TaskKind(MERGE, "确认合并、拆开", "arrows-join", "去确认", lambda s: f"/children/merges/{s}/", needs=P.CHILD_MERGE),
    TaskKind(ALONE, "处置独居儿童", "alert-octagon", "立即处置", _child, needs=P.CHILD_EDIT),
    TaskKind(ASSIGN, "落实责任人", "user-check", "去落实", lambda s: "/children/?worker=none", needs=P.CHILD_ASSIGN),
    TaskKind(RECLASSIFY, "按新规定重新认定", "refresh", "去认定", lambda s: "/children/reclassify/", needs=P.CHILD_DECIDE),
)  # fmt: skip


def _lists() -> None:
    """The list, its search and its jobs, built on the queries; they need the names above."""
    from tonghu.registry.showing.listed import register

    register()


_lists()


IN_ERROR = "wrong_or_duplicate"  # an exit that says the file should never have been


def _proofs() -> None:
    """What the register proves: the deed is the doer's, the register the town's and the county's too."""
    above = (("village", "town"), ("village", "civil_affairs"), ("town", "civil_affairs"))
    contribute(
        Proof(
            "child.register", above=above,
            undone_by=(Undoing("child.exit", only=("reason", IN_ERROR)),),
        ),
        Proof(
            "child.update", above=above, unless=(("taken_back", ()),),
            undone_by=(Undoing("child.update", here="record", there="taken_back"),),
        ),
        Proof("child.confirm", above=above),
        Proof("child.assign", above=above),
        Proof("hazard.clear", above=above),
    )  # fmt: skip


_proofs()
