"""Looking a unit up by name where one unit's work went into another's."""

from __future__ import annotations

import pytest

from tests.requirement import requirement
from tonghu.policy import load
from tonghu.policy.explain.entries import unverified
from tonghu.policy.questions.units import unit_named


@requirement("D-414")
@pytest.mark.parametrize(("code", "name"), [("songyang", "县司法局"), ("wuqing", "区司法局")])
def test_the_printed_name_wins_over_another_units_successor(code: str, name: str) -> None:
    """法制办的职能并入司法局：司法局仍是司法局."""
    found = unit_named(load(code), name)
    assert found is not None
    assert found.value.code == "justice"


@requirement("D-414")
def test_the_old_name_still_finds_the_old_unit() -> None:
    songyang = load("songyang")
    found = unit_named(songyang, "县法制办")
    assert found is not None
    assert (found.value.code, found.value.successor) == ("legislative_affairs", "县司法局")
    heir = unit_named(songyang, "县卫生健康局")
    assert heir is not None
    assert heir.value.code == "health"


def test_a_doubtful_value_inside_a_checked_row_is_listed() -> None:
    found = {entry.key: entry for entry in unverified(load("songyang"))}
    assert "units[1]" not in found
    doubt = found["units[1].successor"]
    assert doubt.label == "县综治办·今名"
    assert doubt.text == "县委政法委"
    assert doubt.place.startswith("songyang/units.toml:")
    assert doubt.basis.startswith("待核")


def test_doubts_of_every_depth_are_listed_once() -> None:
    cn = [entry.key for entry in unverified(load("cn"))]
    assert "units[2].since" in cn
    assert "conference.bodies[2]" in cn
    assert not any(key.startswith("conference.bodies[2].") for key in cn)
    assert len(cn) == len(set(cn))
