"""通报和经验材料的文书: the text with the figures it was written upon, small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterable

from tonghu.conference.models import Bulletin, BulletinFigure, Practice
from tonghu.conference.papers.setting import columns, head, on
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.resolving import Counts
from tonghu.conference.rules.texts import blocks
from tonghu.core import clock
from tonghu.papers.documents import Block, Document, Heading, Paragraph, Table

FIGURES = columns(("label", "指标", 14), ("place", "地方", 6), ("shown", "数", 6))
UNITS = columns(
    ("unit", "单位", 10),
    ("total", "合计", 4),
    ("done", "已销号", 4),
    ("running", "办理中", 4),
    ("late", "过期", 4),
)


def bulletin_paper(
    row: Bulletin, figures: Iterable[BulletinFigure], units: Iterable[tuple[str, Counts]]
) -> Document:
    """工作进展通报."""
    words = wording("bulletin", row.body.profile)
    office = f"{row.body.name}办公室"
    parts: list[Block] = []
    for one in row.sections:
        if one["heading"]:
            parts.append(Heading(one["heading"]))
        parts += blocks(one["text"])
    kept = [{"label": f.label, "place": f.of_place, "shown": f.shown} for f in figures]
    if kept:
        note = words.say("figures_note", date=on(row.as_of))
        parts.append(Table.of(FIGURES, kept, title=words.say("figures_title"), note=note))
    by_unit = [
        {"unit": name, "total": str(c.total), "done": str(c.done), "running": str(c.running), "late": str(c.late)}
        for name, c in units
    ]  # fmt: skip
    if by_unit:
        parts.append(Table.of(UNITS, by_unit, title=words.say("units_title")))
    return Document(
        title=row.title, organ=head(words.say("head", body=row.body.name)),
        subtitle=f"{words.say('title', year=row.year, issue=row.issue)}　{on(clock.today())}",
        blocks=tuple(parts), copies_to=words.say("copies"), printed_by=office, printed_on=clock.today(),
    )  # fmt: skip


def practice_paper(row: Practice) -> Document:
    """经验材料."""
    words = wording("practice", row.body.profile)
    office = f"{row.body.name}办公室"
    return Document(
        title=words.say("title", title=row.title), organ=head(words.say("head", body=row.body.name)),
        blocks=(*blocks(row.text), Paragraph(words.say("source", unit=row.unit_name), align="right")),
        copies_to=words.say("copies"), printed_by=office, printed_on=clock.today(),
    )  # fmt: skip
