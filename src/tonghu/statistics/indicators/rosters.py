"""三份名册: how far they agree, 不重不漏, what was found and settled, who handed in on time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from tonghu.core import clock
from tonghu.core.indicators import Asked, Counted, Grain, Indicator, Shape
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.reconcile.models import Finding, HandIn, RosterCall, RosterOwed, Run, RunTown
from tonghu.reconcile.states import STANDING, FindingKind, RunState

AGREEMENT = (("agreed", "三份都有"), ("explained", "查明原因"), ("asked", "要问清"))
COVERAGE = (("in_survey", "村里查到的"), ("not_in_survey", "村里没查到的"))
KINDS = tuple((one.value, one.label) for one in FindingKind)
SETTLED = (("settled", "已办"), ("left", "还没办"))
TIMELY = (("in_time", "按时"), ("late", "迟交"), ("missing", "没交"))


def run_of(viewer: Viewer, asked: Asked) -> Run | None:
    """The newest comparison of the whole county that was finished by the end of the day."""
    end = datetime.combine(asked.on, time.max, tzinfo=clock.CHINA)
    rows = Run.objects.visible_to(viewer).filter(
        division=asked.county, state=RunState.DONE, finished_at__lte=end
    )
    return rows.order_by("-finished_at").first()


def _agreement(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Children whom any roster lists, town by town: known to all three, explained, to be asked."""
    for division, listed, agreed, explained, _ in _towns(viewer, asked):
        yield Counted(division, "listed|agreed", agreed)
        yield Counted(division, "listed|explained", explained)
        yield Counted(division, "listed|asked", max(0, listed - agreed - explained))


def _coverage(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Of all children listed anywhere, those whom the villages' own roster has (D-422)."""
    for division, listed, _, _, counts in _towns(viewer, asked):
        picture = counts.get("picture", {})
        seen = sum(_n(one) for pattern, one in picture.items() if pattern.startswith("1"))
        yield Counted(division, "union|in_survey", seen)
        yield Counted(division, "union|not_in_survey", max(0, listed - seen))


def _n(one: object) -> int:
    return int(one.get("count", 0)) if isinstance(one, dict) else int(one)  # type: ignore[call-overload]


def _towns(viewer: Viewer, asked: Asked) -> list[tuple[str, int, int, int, dict[str, Any]]]:
    run = run_of(viewer, asked)
    if run is None:
        return []
    rows = RunTown.objects.visible_to(viewer).filter(run=run)
    return list(rows.values_list("division", "listed", "agreed", "explained", "counts"))


def _findings(viewer: Viewer, asked: Asked, by_kind: bool) -> Counter[tuple[str, str]]:
    run = run_of(viewer, asked)
    found: Counter[tuple[str, str]] = Counter()
    if run is None:
        return found
    end = datetime.combine(asked.on, time.max, tzinfo=clock.CHINA)
    rows = Finding.objects.visible_to(viewer).filter(run=run)
    for division, kind, settled in rows.values_list("division", "kind", "settled_at"):
        done = settled is not None and settled <= end
        key = f"findings|{kind}" if by_kind else f"settled|{'settled' if done else 'left'}"
        found[_town(division), key] += 1
    return found


def _town(division: str) -> str:
    return division[:9] + "000"


def _kinds(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """疑似漏报, 疑似重复… of that comparison."""
    found = _findings(viewer, asked, by_kind=True)
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _settled(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """How many of them are settled."""
    found = _findings(viewer, asked, by_kind=False)
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _handed_in(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Every roster that was asked for last: in time, late, missing; by the kind of unit."""
    call = (
        RosterCall.objects.visible_to(viewer)
        .filter(division=asked.county, first__lte=asked.on)
        .order_by("-year")
        .first()
    )
    if call is None:
        return []
    end = datetime.combine(asked.on, time.max, tzinfo=clock.CHINA)
    came: dict[tuple[object, str], datetime] = {}
    hands = HandIn.objects.visible_to(viewer).filter(
        call=call, handed_in_at__lte=end, state__in=[*STANDING, "replaced"]
    )
    for unit, kind, at in hands.order_by("-handed_in_at").values_list(
        "unit", "kind", "handed_in_at"
    ):
        came[unit, kind] = at  # the first that came is kept: ordered from the newest
    found: Counter[tuple[str, str]] = Counter()
    owed = RosterOwed.objects.visible_to(viewer).filter(
        call=call, division__gte=asked.county, division__lt=upper_bound(asked.county)
    )
    for unit, kind, of, division, due in owed.values_list(
        "unit", "kind", "unit_kind", "division", "due"
    ):
        state = _state(came.get((unit, kind)), due)
        found[_town(division), f"rosters:{of}|{state}"] += 1
        found[_town(division), f"rosters|{state}"] += 1
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _state(at: datetime | None, due: date) -> str:
    if at is None:
        return "missing"
    return "late" if at.astimezone(clock.CHINA).date() > due else "in_time"


_COMPARE = "survey.compare"
INDICATORS = (
    Indicator(
        "rosters.agreement", "三方一致", "人",
        "最近一次三方比对里被任一名册列为留守的儿童：三份名册都有、不一致但查明原因、要问清的。",
        _COMPARE, "D-422", Shape.PARTS, _agreement, Grain.TOWN, by=("结果",), parts=AGREEMENT,
        of="listed", default="listed|agreed",
    ),
    Indicator(
        "rosters.coverage", "不漏报", "人",
        "被任一名册列为留守的儿童里，村里排查名册上有的；占全部的比例就是覆盖率。",
        _COMPARE, "D-422", Shape.PARTS, _coverage, Grain.TOWN, by=("村里有没有",), parts=COVERAGE,
        of="union", default="union|in_survey",
    ),
    Indicator(
        "rosters.findings", "比对差异", "件", "最近一次三方比对查出的差异，按种类；疑似重复的件数就是不重报的反面。",
        _COMPARE, "D-422", Shape.PARTS, _kinds, Grain.TOWN, by=("种类",), parts=KINDS,
        default="findings|omission",
    ),
    Indicator(
        "rosters.settled", "差异办结", "件", "这次比对查出的差异里已经办了的。",
        _COMPARE, "D-422", Shape.PARTS, _settled, Grain.TOWN, by=("办没办",), parts=SETTLED,
        of="settled", default="settled|settled",
    ),
    Indicator(
        "rosters.punctual", "名册按时报送", "份", "最近一次报送要求里按时交、迟交、没交的名册，可以按单位类别看。",
        _COMPARE, "D-239", Shape.COUNT, _handed_in, Grain.TOWN, children=False, by=("单位类别", "是否按时"),
        parts=TIMELY, of="rosters", default="rosters|in_time",
    ),
)  # fmt: skip
