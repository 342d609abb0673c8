"""议定以后带来的: workflows, events, tasks, papers, proofs, what is laid before the next meeting."""

from __future__ import annotations

from datetime import date

from tonghu.access.permissions import P
from tonghu.conference.workflow.decided import WORKFLOWS
from tonghu.core.contributions import EventKind, LookKind, Nightly, contribute
from tonghu.core.proofs import Proof, Undoing
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.papers.contributions import PaperKind
from tonghu.worklist.contributions import AgendaProposer, Proposed, TaskKind

OVERDUE, UNSETTLED = "conference.overdue", "conference.problems"


def _at(folder: str):  # type: ignore[no-untyped-def]
    return lambda subject: f"/conference/{folder}/{subject.partition(':')[0]}/"


def _follow() -> str:
    from tonghu.conference.actions.following import follow_all

    return follow_all()


def _bulletins() -> str:
    from tonghu.conference.actions.following import ask_for_bulletins

    return ask_for_bulletins()


def _late(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    from tonghu.conference.queries.proposing import overdue

    return overdue(viewer, division, since)


def _problems(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    from tonghu.conference.queries.proposing import unsettled

    return unsettled(viewer, division, since)


# icons: signature checklist users checks arrows-exchange gavel list-check tool zoom-check message-question arrows-split arrows-join bulb speakerphone
contribute(
    *WORKFLOWS,
    EventKind("minutes.draft", "起草纪要"),
    EventKind("minutes.edit", "改纪要正文"),
    EventKind("minutes.clash", "两人同时改纪要"),
    EventKind("minutes.correct", "起草纪要的更正"),
    EventKind("minutes.choose_rule", "选定纪要印发规则"),
    EventKind("minutes.succeed", "改请承继单位会签"),
    EventKind("resolution.draft", "拟议定事项"),
    EventKind("resolution.edit", "改议定事项"),
    EventKind("resolution.urge", "督办"),
    EventKind("resolution.succeed", "议定事项由承继单位牵头"),
    EventKind("resolution.ledger", "印督办台账"),
    EventKind("major_matter.prepare", "拟重大事项报批件"),
    EventKind("major_matter.edit", "改重大事项报批件"),
    EventKind("plan.draft", "起草计划"),
    EventKind("plan.edit", "改计划"),
    EventKind("plan.correct", "起草计划的更正"),
    EventKind("inspection.plan", "安排督查"),
    EventKind("inspection.edit", "改督查安排"),
    EventKind("inspection.draw", "抽查儿童"),
    EventKind("inspection.check", "记检查结果"),
    EventKind("inspection.case", "记抽查情况"),
    EventKind("finding.open", "记督查发现的问题"),
    EventKind("information.ask", "提出信息请求"),
    EventKind("problem.raise", "提出协调事项"),
    EventKind("problem.coordinate", "协调跨部门事项"),
    EventKind("experience.send", "报经验做法"),
    EventKind("experience.edit", "改经验材料"),
    EventKind("bulletin.draft", "起草通报"),
    EventKind("bulletin.edit", "改通报"),
    EventKind("bulletin.correct", "起草通报的更正"),
    EventKind("bulletin.refresh", "重取通报的数"),
    LookKind("conference.evidence", "取佐证材料"),
    LookKind("conference.sample", "看督查抽到的儿童"),
    TaskKind("conference.endorse", "会签纪要", "signature", "去会签", _at("minutes"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.resolution", "办理议定事项", "checklist", "去报进展", _at("resolutions"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.support", "配合议定事项", "users", "去报进展", _at("resolutions"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.check", "核进展报告", "checks", "去核", _at("resolutions"), needs=P.CONFERENCE_MANAGE),
    TaskKind("conference.reassign", "定谁牵头", "arrows-exchange", "去定", _at("resolutions"), needs=P.CONFERENCE_MANAGE),
    TaskKind("conference.approve", "批重大事项", "gavel", "去批", _at("major"), needs=P.CONFERENCE_DECIDE),
    TaskKind("conference.plan_item", "办理计划事项", "list-check", "去办", _at("plans"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.finding", "整改督查发现的问题", "tool", "去整改", _at("findings"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.recheck", "复查整改", "zoom-check", "去复查", _at("findings"), needs=P.CONFERENCE_MANAGE),
    TaskKind("conference.information", "答复信息请求", "message-question", "去答复", _at("requests"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.problem", "定协调办法", "arrows-split", "去定", _at("problems"), needs=P.CONFERENCE_MANAGE),
    TaskKind("conference.problem_part", "办理协调事项", "arrows-join", "去办", _at("problems"), needs=P.CONFERENCE_ACT),
    TaskKind("conference.practice", "看报来的经验", "bulb", "去看", _at("practices"), needs=P.CONFERENCE_MANAGE),
    TaskKind("conference.bulletin", "印发通报", "speakerphone", "去起草", lambda s: f"/conference/{s.partition(':')[0]}/bulletins/", needs=P.CONFERENCE_MANAGE),
    Nightly("conference.follow_decided", "会签和议定事项随单位承继", _follow),
    Nightly("conference.bulletins", "到时间提醒印发通报", _bulletins),
    AgendaProposer(OVERDUE, "过期没有办完的议定事项", 10, _late),
    AgendaProposer(UNSETTLED, "没有协调好的跨部门事项", 20, _problems),
)  # fmt: skip


def _proofs() -> None:
    """What proves a duty: a report returned proves nothing, minutes one objects to are not endorsed."""
    office = (("civil_affairs", "conference_office"),)
    contribute(
        Proof("plan.issue", above=office),
        Proof("minutes.endorse", undone_by=(Undoing("minutes.comment", "endorsed", "endorsed"),)),
        Proof(
            "resolution.report",
            undone_by=(Undoing("progress.return", "report", "report"), Undoing("resolution.return", "report", "report")),
        ),
        Proof("resolution.report", "resolution.clear", above=office),
        Proof("resolution.report", "resolution.urge", above=office),
        Proof("resolution.report", "progress.accept", above=office),
        Proof("bulletin.issue", above=office),
        Proof("bulletin.issue", "inspection.report", above=office),
        Proof("inspection.hold", above=office),
        Proof("experience.share", above=office),
        Proof("problem.coordinate"),
        Proof("problem.coordinate", "problem.handle", above=office),
        Proof("problem.coordinate", "problem.settle", above=office),
        Proof("problem.coordinate", "information.answer"),
    )  # fmt: skip


_proofs()


def _papers() -> None:
    """What is printed of it (D-305 to D-308); letters go out under civil affairs, minutes have no seal."""
    calm, needs = Sensitivity.AGGREGATE, P.CONFERENCE_MANAGE
    contribute(
        PaperKind("conference.minutes", "会议纪要", "official", needs=needs, sensitivity=calm, series="minutes",
                  correct=lambda paper: f"/conference/papers/{paper}/correct/"),
        PaperKind("conference.urging", "督办通知", "letter", needs=needs, sensitivity=calm, series="letter"),
        PaperKind("conference.major", "重大事项报批件", "official", needs=needs, sensitivity=calm, series="official"),
        PaperKind("conference.ledger", "议定事项督办台账", "table", "landscape", needs=P.CONFERENCE_VIEW, sensitivity=calm),
        PaperKind("conference.plan", "工作计划", "official", needs=P.CONFERENCE_ACT, sensitivity=calm, series="minutes"),
        PaperKind("conference.inspection", "督查通报", "official", needs=needs, sensitivity=calm, series="official"),
        PaperKind("conference.bulletin", "工作进展通报", "official", needs=needs, sensitivity=calm, series="minutes"),
        PaperKind("conference.practice", "经验材料", "official", needs=needs, sensitivity=calm, series="minutes"),
    )  # fmt: skip


_papers()
