"""指标: declared figures; what each counts, by which clause, and how it is measured again years later.

A module contributes an `Indicator` with a function that counts; `statistics` takes the counts of a day
or a quarter into readings that nobody changes, and tells here how one is read (`keep_with`). So a
module below `statistics` may quote a figure: `measure(…)` names in `parameters` the reading it stands
in, and `again(viewer, parameters)` gives the same number as long as the reading is kept, which is for
ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tonghu.core.contributions import contributed
from tonghu.core.errors import Missing
from tonghu.core.viewer import Viewer


class Shape(StrEnum):
    """数的样子: how the keys of an indicator add up; suppression works by it."""

    TOTAL = "total"  # key "base": one number, the divisions below add up to it
    PARTS = "parts"  # key "base|part": the parts of a base add up to its total
    CROSS = "cross"  # key "base|row|column": both margins are indicators of parts
    FLOW = "flow"  # key "base|opening": opening + added − left = closing, with reasons
    SHARE = "share"  # key "done" of "all": two counts whose quotient is shown
    COUNT = "count"  # key "what": counts of things, not of children

    @property
    def label(self) -> str:
        """In words."""
        return {
            "total": "人数",
            "parts": "分组人数",
            "cross": "交叉分组人数",
            "flow": "期初、新增、退出、期末",
            "share": "比率",
            "count": "件数",
        }[self.value]


class Grain(StrEnum):
    """最细到哪一级."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"

    @property
    def label(self) -> str:
        """In words."""
        return {"village": "村（社区）", "town": "乡镇（街道）", "county": "县（市、区）"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """要数什么: a county, a day, and the quarter where one is meant (`2026Q3`, else empty)."""

    county: str
    on: date
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """数出来的一格: a division of the indicator's grain, a key, how many."""

    division: str
    key: str
    n: int


Count = Callable[[Viewer, Asked], Iterable[Counted]]


def _as_written(_: str, key: str) -> str:
    return key


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: one figure with its definition; the smallest thing a dashboard or a return is made of."""

    code: str  # children.schooling
    label: str
    unit: str  # 人, 件, 个村
    definition: str  # one sentence: what is counted, what is not
    basis: str  # where the profile of a place says so: survey.blocks; "" = nowhere, the work itself
    d: str  # D-337
    shape: Shape
    count: Count = field(compare=False)
    grain: Grain = Grain.VILLAGE
    per_quarter: bool = False  # counted of a locked quarter, not of a day
    children: bool = True  # counts of children are suppressed when small
    by: tuple[str, ...] = ()  # in words, what it can be broken down by
    parts: tuple[tuple[str, str], ...] = ()  # part → its words, in the order of a table
    named: Callable[[str, str], str] = field(default=_as_written, compare=False)  # (profile, key)
    of: str = ""  # of a share: the key that is the whole
    default: str = ""  # the key that is meant when none is said

    def words(self, profile: str, key: str) -> str:
        """A key in words."""
        known = dict(self.parts).get(key.rpartition("|")[2])
        return known or self.named(profile, key)


@dataclass(frozen=True, slots=True)
class Measured:
    """量出来的数: with all that is needed to measure it again."""

    code: str
    label: str
    unit: str
    place: str
    period: str
    as_of: date | None
    value: int | None  # None: hidden or never counted
    of: int | None  # of a share, the whole
    text: str  # 1,204人, 96%, 少于5, 没有数
    parameters: Mapping[str, str]

    def frozen(self) -> dict[str, Any]:
        """As a paper keeps it; `again(viewer, kept["parameters"])` gives the same."""
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            "place": self.place,
            "period": self.period,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "value": self.value,
            "of": self.of,
            "text": self.text,
            "parameters": dict(self.parameters),
        }


Keeper = Callable[[Viewer, Indicator, Mapping[str, str]], Measured]
_keeper: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Called once by `statistics`: how a figure is read."""
    _keeper[:] = [keeper]


def indicators() -> tuple[Indicator, ...]:
    """Every indicator contributed, in the order of the modules."""
    return contributed(Indicator)


def indicator(code: str) -> Indicator:
    """One by its code; an unknown one is a fault of the program."""
    for one in indicators():
        if one.code == code:
            return one
    raise LookupError(f"没有登记过指标“{code}”。")


def measure(
    viewer: Viewer, code: str, place: str, period: str = "", key: str = "", audience: str = ""
) -> Measured:
    """A figure of a place; `period` is a quarter `2026Q3`, a day `2026-11-24`, or "" for the newest.

    `audience` "units" or "public" gives what such a paper may say, whoever asks.
    """
    one = indicator(code)
    wanted = {
        "code": code,
        "place": place,
        "period": period,
        "key": key or one.default,
        "audience": audience,
    }
    return _ask(viewer, one, wanted)


def again(viewer: Viewer, parameters: Mapping[str, str]) -> Measured:
    """The figure that was quoted, from the reading it stood in."""
    return _ask(viewer, indicator(parameters["code"]), parameters)


def _ask(viewer: Viewer, one: Indicator, wanted: Mapping[str, str]) -> Measured:
    if not _keeper:
        raise Missing("统计还没有装上，量不了数。")
    return _keeper[0](viewer, one, wanted)
