"""The county's figures, a return it has submitted, a reference figure; the like of the next county."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from tests import people
from tests.pages.table import Example
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.statistics.models import ReferenceFigure, StatReturn

ALL = frozenset(people.BY_LOGIN)
ABOVE = frozenset({"qian"})
RETURNS = frozenset({"zhou", "deng", "qian"})


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        near, far = (_return(code) for code in (people.COUNTY, people.OTHER_COUNTY))
        own, other = (_figure(code) for code in (people.COUNTY, people.OTHER_COUNTY))
    place = _one("division", people.COUNTY, people.OTHER_COUNTY, "999999000000", ALL)
    made = _one("id", near, far, uuid4(), RETURNS)
    noted = _one("id", own, other, uuid4(), ALL)
    names = ("return", "step", "send_back", "return_excel")
    return {
        "statistics:place": place,
        "statistics:excel": _empty(place),
        "statistics:reference_withdraw": noted,
        "statistics:explain": replace(_empty(made), beside=ABOVE, refused=ABOVE),
    } | {f"statistics:{name}": _empty(made) for name in names}


def _one(name: str, inside: Any, outside: Any, missing: Any, seen: frozenset[str]) -> Example:
    return Example(
        {name: inside}, seen, outside={name: outside}, missing={name: missing},
        outside_seen_by=ABOVE,
    )  # fmt: skip


def _empty(one: Example) -> Example:
    return Example(
        one.inside, one.seen_by, one.outside, one.missing, one.outside_seen_by, may_be_empty=True,
    )  # fmt: skip


def _return(division: str) -> UUID:
    now = clock.now()
    made: UUID = StatReturn.objects.put(
        division=division, kind="quarter", period="2026Q2", title="2026年二季度报表",
        state="submitted", tables=[], made_at=now, submitted_at=now, made_name="演示制表人",
    ).id  # fmt: skip
    return made


def _figure(division: str) -> UUID:
    made: UUID = ReferenceFigure.objects.put(
        division=division, source="census", unit_name="演示统计局", year=2020, group="left_behind",
        item="农村留守儿童", measure="人", value=Decimal(120), entered_at=clock.now(),
    ).id  # fmt: skip
    return made
