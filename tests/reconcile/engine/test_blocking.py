"""候选配对: each common fault leaves some key whole; keys that everybody shares are dropped."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reconcile.engine.sheets import child, number, one_table, without
from tonghu.reconcile.engine.blocking import BY_NUMBER, CROWD, candidate_pairs, keys
from tonghu.reconcile.engine.canonical.table import Table

FULL = child(5, name="张小明", birth_date="20140503", school="演示小学", student_number="7001")
NONE = np.zeros(0, np.int64)


def found(t: Table, asking: list[int], sample: list[int] | None = None) -> set[tuple[int, int]]:
    core = np.full(len(t), -1, np.int32)
    pairs = candidate_pairs(t, np.array(asking, np.int64), np.array(sample or [], np.int64), core)
    return set(zip(pairs.residue[0].tolist(), pairs.residue[1].tolist(), strict=True))


ONE_FAULT = {
    "number missing": {"id_number": ""},
    "number wrong in one digit": {
        "id_number": FULL["id_number"][:9] + "9" + FULL["id_number"][10:]
    },
    "number in scientific writing": {"id_number": "9.90E+17"},
    "guardian's number": {"id_number": number("19850101")},
    "homophone": {"name": "章晓鸣", "id_number": ""},
    "look-alike": {"name": "张小朋", "id_number": ""},
    "surname changed": {"name": "李小明", "id_number": ""},
    "character left out": {"name": "张明", "id_number": ""},
    "name turned": {"name": "张明小", "id_number": ""},
    "nickname": {"name": "毛毛", "id_number": ""},
    "pinyin": {"name": "Zhang Xiaoming", "id_number": ""},
    "name missing": {"name": "", "id_number": ""},
    "lunar date": {"birth_date": "20140405", "id_number": ""},
    "day and month turned": {"birth_date": "20140305", "id_number": ""},
    "year only": {"birth_date": "2014", "id_number": ""},
    "date missing": {"birth_date": "", "id_number": ""},
    "date one digit off": {"birth_date": "20110503", "id_number": ""},
    "parents missing": {"father_name": "", "mother_name": "", "id_number": ""},
    "moved": {"village": "他村", "town": "演示丁镇", "id_number": ""},
    "another telephone": {"phone": "15000000000", "id_number": ""},
    "another guardian": {"guardian_name": "钱大有", "id_number": ""},
}


@pytest.mark.parametrize("fault", sorted(ONE_FAULT))
@pytest.mark.parametrize("good", [True, False], ids=["other has a number", "other has none"])
def test_a_pair_with_one_fault_is_found_from_either_side(fault: str, good: bool) -> None:
    other = FULL if good else without(FULL, "id_number")
    t = one_table({**FULL, **ONE_FAULT[fault]}, other)
    assert found(t, [0]) == {(0, 1)}
    assert found(t, [1]) == {(1, 0)}
    assert found(t, [0, 1]) == {(0, 1)}


def test_name_and_a_lunar_date_alone_suffice() -> None:
    t = one_table(
        {"name": "张三", "birth_date": "20140405"}, {"name": "张三", "birth_date": "20140503"}
    )
    assert found(t, [0]) == {(0, 1)}
    assert found(t, [1]) == {(1, 0)}


def test_former_name_and_date_alone_suffice() -> None:
    t = one_table(
        {"name": "张子轩", "former_name": "张三", "birth_date": "20140503"},
        {"name": "张三", "birth_date": "20140503"},
    )
    assert found(t, [0]) == {(0, 1)}
    assert found(t, [1]) == {(1, 0)}


def test_number_with_its_head_tail_or_ends_whole_alone_suffices() -> None:
    number = FULL["id_number"]
    for damaged in (number[:15] + "000", number[:17] + "5", "1" + number[1:], "12" + number[2:]):
        t = one_table({"id_number": damaged}, {"id_number": number})
        assert found(t, [0]) == {(0, 1)}, damaged


def test_strangers_are_not_compared() -> None:
    t = one_table(
        {"name": "张三", "birth_date": "20140503"}, {"name": "李四", "birth_date": "20120101"}
    )
    assert found(t, [0, 1]) == set()
    t = one_table(
        {"name": "张三", "birth_date": "20140503"}, {"name": "张三", "birth_date": "2012"}
    )
    assert found(t, [0, 1]) == set()


def test_who_names_no_date_asks_by_less_than_others() -> None:
    full = {"name": "张子轩", "village": "东村", "mother_name": "李梅", "phone": "13900000001"}
    assert found(one_table({"name": "张子轩"}, full | {"birth_date": "20140503"}), [0]) == set()
    for known in (
        {"name": "张子轩", "village": "西村"},
        {"name": "张子昂", "village": "东村"},
        {"village": "东村", "mother_name": "李梅"},
        {"phone": "13900000001"},
    ):
        t = one_table(known, full | {"birth_date": "20140503"})
        assert found(t, [0]) == {(0, 1)}, known
        dated = one_table(known | {"birth_date": "2012"}, full | {"birth_date": "20140503"})
        assert found(dated, [0]) == set(), known


def test_the_sample_does_not_ask_by_the_date_inside_its_number() -> None:
    row = child(5, name="张三")
    twin = without(row, "id_number", "father_name", "mother_name") | {"name": "张四"}
    t = one_table({"id_number": row["id_number"], "name": "张五"}, twin)
    core = np.array([0, 1], np.int32)
    pairs = candidate_pairs(t, NONE, np.array([0], np.int64), core).sample
    assert not len(pairs[0])


def test_nobody_who_knows_his_number_asks() -> None:
    assert found(one_table(FULL, FULL), []) == set()


def test_a_crowd_behind_one_key_is_dropped_and_a_key_just_below_is_not() -> None:
    def family(size: int) -> Table:
        return one_table(*({"name": "王芳", "village": "东村"} for _ in range(size)))

    assert len(found(family(CROWD), [0])) == CROWD - 1
    assert found(family(CROWD + 1), [0]) == set()


def test_a_crowded_key_does_not_hide_a_rare_one() -> None:
    crowd = [
        {"name": "王芳", "village": "东村", "phone": f"1390000{n:04d}"} for n in range(CROWD + 5)
    ]
    t = one_table({"name": "王芳", "village": "东村", "phone": "13900000007"}, *crowd)
    assert found(t, [0]) == {(0, 8)}


def test_the_sample_asks_without_its_number_and_only_cores_answer() -> None:
    row = child(5, name="张三")
    t = one_table(row, row, without(row, "id_number"), {"id_number": row["id_number"]})
    core = np.array([0, 0, -1, 0], np.int32)
    pairs = candidate_pairs(t, NONE, np.array([0], np.int64), core).sample
    assert list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)) == [(0, 1)]


def test_every_key_asks_and_answers_with_columns_of_one_kind() -> None:
    t = one_table(FULL, FULL)
    labels = [label for label, _, _ in keys(t)]
    assert len(labels) == len(set(labels)) >= 30
    assert set(BY_NUMBER) <= set(labels)
    for label, one, two in keys(t):
        assert len(one) == len(two) > 0, label
        assert all(len(c) == 2 for c in (*one, *two)), label
        if all(a is b for a, b in zip(one, two, strict=True)):
            assert all(c[0] == c[1] for c in one), label


def test_a_guardians_number_in_the_childs_cell_finds_the_family() -> None:
    theirs = number("19850101")
    t = one_table(
        {"name": "毛毛", "sex": "男", "id_number": theirs},
        {"name": "张小明", "sex": "男", "guardian_id": theirs},
        {"name": "张小美", "sex": "女", "guardian_id": theirs},
    )
    assert found(t, [0]) == {(0, 1)}
    assert found(t, [1]) == {(1, 0)}
