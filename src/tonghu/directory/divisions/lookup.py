"""区划查询: divisions by code, name and pinyin initials, up and down the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from tonghu.directory.divisions import changes as ch
from tonghu.directory.divisions.codes import (
    NATION,
    CodeError,
    Level,
    contains,
    full,
    level_of,
    parent_of,
    subtree_range,
)
from tonghu.directory.divisions.names import normal, same, short
from tonghu.directory.divisions.table import Row, Table

_DEPTH = {Level.TOWN: 1, Level.VILLAGE: 2}
_KINDS = "szxqm"  # 市省 州镇 县乡 区旗 盟
GATHERING = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_EVERYWHERE = tuple(level for level in Level if level is not Level.NATION)


class UnknownDivision(LookupError):
    """没有这个区划: the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Division:
    """行政区划: one place under one name; `valid_to` is the first day it no longer held."""

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    @property
    def short(self) -> str:
        """简称: 松阳县 → 松阳."""
        return short(self.name, self.level)

    def valid(self, on: date | None) -> bool:
        """Whether it holds on a day; without a day: whether no change has ended it."""
        if on is None:
            return self.valid_to is None
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Query:
    """One search: how a name must open, what then decides, and where to look."""

    opening: re.Pattern[str]
    fits: Callable[[str, Level], bool]
    within: str
    levels: frozenset[Level]
    on: date | None = None


