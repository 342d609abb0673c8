"""督查通报的文书 (D-308): counts of what was seen, findings by unit; no child is named."""

from __future__ import annotations

from collections import Counter

from tonghu.conference.models import Check, Finding, Inspection, SampleCase
from tonghu.conference.papers.setting import columns, head, listed, on, spoken
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.texts import blocks
from tonghu.conference.states.decided import CheckResult
from tonghu.core import clock
from tonghu.core.suppression import Audience, said, single
from tonghu.core.viewer import Viewer
from tonghu.papers.documents import Block, Document, Heading, Paragraph, Signature, Table

DESK = Viewer.for_system("印督查通报要有全部检查结果")
GRID = columns(
    ("place", "地方", 8),
    ("good", "做到了", 4),
    ("poor", "没做到", 4),
    ("none", "不适用", 4),
    ("unseen", "没查", 4),
)
FOUND = columns(
    ("unit", "责任单位", 8), ("text", "问题", 18), ("due", "整改期限", 6), ("state", "情况", 6)
)
FLOOR = Audience.UNITS.floor  # a paper that goes round says no small number of children


def inspection_paper(row: Inspection) -> Document:
    """督查通报, in the name of the unit the office sits in."""
    words = wording("inspection", row.body.profile)
    organ = words.say("organ", letters_under=row.body.host_name or row.body.name)
    checks = list(Check.objects.visible_to(DESK).filter(inspection=row))
    places = list(dict.fromkeys(one.place_name for one in checks)) or ["有关地方"]
    parts: list[Block] = [
        Paragraph(words.say("opening", span=spoken(row.begins_on, row.ends_on), team=row.team or "督查组", places=listed(places))),
        Heading(words.say("summary")), *blocks(row.summary),
    ]  # fmt: skip
    if checks:
        parts += [
            Heading(words.say("checks")),
            Table.of(GRID, [_place(name, checks) for name in places]),
        ]
    cases = Counter(
        SampleCase.objects.visible_to(DESK).filter(inspection=row).values_list("result", flat=True)
    )
    if cases:
        told = {str(key): said(single(cases[key], FLOOR), FLOOR) for key in CheckResult.values}
        parts.append(Paragraph(words.say(
            "sample", drawn=sum(cases.values()), as_of=on(row.sampled_as_of), population=row.population,
            seed=row.seed, **told,
        )))  # fmt: skip
    found = list(Finding.objects.visible_to(DESK).filter(inspection=row).order_by("division", "id"))
    parts.append(Heading(words.say("findings")))
    parts += [Table.of(FOUND, map(_finding, found)), Paragraph(words.say("close"))] if found else [Paragraph(words.say("no_findings"))]  # fmt: skip
    return Document(
        title=words.say("title", title=row.title), organ=head(organ), recipient=words.say("recipient"),
        blocks=(*parts, Signature(organ=organ, on=clock.today())),
        printed_by=organ, printed_on=clock.today(),
    )  # fmt: skip


def _place(name: str, checks: list[Check]) -> dict[str, str]:
    told = Counter(one.result for one in checks if one.place_name == name)
    return {"place": name, **{str(key): str(told[key]) for key in CheckResult.values}}


def _finding(one: Finding) -> dict[str, str]:
    return {
        "unit": one.unit_name, "text": one.text, "state": one.get_state_display(),
        "due": one.due_on.isoformat() if one.due_on else "",
    }  # fmt: skip
