"""汇总表 (32列): which child counts where, and whether the published ties hold (domain §1.2).

Pure. A tie that does not hold names the blank that is not filled; no number is changed to make it hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tonghu.core.periods import full_years

FILE = Path(__file__).parents[1] / "columns" / "summary32_rules.toml"
COLUMNS = tuple(str(n) for n in range(1, 33))
FIRST_BAND, SECOND_BAND = 5, 13  # the last years of the two younger bands (D-378)
Fact = str | bool | None


@dataclass(frozen=True, slots=True)
class Tie:
    """一条勾稽关系: two sums that are equal; the blank to fill where they are not."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    lacks: str

    def broken(self, row: Mapping[str, int]) -> str:
        """The sentence that says so; "" where it holds."""
        one, other = (sum(row.get(key, 0) for key in side) for side in (self.left, self.right))
        if one == other:
            return ""
        sides = "＋".join(self.left), "＋".join(self.right)
        return f"第{sides[0]}栏是{one}，第{sides[1]}栏合计{other}：有儿童没有填“{self.lacks}”，请补填。"


@cache
def rules() -> tuple[dict[str, dict[str, tuple[Fact, ...]]], tuple[Tie, ...]]:
    """Cells and ties as the file has them."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    cells = {
        key: {fact: tuple(values) for fact, values in said.items()}
        for key, said in read["cells"].items()
    }
    ties = tuple(Tie(tuple(one["left"]), tuple(one["right"]), one["lacks"]) for one in read["tie"])
    return cells, ties


def band(birth: date | None, on: date) -> str:
    """年龄段 on a day: 0-5, 6-13, 14-; "" where the birth is not known."""
    if birth is None:
        return ""
    years = full_years(birth, on)
    return "0-5" if years <= FIRST_BAND else "6-13" if years <= SECOND_BAND else "14-"


def counted(children: Iterable[Mapping[str, Fact]]) -> dict[str, int]:
    """The 32 numbers of some children."""
    cells, _ = rules()
    found = dict.fromkeys(COLUMNS, 0)
    for child in children:
        for key, wanted in cells.items():
            if all(child.get(fact) in values for fact, values in wanted.items()):
                found[key] += 1
    return found


def broken(row: Mapping[str, int]) -> tuple[str, ...]:
    """Every tie that does not hold, a sentence each."""
    return tuple(said for tie in rules()[1] if (said := tie.broken(row)))
