"""A list of units from Excel: shown first, every bad row named, taken whole or not at all."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from tests.factories import directory
from tests.people import COUNTY, SYSTEM, TOWN_A, TOWN_B, ZHOU
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.events.models import Event
from tonghu.directory import actions, queries
from tonghu.directory.actions.imports import ImportPlan, plan_import
from tonghu.directory.models import Unit
from tonghu.directory.workbook import reading, writing

pytestmark = pytest.mark.django_db
V = ZHOU.viewer
HEADS = ("单位名称", "类别", "所在区划", "职能", "简称", "别名", "上级单位", "值班电话", "启用日期", "停用日期", "承继单位", "停用原因")  # fmt: skip


@pytest.fixture(autouse=True)
def _county() -> None:
    with scope(SYSTEM):
        directory.county()


def book(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, above: int = 0) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("单位")
        for at in range(above):
            sheet.write(at, 0, "演示县单位名录")
        for at, row in enumerate((heads, *rows), above):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(
                        at, column, cell, made.add_format({"num_format": "yyyy-mm-dd"})
                    )
                else:
                    sheet.write(at, column, cell)
    return out.getvalue()


def plan(*rows: tuple[object, ...]) -> ImportPlan:
    with scope(V):
        return plan_import(rows=reading.rows_of(book(*rows)), within=COUNTY, by=V)


def reasons(*rows: tuple[object, ...]) -> dict[int, str]:
    return {fault.line: fault.reason for fault in plan(*rows).faults}


def test_a_faultless_list_is_taken_and_leaves_an_event_for_each_and_one_for_the_run() -> None:
    rows = reading.rows_of(
        book(
            (
                "甲镇演示小学",
                "学校",
                "甲镇",
                "",
                "甲小",
                "甲镇小学、甲小学",
                "县教育局",
                "0578-8000001",
                date(2001, 9, 1),
            ),
            ("县教育局", "机关部门、群团", "演示县", "教育"),
            ("乙镇演示派出所", "派出所", TOWN_B),
            above=2,
        )
    )
    assert [row.line for row in rows] == [4, 5, 6]
    with scope(V):
        done = actions.import_units(rows=rows, within=COUNTY, by=V, source="名录.xlsx")
        assert (len(done.added), done.same) == (3, 0)
        school = queries.find_unit_by_name(V, "甲小学", COUNTY)
        assert school is not None
        assert (school.parent_name, school.valid_from) == ("县教育局", date(2001, 9, 1))
        kinds = list(Event.objects.all_of_them(reason="test").values_list("kind", flat=True))
        assert sorted(kinds) == ["unit.added"] * 3 + ["unit.imported"]


def test_the_same_list_again_changes_nothing() -> None:
    rows = reading.rows_of(book(("甲镇演示小学", "学校", "甲镇", "", "", "甲小")))
    with scope(V):
        actions.import_units(rows=rows, within=COUNTY, by=V)
        again = plan_import(rows=rows, within=COUNTY, by=V)
        assert (again.steps, again.same) == ((), 1)


ENDED = ("旧演示小学", "学校", "甲镇", "", "", "", "", "", "", "2026-09-01", "甲镇演示小学", "并校")


def test_a_known_unit_is_changed_by_name_and_place() -> None:
    with scope(V):
        directory.unit("甲镇演示小学")
        directory.unit("旧演示小学")
    found = plan(("甲镇演示小学", "学校", "甲镇", "", "", "", "", "0578-8000009"), ENDED)
    assert [step.differs for step in found.changed] == [("值班电话",)]
    assert [step.draft.name for step in found.closed] == ["旧演示小学"]


def test_a_date_ends_a_unit_with_reason_and_heir() -> None:
    with scope(V):
        directory.unit("甲镇演示小学")
        directory.unit("旧演示小学")
        actions.import_units(rows=reading.rows_of(book(ENDED)), within=COUNTY, by=V)
        old = Unit.objects.all_of_them(reason="test").get(name="旧演示小学")
        assert (old.valid_to, old.why_closed) == (date(2026, 9, 1), "并校")
        assert old.successor is not None
        assert old.successor.name == "甲镇演示小学"


def test_every_bad_row_is_named_with_what_to_do() -> None:
    found = reasons(
        ("", "学校", "甲镇"),
        ("甲小学", "学堂", "甲镇"),
        ("乙小学", "学校", "丙镇"),
        ("丙小学", "学校", "一村村委会"),
        ("丁局", "机关部门、群团", "演示县"),
        ("戊局", "机关部门、群团", "演示县", "唱歌"),
        ("己小学", "学校", "甲镇", "", "", "", "没有的局"),
        ("庚小学", "学校", "甲镇", "", "", "", "", "没有电话"),
        ("辛小学", "学校", "甲镇", "", "", "", "", "", "九月"),
        ("壬小学", "学校", "甲镇", "", "", "", "", "", "", "2026-09-01"),
        ("癸小学", "学校", "甲镇"),
        ("癸小学", "学校", "甲镇"),
        ("好小学", "学校", "甲镇"),
    )
    assert set(found) == {*range(2, 12), 13}
    assert "没有写单位名称" in found[2]
    assert "下拉" in found[3]
    assert "没有区划“丙镇”" in found[4]
    assert "不止一个" in found[5]
    assert "机关部门要写职能" in found[6]
    assert found[7] == "没有“唱歌”这种职能，可选的词在表的“可选的词”一页。"
    assert "没有登记" in found[8]
    assert "不像电话号码" in found[9]
    assert "看不懂" in found[10]
    assert "停用要写原因" in found[11]
    assert "和第12行是同一个单位" in found[13]


def test_one_bad_row_and_nothing_is_written() -> None:
    rows = reading.rows_of(book(("好小学", "学校", "甲镇"), ("坏小学", "学堂", "甲镇")))
    with scope(V):
        with pytest.raises(NotNow, match=r"有1行有错，没有导入。第3行"):
            actions.import_units(rows=rows, within=COUNTY, by=V)
        assert not queries.any_units(V)
        assert not Event.objects.all_of_them(reason="test").exists()


def test_nobody_imports_into_a_place_outside_the_own_range() -> None:
    with scope(V):
        found = plan_import(
            rows=reading.rows_of(book(("邻县小学", "学校", "邻县"))), within=TOWN_A, by=V
        )
    assert "管辖范围内没有区划" in found.faults[0].reason


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是xlsx"),
        (b"\xd0\xcf\x11\xe0", "另存为"),
        (b"PK\x03\x04broken", "打不开"),
        (b"PK" + b"0" * 5_000_001, "超过5MB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotNow, match=sentence):
        reading.rows_of(content)


def test_a_sheet_without_our_heads_says_which_are_needed() -> None:
    with pytest.raises(NotNow, match="单位名称、类别、所在区划"):
        reading.rows_of(book(("a", "b"), heads=("姓名", "性别")))


def test_heads_may_be_written_otherwise() -> None:
    rows = reading.rows_of(
        book(("甲小学", "学校", "甲镇"), heads=("学校名称*", "类型", "所属乡镇"))
    )
    assert rows[0].cells == {"name": "甲小学", "kind": "学校", "division": "甲镇"}


def test_the_template_can_be_filled_in_and_the_list_handed_in_again() -> None:
    filled = openpyxl.load_workbook(BytesIO(writing.template()))
    sheet = filled["单位和机构"]
    sheet["A2"], sheet["B2"], sheet["C2"] = "甲镇演示小学", "学校", "甲镇"
    out = BytesIO()
    filled.save(out)
    with scope(V):
        actions.import_units(rows=reading.rows_of(out.getvalue()), within=COUNTY, by=V)
        listed = writing.listed(queries.units(V).rows)
        again = plan_import(rows=reading.rows_of(listed), within=COUNTY, by=V)
        assert (again.same, again.steps, again.faults) == (1, (), ())
