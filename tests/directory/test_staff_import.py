"""A list of people from Excel: shown first, every bad row named, taken whole or not at all."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from tests.factories import directory as make
from tests.people import COUNTY, LI, SYSTEM, TOWN_A, VILLAGE_A, WANG, ZHOU
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.directory import actions, queries
from tonghu.directory.actions.staff_imports import StaffPlan
from tonghu.directory.models import BodyMember
from tonghu.directory.workbook.columns import STAFF
from tonghu.directory.workbook.reading import SheetRow, rows_of
from tonghu.directory.workbook.staff import staff_listed, staff_template

pytestmark = pytest.mark.django_db
V = ZHOU.viewer
HEADS = tuple(column.label for column in STAFF)
GOOD = (
    "村级儿童工作岗位",
    VILLAGE_A,
    "蓝演示",
    "2026-03-01",
    "督导员",
    "13800000001",
    "",
    "2026-03-05、2026-09-10",
)


@pytest.fixture(autouse=True)
def _county() -> None:
    with scope(SYSTEM):
        make.county()


def rows(*cells: tuple[str, ...]) -> list[SheetRow]:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEADS, *cells)):
            sheet.write_row(at, 0, row)
    return rows_of(out.getvalue(), STAFF)


def plan(*cells: tuple[str, ...]) -> StaffPlan:
    with scope(V):
        return actions.plan_staff(rows=rows(*cells), within=COUNTY, by=V)


def taken(*cells: tuple[str, ...]) -> StaffPlan:
    with scope(V):
        return actions.import_staff(rows=rows(*cells), within=COUNTY, by=V, source="队伍.xlsx")


@requirement("D-073", "D-076")
def test_a_faultless_list_makes_bodies_and_people() -> None:
    assistant = (
        "留守儿童服务站",
        "甲镇",
        "钟演示",
        "2026-07-01",
        "协理员",
        "",
        "",
        "",
        "演购1号",
        "2027-06-30",
    )
    done = taken(GOOD, assistant)
    assert (len(done.added), done.faults) == (2, ())
    with scope(V):
        found = {one.name: one for one in queries.members(V, COUNTY, date(2026, 9, 24))}
    assert found["蓝演示"].trained == (date(2026, 3, 5), date(2026, 9, 10))
    assert found["钟演示"].division == TOWN_A
    assert found["钟演示"].contract_until == date(2027, 6, 30)
    with scope(SYSTEM):
        last = Event.objects.all_of_them(reason="test").order_by("at", "id").last()
    assert last is not None
    assert (last.kind, last.changes["added"]) == ("body.imported", 2)


def test_the_same_list_again_changes_nothing() -> None:
    taken(GOOD)
    again = plan(GOOD)
    assert (again.steps, again.same) == ((), 1)


def test_what_differs_is_named_and_a_day_of_leaving_ends_the_service() -> None:
    taken(GOOD)
    changed = plan((*GOOD[:5], "13800000009", *GOOD[6:]))
    assert [one.differs for one in changed.changed] == [("手机",)]
    left = taken((*GOOD, "", "", "2026-09-20", "换届"))
    assert len(left.left) == 1
    with scope(SYSTEM):
        assert BodyMember.objects.all_of_them(reason="test").get().until == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("at", "cell", "said"),
    [
        (0, "督导大队", "机构“督导大队”不是已有的类别"),
        (1, "没有的村", "管辖范围内没有村“没有的村”"),
        (1, "一村村委会", "叫“一村村委会”的区划不止一个，请改写区划代码"),
        (1, TOWN_A, "管辖范围内没有村"),
        (2, "", "没有写姓名"),
        (3, "去年", "任职日期“去年”看不懂"),
        (5, "手机坏了", "手机“手机坏了”不像电话号码"),
        (7, "三月", "培训日期“三月”看不懂"),
    ],
)
def test_every_bad_cell_is_named_with_what_to_do(at: int, cell: str, said: str) -> None:
    row = [*GOOD]
    row[at] = cell
    found = plan(tuple(row))
    assert found.steps == ()
    assert found.faults[0].line == 2
    assert said in found.faults[0].reason


def test_one_bad_row_and_nothing_is_taken() -> None:
    with pytest.raises(NotNow, match="有1行有错，没有导入"):
        taken(GOOD, ("应急干预救助小组", "乙镇", "", "2026-03-01"))
    with scope(SYSTEM):
        assert not BodyMember.objects.all_of_them(reason="test").exists()


def test_a_person_twice_in_a_list_is_said() -> None:
    assert "和第2行是同一个人" in plan(GOOD, GOOD).faults[0].reason


def test_leaving_needs_a_reason() -> None:
    assert "离任要写原因" in plan((*GOOD, "", "", "2026-09-20", "")).faults[0].reason


def test_what_goes_out_comes_back_the_same() -> None:
    taken(GOOD)
    with scope(V):
        out = staff_listed(queries.members(V, COUNTY, date(2026, 9, 24)))
        again = actions.plan_staff(rows=rows_of(out, STAFF), within=COUNTY, by=V)
    assert (again.steps, again.same, again.faults) == ((), 1, ())


def test_the_empty_sheet_is_read_as_ours() -> None:
    assert rows_of(staff_template(), STAFF) == []


def test_a_town_imports_its_own_and_a_village_nothing() -> None:
    far = ("应急干预救助小组", "990101002000", "丙", "2026-03-01")
    with scope(LI.viewer):
        found = actions.plan_staff(rows=rows(far), within=TOWN_A, by=LI.viewer)
    assert "管辖范围内没有乡镇" in found.faults[0].reason
    with scope(WANG.viewer), pytest.raises(NotYours):
        actions.plan_staff(rows=rows(GOOD), within=VILLAGE_A, by=WANG.viewer)
