"""总台账的样子: everybody who owes, late and silent first; the workbook of it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.duties.queries.ledger import Ledger, Row
from tonghu.duties.states import Group
from tonghu.ui import words
from tonghu.ui.shapes import Bar, Cell, Column, Figure, Link, Num, Segment, State

COLUMNS = (
    Column("单位"), Column("凭据"), Column("还缺", number=True, width="s"),
    Column("过了期的", number=True, width="s"), Column("最近一次", width="m"),
)  # fmt: skip
HEADS = ("单位", "所在", "职责", "有据", "代录", "自报", "有事才办", "还缺", "过了期的", "最近一次")


@dataclass(frozen=True, slots=True)
class Filters:
    """看哪些: kind, town, year, only some."""

    group: Group
    town: str = ""
    year: int = 0
    show: str = ""  # "", silent, missing


def filters(viewer: Viewer, asked: dict[str, str]) -> Filters:
    """From the address; what makes no sense is left out."""
    today = clock.today()
    group = asked.get("group", "")
    year = asked.get("year", "")
    return Filters(
        Group(group) if group in set(Group) else Group.MEMBERS,
        asked.get("town", "") if len(asked.get("town", "")) == 12 else "",
        int(year) if year.isdigit() and 2016 <= int(year) <= today.year else today.year,
        asked.get("show", "") if asked.get("show", "") in ("silent", "missing") else "",
    )


def years() -> list[tuple[str, str]]:
    """This year and the two before."""
    now = clock.today().year
    return [(str(one), f"{one}年") for one in range(now, now - 3, -1)]


def chosen(found: Ledger, wanted: Filters) -> tuple[Row, ...]:
    """The rows of a filter."""
    if wanted.show == "silent":
        return found.silent
    if wanted.show == "missing":
        return tuple(one for one in found.rows if one.sum.missing)
    return found.rows


def title(found: Ledger) -> str:
    """The answer: 25个单位里，3个今年没有任何凭据."""
    name = found.group.label
    if not found.rows:
        return f"{found.place}还没有登记{name}"
    if not any(one.sum.lines for one in found.rows):
        return "文件没有分单位写职责，台账里没有可核对的"
    late = sum(one.sum.missed > 0 for one in found.rows)
    silent = len(found.silent)
    if not late and not silent:
        return f"{len(found.rows)}个{name}今年都有动静"
    said = f"{len(found.rows)}个{name}里"
    if silent:
        said += f"，{silent}个今年还没有任何凭据"
    if late:
        said += f"，{late}个有过了期的"
    return said


def figures(found: Ledger) -> tuple[Figure, ...]:
    """合计."""
    sums = [one.sum for one in found.rows]
    lines = sum(one.lines for one in sums)
    done = sum(one.proven for one in sums)
    missing = sum(one.missing for one in sums)
    missed = sum(one.missed for one in sums)
    return (
        Figure("职责", lines, note=f"{len(sums)}个{found.group.label}"),
        Figure("有据", done, note=f"{round(100 * done / lines)}%" if lines else ""),
        Figure("代录、自报", sum(one.transcribed + one.claimed for one in sums)),
        Figure("还缺", missing, note="没有任何凭据，不含有事才办的"),
        Figure("过了期的", missed, unit="期", tone="danger" if missed else "", note="按年、按季要办的"),
    )  # fmt: skip


def rows(found: Ledger, shown: Iterable[Row]) -> list[list[Cell | str]]:
    """One line each: who, bar with its words, missing, when last heard of."""
    return [_row(found, one) for one in shown]


def _row(found: Ledger, one: Row) -> list[Cell | str]:
    sum_, holder = one.sum, one.holder
    url = _address(one) + f"?year={found.year}"
    first: Cell | str = (
        Link(
            holder.name, url, note=one.town if found.group in (Group.VILLAGES, Group.BODIES) else ""
        )
        if holder.registered
        else Link(holder.name, f"/units/?search={holder.name}", note="名录里还没有，请先登记")
    )
    if not sum_.lines:
        return [first, "文件没有单列它的职责", "—", "—", "—"]
    bar = Bar(
        (Segment("accepted", sum_.proven, "有据"), Segment("agreed", sum_.transcribed, "代录"),
         Segment("waiting", sum_.claimed, "自报"), Segment("idle", sum_.nothing + sum_.waits, "没有")),
        _words(one),
    )  # fmt: skip
    state: Cell | str = (
        State("没有", "今年没有动静") if sum_.last is None else words.day(sum_.last, clock.today())
    )
    return [
        first, bar, Num(sum_.missing, f"{url}#missing" if sum_.missing else "", of=str(sum_.lines)),
        Num(sum_.missed, tone="danger" if sum_.missed else ""), state,
    ]  # fmt: skip


def _words(one: Row) -> str:
    sum_ = one.sum
    said = [f"{n}件{word}" for n, word in (
        (sum_.proven, "有据"), (sum_.transcribed, "代录"), (sum_.claimed, "自报"),
        (sum_.waits, "有事才办"),
    ) if n]  # fmt: skip
    return "，".join(said) or "都没有"


def _address(one: Row) -> str:
    if one.holder.unit is not None:
        return f"/duties/units/{one.holder.unit}/"
    return f"/duties/places/{one.holder.division}/"


def workbook(found: Ledger, shown: Iterable[Row], viewer: Viewer) -> bytes:
    """Excel of what is on the page."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet("履职台账")
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write(0, 0, f"{found.place}{found.year}年{found.group.label}履职台账", bold)
    sheet.write(
        1, 0, f"按{found.profile_name}的制度；{words.exact(clock.now())}由{viewer.name}导出"
    )
    for place, head in enumerate(HEADS):
        sheet.write(3, place, head, bold)
    for line, one in enumerate(shown, 4):
        sum_ = one.sum
        cells = (
            one.holder.name, one.town, sum_.lines, sum_.proven, sum_.transcribed, sum_.claimed,
            sum_.waits, sum_.missing, sum_.missed, sum_.last.isoformat() if sum_.last else "",
        )  # fmt: skip
        for place, cell in enumerate(cells):
            sheet.write(line, place, cell)
    sheet.set_column(0, 0, 28)
    sheet.freeze_panes(4, 1)
    book.close()
    return held.getvalue()
