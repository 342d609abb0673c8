"""排查轮次: opening + added − left = closing by reason, and who handed in on time; of locked rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Sum

from tonghu.core import clock
from tonghu.core.indicators import Asked, Counted, Grain, Indicator, Shape
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.statistics.indicators.register import scheme_words
from tonghu.statistics.rules.periods import days_of
from tonghu.survey.models import Frozen, Round, TownSummary, VillageReturn
from tonghu.survey.queries.common import profile_of
from tonghu.survey.queries.figures import reason_labels
from tonghu.survey.rules.plans import last_day
from tonghu.survey.states import FIGURE_LABELS, Cycle, Figure, RoundState

BEST = (Cycle.QUARTERLY, Cycle.MONTHLY, Cycle.HALF_YEARLY, Cycle.CAMPAIGN)
TIMELY = (("in_time", "按时"), ("late", "迟交"), ("missing", "没交"))
WHY = "figures of locked rounds, no names"


def rounds_of(county: str, quarter: str) -> tuple[Round, ...]:
    """The locked rounds that make up a quarter: of the finest cycle that ends in it, in order."""
    first, last = days_of(quarter)
    rows = Round.objects.all_of_them(reason=WHY).filter(
        division=county, state=RoundState.LOCKED, ends_on__gte=first, ends_on__lte=last
    )
    found = list(rows.order_by("ends_on", "begins_on"))
    cycle = next((one for one in BEST if any(row.cycle == one for row in found)), None)
    return tuple(row for row in found if row.cycle == cycle)


def _flow(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """期初 of the first round, 新增 and 退出 of all, 期末 of the last."""
    rounds = rounds_of(asked.county, asked.quarter)
    found: Counter[tuple[str, str]] = Counter()
    for at, row in enumerate(rounds):
        rows = Frozen.objects.visible_to(viewer).filter(round=row).order_by()
        for division, scheme, figure, n in rows.values_list(
            "division", "scheme", "figure"
        ).annotate(total=Sum("n")):
            if figure == Figure.OPENING and at:
                continue
            if figure == Figure.CLOSING and at < len(rounds) - 1:
                continue
            for key in _keys(figure):
                found[division, f"{scheme}|{key}"] += n
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _keys(figure: str) -> tuple[str, ...]:
    """added:newly_found counts for itself and for all that were added."""
    head, _, reason = figure.partition(":")
    return (head, figure) if reason else (head,)


def flow_words(profile: str, key: str) -> str:
    """留守儿童：新增（新发现）."""
    head, _, reason = key.rpartition("|")[2].partition(":")
    told = FIGURE_LABELS.get(Figure(head), head) if head in set(Figure) else head
    return f"{told}：{reason_labels(profile).get(reason, reason)}" if reason else told


def _villages(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Every village of the quarter's rounds: signed on time, late, not at all."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rounds_of(asked.county, asked.quarter):
        last = last_day(profile_of(row.profile), row.due_on)
        rows = VillageReturn.objects.visible_to(viewer).filter(round=row)
        for division, signed in rows.values_list("division", "signed_at"):
            found[division, f"villages|{_timely(signed, last)}"] += 1
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _towns(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Every town's summary likewise; where no day is set, on time until the lock."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rounds_of(asked.county, asked.quarter):
        rows = TownSummary.objects.visible_to(viewer).filter(
            round=row, division__gte=asked.county, division__lt=upper_bound(asked.county)
        )
        for division, due, at in rows.values_list("division", "due_on", "submitted_at"):
            last = last_day(profile_of(row.profile), due) if due else _day(row.locked_at)
            found[division, f"towns|{_timely(at, last)}"] += 1
    return [Counted(division, key, n) for (division, key), n in found.items()]


def _day(at: object) -> date:
    return at.astimezone(clock.CHINA).date() if at else clock.today()  # type: ignore[attr-defined]


def _timely(at: object, last: date) -> str:
    if at is None:
        return "missing"
    return "in_time" if _day(at) <= last else "late"


def title_of(rounds: Sequence[Round]) -> str:
    """What a quarter's figures are taken from, in words."""
    return "、".join(row.title for row in rounds)


INDICATORS = (
    Indicator(
        "survey.flow", "期初、新增、退出、期末", "人",
        "锁定的排查轮次里各类儿童的期初数、按原因的新增数和退出数、期末数；期初＋新增－退出＝期末。",
        "survey.cycle", "D-313", Shape.FLOW, _flow, per_quarter=True, by=("类别", "原因"),
        named=flow_words, default="register|closing",
    ),
    Indicator(
        "survey.villages", "村（社区）按时核完", "个村次",
        "这一季的排查里按时签字上报、迟交、到锁定还没交的村（社区）；按月排查的每月算一次。",
        "survey.cycle", "D-239", Shape.COUNT, _villages, per_quarter=True, children=False,
        by=("是否按时",), parts=TIMELY, of="villages", default="villages|in_time",
    ),
    Indicator(
        "survey.towns", "乡镇（街道）按时汇总", "个乡镇次",
        "这一季的排查里按时汇总上报、迟交、没交的乡镇（街道）；没有规定日子的，锁定前交的算按时。",
        "survey.summary_to", "D-239", Shape.COUNT, _towns, Grain.TOWN, per_quarter=True,
        children=False, by=("是否按时",), parts=TIMELY, of="towns", default="towns|in_time",
    ),
)  # fmt: skip
__all__ = ["INDICATORS", "rounds_of", "scheme_words", "title_of"]
