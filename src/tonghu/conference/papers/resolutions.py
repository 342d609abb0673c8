"""议定事项的文书: 督办 notice under civil affairs, the decision ledger (D-306), what goes up (D-054)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tonghu.conference.models import MajorMatter, Resolution
from tonghu.conference.papers.setting import columns, on
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules import resolving
from tonghu.conference.rules.texts import blocks
from tonghu.core import clock
from tonghu.core.calendar import cn_date
from tonghu.papers.documents import Document, Paragraph, Signature, Table

LEDGER = columns(
    ("number", "编号", 4), ("decided", "议定日期", 5.5), ("title", "事项", 14), ("lead", "牵头单位", 7),
    ("supports", "配合单位", 8), ("measure", "办成什么样", 10), ("due", "期限", 5.5),
    ("state", "情况", 6), ("progress", "进展", 14), ("urged", "督办", 3), ("cleared", "销号日期", 5.5),
)  # fmt: skip


def urging_paper(row: Resolution, why: str, reply_by: date) -> Document:
    """督办通知: a letter in the name of the unit the office sits in."""
    words = wording("urging", row.body.profile)
    organ = words.say("organ", letters_under=row.body.host_name or row.body.name)
    today = clock.today()
    late = resolving.is_late(row.state, row.due_on, today) and row.due_on is not None
    state = (
        words.say("late", days=(today - row.due_on).days)
        if late and row.due_on
        else words.say("running")
    )
    meeting = row.meeting.title if row.meeting else words.say("meeting_unknown")
    number = resolving.number(row.year, row.sequence)
    text = words.say(
        "text", decided=on(row.decided_on), meeting=meeting, title=row.title,
        due=on(row.due_on) or "近期", state=state, reply=cn_date(reply_by),
    )  # fmt: skip
    parts = [Paragraph(text)] + ([Paragraph(words.say("why", why=why))] if why else [])
    return Document(
        title=words.say("title", body=row.body.name, number=number),
        organ=organ,
        recipient=words.say("recipient", unit=row.unit_name),
        blocks=(*parts, Signature(organ=organ, on=today)),
    )


def ledger_paper(
    body: str, profile: str, lines: Iterable[dict[str, str]], sentence: str, filters: str
) -> Document:
    """督办台账: one line a resolution, as the page lists them."""
    words = wording("ledger", profile)
    return Document(
        title=words.say("title", body=body),
        subtitle=words.say("subtitle", date=cn_date(clock.today()), filters=filters),
        blocks=(Table.of(LEDGER, lines, note=words.say("note", sentence=sentence)),),
    )


def major_paper(row: MajorMatter) -> Document:
    """报批件: what the conference discussed, to whoever approves it."""
    words = wording("major", row.body.profile)
    organ = words.say("organ", letters_under=row.body.host_name or row.body.name)
    opening = (
        words.say("opening", meeting=row.meeting.title, title=row.title)
        if row.meeting
        else words.say("opening_without_meeting", title=row.title)
    )
    return Document(
        title=words.say("title", title=row.title), organ=organ,
        recipient=words.say("recipient", to=row.to_name),
        blocks=(
            Paragraph(opening), *blocks(row.text), Paragraph(words.say("close")),
            Signature(organ=organ, on=clock.today()),
        ),
    )  # fmt: skip
