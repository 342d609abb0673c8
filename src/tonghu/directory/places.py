"""地名: which divisions a written place may mean: 浙江省杭州市萧山区, 广东深圳, 义乌, 古市镇.

Everything it may mean is given back, and nothing where the text is no place for certain: a bare
short name with something unread behind it (海南路小吃店), a district whose name many towns use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from tonghu.directory.divisions import NATION, Division, Divisions, Level, contains, level_of
from tonghu.directory.divisions.names import normal, split

_LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_NEAR = (Level.TOWN, Level.VILLAGE)
_LONGEST, _SHORTEST = 15, 2
_NOTHING: frozenset[str] = frozenset()
_GATHERING = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# 各地都有人这样叫自己的城区：单写时不知道是哪一个。
_COMMON = re.compile(r"[城新市郊矿东西南北中老桥河江开发高工业园关]+区?")
_REST = re.compile(r"(等地|等|市区|城区|城里|地区|一带|周边|那边|市内|县城)*")


class Places:
    """地名读法: the names of the country down to the county, and of `near` down to the village."""

    def __init__(self, divisions: Divisions, near: str = NATION) -> None:
        self._divisions = divisions
        self._near = near

    def read(self, text: str) -> frozenset[str]:
        """The codes the text may mean; empty where that is not certain."""
        rest, found, steps, whole = normal(text), _NOTHING, 0, False
        while match := self._match(rest, found):
            name, found = match
            steps += 1
            whole = name in self._full
            rest = rest[len(name) :]
            if steps == 1 and not self._plain(name, found):
                return _NOTHING
        if rest.startswith(("外", "以外")):
            return _NOTHING
        return found if whole or steps > 1 or _REST.fullmatch(rest) else _NOTHING

    def _match(self, text: str, above: frozenset[str]) -> tuple[str, frozenset[str]] | None:
        """The longest name the text opens with, below what was read before."""
        for length in range(min(len(text), _LONGEST), _SHORTEST - 1, -1):
            codes = self._names.get(text[:length], _NOTHING)
            if above:
                codes = frozenset(c for c in codes if any(c != a and contains(a, c) for a in above))
            if codes:
                return text[:length], codes
        return None

    def _plain(self, name: str, codes: frozenset[str]) -> bool:
        """Whether a name that stands first needs no parent: unlike 城关区, 鼓楼区."""
        districts = [c for c in codes if self._is_district(c)]
        return not districts or (len(codes) == 1 and not _COMMON.fullmatch(name))

    def _is_district(self, code: str) -> bool:
        found = self._divisions.get(code)
        return level_of(code) is Level.COUNTY and found is not None and found.name.endswith("区")

    @cached_property
    def _all(self) -> tuple[Division, ...]:
        table = self._divisions
        far = [one for level in _LEVELS for one in table.descendants(NATION, level)]
        near = () if self._near == NATION else _NEAR
        here = [one for level in near for one in table.descendants(self._near, level)]
        return tuple(one for one in (*far, *here) if one.name not in _GATHERING)

    @cached_property
    def _full(self) -> frozenset[str]:
        """Names that say what kind of place they mean: 大理白族自治州, 大理州."""
        return frozenset(name for one in self._all for name in _full_names(one))

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for one in self._all:
            for name in {*_full_names(one), one.short}:
                if len(name) >= _SHORTEST:
                    names[name].add(one.code)
        return {name: frozenset(codes) for name, codes in names.items()}


def _full_names(one: Division) -> tuple[str, str]:
    stem, kind = split(one.name, one.level)
    return one.name, stem + kind