class Divisions:
    """行政区划表: the table and the changes together."""

    def __init__(self, table: Table, changes: Mapping[str, tuple[ch.Change, ...]]) -> None:
        self._table = table
        self._changes = changes

    def versions(self, code: str) -> tuple[Division, ...]:
        """Everything a code has ever been, oldest first; empty when it never was one."""
        at = full(code)
        name, known = self._table.name(at), self._changes.get(at, ())
        if name is None and not known:
            return ()
        level, parent = level_of(at), parent_of(at)
        return tuple(
            Division(at, v.name, level, parent, v.valid_from, v.valid_to, v.successor)
            for v in ch.versions(name, known)
        )

    def get(self, code: str, on: date | None = None) -> Division | None:
        """The division under a code on a day; without a day the newest, ended or not."""
        found = self.versions(code)
        if on is None:
            return found[-1] if found else None
        return next((one for one in found if one.valid(on)), None)

    def require(self, code: str) -> Division:
        """Like get(), but an unknown code is refused with a sentence."""
        found = self.get(code)
        if found is None:
            raise UnknownDivision(f"没有代码为{code}的行政区划，请核对代码或改用名称查询。")
        return found

    def current(self, code: str) -> Division | None:
        """承继: what a code is today, along its successors; None when nothing followed."""
        found = self.get(code)
        while found is not None and found.valid_to is not None:
            found = self.get(found.successor) if found.successor else None
        return found

    def children(self, code: str, on: date | None = None) -> tuple[Division, ...]:
        """下级区划, in code order: those that hold on the day."""
        at = full(code)
        low, high = subtree_range(at)
        level = level_of(at)
        depth = {Level.NATION: 0, Level.PROVINCE: 0, Level.TOWN: 2}.get(level, 1)
        rows = self._table.between(low, high, depth=depth)
        return self._holding(rows, on, lambda below: parent_of(below) == at)

    def descendants(self, code: str, level: Level, on: date | None = None) -> tuple[Division, ...]:
        """All divisions of one level in a subtree, in code order: the villages of a county."""
        low, high = subtree_range(code)
        rows = self._table.between(low, high, depth=_DEPTH.get(level, 0))
        return self._holding(
            rows, on, lambda below: low <= below <= high and level_of(below) is level
        )

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """上级区划, from the province down; the code itself and the nation are not among them."""
        above, at = [], parent_of(full(code))
        while at is not None and at != NATION:
            if (found := self.get(at)) is not None:
                above.append(found)
            at = parent_of(at)
        return tuple(reversed(above))

    def path(self, code: str) -> str:
        """全称: 浙江省丽水市松阳县; without the names that only gather (市辖区, 省直辖县级行政区划)."""
        above = (one.name for one in self.ancestors(code) if one.name not in GATHERING)
        return "".join((*above, self.require(code).name))

    def find(
        self,
        name: str,
        *,
        within: str = NATION,
        levels: Iterable[Level] = _EVERYWHERE,
        on: date | None = None,
    ) -> tuple[Division, ...]:
        """Divisions that `name`, full or short, may mean: higher levels first, ended ones last."""
        asked, wanted = normal(name), frozenset(levels)
        if not asked:
            return ()
        starts = {asked, *(short(asked, level) for level in wanted)}
        pattern = re.compile("\n(?:" + "|".join(map(re.escape, sorted(starts))) + ")")
        query = Query(pattern, partial(same, asked), within, wanted, on)
        return _ordered(self._search(query))

    def find_initials(
        self, letters: str, *, within: str = NATION, levels: Iterable[Level] = _EVERYWHERE
    ) -> tuple[Division, ...]:
        """Divisions by 拼音首字母 of the full or the short name: syx or sy → 松阳县.

        Down to counties the letter of the kind may be wrong: syz finds 松阳县 as well, after those
        that fit, because people do not remember whether a place is 县, 州, 区 or 市.
        """
        asked, wanted = letters.strip().lower(), frozenset(levels)
        if not re.fullmatch(r"[a-z0-9]+", asked):
            raise CodeError(f"“{letters}”不是拼音首字母：只能用英文字母和数字，如sy。")
        found = _ordered(self._search(self._initials(asked, within, wanted)))
        loose: tuple[Division, ...] = ()
        if len(asked) > 2 and asked[-1] in _KINDS:
            upper = wanted - {Level.TOWN, Level.VILLAGE}
            near = _ordered(self._search(self._initials(asked[:-1], within, upper)))
            loose = tuple(one for one in near if one not in found)
        guessed = frozenset(loose)

        def rank(one: Division) -> tuple[bool, bool, Level, bool]:
            """The full name with its last letter (县, 镇) first, a short name next, a guess last."""
            whole = len(one.name) == len(asked) and one not in guessed
            return (not whole, one in guessed, one.level, one.valid_to is not None)

        return tuple(sorted((*found, *loose), key=rank))

    def look_up(self, text: str, *, within: str = NATION) -> tuple[Division, ...]:
        """By code, by pinyin initials or by name, whichever the text is."""
        asked = normal(text)
        if asked.isascii() and asked.isdigit():
            found = self.get(asked)
            return (found,) if found is not None and contains(within, found.code) else ()
        if asked.isascii() and asked.isalnum():
            return self.find_initials(asked, within=within)
        return self.find(asked, within=within)

    def spelling(self) -> dict[str, str]:
        """拼音首字母: character → the letter its commonest reading begins with."""
        return {char: letter for letter, chars in self._table.commonest.items() for char in chars}

    def changed(self, low: str, high: str) -> tuple[str, ...]:
        """Codes of a range, both ends included, to which something happened."""
        return tuple(sorted(code for code in self._changes if low <= code <= high))

    def plain_rows(self, low: str, high: str, *, depth: int) -> list[Row]:
        """The rows of the table itself in a range, as `Table.between` gives them."""
        return self._table.between(low, high, depth=depth)

    def former_names(self, code: str) -> tuple[ch.Change, ...]:
        """更名和撤并: what happened to one code, oldest first; needs no table."""
        return self._changes.get(full(code), ())

    def _initials(self, letters: str, within: str, levels: frozenset[Level]) -> Query:
        """Names that open with characters read with these letters and end there, but for 县."""
        each = (f"[{letter}{self._table.letters.get(letter, '')}]" for letter in letters)
        opening = re.compile("\n" + "".join(each))

        def fits(name: str, level: Level) -> bool:
            lengths = (len(name), len(short(name, level)))
            return len(letters) in lengths and opening.match("\n" + name) is not None

        return Query(opening, fits, within, levels)

    def _search(self, query: Query) -> set[Division]:
        """Every version that fits, of the codes in the table and of all changed codes."""
        depth = max((_DEPTH.get(level, 0) for level in query.levels), default=0)
        rows = self._table.matching(query.opening, query.within, depth=depth)
        codes = {row.code for row in rows if query.fits(row.name, level_of(row.code))}
        codes |= {code for code in self._changes if contains(query.within, code)}
        return {
            one
            for code in codes
            if level_of(code) in query.levels
            for one in self.versions(code)
            if query.fits(one.name, one.level) and (query.on is None or one.valid(query.on))
        }

    def _holding(
        self, rows: Iterable[Row], on: date | None, keep: Callable[[str], bool]
    ) -> tuple[Division, ...]:
        """The divisions of some rows, and changed codes that are kept, that hold on a day."""
        changed = self._changes
        found = [
            Division(row.code, row.name, level_of(row.code), parent_of(row.code))
            for row in rows
            if keep(row.code) and row.code not in changed
        ]
        for code in filter(keep, changed):
            found += (one for one in self.versions(code) if one.valid(on))
        return _ordered(found)


@cache
def divisions() -> Divisions:
    """The committed table with the committed changes."""
    return Divisions(Table(), ch.load())


def _ordered(found: Iterable[Division]) -> tuple[Division, ...]:
    """Higher levels first, those that still hold before those that ended, then by code."""
    return tuple(
        sorted(
            found, key=lambda d: (d.level, d.valid_to is not None, d.code, d.valid_to or date.max)
        )
    )
