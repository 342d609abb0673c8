"""更改建议的判断: which file a child of the rosters is, what would change in it, what is certain."""

from __future__ import annotations

from datetime import date

import pytest

from tonghu.reconcile.rules.filing import sound, typed
from tonghu.reconcile.rules.proposing import (
    Claim,
    Filed,
    Register,
    Stated,
    agree,
    differences,
    facts_of,
    holders,
    mark,
    met,
    resembling,
)

TODAY = date(2026, 9, 30)
NUMBER, OTHER = "990101201603120021", "990101201603120048"
TRUST = {"name": ("police",), "grade": ("school",)}


def beats(field: str, newer: str, held: str) -> bool:
    trusted = TRUST.get(field, ())
    return newer in trusted and held not in trusted


def said(source: str = "village", **values: str) -> Stated:
    return Stated(source, "", "演示单位", "990101001001", values)


def register(*files: Filed) -> Register:
    made = Register()
    for one in files:
        made.add(one)
    return made


def filed(child: str = "a", **values: str) -> Filed:
    return Filed(child, "990101001001", values, dict.fromkeys(values, "village"))


PAN = {"name": "潘梓涵", "birth_date": "2016-03-12", "id_number": NUMBER}


def test_a_number_finds_the_file_whatever_the_name_says() -> None:
    assert met(register(filed(**PAN)), [said(name="潘子涵", id_number=NUMBER)]) == ("a", "number")


def test_name_and_day_of_birth_find_the_file_when_a_number_is_missing() -> None:
    found = met(register(filed(**PAN)), [said(name="潘 梓涵", birth_date="2016-03-12")])
    assert found == ("a", "name")


def test_two_files_of_one_name_and_day_are_put_to_a_person() -> None:
    twins = register(filed("a", **PAN), filed("b", **{**PAN, "id_number": OTHER}))
    sides = [said(name="潘梓涵", birth_date="2016-03-12")]
    assert met(twins, sides) == ("", "")
    assert resembling(twins, sides) == ("a", "b")


def test_two_good_numbers_that_differ_are_two_people() -> None:
    sides = [said(name="潘梓涵", birth_date="2016-03-12", id_number=OTHER)]
    assert met(register(filed(**PAN)), sides) == ("", "")
    assert resembling(register(filed(**PAN)), sides) == ()


@pytest.mark.parametrize(
    ("told", "near"),
    [
        ({"name": "潘梓涵", "birth_date": "2016-03-21"}, True),
        ({"name": "潘梓涵", "birth_date": "2012-03-21"}, False),
        ({"name": "潘梓涵", "father_name": "潘建军"}, True),
        ({"name": "潘梓涵", "father_name": "潘大明"}, False),
        ({"name": "潘子涵", "birth_date": "2016-03-12"}, False),
    ],
)
def test_a_resemblance_wants_the_name_and_something_else(told: dict[str, str], near: bool) -> None:
    known = register(filed(name="潘梓涵", birth_date="2016-03-12", father_name="潘建军"))
    assert (resembling(known, [said(**told)]) == ("a",)) is near


def test_an_empty_blank_is_filled_by_whoever_says_it() -> None:
    (one,) = differences(filed(name="潘梓涵"), [said("school", grade="五年级")], beats)
    assert (one.field, one.old, one.new, one.source) == ("grade", "", "五年级", "school")


def test_a_value_is_changed_only_by_a_source_that_is_believed_more() -> None:
    file = filed(name="潘子涵", father_name="潘建军")
    told = [said("school", name="潘梓函", father_name="潘建国"), said("police", name="潘梓涵")]
    changes = differences(file, told, beats)
    assert [(one.field, one.new) for one in changes] == [("name", "潘梓涵")]


def test_the_same_source_may_correct_itself() -> None:
    (one,) = differences(
        filed(father_name="潘建军"), [said("village", father_name="潘建国")], beats
    )
    assert (one.old, one.new) == ("潘建军", "潘建国")


def test_blanks_and_full_width_are_no_change() -> None:
    assert differences(filed(name="李勇"), [said("police", name="李 勇")], beats) == ()
    assert differences(filed(grade="5"), [said("village", grade="５")], beats) == ()


def test_only_children_about_whom_two_rosters_agree_are_certain() -> None:
    one, two = said("village", **PAN), said("police", **PAN)
    assert agree([one, two])
    assert not agree([one])
    assert not agree([one, said("village", **PAN)])
    assert not agree([one, said("police", **{**PAN, "birth_date": "2016-03-21"})])
    assert not agree([said("village", name="潘梓涵"), said("police", name="潘梓涵")])


def test_a_mark_holds_until_a_fact_changes_and_whatever_the_order_of_rosters() -> None:
    one, two = said("village", **PAN), said("police", **PAN)
    here = mark("盐", "new", "E1", facts_of([one, two]))
    assert here == mark("盐", "new", "E1", facts_of([two, one]))
    assert here != mark("盐", "new", "E1", facts_of([one, said("police", **{**PAN, "sex": "2"})]))
    assert here != mark("另", "new", "E1", facts_of([one, two]))
    assert NUMBER not in here


def test_what_contradicts_the_file_is_left_out_of_a_roster_and_the_rest_is_kept() -> None:
    """The 17th digit says girl: a roster that says boy is believed in everything else."""
    girl = {"id_number": "990101201603120020", "birth_date": "2016-03-12"}
    assert sound({"sex": "1", "grade": "五年级"}, TODAY) == {"sex": "1", "grade": "五年级"}
    assert sound({"sex": "1", "grade": "五年级"}, TODAY, girl) == {"grade": "五年级"}
    assert sound({"sex": "2"}, TODAY, girl) == {"sex": "2"}


def test_texts_become_what_the_registry_takes() -> None:
    assert typed({"father_status": "away,dead", "hukou_registered": "1", "grade": "五年级"}) == {
        "father_status": ["away", "dead"], "hukou_registered": True, "grade": "五年级",
    }  # fmt: skip


def test_of_two_that_met_one_file_the_surer_is_it_whatever_the_order() -> None:
    claims = [Claim("7", "a", "name"), Claim("9", "a", "number"), Claim("8", "b", "name")]
    for order in (claims, claims[::-1]):
        assert holders(order) == {"a": "9", "b": "8"}
    assert holders([*claims, Claim("99", "a", "link")])["a"] == "99"
    assert holders([Claim("7", "a", "name"), Claim("6", "a", "name")]) == {"a": "6"}
