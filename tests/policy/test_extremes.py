"""Whatever the check lets pass, no decision trips over: the longest and shortest of each value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.folders import Folder
from tonghu.policy import load
from tonghu.policy.definitions import Span
from tonghu.policy.questions import DECISIONS
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.leaves import leaves, replaced

LONGEST = {
    "minutes": 10_080,
    "hours": 720,
    "days": 36_500,
    "working_days": 1_000,
    "weeks": 5_200,
    "months": 1_200,
    "years": 100,
}


def test_the_bounds_are_the_schema_s() -> None:
    for unit, most in LONGEST.items():
        assert Duration.model_validate({unit: most}).number == most
        with pytest.raises(ValueError, match="less than or equal"):
            Duration.model_validate({unit: most + 1})


@pytest.mark.parametrize("unit", LONGEST)
def test_every_decision_survives_the_longest_clocks(tmp_path: Path, unit: str) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    vocabulary = load("songyang").vocabulary
    for name, clock in vocabulary.clocks.items():
        if unit in clock.units:
            folder.set("clocks", f'"{name}" = {{ {unit} = {LONGEST[unit]}, basis = "local" }}')
    profile = load(folder.place)
    for decision in DECISIONS.values():
        assert isinstance(decision.says(profile), tuple)


def test_every_decision_survives_the_longest_retention_and_the_largest_counts() -> None:
    profile = load("songyang")
    sheet = profile.sheet
    for leaf in leaves(sheet):
        if leaf.path[0] == "retention":
            sheet = replaced(sheet, leaf.path, Span(years=100))
        elif type(leaf.value) is int and leaf.path[-1] != "due_year":
            sheet = replaced(sheet, leaf.path, 1000)
    changed = type(profile)(**{**vars(profile), "sheet": sheet})
    for decision in DECISIONS.values():
        assert isinstance(decision.says(changed), tuple)
