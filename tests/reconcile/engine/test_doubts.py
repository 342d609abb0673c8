"""存疑: a short list, worst first, that holds what only a person can decide."""

from __future__ import annotations

import pytest

from tests.reconcile.engine.county import County, county, judged
from tests.reconcile.engine.county import run as run_county
from tests.reconcile.engine.sheets import child, groups, number, run, sheet, together, without
from tests.requirement import requirement
from tonghu.reconcile.engine.doubts import AT_LEAST, SHARE, chance
from tonghu.reconcile.engine.result import Review, Why
from tonghu.reconcile.engine.run import Outcome

CROWD = [child(at) for at in range(3, 70)]
URGENCY = list(Why)


@pytest.fixture(scope="module")
def made() -> County:
    return county(2000, 2)


@pytest.fixture(scope="module")
def outcome(made: County) -> Outcome:
    return run_county(made.sheets)


def about(outcome: Outcome, why: Why) -> list[Review]:
    return [r for r in outcome.result.reviews if r.why is why]


def three(first: list[dict[str, str]], *others: list[dict[str, str]]) -> Outcome:
    lists = [first, *others]
    return run(
        *(
            sheet(k, [*rows, *CROWD])
            for k, rows in zip(("survey", "school", "police"), lists, strict=False)
        )
    )


def test_the_list_touches_at_most_one_record_in_a_hundred(outcome: Outcome) -> None:
    touched = {at for r in outcome.result.reviews for at in (r.a, r.b) if at >= 0}
    size = len(outcome.result.records.kind)
    assert 0.5 * SHARE * size < len(touched) <= SHARE * size


def test_a_small_run_may_ask_a_few_questions_all_the_same() -> None:
    family = {"father_name": "张建国", "mother_name": "李春梅"}
    pairs = [child(at, **family, phone="") for at in range(30)]
    found = three([without(r, "id_number", "birth_date") for r in pairs], pairs)
    touched = {at for r in found.result.reviews for at in (r.a, r.b) if at >= 0}
    assert len(touched) <= AT_LEAST


def test_the_most_urgent_reasons_come_first(outcome: Outcome) -> None:
    places = [URGENCY.index(r.why) for r in outcome.result.reviews]
    assert places == sorted(places)
    assert len(set(places)) > 1


def test_no_two_records_are_asked_about_twice_and_two_children_give_one_reason(
    outcome: Outcome,
) -> None:
    entity = outcome.result.records.entity
    asked = [frozenset((r.a, r.b)) for r in outcome.result.reviews]
    assert len(asked) == len(set(asked))
    reasons: dict[frozenset[int], set[Why]] = {}
    for r in outcome.result.reviews:
        if r.b >= 0 and entity[r.a] != entity[r.b]:
            both = frozenset((int(entity[r.a]), int(entity[r.b])))
            reasons.setdefault(both, set()).add(r.why)
    assert reasons
    assert all(len(whys) == 1 for whys in reasons.values())


def test_the_list_holds_most_of_what_the_machine_got_wrong(made: County, outcome: Outcome) -> None:
    assert judged(made, outcome).touched >= 0.8


@requirement("D-086", "D-093")
def test_one_child_with_two_household_registers_stays_two_and_is_asked_about() -> None:
    one = child(1, name="欧阳明轩", birth_date="20140503", id_number=number("20140503", 11))
    two = {**one, "id_number": number("20140503", 37)}
    found = three([one], [one], [one, two])
    second = 2 * (len(CROWD) + 1) + 1
    assert not together(found, 0, second)
    (question,) = about(found, Why.TWO_NUMBERS)
    assert second in (question.a, question.b)


def test_a_grave_question_names_every_record_of_the_smaller_child() -> None:
    one = child(1, name="欧阳明轩", birth_date="20140503", id_number=number("20140503", 11))
    two = {**one, "id_number": number("20140503", 37)}
    found = three([one], [one, two], [one, one, two])
    size = len(CROWD)
    smaller = {size + 2, 2 * size + 5}  # of three and two records: the two of the second number
    named = {at for r in about(found, Why.TWO_NUMBERS) for at in (r.a, r.b)}
    assert smaller <= named


def test_namesakes_of_other_parents_are_no_question() -> None:
    one = child(1, name="王芳", birth_date="20140503", id_number=number("20140503", 11))
    two = child(2, name="王芳", birth_date="20140503", id_number=number("20140503", 37))
    found = three([one], [one], [one, two])
    assert about(found, Why.TWO_NUMBERS) == []


@requirement("D-086", "D-093")
def test_one_number_for_two_children_is_asked_about() -> None:
    one = child(1, birth_date="20140503", id_number=number("20140503", 11))
    two = child(2, birth_date="20111128", id_number=number("20140503", 11))
    found = three([one], [two], [one])
    assert not together(found, 0, len(CROWD) + 1)
    (question,) = about(found, Why.SAME_NUMBER)
    assert len(CROWD) + 1 in (question.a, question.b)


def test_nothing_is_asked_where_all_rosters_agree() -> None:
    rows = [child(at) for at in range(3)]
    found = three(rows, rows, rows)
    assert found.result.reviews == ()
    assert len(groups(found)) == len(rows) + len(CROWD)


def test_how_sure_a_place_is_falls_with_the_evidence(outcome: Outcome) -> None:
    confidence = outcome.result.records.confidence
    assert confidence.min() >= 0
    assert confidence.max() <= 1
    rows = [child(1)]
    twin = [{**rows[0], "name": "钱小宝"}]  # her brother's number, the same day: may be either
    sure = three(rows, twin, rows).result.records.confidence
    assert sure[0] > 0.99
    assert sure[len(CROWD) + 1] < 0.9


def test_chance_of_log_odds() -> None:
    assert chance(0.0) == pytest.approx(0.5)
    assert chance(1000.0) == pytest.approx(1)
    assert chance(-1000.0) == pytest.approx(0)
