"""The invented people: numbers, names, twins, families."""

from __future__ import annotations

import re

import numpy as np
import pytest
from bench.generator import identity
from bench.generator.make import make_land
from bench.generator.population import TODAY

from tests.bench.conftest import Made


def test_every_number_has_its_check_character_and_a_division_that_does_not_exist(
    made: Made,
) -> None:
    people = made.land.people
    adults = np.r_[people.elder_number, people.father_number]
    children = np.r_[people.number, people.second[people.second != ""]]
    assert all(identity.is_valid(n) for n in [*children.tolist(), *adults[:500].tolist()])
    assert {n[:3] for n in children.tolist()} == {"990"}


@pytest.mark.parametrize(
    ("number", "right"),
    [("11010519491231002X", True), ("110105194912310021", False), ("1101051949123100", False)],
)
def test_check_character_of_the_standard_example(number: str, right: bool) -> None:
    assert identity.is_valid(number) is right


def test_numbers_are_unique_and_tell_birth_and_sex(made: Made) -> None:
    people = made.land.people
    assert len(np.unique(people.number)) == len(people)
    dates = identity.ymd(people.birth).astype("U8")
    assert (np.strings.slice(people.number, 6, 14) == dates).all()
    odd = np.array([int(n[16]) % 2 == 1 for n in people.number.tolist()])
    assert (odd == people.male).all()


def test_numbers_stay_unique_where_many_are_born_on_one_day() -> None:
    rng = np.random.default_rng(1)
    group = np.zeros(360, np.int64)
    male = rng.random(360) < 0.5
    found = identity.sequences(rng, group, male, np.zeros(360, np.int64))
    assert len(np.unique(found)) == 360
    assert found.max() < 1000


def test_a_second_number_is_nobody_elses() -> None:
    people = make_land(30_000, 3).people
    second = people.second[people.second != ""]
    assert 5 <= len(second) <= 60
    assert not np.isin(second, people.number).any()
    assert all(identity.is_valid(n) for n in second.tolist())


def test_twins_share_birth_date_have_neighbouring_numbers_and_other_names(made: Made) -> None:
    people = made.land.people
    twin = np.flatnonzero(people.twin == 1)
    assert 0.012 < 2 * len(twin) / len(people) < 0.030  # about 2 % of children
    before = twin - 1
    assert (people.birth[twin] == people.birth[before]).all()
    assert (people.family[twin] == people.family[before]).all()
    step = [
        int(a[14:17]) - int(b[14:17])
        for a, b in zip(people.number[twin].tolist(), people.number[before].tolist(), strict=True)
    ]
    assert all(1 <= s <= 3 for s in step)
    assert (people.name[twin] != people.name[before]).all()
    half = [a[:-1] == b[:-1] for a, b in zip(people.name[twin], people.name[before], strict=True)]
    assert np.mean(half) > 0.5  # half-equal names


def test_children_are_under_seventeen_and_siblings_are_born_months_apart(made: Made) -> None:
    people = made.land.people
    age = TODAY - people.birth
    assert age.min() >= 0
    assert age.max() < 17 * 365.25
    same = (people.family[1:] == people.family[:-1]) & (people.twin[1:] == 0)
    gap = np.abs(people.birth[1:] - people.birth[:-1])[same]
    assert (gap > 250).mean() > 0.99


def test_in_a_county_nearly_half_of_the_children_share_their_name() -> None:
    people = make_land(30_000, 1).people
    _, count = np.unique(people.name, return_counts=True)
    assert 0.40 < count[count > 1].sum() / len(people) < 0.48


def test_dotted_names_and_compound_surnames_occur() -> None:
    people = make_land(6000, 1, dotted=0.06).people
    assert 0.03 < np.mean(["·" in name for name in people.name.tolist()]) < 0.1
    assert any(re.match("欧阳|上官|诸葛", name) for name in people.father.tolist())


def test_left_behind_children_have_a_grandparent_as_guardian(made: Made) -> None:
    roster, people = made.rosters["survey"], made.land.people
    cared = people.left_behind[roster.child]
    elder = np.isin(roster.columns["relation"], ["祖父", "祖母", "外祖父", "外祖母"])
    assert 0.94 < elder[cared].mean() < 0.98
