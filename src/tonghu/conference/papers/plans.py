"""计划的文书 (D-307): requirements, the matters with leads and days, how a town stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tonghu.conference.models import Plan, PlanItem
from tonghu.conference.papers.setting import head, on
from tonghu.conference.papers.wording import Wording, wording
from tonghu.conference.rules.texts import blocks, chinese
from tonghu.core import clock
from tonghu.papers.documents import Block, Document, Heading, Paragraph, Signature


def plan_paper(row: Plan, items: Iterable[PlanItem]) -> Document:
    """年度工作计划、工作要点、工作安排."""
    words = wording("plan", row.body.profile if row.body else "")
    owner = row.unit_name or (f"{row.body.name}办公室" if row.body else "")
    parts = [*_parts(row, list(items), words)]
    return Document(
        title=row.title, organ=head(words.say("organ", owner=row.body.name if row.body and not row.unit_id else owner)),
        blocks=(*parts, Signature(organ=owner, on=clock.today())),
        copies_to=words.say("copies") if row.body and not row.unit_id else "",
        printed_by=owner, printed_on=clock.today(),
    )  # fmt: skip


def _parts(row: Plan, items: list[PlanItem], words: Wording) -> Iterator[Block]:
    n = 1
    if row.text:
        yield Heading(words.say("requirements"))
        yield from blocks(row.text)
        n += 1
    if items:
        yield Heading(words.say("items", n=chinese(n)))
        n += 1
        for at, one in enumerate(items, 1):
            yield Paragraph(_item(at, one, words))
    if row.agenda_on or row.livelihood:
        yield Heading(words.say("agenda", n=chinese(n)))
        n += 1
        if row.agenda_on:
            yield Paragraph(words.say("agenda_text", date=on(row.agenda_on)))
        if row.livelihood:
            yield Paragraph(words.say("livelihood_text", file=row.livelihood))
    if row.staff:
        yield Heading(words.say("staff", n=chinese(n)))
        yield from blocks(row.staff)


def _item(at: int, one: PlanItem, words: Wording) -> str:
    supports = words.say("item_supports", units=one.supports) if one.supports else ""
    return words.say(
        "item", at=at, title=one.title.rstrip("。"),
        measure=f"{one.measure.rstrip('。')}。" if one.measure else "",
        who=words.say("item_who", lead=one.unit_name, supports=supports) if one.unit_name else "",
        due=words.say("item_due", date=on(one.due_on)) if one.due_on else "",
    )  # fmt: skip
