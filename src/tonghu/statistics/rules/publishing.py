"""公布: what of a county's quarter other readers may see; pure, by the shape of each indicator.

Published are: totals by town (one line per scheme), parts and crosses of the whole county, its opening,
added, left and closing. Nothing finer: parts by town would be mostly hidden, and everything hidden must
be proved unfindable. Counts of tasks, villages and rosters are no counts of children and are published
as they are. Numbers above the county are sums of what is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tonghu.core.indicators import Indicator, Shape
from tonghu.core.suppression import BESIDE, Audience, Shown, cross, flow, line, single, small

COUNTY, TOWN = 6, 9
Key = tuple[str, str]  # division, key
Cells = Mapping[str, Mapping[Key, int]]  # indicator → cells of county and towns
SCHEME, FLOW, AGE, SEX = "children.scheme", "survey.flow", "children.age", "children.sex"
ENDS = ("opening", "added", "left", "closing")


@dataclass(frozen=True, slots=True)
class Row:
    """公布的一格."""

    level: int
    division: str
    indicator: str
    key: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Quarter:
    """一个县的一个季度, and of which schemes readers were not shown the closing before."""

    county: str
    cells: Cells
    audience: Audience
    hidden_before: frozenset[str] = frozenset()

    @property
    def floor(self) -> int:
        """The smallest number readers see."""
        return self.audience.floor

    def of_county(self, indicator: str) -> dict[str, int]:
        """The county's own cells of an indicator."""
        found = self.cells.get(indicator, {})
        return {key: n for (division, key), n in found.items() if division == self.county}

    def little(self) -> frozenset[str]:
        """Schemes whose number at the end is small, by the register's count or the round's."""
        told = self.of_county(SCHEME)
        closings = {
            key.partition("|")[0]: n
            for key, n in self.of_county(FLOW).items()
            if key.endswith("|closing")
        }
        both = (*told.items(), *closings.items())
        return frozenset(base for base, n in both if small(n, self.floor))


def published(quarter: Quarter, indicators: Iterable[Indicator]) -> list[Row]:
    """Every cell that is published, hidden ones with the reason."""
    shown = _parts_of(quarter, indicators)
    rows: list[Row] = []
    for one in indicators:
        rows += _BY_SHAPE[one.shape](quarter, one, shown) if one.children else _plain(quarter, one)
    return rows


def _plain(quarter: Quarter, one: Indicator) -> Iterator[Row]:
    for (division, key), n in quarter.cells.get(one.code, {}).items():
        level = COUNTY if division == quarter.county else TOWN
        yield Row(level, division, one.code, key, Shown(n))


Lines = dict[tuple[str, str], dict[str, Shown]]  # indicator, base → part → shown


def _parts_of(quarter: Quarter, indicators: Iterable[Indicator]) -> Lines:
    found: Lines = {}
    for one in indicators:
        if one.children and one.shape in (Shape.PARTS, Shape.COUNT):
            for base, parts in _bases(quarter.of_county(one.code)).items():
                whole = {code: parts.get(code, 0) for code, _ in one.parts} | parts
                hidden = base in quarter.little()
                found[one.code, base] = (
                    dict.fromkeys(whole, BESIDE) if hidden else line(whole, quarter.floor)
                )
    return found


def _bases(cells: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, n in cells.items():
        base, _, part = key.partition("|")
        found[base][part] = n
    return found


def _parts(quarter: Quarter, one: Indicator, lines: Lines) -> Iterator[Row]:
    for (code, base), shown in lines.items():
        if code == one.code:
            for part, cell in shown.items():
                yield Row(COUNTY, quarter.county, code, f"{base}|{part}", cell)


def _total(quarter: Quarter, one: Indicator, lines: Lines) -> Iterator[Row]:
    """Each scheme: the county, and its towns as the parts of it; what has no town is a part too."""
    little = quarter.little()
    by_key: dict[str, dict[str, int]] = defaultdict(dict)
    towns = sorted({d for d, _ in quarter.cells.get(one.code, {})} - {quarter.county})
    for (division, key), n in quarter.cells.get(one.code, {}).items():
        by_key[key][division] = n
    for key, found in by_key.items():
        n = found.get(quarter.county, 0)
        if key in little:
            shown = dict.fromkeys(towns, BESIDE)
            yield Row(COUNTY, quarter.county, one.code, key, _end(n, quarter.floor))
        else:
            parts = {town: found.get(town, 0) for town in towns}
            rest = n - sum(parts.values())
            shown = line({**parts, quarter.county: rest} if rest else parts, quarter.floor)
            yield Row(COUNTY, quarter.county, one.code, key, Shown(n))
        yield from (Row(TOWN, town, one.code, key, shown[town]) for town in towns)


def _end(n: int, floor: int) -> Shown:
    return single(n, floor) if small(n, floor) else BESIDE


def _cross(quarter: Quarter, one: Indicator, lines: Lines) -> Iterator[Row]:
    for base, cells in _bases(quarter.of_county(one.code)).items():
        pairs = {}
        for part, n in cells.items():
            row, _, column = part.partition("|")
            pairs[row, column] = n
        whole = {
            (row, column): pairs.get((row, column), 0)
            for row in dict.fromkeys(row for row, _ in pairs)
            for column in dict.fromkeys(column for _, column in pairs)
        }
        margins = (*lines.get((AGE, base), {}).values(), *lines.get((SEX, base), {}).values())
        known = margins and not any(cell.hidden for cell in margins)
        shown = cross(whole, quarter.floor) if known else dict.fromkeys(whole, BESIDE)
        for (row, column), cell in shown.items():
            yield Row(COUNTY, quarter.county, one.code, f"{base}|{row}|{column}", cell)


def _flow(quarter: Quarter, one: Indicator, lines: Lines) -> Iterator[Row]:
    for base, found in _bases(quarter.of_county(one.code)).items():
        opening, added, left, closing = (found.get(end, 0) for end in ENDS)
        told = flow(
            opening, added, left, closing, quarter.floor, was_hidden=base in quarter.hidden_before
        )
        end = told.closing
        if base in quarter.little() and not end.hidden:
            end = BESIDE
        ends = dict(zip(ENDS, (told.opening, told.added, told.left, end), strict=True))
        if end.hidden:
            ends |= {"added": BESIDE, "left": BESIDE}
        for key, cell in {**ends, **_reasons(found, ends, quarter.floor)}.items():
            yield Row(COUNTY, quarter.county, one.code, f"{base}|{key}", cell)


def _reasons(found: Mapping[str, int], ends: Mapping[str, Shown], floor: int) -> dict[str, Shown]:
    made: dict[str, Shown] = {}
    for head in ("added", "left"):
        reasons = {key: n for key, n in sorted(found.items()) if key.startswith(f"{head}:")}
        hidden = ends[head].hidden
        made |= dict.fromkeys(reasons, BESIDE) if hidden else line(reasons, floor)
    return made


def hidden_closings(rows: Collection[tuple[str, bool]]) -> frozenset[str]:
    """Schemes whose closing was hidden, from (key, hidden) of a published quarter."""
    return frozenset(
        key.partition("|")[0] for key, hidden in rows if hidden and key.endswith("|closing")
    )


_BY_SHAPE = {
    Shape.TOTAL: _total,
    Shape.PARTS: _parts,
    Shape.COUNT: _parts,
    Shape.SHARE: _parts,
    Shape.CROSS: _cross,
    Shape.FLOW: _flow,
}
