"""议定事项的判断: numbers, lateness, counts for the ledger and the bulletin (D-055). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

OWED = frozenset({"open", "declined", "reported"})
DONE = "cleared"


@dataclass(frozen=True, slots=True)
class Line:
    """一件议定事项, as the counts need it."""

    state: str
    due: date | None
    unit: str = ""
    cleared_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """议定事项的数."""

    total: int = 0
    done: int = 0
    running: int = 0
    late: int = 0
    declined: int = 0

    def plus(self, one: Line, on: date) -> Counts:
        """With one more counted, as of a day."""
        late = is_late(one.state, one.due, on)
        return Counts(
            self.total + 1, self.done + (one.state == DONE),
            self.running + (one.state in OWED and not late), self.late + late,
            self.declined + (one.state == "declined"),
        )  # fmt: skip


def is_late(state: str, due: date | None, on: date) -> bool:
    """过期没有办完: its day is over and it is still owed."""
    return state in OWED and due is not None and due < on


def as_of(one: Line, on: date) -> Line | None:
    """那一天的样子: not yet decided → absent, cleared later → still open then."""
    if one.decided_on is not None and one.decided_on > on:
        return None
    if one.state == DONE and one.cleared_on is not None and one.cleared_on > on:
        return Line("open", one.due, one.unit, None, one.decided_on)
    return one


def counted(lines: Iterable[Line], on: date) -> Counts:
    """合计 as of a day."""
    told = Counts()
    for one in lines:
        then = as_of(one, on)
        if then is not None and then.state not in ("proposed", "withdrawn"):
            told = told.plus(then, on)
    return told


def by_unit(lines: Iterable[Line], on: date) -> dict[str, Counts]:
    """分单位, those with something late first, then by name."""
    kept = list(lines)
    names = {one.unit for one in kept}
    found = {name: counted((one for one in kept if one.unit == name), on) for name in names}
    told = {name: one for name, one in found.items() if one.total}
    return dict(sorted(told.items(), key=lambda pair: (-pair[1].late, pair[0])))


def number(year: int, sequence: int) -> str:
    """事项编号: 2026-03."""
    return f"{year}-{sequence:02}"


def sentence(counts: Counts) -> str:
    """议定事项12件，已销号8件，办理中3件，过期1件."""
    parts = [f"议定事项{counts.total}件", f"已销号{counts.done}件", f"办理中{counts.running}件"]
    parts += [f"过期没有办完{counts.late}件"] if counts.late else []
    return "，".join(parts) + "。"
