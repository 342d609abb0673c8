"""Every cell of role × verb × relation × depth × involvement × conflict × break-glass, twice decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from tests.access import oracle
from tonghu.access.permissions import P
from tonghu.access.roles import ROLES
from tonghu.access.rules import Facts, Glass, Involved, decide
from tonghu.access.rules.posts import reach
from tonghu.core.database.rows import Rows
from tonghu.core.routes import Subject
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ME, OTHER, UNIT, ELSE, CHILD, THING = (UUID(int=n) for n in range(1, 7))
HOME = {"village": "990101001001", "town": "990101001000", "county": "990101000000"}
NAMES = ("county", "town", "village")

RELATIONS = ("own", "below", "above", "sibling", "unit", "mine", "elsewhere")
PARTS = ("none", "proposed", "accepted", "ended", "other_field", "other_thing")
CONFLICTS = ("none", "torn", "kept")
GLASSES = ("none", "open", "over", "long", "other_child", "other_person")
VERBS = ("roster.view", "reconcile.children", "reconcile.judge", "identity.show", "account.view")


def seat(role: str) -> str:
    """The division in which a role of the matrix sits."""
    if role == "superior":
        return "990100000000"
    return HOME.get(oracle.ROWS[role][0], HOME["county"])


def viewer(role: str) -> Viewer:
    level, lo, hi = reach(role, seat(role))
    return Viewer(
        user=ME, login="me", name="演示", level=level, role=role, unit=UNIT, lo=lo, hi=hi,
        permissions=frozenset(str(verb) for verb in ROLES[role].permissions), post_title="演示岗位",
    )  # fmt: skip


def subject(role: str, relation: str) -> Subject:
    """A thing that stands so to the seat of the role; for the unit-bound every division is alike."""
    own = seat(role)
    level = oracle.ROWS[role][0]
    places = {
        "own": own,
        "below": own[:11] + "1" if level != "village" else own,
        "above": "990000000000",
        "sibling": {"village": "990101001002", "town": "990101002000"}.get(level, "990201000000"),
        "elsewhere": "110101001001",
    }
    return Subject(
        "pair", THING, places.get(relation, places["elsewhere"]),
        unit=UNIT if relation == "unit" else ELSE, child=CHILD,
    )  # fmt: skip


def involvement(part: str) -> tuple[Involved, ...]:
    whole = Involved(
        "pair", str(THING), NOW + timedelta(days=1), unit=UNIT, starts=NOW - timedelta(days=1),
        permissions=frozenset({"reconcile.children", "identity.show"}), fields=frozenset({"asked"}),
    )  # fmt: skip
    return {
        "none": (),
        "proposed": (replace(whole, starts=NOW + timedelta(hours=1)),),
        "accepted": (whole,),
        "ended": (replace(whole, ends=NOW),),
        "other_field": (replace(whole, fields=frozenset({"name"})),),
        "other_thing": (replace(whole, id="another"),),
    }[part]


def glass(kind: str) -> tuple[Glass, ...]:
    whole = Glass(ME, CHILD, NOW - timedelta(minutes=30), NOW + timedelta(minutes=20))
    return {
        "none": (),
        "open": (whole,),
        "over": (replace(whole, ends=NOW),),
        "long": (replace(whole, opened=NOW - timedelta(minutes=60), ends=NOW + timedelta(days=9)),),
        "other_child": (replace(whole, child=OTHER),),
        "other_person": (replace(whole, user=OTHER),),
    }[kind]


def facts(cell: oracle.Cell) -> Facts:
    return Facts(
        at=NOW,
        rows=Rows.by_division("division", levels=NAMES, unit="unit", user="user"),
        user=ME if cell.relation == "mine" else OTHER,
        field="asked",
        level=Sensitivity(cell.depth),
        kept=cell.conflict == "kept",
        involved=involvement(cell.part),
        conflicts=frozenset({CHILD}) if cell.conflict != "none" else frozenset(),
        glasses=glass(cell.glass),
    )


@pytest.mark.parametrize("role", ROLES)
def test_both_readings_of_the_rule_agree_in_every_cell(role: str) -> None:
    who = viewer(role)
    relations = RELATIONS if oracle.ROWS[role][0] != "unit" else ("unit", "mine", "elsewhere")
    depths = [str(one) for one in Sensitivity]
    for combination in product(VERBS, relations, depths, PARTS, CONFLICTS, GLASSES):
        cell = oracle.Cell(role, *combination)
        mine = decide(who, cell.verb, subject(role, cell.relation), facts(cell)).status
        assert mine == oracle.status(cell), cell


def test_the_roles_hold_exactly_the_verbs_of_the_table() -> None:
    for code, role in ROLES.items():
        stands, most, verbs = oracle.ROWS[code]
        assert {str(verb) for verb in role.permissions} == verbs, code
        assert role.sees == most, code
        assert (role.stands_at or stands) == stands, code
    assert ROLES.keys() == oracle.ROWS.keys()


def test_the_table_knows_every_verb() -> None:
    assert set().union(*(verbs for _, _, verbs in oracle.ROWS.values())) == {str(p) for p in P}
