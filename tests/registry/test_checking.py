"""Wrong input gets a sentence at the blank; nothing is half-saved."""

from datetime import date

import pytest

from tests import people
from tests.factories import registry as made
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.registry import actions
from tonghu.registry.fields import FIELDS, Kind
from tonghu.registry.models import Child, SourceRecord
from tonghu.registry.rules.checking import check
from tonghu.registry.rules.numbers import with_check

TODAY = date(2026, 11, 24)
GOOD = with_check("99010120160520012")


@pytest.mark.parametrize(
    ("given", "blank", "says"),
    [
        ({"birth_date": "2008-11-24"}, "birth_date", "已满18周岁"),
        ({"birth_date": "2026-11-25"}, "birth_date", "还没有到"),
        ({"birth_date": "2016-02-30"}, "birth_date", "没有这一天"),
        ({"birth_date": "1816-02-03"}, "birth_date", "不可能"),
        ({"birth_date": "2016-13"}, "birth_date", "1到12"),
        ({"birth_date": "去年"}, "birth_date", "年月日"),
        (
            {"id_number": GOOD[:17] + ("1" if GOOD[17] != "1" else "2")},
            "id_number",
            "最后一位对不上",
        ),
        ({"id_number": "12345"}, "id_number", "18位"),
        ({"id_number": 99010120160520012}, "id_number", "改成了数字"),
        ({"id_number": GOOD, "birth_date": "2016-05-21"}, "birth_date", "证件号码里的出生日期"),
        ({"id_number": GOOD, "sex": "1"}, "sex", "证件号码里的性别是女"),
        ({"id_number": GOOD, "id_missing_reason": "not_seen"}, "id_missing_reason", "不用再写"),
        ({"name": "演" * 73}, "name", "最多72个字"),
        ({"name": "演示1"}, "name", "不应有数字"),
        ({"phone": "1390000"}, "phone", None),
        ({"phone": "139-abc"}, "phone", "只写数字"),
        ({"phone": "1" * 18}, "phone", "只写数字"),
        ({"ethnicity": "火星族"}, "ethnicity", "没有“火星族”这一项"),
        ({"father_status": ["away", "at_home"]}, "father_status", "只能选一个"),
        ({"father_status": ["dead", "ill"]}, "father_status", "已经去世"),
        ({"father_birth": "2017-01-01", "birth_date": "2016-05-20"}, "father_birth", "不早于"),
        ({"boarding": "也许"}, "boarding", "是或者否"),
        ({"hukou_division": "松阳"}, "hukou_division", "12位"),
        ({"carer_since": "2015-01-01", "birth_date": "2016-05-20"}, "carer_since", "早于"),
        ({"parent_contact_on": "2027-01-01"}, "parent_contact_on", "还没有到"),
        ({"nonsense": "x"}, "nonsense", "没有“nonsense”这一栏"),
        ({"illness": "病" * 51}, "illness", "最多50个字"),
    ],
)
def test_each_mistake_is_told_at_its_blank(
    given: dict[str, object], blank: str, says: str | None
) -> None:
    problems = check(given, today=TODAY).problems
    assert (blank in problems) == (says is not None), problems
    assert says is None or says in problems[blank]


def test_words_codes_and_old_ways_of_writing_are_understood() -> None:
    values = check(
        {
            "sex": "女", "birth_date": "2016年5月20日", "ethnicity": "白族", "id_number": GOOD.lower(),
            "boarding": "否", "father_status": "外出务工、残疾", "phone": "0578 8061234", "grade": " 三年级 ",
            "health": "",
        },
        today=TODAY,
    )  # fmt: skip
    assert values.problems == {}
    assert values.values == {
        "sex": "2", "birth_date": "2016-05-20", "ethnicity": "14", "id_number": GOOD,
        "boarding": False, "father_status": ["away", "disabled"], "phone": "05788061234",
        "grade": "三年级", "health": None,
    }  # fmt: skip


def test_what_was_checked_once_is_sound_again() -> None:
    values = check(made.values(), today=TODAY).values
    assert check(values, today=TODAY) == check(made.values(), today=TODAY)


def test_every_code_of_every_blank_is_understood_by_its_label() -> None:
    for field in FIELDS:
        for code, label in field.words:
            found = check({field.code: label}, today=TODAY).values[field.code]
            assert found == ([code] if field.kind is Kind.CODES else code), field.code


@pytest.mark.django_db
def test_nothing_is_half_saved() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        before = SourceRecord.objects.all_of_them(reason="test").count()
        with pytest.raises(actions.WrongValues) as wrong:
            actions.update_many(
                by=by,
                changes=[
                    actions.Change(child.pk, {"grade": "五年级"}),
                    actions.Change(child.pk, {"grade": "六年级", "birth_date": "2001-01-01"}),
                ],
            )
        assert (wrong.value.row, set(wrong.value.problems)) == (1, {"birth_date"})
        child.refresh_from_db()
        assert child.grade == "四年级"
        with pytest.raises(actions.WrongValues) as wrong:
            made.children(made.new_child(), made.new_child(name=""))
        assert wrong.value.row == 1
        assert SourceRecord.objects.all_of_them(reason="test").count() == before


@pytest.mark.django_db
def test_a_file_belongs_to_a_village_within_reach() -> None:
    with scope(people.LI.viewer) as li:
        with pytest.raises(actions.WrongValues, match="村（社区）一级"):
            actions.enter(by=li, values=made.values(), division=people.TOWN_A)
        with pytest.raises(NotYours, match="本地区"):
            actions.enter(by=li, values=made.values(), division=people.VILLAGE_B)
        assert not Child.objects.visible_to(li).exists()
