"""纪要的文书 (D-305): text, resolutions, those present, the endorsement sheet; no seal (D-062)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tonghu.conference.models import Attendance, MajorMatter, Minutes, Opinion, Resolution, Section
from tonghu.conference.papers.setting import columns, head, listed, on, padded
from tonghu.conference.papers.wording import Wording, wording
from tonghu.conference.rules.endorsement import OFFICE, digest
from tonghu.conference.rules.texts import blocks, chinese
from tonghu.conference.states import ComingState
from tonghu.conference.states.decided import OpinionState, ResolutionState
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.papers.documents import (
    Block,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
)

DESK = Viewer.for_system("印纪要要有全部会签")
SHEET = columns(
    ("unit", "单位", 10), ("answer", "会签意见", 5), ("by", "答复人", 5), ("on", "日期", 6),
    ("how", "方式", 8),
)  # fmt: skip
BEHIND = frozenset({"invited", "bureau", "social"})


def minutes_paper(row: Minutes) -> Document:
    """会议纪要, GB/T 9704-2012 10.3: mark, number, text, 出席 请假 列席, then the sheet."""
    words = wording("minutes", row.body.profile)
    sections = list(Section.objects.visible_to(DESK).filter(minutes=row).order_by("place", "id"))
    office = f"{row.body.name}办公室"
    text: list[Block] = []
    for one in sections:
        if one.heading:
            text.append(Heading(one.heading, 1))
        text += blocks(one.text)
    decided = [*_resolutions(row, words, sum(bool(one.heading) for one in sections) + 1)]
    return Document(
        title=row.title, organ=head(words.say("head", body=row.body.name)),
        subtitle=words.say("place_line", office=office, date=on(clock.today())),
        blocks=(*text, *decided, *_present(row, words), *_sheet(row, words, sections)),
        copies_to=words.say("copies") if words.has("copies") else "",
        printed_by=office, printed_on=clock.today(),
    )  # fmt: skip


def _resolutions(row: Minutes, words: Wording, n: int) -> Iterator[Block]:
    rows = Resolution.objects.visible_to(DESK).filter(minutes=row)
    found = list(rows.exclude(state=ResolutionState.WITHDRAWN).order_by("year", "sequence"))
    if not found:
        return
    yield Heading(words.say("resolutions_heading", n=chinese(n)), 1)
    for at, one in enumerate(found, 1):
        others = listed(name for _, name in one.supports)
        due = on(one.due_on) or words.say("resolution_without_due")
        measure = f"{one.measure.rstrip('。')}。" if one.measure else ""
        said = words.say(
            "resolution", at=at, title=one.title.rstrip("。"), lead=one.unit_name,
            supports=words.say("resolution_supports", units=others) if others else "",
            due=due, measure=measure,
        )  # fmt: skip
        yield Paragraph(
            said.replace(
                f"{words.say('resolution_without_due')}完成", words.say("resolution_without_due")
            )
        )


def _present(row: Minutes, words: Wording) -> Iterator[Block]:
    """出席、请假、列席, by unit with names, as the standard orders them."""
    rows = list(
        Attendance.objects.visible_to(DESK).filter(meeting=row.meeting).order_by("place", "id")
    )
    here = [one for one in rows if one.state in (ComingState.CAME, ComingState.DELEGATED)]
    groups = (
        ("present", [one for one in here if one.cls not in BEHIND]),
        ("leave", [one for one in rows if one.state in (ComingState.LEAVE, ComingState.ABSENT)]),
        ("invited", [one for one in here if one.cls in BEHIND]),
    )
    for key, some in groups:
        if some:
            yield Paragraph(_people(some), lead=words.say(key))


def _people(rows: Iterable[Attendance]) -> str:
    units: dict[str, list[str]] = {}
    for one in rows:
        name = one.delegate or one.person
        units.setdefault(one.unit_name, []).extend([padded(name)] if name else [])
    return "，".join(f"{unit}{listed(names)}" for unit, names in units.items()) + "。"


def _sheet(row: Minutes, words: Wording, sections: list[Section]) -> Iterator[Block]:
    """会签单: each unit, what it answered, who, when, by which paper."""
    opinions = list(Opinion.objects.visible_to(DESK).filter(minutes=row).order_by("place", "id"))
    matters = MajorMatter.objects.visible_to(DESK).filter(meeting=row.meeting)
    if row.rule == OFFICE or not opinions:
        return
    yield PageBreak()
    yield Heading(words.say("sheet"), 1)
    yield Table.of(SHEET, (_line(one) for one in opinions))
    text = digest((one.heading, one.text) for one in sections)
    yield Note(words.say("sheet_note", digest=text))
    for one in matters:
        yield Note(f"重大事项：{one.title}，{one.get_state_display()}。")


def _line(one: Opinion) -> dict[str, str]:
    name = f"{one.unit_name}（承继{one.was_name}）" if one.was_name else one.unit_name
    excused = one.state == OpinionState.EXCUSED
    at = one.answered_at.astimezone(clock.CHINA).date() if one.answered_at else None
    return {
        "unit": name, "answer": one.get_state_display(), "by": padded(one.answered_by),
        "on": at.isoformat() if at else "",
        "how": one.why if excused else f"纸质 {one.paper_number}" if one.paper_number else "系统",
    }  # fmt: skip
