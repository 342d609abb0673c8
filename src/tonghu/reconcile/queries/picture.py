"""图和各乡镇: the seven ways to stand on three rosters, and a line for each town."""

from __future__ import annotations

from collections.abc import Sequence

from tonghu.reconcile.models import RunTown
from tonghu.reconcile.queries.shapes import ReasonCount, SetRow, TownLine
from tonghu.reconcile.states import Excuse, FindingKind, Standing

HEAT = (1.25, 1.6, 2.2)  # times the county's share of omissions


def picture(towns: Sequence[RunTown]) -> tuple[SetRow, ...]:
    """三份名册对得上多少, summed over towns."""
    counts: dict[str, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    for town in towns:
        for code, kept in town.counts.get("picture", {}).items():
            counts[code] = counts.get(code, 0) + kept["count"]
            mine = reasons.setdefault(code, {})
            for reason, count in kept["reasons"].items():
                mine[reason] = mine.get(reason, 0) + count
    return (
        tuple(_row(one, counts.get(one, 0), reasons.get(one, {})) for one in Standing)
        if towns
        else ()
    )


def _row(standing: Standing, count: int, reasons: dict[str, int]) -> SetRow:
    unclear = reasons.get(Excuse.UNKNOWN, 0)
    missing = reasons.get(Excuse.OMISSION, 0)
    agreed = count if standing is Standing.ALL else 0
    told = sorted(
        (
            ReasonCount(code, reason_label(code), number)
            for code, number in reasons.items()
            if code not in (Excuse.UNKNOWN, Excuse.OMISSION, Excuse.NONE)
        ),
        key=lambda one: (-one.count, one.code),
    )
    return SetRow(
        standing=standing.value, label=standing.label, has=standing.has, count=count, agreed=agreed,
        explained=count - agreed - unclear - missing, unclear=unclear, missing=missing, reasons=tuple(told),
    )  # fmt: skip


def reason_label(code: str) -> str:
    """未入学且户籍在外县."""
    return "且".join(Excuse(part).label for part in code.split("+"))


def town_lines(towns: Sequence[RunTown]) -> tuple[TownLine, ...]:
    """A line for each town, those with most left first."""
    listed = sum(town.listed for town in towns)
    missing = sum(town.counts.get("kinds", {}).get(FindingKind.OMISSION, 0) for town in towns)
    usual = missing / listed if listed else 0.0
    lines = [_town(town, usual) for town in towns]
    return tuple(sorted(lines, key=lambda one: (-one.left, one.division)))


def _town(town: RunTown, usual: float) -> TownLine:
    kinds = town.counts.get("kinds", {})
    numbers = tuple(int(kinds.get(kind.value, 0)) for kind in FindingKind)
    return TownLine(
        division=town.division, name=town.name, expected=town.expected, received=town.received,
        listed=town.listed, agreed=town.agreed, share=town.agreed / town.listed if town.listed else 0.0,
        counts=numbers, heat=_heat(numbers[0], town.listed, usual), settled=town.settled, total=town.total,
        left=town.total - town.settled,
    )  # fmt: skip


def _heat(missing: int, listed: int, usual: float) -> int:
    """How far a town's omissions stand out from the county's."""
    if not listed or not usual:
        return 0
    times = missing / listed / usual
    return sum(times >= step for step in HEAT)


def whole_line(name: str, lines: Sequence[TownLine]) -> TownLine:
    """全县."""
    listed, agreed = sum(one.listed for one in lines), sum(one.agreed for one in lines)
    numbers = tuple(sum(one.counts[at] for one in lines) for at in range(len(FindingKind)))
    return TownLine(
        division="", name=name or "合计", expected=sum(one.expected for one in lines),
        received=sum(one.received for one in lines), listed=listed, agreed=agreed,
        share=agreed / listed if listed else 0.0, counts=numbers, heat=0,
        settled=sum(one.settled for one in lines), total=sum(one.total for one in lines),
        left=sum(one.left for one in lines),
    )  # fmt: skip
