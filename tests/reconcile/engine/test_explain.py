"""说明: a score is a sum of named parts in plain Chinese that tell nobody's data."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from tests.reconcile.engine.county import county
from tests.reconcile.engine.county import run as run_county
from tests.reconcile.engine.sheets import child, number, run, sheet, without
from tests.requirement import requirement
from tonghu.reconcile.engine.explain import PairEvidence
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.joining import JOIN_AT
from tonghu.reconcile.engine.result import Part
from tonghu.reconcile.engine.run import Outcome
from tonghu.reconcile.engine.scoring import score_pairs
from tonghu.reconcile.engine.weights import GROUPS

TOLD = {
    "school": "演示小学", "student_number": "20140001", "household_number": "8001",
    "father_id": number("19850101"),
}  # fmt: skip
DAMAGED = {"id_number": number()[:15] + "000"}


@pytest.fixture(scope="module")
def small() -> Outcome:
    return run_county(county(250, 3).sheets)


def text_of(parts: tuple[Part, ...]) -> str:
    return "；".join(part.text for part in parts)


@requirement("D-086")
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"birth_date": "20110101"},
        {"father_name": "钱大有"},
        {"phone": "15000000000"},
        {"village": "他村", "school": "演示二小"},
        {"sex": "女", "guardian_name": "钱有"},
    ],
)
def test_the_parts_add_up_to_the_score_where_both_records_tell_everything(
    change: dict[str, str],
) -> None:
    crowd = [child(at, **TOLD) for at in range(2, 30)]
    mine = child(1, **TOLD)
    m = run(
        sheet("survey", [{**mine, **DAMAGED, **change}, *crowd]), sheet("police", [mine, *crowd])
    ).match
    a, b = np.array([0]), np.array([29])
    scored = score_pairs(m.table, m.rarity, m.weights, a, b)
    parts = PairEvidence(m).explain(0, 29)
    left_out = 0.055 * len(GROUPS)  # what is nearly nothing is not said, the rest is rounded
    assert sum(p.points for p in parts) == pytest.approx(
        scored.facts[0] + scored.number[0], abs=left_out
    )


@requirement("D-086")
def test_parts_name_what_agrees_and_what_differs() -> None:
    one = child(1, name="张伟", birth_date="20140503")
    two = child(1, name="章玮", birth_date="20140305", id_number="", phone="15000000000")
    outcome = run(sheet("survey", [two]), sheet("police", [one]))
    text = text_of(outcome.result.explain(0, 1))
    for words in ("姓名读音相同、字不同（同音字）", "父亲相同，母亲相同", "监护人相同，电话不同"):
        assert words in text


def test_a_number_in_common_outweighs_and_two_numbers_speak_against() -> None:
    one, two = child(1), child(1, id_number=number(child(1)["birth_date"], 77))
    outcome = run(sheet("survey", [one, two]), sheet("police", [one]))
    same = outcome.result.explain(0, 2)[0]
    other = {p.code: p for p in outcome.result.explain(1, 2)}["number"]
    assert (same.code, same.text) == ("number", "证件号相同，且通过校验")
    assert same.points > 10
    assert other.text == "两个证件号都通过校验，但不相同"
    assert other.points < -10


def test_the_most_telling_part_stands_first_and_what_is_nothing_is_left_out(small: Outcome) -> None:
    m = small.match
    for a, b in zip(m.pairs[0][:60].tolist(), m.pairs[1][:60].tolist(), strict=True):
        points = [abs(p.points) for p in small.result.explain(a, b)]
        assert points == sorted(points, reverse=True)
        assert min(points) >= 0.05
        assert len({p.code for p in small.result.explain(a, b)}) == len(points)


def test_explaining_is_the_same_from_either_side(small: Outcome) -> None:
    m = small.match
    for a, b in zip(m.pairs[0][:40].tolist(), m.pairs[1][:40].tolist(), strict=True):
        assert small.result.explain(a, b) == small.result.explain(b, a)


def test_texts_are_chinese_and_hold_nothing_of_any_person(small: Outcome) -> None:
    m = small.match
    personal = (Field.NAME, Field.ID_NUMBER, Field.FATHER_NAME, Field.MOTHER_NAME, Field.PHONE)
    cells = [small.result.records.raw[f].to_pylist() for f in personal]
    for a, b in zip(m.pairs[0][:80].tolist(), m.pairs[1][:80].tolist(), strict=True):
        for part in small.result.explain(a, b):
            assert re.search("[\u4e00-\u9fff]", part.text)
            assert not re.search(r"\d{5}|[A-Za-z]|[,;:!?()]", part.text), part.text
        text = text_of(small.result.explain(a, b))
        values = {column[at].strip() for column, at in product(cells, (a, b))}
        assert not any(len(v) >= 2 and v in text for v in values)


@requirement("D-086")
def test_a_record_with_a_number_is_held_by_another_with_that_number() -> None:
    outcome = run(
        sheet("survey", [child(1)]), sheet("school", [child(1)]), sheet("police", [child(2)])
    )
    link = outcome.result.link(0)
    assert (link.record, link.other) == (0, 1)
    assert link.score == pytest.approx(sum(p.points for p in link.parts), abs=0.01)
    assert link.parts[0].code == "number"


def test_a_record_without_a_number_is_held_by_its_best_pair() -> None:
    rows = [child(at) for at in range(30)]
    outcome = run(sheet("survey", [without(rows[4], "id_number")]), sheet("police", rows))
    link = outcome.result.link(0)
    assert link.other == 5
    assert link.score > JOIN_AT


def test_a_lone_record_is_held_by_nothing() -> None:
    outcome = run(sheet("survey", [child(1)]), sheet("police", [child(2)]))
    link = outcome.result.link(0)
    assert (link.other, link.score, link.parts) == (-1, 0.0, ())


@requirement("D-086")
def test_every_link_of_a_county_ties_records_of_one_child(small: Outcome) -> None:
    entity = small.result.records.entity
    size = np.bincount(entity)
    for record in range(0, len(entity), 7):
        link = small.result.link(record)
        if link.other >= 0:
            assert entity[link.other] == entity[record]
            assert link.parts
        else:
            assert size[entity[record]] == 1
