"""会议的文书 (D-303, D-304): notice, agenda, record of a liaison meeting, the sheet to sign in on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tonghu.conference.queries.agenda import TopicLine
from tonghu.conference.queries.meetings import Attendee, MeetingView
from tonghu.conference.rules.meeting import WEEKDAYS
from tonghu.conference.states import ComingState
from tonghu.core.calendar import cn_date
from tonghu.papers.documents import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)

NUMBERS = "一二三四五六七八九十"
SIGN_IN = (
    Column("unit", "单位", width=13), Column("cls", "类别", width=6, align="center"),
    Column("name", "姓名", width=5, align="center"), Column("post", "职务", width=9),
    Column("signed", "签名", width=6),
)  # fmt: skip


def notice(
    meeting: MeetingView, topics: Sequence[TopicLine], people: Sequence[Attendee], today: date
) -> Document:
    """会议通知: under the name of the unit that keeps the office, for a conference has no seal (D-062)."""
    units = list(dict.fromkeys(one.unit_name for one in people if one.unit_name))
    blocks: list[Block] = [
        Paragraph(f"经研究，定于{_when(meeting)}召开{meeting.line.body_name}{meeting.line.title}。现将有关事项通知如下。"),
        Heading("一、会议时间"), Paragraph(f"{_when(meeting)}。"),
        Heading("二、会议地点"), Paragraph(f"{meeting.line.place}。"),
        Heading("三、会议内容"),
        *(Paragraph(f"（{_n(index)}）{one.title}。") for index, one in enumerate(topics)),
    ]  # fmt: skip
    if not topics:
        blocks.append(Paragraph(meeting.purpose or "议题另行通知。"))
    blocks += [Heading("四、参加人员"), Paragraph(f"{'、'.join(_classes(people))}。")]
    if meeting.chair_name:
        blocks.append(Paragraph(f"会议由{meeting.chair_role_label}{meeting.chair_name}主持。"))
    if meeting.reply_by:
        blocks += [
            Heading("五、有关要求"),
            Paragraph(f"请于{cn_date(meeting.reply_by)}前回复参加会议人员名单。因故不能参加的，请说明原因并委派一名负责人代为参加。"),
        ]  # fmt: skip
    blocks.append(Signature(organ=meeting.host_name or meeting.line.body_name, on=today))
    return Document(
        title=f"关于召开{meeting.line.body_name}{meeting.line.title}的通知",
        organ=meeting.host_name, recipient=f"{'、'.join(units)}：" if units else "",
        blocks=tuple(blocks),
    )  # fmt: skip


def agenda(meeting: MeetingView, topics: Sequence[TopicLine]) -> Document:
    """会议议程: the listed topics in order, who reports, what is asked."""
    blocks: list[Block] = [
        Paragraph(_when(meeting), indent=False, lead="时间："),
        Paragraph(meeting.line.place or "待定", indent=False, lead="地点："),
        Paragraph(
            f"{meeting.chair_name}　{meeting.chair_post}".strip() or "待定",
            indent=False,
            lead="主持：",
        ),
    ]
    for index, one in enumerate(topics):
        blocks.append(Heading(f"{_n(index)}、{one.title}"))
        blocks.append(Paragraph(f"{one.unit_name}提出。{one.question}".strip()))
        if one.proposal:
            blocks.append(Paragraph(one.proposal, lead="拟办意见："))
    if not topics:
        blocks.append(Paragraph("还没有列入议题。"))
    return Document(title=f"{meeting.line.body_name}{meeting.line.title}议程", blocks=tuple(blocks))


def record(
    meeting: MeetingView, topics: Sequence[TopicLine], people: Sequence[Attendee]
) -> Document:
    """联络员会议记录: who was there, what was said of each topic, which go to the plenary."""
    came = [one for one in people if one.state is ComingState.CAME]
    leave = [one for one in people if one.state is ComingState.LEAVE]
    on = cn_date(meeting.line.held_on or meeting.line.on)
    blocks: list[Block] = [
        Paragraph(on, indent=False, lead="时间："),
        Paragraph(meeting.line.place, indent=False, lead="地点："),
        Paragraph(meeting.chair_name, indent=False, lead="主持："),
        Paragraph(_people(came) or "没有登记", indent=False, lead="出席："),
    ]
    if leave:
        blocks.append(Paragraph(_people(leave), indent=False, lead="请假："))
    if meeting.record:
        blocks += [
            Heading("会议情况"),
            *(Paragraph(one) for one in meeting.record.splitlines() if one),
        ]
    if topics:
        blocks.append(Heading("议题清单"))
        for index, one in enumerate(topics):
            blocks.append(
                Paragraph(
                    f"{_n(index)}、{one.title}（{one.unit_name}）。{one.outcome or one.question}"
                )
            )
    blocks.append(Signature(lines=("主持人", "记录人")))
    return Document(title=f"{meeting.line.body_name}{meeting.line.title}记录", blocks=tuple(blocks))


def sign_in_sheet(meeting: MeetingView, people: Sequence[Attendee]) -> Document:
    """签到表: with blanks to sign, for those who cannot sign in on a screen."""
    rows = [
        {
            "unit": one.unit_name, "cls": one.cls.label, "name": one.present,
            "post": one.delegate_post if one.delegate else one.post_title,
        }
        for one in people
    ]  # fmt: skip
    return Document(
        title=f"{meeting.line.body_name}{meeting.line.title}签到表", subtitle=_when(meeting),
        blocks=(Table.of(SIGN_IN, rows, empty="还没有请人。"),),
    )  # fmt: skip


def _when(meeting: MeetingView) -> str:
    on = meeting.line.on
    clock = f"{meeting.line.starts:%H:%M}" if meeting.line.starts else ""
    return f"{cn_date(on)}（星期{WEEKDAYS[on.weekday()]}）{clock}"


def _n(index: int) -> str:
    return NUMBERS[index] if index < len(NUMBERS) else str(index + 1)


def _classes(people: Sequence[Attendee]) -> list[str]:
    return list(dict.fromkeys(one.cls.label for one in people)) or ["成员单位"]


def _people(people: Sequence[Attendee]) -> str:
    return "，".join(f"{one.unit_name}{one.present}" for one in people)
