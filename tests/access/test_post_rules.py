"""Where a role is held, how far its holder reaches, and whom two people must agree on."""

from __future__ import annotations

import pytest

from tests.people import COUNTY, PREFECTURE, TOWN_A, VILLAGE_A
from tonghu.access.roles import ROLES
from tonghu.access.rules import posts
from tonghu.access.rules.accounts import called_as, why_not_account
from tonghu.access.workflow import POST
from tonghu.core.viewer import Level, Viewer

NATION = "0" * 12


@pytest.mark.parametrize(
    ("role", "division", "level", "inside", "outside"),
    [
        ("village_worker", VILLAGE_A, Level.VILLAGE, VILLAGE_A, "990101001002"),
        ("town_worker", TOWN_A, Level.TOWN, "990101001999", "990101002000"),
        ("county_office", COUNTY, Level.COUNTY, "990101999999", "990102000000"),
        ("leader", COUNTY, Level.PREFECTURE, "990101999999", "990102000000"),
        ("superior", PREFECTURE, Level.PREFECTURE, "990199999999", "990200000000"),
        ("superior", "990000000000", Level.PROVINCE, "999999999999", "980000000000"),
        ("superior", NATION, Level.NATION, "999999999999", ""),
        ("auditor", COUNTY, Level.ADMIN, "990101999999", "990102000000"),
    ],
)
def test_a_post_reaches_its_division_and_no_neighbour(
    role: str, division: str, level: Level, inside: str, outside: str
) -> None:
    found, lo, hi = posts.reach(role, division)
    assert found is level
    assert lo <= division < hi
    assert lo <= inside < hi
    assert not lo <= outside < hi


@pytest.mark.parametrize("role", ["school", "police_station", "hospital", "liaison", "court"])
def test_a_unit_bound_post_has_no_range(role: str) -> None:
    assert posts.reach(role, TOWN_A) == (Level.UNIT, "", "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "mayor"}, "没有这个角色"),
        ({"own": True}, "不能给自己"),
        ({"role": "school"}, "须属于一个单位"),
        ({"division": VILLAGE_A}, "不设在这一级"),
        (
            {"role": "auditor", "division": COUNTY, "holds": ["system_admin"]},
            "不得由系统管理员兼任",
        ),
    ],
)
def test_a_post_that_cannot_be_held_is_refused_with_the_reason(
    given: dict[str, object], said: str
) -> None:
    fine: dict[str, object] = {
        "role": "town_worker", "division": TOWN_A, "has_unit": False, "holds": [], "own": False,
    }  # fmt: skip
    assert posts.why_not_hold(**fine) is None  # type: ignore[arg-type]
    assert said in (posts.why_not_hold(**{**fine, **given}) or "")  # type: ignore[arg-type]


def test_from_the_town_up_and_for_administrators_it_takes_two() -> None:
    alone = {code for code in ROLES if not posts.needs_second_person(code)}
    assert alone == {
        "village_worker", "school", "police_station", "hospital", "social_worker", "liaison",
        "court",
    }  # fmt: skip


def test_the_second_person_is_neither_the_first_nor_the_holder() -> None:
    assert posts.why_not_confirm(proposer=1, confirmer=2, holder=3) is None
    assert "另一个人" in (posts.why_not_confirm(proposer=1, confirmer=1, holder=3) or "")
    assert "给自己的" in (posts.why_not_confirm(proposer=1, confirmer=3, holder=3) or "")


def test_the_table_of_steps_is_sound() -> None:
    from tonghu.access.permissions import P

    assert POST.problems([str(verb) for verb in P], []) == []


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("Wang", "王", "小写字母"),
        ("w", "王", "2至40位"),
        ("-wang", "王", "以字母或数字开头"),
        ("wang", "", "请填姓名"),
        ("990101201503071234", "王", "不要用身份证号"),
    ],
)
def test_a_login_that_cannot_be_is_refused(login: str, name: str, said: str) -> None:
    assert said in (why_not_account(login=login, name=name) or "")
    assert why_not_account(login="wang.1", name="王") is None


def test_what_stays_beside_a_deed_is_a_name() -> None:
    assert called_as(Viewer.for_system("夜间工作")) == "夜间工作"
