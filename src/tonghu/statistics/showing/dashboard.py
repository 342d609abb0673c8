"""统计页: the answer first, three numbers against last quarter, what stands out and why; then the tables."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.suppression import Audience, Shown
from tonghu.directory.divisions import Level
from tonghu.statistics.indicators.register import scheme_words
from tonghu.statistics.queries.dashboard import Dashboard
from tonghu.statistics.queries.places import level_word
from tonghu.statistics.rules import periods
from tonghu.statistics.rules.saying import against, percent
from tonghu.statistics.showing import parts
from tonghu.statistics.showing.charts import Chart
from tonghu.statistics.showing.outstanding import Stands, outstanding
from tonghu.statistics.showing.reading import Read
from tonghu.statistics.showing.tiles import Tile, tiles
from tonghu.ui import words
from tonghu.ui.shapes import Figure


@dataclass(frozen=True, slots=True)
class View:
    """统计页的内容."""

    title: str
    note: str
    cut: str  # why something is hidden, empty for those who read it all
    figures: tuple[Figure, ...]
    stands: tuple[Stands, ...]
    charts: tuple[Chart, ...]
    structure: tuple[Chart, ...]
    tiles: tuple[Tile, ...]
    tiles_note: str
    deeper: tuple[tuple[str, str], ...]


def view(found: Dashboard) -> View:
    """Everything of the page."""
    read = Read(found)
    return View(
        title=_title(read), note=_note(read), cut=_cut(found), figures=_figures(read),
        stands=outstanding(read), charts=parts.charts(read), structure=parts.structure(read), tiles=tiles(read),
        tiles_note=f"颜色深浅按留守儿童人数分三档；按区划代码排，{read.tiles_as_of}",
        deeper=tuple(
            (found.names[code], f"/statistics/{code}/") for code in found.names if code in found.opens
        ),
    )  # fmt: skip


def _title(read: Read) -> str:
    cut = read.now("children.scheme", "left_behind")
    told = read.words(cut, "人")
    return f"{read.found.name}留守儿童{told}，{_against(read, 'left_behind')}"


def _against(read: Read, base: str) -> str:
    now, then = read.now("children.scheme", base), read.then("children.scheme", base)
    return against(now, then, "人", read.since)


def _note(read: Read) -> str:
    found = read.found
    if found.now:
        return f"{periods.words(found.now)}的数，截至{_day(found)}；每季公布一次，公布后不改"
    at = words.exact(found.taken_at) if found.taken_at else ""
    return f"截至{_day(found)}，{at}数的；下面同{read.since}比"


def _day(found: Dashboard) -> str:
    return f"{found.as_of:%Y}年{found.as_of.month}月{found.as_of.day}日" if found.as_of else ""


def _cut(found: Dashboard) -> str:
    if found.audience is Audience.TRUE:
        return ""
    return "少于5的儿童数不显示，会让人算出它的数也不显示（写“不公布”）；全部的数由当地联席会议办公室掌握。"


def _figures(read: Read) -> tuple[Figure, ...]:
    made = []
    for base in ("left_behind", "register", "difficulty"):
        cut = read.now("children.scheme", base)
        label = {"register": "在册儿童"}.get(base) or scheme_words("", base)
        made.append(
            Figure(
                label, read.value(cut), _unit(cut), _against(read, base), read.list_of(base, cut)
            )
        )
    made.append(
        _share(read, "村（社区）按时核完", "survey.villages", "villages", read.found.quarter)
    )
    if read.found.level is not Level.TOWN:
        made.append(_share(read, "三方一致", "rosters.agreement", "listed", read.found.now))
    return tuple(made)


def _unit(cut: Shown | None) -> str:
    return "人" if cut is not None and cut.n is not None else ""


def _share(read: Read, label: str, code: str, base: str, period: str) -> Figure:
    part, whole = read.share(code, base, period)
    if part is None or whole is None:
        return Figure(label, "—", note="还没有数")
    if part.n is None or whole.n is None:
        return Figure(label, "不公布", note="会让人算出小数目")
    noun = {"villages": "个村次", "listed": "人"}[base]
    when = periods.words(read.found.quarter) if base == "villages" else "最近一次三方比对"
    note = f"{when}，{words.number(part.n)}/{words.number(whole.n)}{noun}"
    return Figure(label, percent(part.n, whole.n), note=note)


__all__ = ["View", "level_word", "view"]
