"""名册的样子: who owes what, the receipt, the guessed columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BaseForm, HiddenInput

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.reconcile.forms import HandInChoices
from tonghu.reconcile.queries.shapes import CallPage, MappingPreview, Owed, Receipt
from tonghu.ui import words
from tonghu.ui.shapes import Fact, MappedColumn, Segment
from tonghu.ui.words import Due
from tonghu.worklist.queries import calendar_of

FEW = 30  # units in one list; more are heavy to load and slow to look through
AT_COUNTY = "县级单位"
FILTERS = {"": "全部", "missing": "没交的", "late": "迟了的", "received": "交了的"}


@dataclass(frozen=True, slots=True)
class OwedRow:
    """应交的一份 with its words for lateness."""

    owed: Owed
    due: Due | None


@dataclass(frozen=True, slots=True)
class SheetView:
    """一张表: title and columns as the mapping component takes them."""

    title: str
    columns: tuple[MappedColumn, ...]


def owed_rows(call: CallPage, show: str, viewer: Viewer) -> tuple[OwedRow, ...]:
    """What is owed, filtered; late first."""
    ordered = sorted(call.owed, key=lambda one: (one.received, -one.days_late, one.division))
    return tuple(OwedRow(one, due_of(one, viewer)) for one in ordered if _kept(one, show))


def _kept(one: Owed, show: str) -> bool:
    if show == "late":
        return not one.received and one.days_late > 0
    return show not in FILTERS or not show or one.received == (show == "received")


def due_of(owed: Owed, viewer: Viewer) -> Due | None:
    """期限的说法; late in working days."""
    if owed.received:
        return None
    said = words.due(owed.due, clock.now(), calendar_of(viewer.profile))
    if owed.days_late:
        return Due(f"迟了{owed.days_late}个工作日", "danger", "", said.exact)
    return said


def bar(call: CallPage) -> tuple[Segment, ...]:
    """How far the hand-in is: done to not begun."""
    waiting = call.expected - call.received
    parts = (
        Segment("accepted", call.received - call.unready, "已回执"),
        Segment("waiting", call.unready, "等核对列"),
        Segment("returned", call.late, "迟了"),
        Segment("idle", waiting - call.late, "还没交"),
    )
    return tuple(part for part in parts if part.count)


def call_title(call: CallPage) -> str:
    """标题: 还有6份名册没交，其中2份迟了."""
    missing = call.expected - call.received
    if not missing:
        return f"{call.expected}份名册都交齐了"
    return f"还有{missing}份名册没交" + (f"，其中{call.late}份迟了" if call.late else "")


def hand_in_title(form: BaseForm) -> str:
    """标题: 交大东坝镇小学的名册, or whose it is asked."""
    chosen = str(form["unit"].value() or "")
    units = {str(one[0]): str(one[1]) for one in form.fields["unit"].choices}  # type: ignore[attr-defined]
    if chosen not in units:
        return "交一份名册"
    name = units[chosen].split(" · ")[-1]
    own = getattr(form, "own_unit", "") == chosen
    return f"交{name}的名册" if own else f"代{name}交名册"


def settled(form: BaseForm) -> bool:
    """Whether the unit is one of many and chosen: then it is carried along, its list is left out."""
    field, chosen = form.fields["unit"], str(form["unit"].value() or "")
    units = [str(one[0]) for one in field.choices]  # type: ignore[attr-defined]
    if len(units) <= FEW or chosen not in units:
        return False
    field.widget = HiddenInput()
    return True


@dataclass(frozen=True, slots=True)
class Whose:
    """哪个单位的名册: asked first where the units a person may hand in for fill more than one list."""

    towns: tuple[tuple[str, int], ...]  # with how many units
    units: tuple[tuple[str, str], ...]
    more: int  # that fit too and are not listed
    town: str
    text: str


def whose(choices: HandInChoices, town: str, text: str) -> Whose | None:
    """By town, or by part of the name; None where all fit one list."""
    if len(choices.units) <= FEW:
        return None
    places = tuple(one or AT_COUNTY for one in choices.towns)
    pairs = tuple(zip(choices.units, places, strict=True))
    many = Counter(places)
    if text:
        found = [unit for unit, _ in pairs if text in unit[1]]
    elif town or len(many) == 1:
        found = [unit for unit, place in pairs if place == town or len(many) == 1]
    else:
        found = [unit for unit, _ in pairs if unit[0] == choices.own]
    towns = tuple(many.items()) if len(many) > 1 else ()
    return Whose(towns, tuple(found[:FEW]), max(len(found) - FEW, 0), town, text)


def receipt_facts(receipt: Receipt) -> Sequence[Fact]:
    """回执: the facts one files."""
    told = [
        Fact("回执号", receipt.number),
        Fact("单位", f"{receipt.unit_name}，{receipt.unit_kind}"),
        Fact("名册", f"{receipt.kind_label}，{receipt.population_label}"),
        Fact("条数", f"{words.number(receipt.rows)}条"),
        Fact("哪天的情况", _day(receipt.as_of)),
        Fact("什么时候收到", words.exact(receipt.handed_in_at)),
        Fact("谁交的", receipt.by, state="代录" if receipt.on_behalf else ""),
        Fact("文件", receipt.file_name),
        Fact("名单指纹", receipt.mark, title="文件内容算出来的记号，改一个字就会不同"),
    ]
    if receipt.paper_number:
        told.insert(7, Fact("来文编号", receipt.paper_number))
    if receipt.erase_on:
        told.append(Fact("原始名册销毁", f"{words.exact(receipt.erase_on)}，只留比对结果"))
    return told


def sheets(preview: MappingPreview) -> tuple[SheetView, ...]:
    """The columns of every sheet."""
    return tuple(
        SheetView(
            f"{one.sheet}，{words.number(one.rows)}条，表头在第{one.header_row}行",
            tuple(
                MappedColumn(c.name, c.header or "（没有表头）", c.field, c.samples, c.sure)
                for c in one.columns
            ),
        )
        for one in preview.sheets
    )


def _day(day: date | None) -> str:
    return words.exact(day) if day else "没有写，按交来的这天"
