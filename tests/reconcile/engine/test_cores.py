"""核心: one good number, one child; but not where the record itself says it is somebody else's."""

from __future__ import annotations

import numpy as np

from tests.reconcile.engine.sheets import child, groups, number, one_table, run, sheet, together
from tests.requirement import requirement
from tonghu.reconcile.engine.canonical.table import NONE, Table
from tonghu.reconcile.engine.cores import (
    BORROWED,
    Cores,
    find_cores,
    set_aside,
    sex_from_numbers,
)
from tonghu.reconcile.engine.result import ID_STATES, IdState

NUMBER = number("20140503", 11)


def cores(t: Table) -> Cores:
    return find_cores(t, t.fingerprint())


def boy(**changed: str) -> dict[str, str]:
    return {"name": "张小明", "id_number": NUMBER, "birth_date": "2014-05-03", **changed}


def test_records_with_one_number_are_one_core_whatever_else_is_missing() -> None:
    t = one_table(boy(), boy(name=""), boy(birth_date=""), boy(name="张晓鸣"), boy(id_number=""))
    found = cores(t)
    assert found.core.tolist() == [0, 0, 0, 0, -1]
    assert not found.contested.any()
    assert not found.expelled.any()


@requirement("D-093")
def test_a_siblings_number_in_the_wrong_row_is_put_out() -> None:
    sister = boy(name="张大美", birth_date="2011-11-28")
    found = cores(one_table(boy(), boy(), sister))
    assert found.expelled.tolist() == [False, False, True]
    assert found.core.tolist() == [0, 0, -1]


def test_a_slip_in_the_date_or_a_lunar_date_puts_nobody_out() -> None:
    slips = ("2014-05-04", "2014-03-05", "2014-05-13", "2014-04-05")  # 4-5 is its lunar date
    for day in slips:
        found = cores(one_table(boy(), boy(), boy(name="李大美", birth_date=day)))
        assert not found.expelled.any(), day
        assert found.contested.tolist() == [False, False, True], day


def test_another_date_alone_puts_nobody_out_while_the_name_agrees() -> None:
    found = cores(one_table(boy(), boy(), boy(name="张晓明", birth_date="2011-11-28")))
    assert not found.expelled.any()
    assert found.core.tolist() == [0, 0, 0]


def test_a_twin_with_the_others_number_is_contested() -> None:
    found = cores(one_table(boy(), boy(), boy(name="张大军")))
    assert found.contested.tolist() == [False, False, True]
    assert found.core.tolist() == [0, 0, 0]


def test_where_as_many_disagree_as_agree_the_head_is_contested_too() -> None:
    found = cores(one_table(boy(), boy(name="李大军")))
    assert found.contested.all()


def test_the_head_is_one_of_the_many() -> None:
    found = cores(one_table(boy(name="李大军"), boy(), boy(), boy(), boy(name="王")))
    assert found.head[0] in {1, 2, 3}
    assert found.contested.tolist() == [True, False, False, False, True]


def test_a_former_name_is_not_far() -> None:
    found = cores(one_table(boy(name="欧阳新", former_name="张小明"), boy(), boy()))
    assert not found.contested.any()


def test_a_lone_record_whose_date_contradicts_its_number_is_put_out() -> None:
    found = cores(one_table(boy(birth_date="2011-11-28"), boy(id_number=number("20120101", 5))))
    assert found.expelled[0]
    assert found.core[0] == -1


def test_cores_are_numbered_without_gaps_and_each_has_a_head_inside() -> None:
    rows = [boy(id_number=number("2014050" + str(d % 9 + 1), 11), birth_date="") for d in range(20)]
    rows.append(boy(id_number=number("20110101", 3), birth_date="2015-09-09"))
    found = cores(one_table(*rows))
    assert set(found.core.tolist()) == {-1, *range(9)}
    assert found.core[found.head].tolist() == list(range(9))


def test_a_number_set_aside_speaks_no_more() -> None:
    t = one_table(boy(), boy(name="张大美", birth_date="2011-11-28"))
    set_aside(t, np.array([False, True]))
    assert t.state.tolist()[1] == BORROWED == ID_STATES.index(IdState.BORROWED)
    assert t.good[1] == 0
    assert t.good[0] != 0


def test_a_number_tells_the_sex_the_cell_does_not_unless_it_is_contested() -> None:
    t = one_table(boy(), boy(name="张大军"), boy(sex="女"))
    sex_from_numbers(t, np.array([False, True, False]))
    assert t.sex.tolist() == [1, 0, 2]


def test_nothing_to_group_is_no_core() -> None:
    found = cores(one_table({"name": "张三"}, {"name": "李四"}))
    assert found.core.tolist() == [-1, -1]
    assert len(found.head) == 0
    assert one_table({"name": "张三"}).state[0] == NONE


@requirement("D-086", "D-093")
def test_a_sister_with_her_brothers_number_comes_home_and_is_asked_about() -> None:
    """Her other rosters know her own number: she joins them, and the list says which number is wrong."""
    family = {"father_name": "张建国", "mother_name": "李春梅", "phone": "13900001111"}
    brother = child(1, name="张小明", **family)
    sister = child(2, name="张小美", sex="女", **family)
    crowd = [child(at) for at in range(3, 60)]
    wrong = {**sister, "id_number": brother["id_number"]}
    outcome = run(
        sheet("survey", [brother, wrong, *crowd]),
        sheet("school", [brother, sister, *crowd]),
        sheet("police", [brother, sister, *crowd]),
    )
    size = len(crowd) + 2
    assert together(outcome, 1, size + 1)
    assert together(outcome, 1, 2 * size + 1)
    assert not together(outcome, 0, 1)
    assert len(groups(outcome)) == size
    assert outcome.result.records.id_state[1] == BORROWED
    assert any(r.why.value == "same_number" and 1 in (r.a, r.b) for r in outcome.result.reviews)


@requirement("D-093")
def test_twins_with_one_number_by_mistake_are_two_children() -> None:
    family = {"father_name": "张建国", "mother_name": "李春梅", "birth_date": "20140503"}
    one = child(1, name="张文", id_number=number("20140503", 11), **family)
    two = child(1, name="张武", id_number=number("20140503", 13), **family)
    crowd = [child(at) for at in range(3, 60)]
    wrong = {**two, "id_number": one["id_number"]}
    outcome = run(
        sheet("survey", [one, wrong, *crowd]),
        sheet("school", [one, two, *crowd]),
        sheet("police", [one, two, *crowd]),
    )
    size = len(crowd) + 2
    assert together(outcome, 1, size + 1)
    assert not together(outcome, 0, 1)
    assert len(groups(outcome)) == size
