"""Agreement of the rosters by town, coverage and repeat rate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.reconcile.report.sample import TERMS, build, rows
from tests.requirement import requirement
from tonghu.reconcile.report.agreement import by_town, combinations, methods, whole
from tonghu.reconcile.report.children import children_of
from tonghu.reconcile.report.discrepancies import DiscrepancyKind, find


@requirement("D-422", "D-093")
def test_coverage_and_repeat_rate() -> None:
    sample = build()
    towns = {t.town: t for t in by_town(sample, children_of(sample))}
    first = towns["演示甲镇"]
    assert (first.children, first.in_survey, first.survey_records) == (8, 7, 8)
    assert first.coverage == 7 / 8
    assert first.repeat_rate == 1 / 8


def test_the_sum_is_the_sum_of_towns_and_of_listed_children() -> None:
    sample = build()
    children = children_of(sample)
    total = whole(by_town(sample, children))
    assert total.children == int(children.listed.sum())
    assert total.children == sum(c.children for c in combinations(children, TERMS))


def test_unexplained_absence_from_the_survey_is_exactly_what_is_listed_as_missing() -> None:
    sample = build()
    found = find(sample, TERMS)
    missing = [c for c in combinations(found.children, TERMS) if not c.on[0]]
    assert sum(c.open for c in missing) == found.count_cases()[DiscrepancyKind.MISSING_FROM_SURVEY]
    assert sum(c.explained for c in missing) == 1  # the child of the town not surveyed


def test_without_any_flag_every_child_counts() -> None:
    plain = [replace(row, left=-1) for row in rows()]
    sample = build(plain)
    children = children_of(sample)
    assert not children.flags_known
    assert children.listed.all()


def test_methods_part_all_records() -> None:
    sample = build()
    found = {m.code: m for m in methods(sample, children_of(sample))}
    assert sum(m.records for m in found.values()) == len(sample.rows)
    assert found["facts"].records == 14  # the seven unreadable numbers and their other side
    assert np.isnan(found["alone"].confidence)
