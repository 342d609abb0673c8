"""区划变更: renamed, abolished, merged, recoded; shown with invented codes."""

from datetime import date, timedelta

import pytest

from tonghu.directory.divisions import Divisions
from tonghu.directory.divisions.changes import ChangesError, by_code, parse
from tonghu.directory.divisions.table import Table

INVENTED = """
[[changes]]
code = "990101"
kind = "established"
on = 2001-01-01
name = "演示县"
basis = "待核"
[[changes]]
code = "990101"
kind = "renamed"
on = 2005-06-01
was = "演示县"
name = "新演示县"
basis = "待核"
[[changes]]
code = "990101"
kind = "recoded"
on = 2010-03-15
name = "新演示县"
successor = "990102"
basis = "待核"
[[changes]]
code = "990102"
kind = "established"
on = 2010-03-15
name = "演示区"
basis = "待核"
[[changes]]
code = "990103"
kind = "abolished"
on = 2012-01-01
name = "无继县"
basis = "待核"
"""


@pytest.fixture(scope="module")
def invented() -> Divisions:
    return Divisions(Table(), by_code(parse(INVENTED)))


def test_a_place_has_the_name_of_the_day(invented: Divisions) -> None:
    def named(day: date) -> str | None:
        found = invented.get("990101", on=day)
        return found.name if found else None

    assert named(date(2000, 12, 31)) is None
    assert named(date(2001, 1, 1)) == "演示县"
    assert named(date(2005, 6, 1) - timedelta(days=1)) == "演示县"
    assert named(date(2005, 6, 1)) == "新演示县"
    assert named(date(2010, 3, 14)) == "新演示县"
    assert named(date(2010, 3, 15)) is None


def test_the_successor_of_an_old_code_is_found(invented: Divisions) -> None:
    today = invented.current("990101")
    assert today is not None
    assert (today.code, today.name, today.valid_to) == ("990102000000", "演示区", None)
    assert invented.current("990103") is None
    assert [one.valid_to for one in invented.versions("990101")] == [
        date(2005, 6, 1),
        date(2010, 3, 15),
    ]


def test_old_names_are_still_found_and_say_they_ended(invented: Divisions) -> None:
    (old,) = invented.find("演示县")
    assert (old.code, old.successor) == ("990101000000", "990101000000")
    assert invented.find("演示县", on=date(2003, 1, 1)) == (old,)
    assert invented.find("演示县", on=date(2007, 1, 1)) == ()


def test_children_are_those_of_the_day(invented: Divisions) -> None:
    assert [one.name for one in invented.children("9901")] == ["演示区"]
    assert [one.name for one in invented.children("9901", on=date(2007, 1, 1))] == [
        "新演示县",
        "无继县",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('successor = "990102"\n', "", "须写successor"),
        ('was = "演示县"\n', "", "须写was"),
        ('kind = "abolished"', 'kind = "vanished"', "不合规定"),
        ("on = 2012-01-01", 'on = "2012"', "应写日期"),
        ('code = "990103"', 'code = "99010"', "位数字"),
        ('name = "无继县"', 'name = "无继县"\nnote = "x"', "不认识的项：note"),
        ('name = "无继县"\n', "", "缺项"),
    ],
)
def test_a_wrong_row_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(ChangesError, match=sentence):
        parse(INVENTED.replace(old, new, 1))


def test_successors_in_a_circle_are_refused() -> None:
    back = '[[changes]]\ncode = "990102"\nkind = "merged"\non = 2011-01-01\nname = "演示区"\n'
    with pytest.raises(ChangesError, match="成环"):
        parse(INVENTED + back + 'successor = "990101"\nbasis = "待核"\n')
