"""Pure decisions of the desk: boundaries as tables."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests.factories.reconcile import COMMITTEE_A, COMMITTEE_B, TOWN_OFFICE_A
from tests.people import CHEN, LI, QIAN, SCHOOL, SUN, TOWN_A, WANG, ZHOU, Person, UnitOf
from tonghu.access.permissions import P
from tonghu.core.calendar import WorkCalendar
from tonghu.directory.states import UnitKind
from tonghu.reconcile import forms
from tonghu.reconcile.forms import Wrong
from tonghu.reconcile.rules.judging import Pair, certain, opinion, reasons, sample
from tonghu.reconcile.rules.masking import masked
from tonghu.reconcile.rules.receiving import days_late, desk, kinds_of, upper, who_hands_in
from tonghu.reconcile.running.evidence import of_100
from tonghu.reconcile.running.places import common, town_of
from tonghu.reconcile.running.plausible import implausible
from tonghu.reconcile.workflow import WORKFLOWS


@pytest.mark.parametrize(
    ("who", "unit", "on_behalf", "refused"),
    [
        (SUN, SCHOOL, False, False), (WANG, COMMITTEE_A, False, False), (WANG, COMMITTEE_B, False, True),
        (WANG, SCHOOL, False, True), (LI, SCHOOL, True, False), (LI, COMMITTEE_B, False, True),
        (ZHOU, COMMITTEE_B, True, False), (CHEN, SCHOOL, False, True), (QIAN, TOWN_OFFICE_A, False, True),
    ],
)  # fmt: skip
def test_who_hands_in_for_whom(who: Person, unit: UnitOf, on_behalf: bool, refused: bool) -> None:
    found, sentence = who_hands_in(who.viewer, unit.id, unit.kind, unit.division)
    assert (found, bool(sentence)) == (on_behalf, refused)


def test_a_school_in_a_village_is_not_the_villages() -> None:
    assert desk("school", "990101001001") == TOWN_A
    assert desk("village_committee", "990101001001") == "990101001001"
    assert desk("bureau", "990101000000") == "990101000000"


@pytest.mark.parametrize(
    ("code", "end"),
    [("990101000000", "990102000000"), ("990101001000", "990101002000"), ("990101001001", "990101001002"),
     ("990100000000", "990200000000"), ("990101010000", "990101011000")],
)  # fmt: skip
def test_the_end_of_a_division(code: str, end: str) -> None:
    assert upper(code) == end


def test_late_is_counted_in_working_days() -> None:
    calendar = WorkCalendar(years=frozenset({2026}))
    friday = date(2026, 9, 11)
    late = [days_late(friday, date(2026, 9, day), calendar) for day in (10, 11, 12, 14, 15)]
    assert late == [0, 0, 0, 1, 2]


def test_which_rosters_a_unit_can_have() -> None:
    assert kinds_of(UnitKind.KINDERGARTEN, "") == ("school",)
    assert kinds_of(UnitKind.BUREAU, "police") == ("police",)
    assert kinds_of(UnitKind.HOSPITAL, "hospital") == ()


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("id_number", "990101201603120026", "990*************26"), ("phone", "13812346025", "138****6025"),
        ("name", "潘梓涵", "潘梓涵"), ("id_number", "3.3E+17", "3.3E+17"), ("id_number", "", ""),
    ],
)  # fmt: skip
def test_numbers_show_head_and_tail(field: str, text: str, shown: str) -> None:
    assert masked(field, text) == shown


def test_bulk_takes_the_certain_only_and_nobody_chooses_the_sample() -> None:
    pairs = [Pair(str(UUID(int=n)), 98, True) for n in range(200)]
    assert certain([*pairs[:2], Pair("x", 97, True), Pair("y", 99, False)]) == pairs[:2]
    drawn = sample(pairs)
    assert len(drawn) == 10
    assert drawn == sample(list(reversed(pairs)))
    assert len(sample(pairs[:2])) == 2


def test_the_machine_is_never_quite_sure_and_says_so_in_words() -> None:
    assert (of_100(40), of_100(-40), of_100(0)) == (99, 1, 50)
    said = [opinion(chance) for chance in (99, 90, 50, 15, 2, None)]
    assert said == [
        "很可能是同一个孩子",
        "多半是同一个孩子",
        "像又不全像，说不准",
        "不大像同一个孩子",
        "很可能不是同一个孩子",
        "",
    ]
    assert reasons(("id_number",), 98)[0] == "身份证号录错，其他都对得上"
    assert reasons(("id_number",), 10)[0] == "身份证号不同，是两个人"


def test_a_low_rate_stops_a_run_and_few_children_prove_nothing() -> None:
    assert "38%" in implausible(0.38, 200)
    assert implausible(0.5, 200) == implausible(0.1, 29) == ""


def test_a_pair_across_towns_is_the_countys() -> None:
    assert common(["990101001001", "990101001000"], "990101000000") == "990101001000"
    assert common(["990101001001", "990101002001"], "990101000000") == "990101000000"
    assert common(["990101001001", ""], "990101000000") == "990101000000"
    assert town_of("990101000000") == ""


def test_columns_are_chosen_once_each() -> None:
    assert forms.mapping({"0:0": "name", "0:1": ""}, {0: 2}) == {0: ["name", ""]}
    for chosen in (
        {"0:0": "name", "0:1": "name"},
        {"0:0": "sex"},
        {"0:0": "nonsense"},
        {"a": "name"},
    ):
        with pytest.raises(Wrong):
            forms.mapping(chosen, {0: 2})


@pytest.mark.parametrize("flow", WORKFLOWS, ids=lambda flow: flow.code)
def test_the_tables_of_steps_are_sound(flow: object) -> None:
    assert flow.problems([verb.value for verb in P], []) == []  # type: ignore[attr-defined]
