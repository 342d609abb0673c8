"""地名: names of divisions as people say them."""

from __future__ import annotations

from collections.abc import Iterable

from tonghu.directory.divisions import Level, level_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division
from tonghu.survey.queries.common import place_names as _named


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """code → name, one query."""
    return _named(codes)


def below(place: str) -> dict[str, str]:
    """The divisions next below a place that exist, in order; one query."""
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__gt=place, code__lt=upper_bound(place), parent=place, valid_to=None
    )
    return dict(rows.order_by("code").values_list("code", "name"))


def level_word(place: str) -> str:
    """全县, 全镇, 全市: how a total of a place is called."""
    return {
        Level.NATION: "全国", Level.PROVINCE: "全省", Level.PREFECTURE: "全市", Level.COUNTY: "全县",
        Level.TOWN: "全镇", Level.VILLAGE: "全村",
    }[level_of(place)]  # fmt: skip
