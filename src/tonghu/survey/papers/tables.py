"""各表的行: figures and children as the columns of the files ask for them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tonghu.papers import columns
from tonghu.papers.columns import Sheet
from tonghu.papers.documents import Column, Value
from tonghu.survey.queries.shapes import Figures, HazardLine, PupilLine

FOLDER = Path(__file__).parents[1] / "columns"
SHEETS = ("roster", "survey", "hazards", "reverify", "urge", "quarter", "summary32")
Row = dict[str, Value]


@cache
def sheet(name: str) -> Sheet:
    """The columns of a table."""
    return columns.load(FOLDER / f"{name}.toml")


def quarter_row(place: str, figures: Figures | None, more: Mapping[str, int]) -> Row:
    """季报的一行: the four figures with every reason; a reason without a column is in 其他."""
    row: Row = {key: 0 for key in sheet("quarter").keys if key != "place"}
    row |= {"place": place, **more}
    if figures is None:
        return row
    row |= {
        "opening": figures.opening, "added": figures.added, "left": figures.left,
        "closing": figures.closing,
    }  # fmt: skip
    for lead, reasons in (("added", figures.added_by), ("left", figures.left_by)):
        for one in reasons:
            key = f"{lead}:{one.code}" if f"{lead}:{one.code}" in row else f"{lead}:"
            row[key] = _number(row[key]) + one.n
    return row


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def quarter_faults(row: Mapping[str, Value]) -> tuple[str, ...]:
    """Where opening + added − left is not closing, or reasons do not add up."""
    n = {key: _number(value) for key, value in row.items()}
    told = []
    if n["opening"] + n["added"] - n["left"] != n["closing"]:
        told.append(f"{row['place']}：期初＋新增－退出不等于期末")
    for lead, label in (("added", "新增"), ("left", "退出")):
        if n[lead] != sum(v for key, v in n.items() if key.startswith(f"{lead}:")):
            told.append(f"{row['place']}：{label}各原因之和不等于{label}合计")
    return tuple(told)


def hazard_rows(hazards: Iterable[HazardLine]) -> list[Row]:
    """隐患清单的行."""
    return [
        {
            "village": one.village, "name": one.name, "kind": one.kind, "found_on": one.found_on,
            "state": one.state, "cleared_on": one.cleared_on,
        }
        for one in hazards
    ]  # fmt: skip


def pupil_rows(pupils: Iterable[PupilLine]) -> list[Row]:
    """再核实表的行."""
    return [
        {
            "name": one.name, "about": "，".join(f"{head}{value}" for head, value in one.values),
            "answer": "" if one.answer == "pending" else one.answer_label, "note": one.note,
            "contact": one.contact, "contact_title": one.contact_title,
        }
        for one in pupils
    ]  # fmt: skip


def plain_columns(fields: Iterable[str], heads: Iterable[str]) -> tuple[Column, ...]:
    """Columns of a list whose fields are data: numbers stay text."""
    kinds = {"id_number": "id"}
    return tuple(
        Column(key=field, head=head, format=kinds.get(field, "text"))
        for field, head in zip(fields, heads, strict=True)
    )
