"""机构和会议带来的: workflows, events, tasks, papers, what the machine does at night."""

from __future__ import annotations

from datetime import date

from tonghu.access.permissions import P
from tonghu.conference.workflow.meetings import WORKFLOWS
from tonghu.core.contributions import EventKind, LookKind, NavItem, Nightly, contribute
from tonghu.core.proofs import Proof
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.papers.contributions import PaperKind
from tonghu.worklist.contributions import AgendaProposer, Proposed, TaskKind

PLENARY, LIAISON, PREPARE, ANSWER = (
    "conference.plenary", "conference.liaison_meeting", "conference.prepare", "conference.answer",
)  # fmt: skip
DECIDE, NAME, TOPICS = "conference.decide_change", "conference.name_holder", "conference.topics"
BODY, SEAT, CHANGE, MEETING = (
    "conference.body", "conference.seat", "conference.memberchange", "conference.meeting",
)  # fmt: skip
WITHOUT_LIAISON = "conference.without_liaison"


def _body(subject: str) -> str:
    return f"/conference/{subject.partition(':')[0]}/"


def _topics(subject: str) -> str:
    return f"/conference/{subject.partition(':')[0]}/topics/"


def _meeting(subject: str) -> str:
    return f"/conference/meetings/{subject}/"


def _seat(subject: str) -> str:
    return f"/conference/seats/{subject}/"


def _change(subject: str) -> str:
    return f"/conference/changes/{subject}/"


def _remind() -> str:
    from tonghu.conference.actions.reminding import remind_of_meetings

    return remind_of_meetings()


def _follow() -> str:
    from tonghu.conference.actions.bodies import follow_all_heirs

    return follow_all_heirs()


def _unlisted(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    from tonghu.conference.queries.agenda import units_without_liaison

    return units_without_liaison(viewer, division, since)


# icons: users-group
contribute(
    *WORKFLOWS,
    EventKind("conference.found", "成立联席会议"),
    EventKind("conference.end", "撤销联席会议"),
    EventKind("conference.seat_add", "增加席位"),
    EventKind("conference.seat_end", "取消席位"),
    EventKind("conference.seat_follow", "席位随单位承继"),
    EventKind("member.name", "登记任席的人"),
    EventKind("member.propose", "提出成员调整"),
    EventKind("member.ask", "请单位补报"),
    EventKind("meeting.plan", "筹备会议"),
    EventKind("meeting.instruct", "指示召开临时会议"),
    EventKind("meeting.edit", "改会议安排"),
    EventKind("meeting.invite", "增加参会人员"),
    EventKind("meeting.uninvite", "取消参会人员"),
    EventKind("meeting.answer", "回复会议通知"),
    EventKind("meeting.sign_in", "登记到会情况"),
    EventKind("meeting.record", "写会议记录"),
    EventKind("meeting.fix", "定下议题"),
    EventKind("meeting.material", "放上会议材料"),
    EventKind("meeting.material_off", "撤下会议材料"),
    EventKind("topic.propose", "提出议题"),
    EventKind("topic.take", "收进系统提出的议题"),
    EventKind("topic.ask", "征集议题"),
    EventKind("topic.order", "排议题次序"),
    LookKind("conference.material", "取会议材料"),
    TaskKind(PLENARY, "召开全体会议", "users-group", "去安排", _body, needs=P.CONFERENCE_MANAGE),
    TaskKind(LIAISON, "召开联络员会议", "users", "去安排", _body, needs=P.CONFERENCE_MANAGE),
    TaskKind(PREPARE, "筹备临时会议", "calendar-plus", "去筹备", _meeting, needs=P.CONFERENCE_MANAGE),
    TaskKind(ANSWER, "回复会议通知", "calendar-event", "去回复", _meeting, needs=P.CONFERENCE_ACT),
    TaskKind(DECIDE, "确定成员调整", "user-check", "去看", _change, needs=P.CONFERENCE_MANAGE),
    TaskKind(NAME, "补报人员", "user-plus", "去补报", _seat, needs=P.CONFERENCE_ACT),
    TaskKind(TOPICS, "报议题", "list-details", "去报", _topics, needs=P.CONFERENCE_ACT),
    Nightly("conference.remind", "提醒开会", _remind),
    Nightly("conference.follow", "席位随单位承继", _follow),
    NavItem("联席会议", "conference:bodies", P.CONFERENCE_VIEW, order=40, icon="building-community"),
    AgendaProposer(WITHOUT_LIAISON, "没有联络员的单位", 50, _unlisted),
)  # fmt: skip


def _papers() -> None:
    """What the body and its meetings are printed as (D-300 to D-304); no child stands in any."""
    calm, needs = Sensitivity.AGGREGATE, P.CONFERENCE_MANAGE
    contribute(
        PaperKind("conference.members", "成员名单", "table", needs=needs, sensitivity=calm),
        PaperKind("conference.liaisons", "联络员名单", "table", needs=needs, sensitivity=calm),
        PaperKind("conference.duties", "成员单位职责分工表", "table", needs=needs, sensitivity=calm),
        PaperKind("conference.notice", "会议通知", "letter", needs=needs, sensitivity=calm, series="letter"),
        PaperKind("conference.agenda", "会议议程", "plain", needs=needs, sensitivity=calm),
        PaperKind("conference.record", "联络员会议记录", "plain", needs=needs, sensitivity=calm),
        PaperKind("conference.sign_in", "签到表", "table", needs=needs, sensitivity=calm),
        PaperKind("conference.letter", "函", "letter", needs=needs, sensitivity=calm, series="letter"),
    )  # fmt: skip


_papers()
contribute(Proof("meeting.hold"), Proof("member.change"))
