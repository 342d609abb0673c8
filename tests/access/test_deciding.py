"""The access decision, one sentence at a time; the whole matrix is in test_deciding_matrix.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.people import (
    CAST,
    COUNTY,
    DENG,
    FANG,
    GAO,
    HE,
    LI,
    LUO,
    MA,
    QIAN,
    SUN,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    WANG,
    ZHAO,
    ZHOU,
)  # fmt: skip
from tests.requirement import requirement
from tonghu.access.permissions import P, label_of
from tonghu.access.roles import ROLES
from tonghu.access.rules import Decision, Facts, Glass, Involved, decide
from tonghu.access.rules.deciding import OUT_OF_SIGHT, within
from tonghu.access.rules.glass import why_not_open
from tonghu.core.database.rows import Rows
from tonghu.core.routes import Subject
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import ANONYMOUS, Level, Viewer
from tonghu.policy.vocabulary import vocabulary

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHILD = uuid4()
NAMES = Rows.by_division("division", levels=("county", "town"), unit="unit", user="user")


def pair(division: str = TOWN_A, unit: UUID | None = None, child: UUID | None = CHILD) -> Subject:
    return Subject("pair", UUID(int=77), division, unit=unit, child=child)


def facts(**given: object) -> Facts:
    return replace(Facts(at=NOW, rows=NAMES), **given)  # type: ignore[arg-type]


def may(viewer: Viewer, verb: P, subject: Subject | None = None, **given: object) -> Decision:
    return decide(viewer, verb, subject, facts(**given))


@requirement("D-381", "D-386")
def test_the_town_sees_its_own_children_and_the_county_all() -> None:
    assert may(LI.viewer, P.RECONCILE_CHILDREN, pair()).allowed
    assert may(LI.viewer, P.RECONCILE_CHILDREN, pair(VILLAGE_A)).allowed
    assert may(LI.viewer, P.RECONCILE_CHILDREN, pair(TOWN_B)).status == 404
    assert may(ZHOU.viewer, P.RECONCILE_CHILDREN, pair(TOWN_B)).allowed
    assert may(ZHOU.viewer, P.RECONCILE_CHILDREN, pair("990102001000")).status == 404


@requirement("D-380")
def test_a_village_worker_never_sees_another_village() -> None:
    mine = Rows.by_division("division", unit="unit", user="user")
    here, there = pair(VILLAGE_A), pair("990101002001")
    assert may(WANG.viewer, P.ROSTER_VIEW, here, rows=mine).allowed
    assert may(WANG.viewer, P.ROSTER_VIEW, there, rows=mine).status == 404
    assert may(ZHAO.viewer, P.ROSTER_VIEW, here, rows=mine).status == 404


@requirement("D-382", "D-383")
def test_schools_and_stations_have_their_own_unit_and_no_range() -> None:
    school = SUN.viewer.unit
    assert may(SUN.viewer, P.ROSTER_VIEW, pair(unit=school)).allowed
    assert may(SUN.viewer, P.ROSTER_VIEW, pair(unit=MA.viewer.unit)).status == 404
    assert may(SUN.viewer, P.RECONCILE_CHILDREN, pair(unit=school)).status == 403
    assert may(MA.viewer, P.QUESTION_ANSWER, pair(unit=MA.viewer.unit)).allowed


@requirement("D-384", "D-385", "D-390")
def test_hospitals_agencies_and_courts_see_no_file_by_their_post() -> None:
    for role in ("hospital", "social_worker", "court"):
        assert P.RECONCILE_CHILDREN not in ROLES[role].permissions
        assert P.ROSTER_VIEW not in ROLES[role].permissions
        assert ROLES[role].sees == Sensitivity.AGGREGATE
    assert may(FANG.viewer, P.ROSTER_VIEW, pair(unit=FANG.viewer.unit)).status == 403


@requirement("D-388", "D-389")
def test_leaders_and_superiors_see_numbers_and_no_table_of_names() -> None:
    counts = Rows.by_division("division", levels=("prefecture", "county", "town"))
    for one in (DENG, QIAN):
        assert may(one.viewer, P.RECONCILE_VIEW, pair(COUNTY), rows=counts).allowed
        assert may(one.viewer, P.RECONCILE_VIEW, pair(), rows=NAMES).status == 404
        assert P.RECONCILE_CHILDREN not in one.viewer.permissions
        assert P.IDENTITY_SHOW not in one.viewer.permissions
        named = may(one.viewer, P.RECONCILE_VIEW, pair(), rows=counts, level=Sensitivity.IDENTITY)
        assert named.status == 403


@requirement("D-391")
def test_the_three_administrators_see_no_child_and_not_each_others_work() -> None:
    own = {HE: P.AUDIT_VIEW, LUO: P.ACCOUNT_MANAGE, GAO: P.SYSTEM_OPERATE}
    for one, verb in own.items():
        assert may(one.viewer, verb).allowed
        assert may(one.viewer, P.RECONCILE_CHILDREN, pair()).status == 404
        assert one.viewer.unit is None, "an administrator's unit opens no rows"
        for other in own.values():
            assert may(one.viewer, other).allowed == (other == verb)
    for code in ("auditor", "security_admin", "system_admin"):
        assert ROLES[code].apart == {"auditor", "security_admin", "system_admin"} - {code}


@requirement("D-387")
def test_a_liaison_holds_no_child_file() -> None:
    assert P.RECONCILE_CHILDREN not in ROLES["liaison"].permissions
    assert {P.PROFILE_VIEW, P.DIRECTORY_VIEW, P.ROSTER_HAND_IN} <= ROLES["liaison"].permissions


def test_roles_are_those_of_the_vocabulary() -> None:
    told = vocabulary().roles
    assert ROLES.keys() == told.keys() - {"family", "reporter"}, "who has no account"
    for code, role in ROLES.items():
        assert role.apart == set(told[code].apart), code
        assert role.label == told[code].label, code
        if "identity" in told[code].never:
            assert P.IDENTITY_SHOW not in role.permissions
        if "export" in told[code].by_approval:
            assert P.EXPORT in role.permissions


def test_no_administrator_reads_by_the_levels_tables_use_unless_told() -> None:
    plain = Rows.by_division("division")
    assert not any(within(plain, one.viewer, pair()) for one in (HE, LUO, GAO))


def test_nobody_may_do_anything_before_signing_in() -> None:
    for verb in P:
        assert not may(ANONYMOUS, verb).allowed
        assert may(ANONYMOUS, verb, pair()).status == 404


def test_the_machine_sees_everything_and_decides_nothing() -> None:
    system = Viewer.for_system("夜间工作")
    assert within(NAMES, system, pair())
    assert may(system, P.RECONCILE_JUDGE, pair()).status == 403


def test_a_conflict_hides_the_child_from_whoever_would_see_it() -> None:
    torn = frozenset({CHILD})
    for one in CAST:
        got = may(one.viewer, P.RECONCILE_CHILDREN, pair(unit=one.viewer.unit), conflicts=torn)
        assert (got.status, got.reason) == (404, OUT_OF_SIGHT)
    other = may(LI.viewer, P.RECONCILE_CHILDREN, pair(child=uuid4()), conflicts=torn)
    assert other.allowed


def test_a_conflict_leaves_the_file_that_was_kept_before_but_not_what_is_near() -> None:
    torn = {"conflicts": frozenset({CHILD}), "kept": True}
    assert may(LI.viewer, P.RECONCILE_CHILDREN, pair(), **torn).allowed
    risk = may(LI.viewer, P.RECONCILE_CHILDREN, pair(), level=Sensitivity.RISK, **torn)
    assert risk.status == 403
    assert may(LI.viewer, P.RECONCILE_CHILDREN, pair(TOWN_B), **torn).status == 404


def share(**given: object) -> Involved:
    whole = Involved(
        "pair", str(UUID(int=77)), NOW + timedelta(days=1), frozenset({"reconcile.children"}),
        frozenset({"name"}), unit=FANG.viewer.unit,
    )  # fmt: skip
    return replace(whole, **given)  # type: ignore[arg-type]


def test_an_involvement_gives_the_listed_fields_until_its_end() -> None:
    asked = {"field": "name", "level": Sensitivity.IDENTITY}
    see = P.RECONCILE_CHILDREN
    assert may(FANG.viewer, see, pair(), involved=(share(),), **asked).allowed
    assert may(FANG.viewer, see, pair(), involved=(share(ends=NOW),), **asked).status == 404
    later = share(starts=NOW + timedelta(minutes=1))
    assert may(FANG.viewer, see, pair(), involved=(later,), **asked).status == 404
    others = share(unit=SUN.viewer.unit)
    assert may(FANG.viewer, see, pair(), involved=(others,), **asked).status == 404
    personal = share(unit=None, user=FANG.user)
    assert may(FANG.viewer, see, pair(), involved=(personal,), **asked).allowed
    asked["field"] = "address"
    assert may(FANG.viewer, see, pair(), involved=(share(),), **asked).status == 403
    assert may(FANG.viewer, P.EXPORT, pair(), involved=(share(),)).status == 403


def glass(**given: object) -> Glass:
    whole = Glass(MA.user, CHILD, NOW - timedelta(minutes=10), NOW + timedelta(minutes=20))
    return replace(whole, **given)  # type: ignore[arg-type]


def test_break_glass_reads_one_child_for_an_hour_at_most() -> None:
    see, there = P.RECONCILE_CHILDREN, pair(TOWN_B)
    assert may(MA.viewer, see, there, glasses=(glass(),), level=Sensitivity.NARRATIVE).allowed
    assert may(MA.viewer, see, there).status == 404
    assert may(MA.viewer, see, pair(TOWN_B, child=uuid4()), glasses=(glass(),)).status == 404
    assert may(MA.viewer, see, there, glasses=(glass(ends=NOW),)).status == 404
    long = glass(opened=NOW - timedelta(minutes=60), ends=NOW + timedelta(days=1))
    assert may(MA.viewer, see, there, glasses=(long,)).status == 404
    future = glass(opened=NOW + timedelta(minutes=1))
    assert may(MA.viewer, see, there, glasses=(future,)).status == 404
    lent = replace(glass(), user=SUN.user)
    assert may(SUN.viewer, see, there, glasses=(lent,)).status == 404, "a school has no such verb"


@pytest.mark.parametrize("verb", [P.EXPORT, P.RECONCILE_JUDGE, P.IDENTITY_SHOW, P.RECONCILE_RUN])
def test_break_glass_only_reads(verb: P) -> None:
    assert may(MA.viewer, verb, pair(TOWN_B), glasses=(glass(),)).status == 403


@pytest.mark.parametrize("level", [Sensitivity.REPORTER, Sensitivity.PLACEMENT])
def test_a_compartment_opens_for_its_named_readers_only(level: Sensitivity) -> None:
    see = P.RECONCILE_CHILDREN
    assert may(ZHOU.viewer, see, pair(), level=level).status == 403
    named = frozenset({(level, CHILD)})
    assert may(ZHOU.viewer, see, pair(), level=level, cleared=named).allowed
    assert may(ZHOU.viewer, see, pair(child=uuid4()), level=level, cleared=named).status == 403
    assert may(MA.viewer, see, pair(TOWN_B), level=level, glasses=(glass(),)).status == 403


def test_of_a_sealed_record_not_even_the_existence_is_told() -> None:
    got = may(ZHOU.viewer, P.RECONCILE_CHILDREN, pair(), level=Sensitivity.SEALED)
    assert (got.status, got.reason) == (404, OUT_OF_SIGHT)


def test_an_open_table_is_within_everybodys_reach() -> None:
    assert may(WANG.viewer, P.DIRECTORY_VIEW, pair(TOWN_B), rows=Rows.open("公开")).allowed


def test_the_reason_says_whose_business_it_is() -> None:
    said = may(LI.viewer, P.RECONCILE_RUN, pair()).reason
    assert said == "“开始一次比对”由县级民政部门工作人员办，你现在的岗位是乡镇儿童工作人员。"
    assert "没有岗位能办" in decide(LI.viewer, "made.up").reason
    assert label_of("made.up") == "made.up"


def test_the_chain_tells_every_step() -> None:
    steps = may(LI.viewer, P.RECONCILE_CHILDREN, pair()).chain
    assert [step.what for step in steps] == ["岗位", "管辖", "权限", "敏感级别"]
    assert all(step.holds for step in steps)
    assert "演示县甲镇" in steps[1].found
    system = decide(Viewer.for_system("夜间工作"), P.TASK_VIEW).chain
    assert "夜间工作" in system[0].found


REASON = "夜里有人报警说孩子独自在家，要马上找到监护人"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "有急事"}, "至少20个字"),
        ({"reason": "急" * 40}, "至少20个字"),
        ({"reason": " ".join("急" * 30)}, "至少20个字"),
        ({"minutes": 61}, "最长60分钟"),
        ({"minutes": 0}, "最长60分钟"),
        ({"opened_today": 3}, "到了上限"),
        ({"unreviewed": 1}, "没有复核"),
    ],
)
def test_a_glass_is_not_opened_lightly(given: dict[str, object], said: str) -> None:
    fine: dict[str, object] = {"reason": REASON, "minutes": 60, "opened_today": 2, "unreviewed": 0}
    assert why_not_open(**fine) is None  # type: ignore[arg-type]
    assert said in (why_not_open(**{**fine, **given}) or "")  # type: ignore[arg-type]


def test_every_level_has_somebody_who_stands_there() -> None:
    stands = {one.viewer.level for one in CAST}
    assert stands == {
        Level.VILLAGE, Level.TOWN, Level.COUNTY, Level.PREFECTURE, Level.UNIT, Level.ADMIN,
    }  # fmt: skip
