"""怎样算办了: a duty, its periods, and how each stands by the counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tonghu.duties.states import Standing
from tonghu.policy.schema.units import Duty

UPLOAD = "upload"
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}  # of a period with an end
ON_EVENT, ONCE = "on_event", "once"
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Count:
    """一个数: how many facts of a word a holder has in a month, by how they stand."""

    holder: str
    kind: str
    month: date
    standing: Standing
    n: int
    last: date
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """一期: from, to, how it stands, and whether it is over with nothing."""

    label: str
    begins: date
    ends: date
    standing: Standing
    n: int
    missed: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """台账的一行: one duty of one who owes it, in one year."""

    duty: Duty
    spans: tuple[Span, ...]
    standing: Standing
    n: int
    last: date | None
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def missed(self) -> tuple[Span, ...]:
        """Periods that ended with nothing."""
        return tuple(span for span in self.spans if span.missed)

    @property
    def due(self) -> date | None:
        """Until when the present period must be proven; None when it is, or has no end."""
        open_ = [span.due for span in self.spans if span.due is not None]
        return open_[0] if open_ else None

    @property
    def waits(self) -> bool:
        """有事即办: nothing is missing while nothing has happened."""
        return self.duty.period == ON_EVENT and self.standing is Standing.NOTHING

    @property
    def missing(self) -> bool:
        """缺: nothing though the document asks for it, or a period gone by."""
        return bool(self.missed) or (
            self.standing is Standing.NOTHING and not self.waits and self.due is None
        )


def since(duties: Iterable[Duty], year: int) -> date:
    """From when counts are needed: the year, or ever where something is to be done once."""
    return EARLIEST if any(one.period == ONCE for one in duties) else date(year, 1, 1)


def fits(count: Count, duty: Duty) -> bool:
    """Whether a count speaks for a duty: its words, or an upload that names it."""
    if count.duty:
        return count.duty == duty.code
    return count.kind in duty.proof and count.kind != UPLOAD


def line(duty: Duty, counts: Iterable[Count], year: int, today: date) -> Line:
    """一行: the spans of a duty and how each stands."""
    bounds = periods(duty.period, year)
    mine = [one for one in counts if fits(one, duty) and bounds[0][1] <= one.month <= bounds[-1][2]]
    spans = tuple(_span(label, begins, ends, mine, duty, today) for label, begins, ends in bounds)
    kinds: dict[str, int] = {}
    for one in mine:
        kinds[one.kind] = kinds.get(one.kind, 0) + one.n
    return Line(
        duty, spans, min((s.standing for s in spans), key=lambda s: s.rank),
        sum(span.n for span in spans), max((one.last for one in mine), default=None), kinds,
    )  # fmt: skip


def _span(
    label: str, begins: date, ends: date, counts: Sequence[Count], duty: Duty, today: date
) -> Span:
    inside = [one for one in counts if begins <= one.month <= ends]
    standing = min(
        (one.standing for one in inside), key=lambda one: one.rank, default=Standing.NOTHING
    )
    periodic = duty.period in MONTHS
    nothing = standing is Standing.NOTHING
    return Span(
        label, begins, ends, standing, sum(one.n for one in inside),
        missed=periodic and nothing and ends < today,
        due=ends if periodic and nothing and begins <= today <= ends else None,
    )  # fmt: skip


def periods(period: str, year: int) -> tuple[tuple[str, date, date], ...]:
    """各期 of a year: quarters of a quarterly duty, the whole year of a continuous one."""
    step = MONTHS.get(period, 12)
    if period == ONCE:
        return ((f"到{year}年", EARLIEST, date(year, 12, 31)),)
    return tuple(
        (_label(step, month), date(year, month, 1), _last_day(year, month + step - 1))
        for month in range(1, 13, step)
    )


def _label(step: int, month: int) -> str:
    names = {1: f"{month}月", 3: f"{(month + 2) // 3}季度", 6: "上半年" if month == 1 else "下半年"}
    return names.get(step, "全年")


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


@dataclass(frozen=True, slots=True)
class Sum:
    """合计 of one who owes: how many lines stand how, what is missing, when it was last heard of."""

    lines: int
    proven: int
    transcribed: int
    claimed: int
    waits: int
    missing: int
    missed: int
    last: date | None
    due: date | None

    @property
    def nothing(self) -> int:
        """Lines with nothing at all, but for those that wait for an occasion."""
        return self.lines - self.proven - self.transcribed - self.claimed - self.waits


def summed(lines: Sequence[Line]) -> Sum:
    """合计."""
    count = dict.fromkeys(Standing, 0)
    for one in lines:
        count[one.standing] += 1
    return Sum(
        len(lines), count[Standing.PROVEN], count[Standing.TRANSCRIBED], count[Standing.CLAIMED],
        sum(one.waits for one in lines), sum(one.missing for one in lines),
        sum(len(one.missed) for one in lines),
        max((one.last for one in lines if one.last), default=None),
        min((one.due for one in lines if one.due), default=None),
    )  # fmt: skip
