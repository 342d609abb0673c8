"""Divisions and units on screen: found, listed, registered, ended, brought from Excel."""

from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directory.test_import import book
from tests.factories import directory
from tests.people import COUNTY, SCHOOL, SYSTEM, TOWN_A, TOWN_B
from tests.reference.conftest import As
from tests.reference.test_profile_pages import plain, text_of
from tonghu.core.database import scope
from tonghu.directory import queries
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division, Unit

pytestmark = pytest.mark.django_db


def units() -> list[str]:
    with scope(SYSTEM):
        return sorted(one.name for one in queries.units(SYSTEM, ended=True, size=500).rows)


def test_the_tree_opens_a_town_in_place(office: Client) -> None:
    closed = plain(text_of(office, "/reference/divisions/"))
    assert "演示县的区划，2个下级" in closed
    assert "一村村委会" not in closed
    opened = plain(text_of(office, f"/reference/divisions/?open={TOWN_A}"))
    assert "一村村委会990101001001村级" in opened


def test_a_division_shows_what_is_above_below_and_in_it(office: Client) -> None:
    text = plain(text_of(office, f"/reference/divisions/{TOWN_A}/"))
    assert "乡级，代码990101001000" in text
    assert "下一级2个" in text
    assert "甲镇演示小学" in text
    assert office.get("/reference/divisions/110000/").status_code == 404
    assert office.get("/reference/divisions/x/").status_code == 404


def test_an_ended_division_shows_its_heir_and_where_it_is_written(office: Client) -> None:
    from tonghu.directory import actions

    with scope(SYSTEM):
        actions.load_divisions(codes=["3301"], by=SYSTEM)
    text = plain(text_of(office, "/reference/divisions/330103000000/"))
    assert "2021年4月9日起不再使用" in text
    assert "下城区并入浙江省杭州市拱墅区" in text
    assert "浙江省人民政府关于调整杭州市部分行政区划的通知" in text


def test_divisions_are_searched_and_an_empty_answer_says_what_to_do(office: Client) -> None:
    assert "找到2个“一村”" in plain(text_of(office, "/reference/divisions/?q=一村"))
    assert "换个写法，或者用代码找" in plain(text_of(office, "/reference/divisions/?q=没有"))


def test_a_place_without_divisions_says_who_loads_them(office: Client) -> None:
    with scope(SYSTEM):
        Division.objects.all_of_them(reason="test").delete()
    assert "还没有装入" in plain(text_of(office, "/reference/divisions/"))


def test_units_are_filtered_and_an_empty_filter_says_what_to_do(office: Client) -> None:
    assert "6个单位和机构" in plain(text_of(office, "/reference/units/"))
    narrowed = plain(text_of(office, f"/reference/units/?kind=school&town={TOWN_B}"))
    assert "1个单位和机构" in narrowed
    assert "乙镇演示小学" in narrowed
    assert "甲镇演示小学" not in narrowed
    assert "没有这样的单位" in plain(text_of(office, "/reference/units/?q=没有"))


def test_a_long_list_turns_pages(office: Client) -> None:
    with scope(SYSTEM):
        for number in range(60):
            directory.unit(f"演示第{number:02d}小学")
    first = plain(text_of(office, "/reference/units/?kind=school"))
    assert "第1–50条，共62条" in first
    second = plain(text_of(office, "/reference/units/?kind=school&page=2"))
    assert "第51–62条，共62条" in second


def test_a_unit_page_shows_names_duties_and_rosters(office: Client) -> None:
    with scope(SYSTEM):
        Unit.objects.all_of_them(reason="test").filter(pk=SCHOOL.id).update(function="school")
        directory.alias(Unit.objects.all_of_them(reason="test").get(pk=SCHOOL.id), "甲小")
    text = plain(text_of(office, f"/reference/units/{SCHOOL.id}/"))
    assert "别名甲小" in text
    assert "文件要它做的8件事" in text
    assert "学校学籍交给乡镇人民政府、街道办事处" in text
    assert "值班电话还没有登记" in text


def test_the_list_leaves_as_excel_with_its_filter(office: Client) -> None:
    answer = office.get("/reference/units/excel/?kind=school")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["单位和机构"]
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names == ["甲镇演示小学", "乙镇演示小学"]
    assert "filename*=UTF-8''" in answer["Content-Disposition"]


def form(**given: str) -> dict[str, str]:
    return {"name": "甲镇演示中学", "kind": "school", "division": TOWN_A, **given}


def test_a_unit_is_registered_changed_and_ended(office: Client) -> None:
    added = office.post("/reference/units/new/", form(aliases="甲中，一中"))
    assert added.status_code == 303
    id = UUID(added["Location"].rstrip("/").rsplit("/", 1)[1])
    page = plain(text_of(office, f"/reference/units/{id}/"))
    assert "别名一中、甲中" in page or "别名甲中、一中" in page
    edited = office.post(f"/reference/units/{id}/edit/", form(phone="0578-8000001", why="补电话"))
    assert edited.status_code == 303
    closed = office.post(
        f"/reference/units/{id}/close/",
        {"on": "2026-09-01", "why": "并校", "successor": str(SCHOOL.id)},
    )
    assert closed.status_code == 303
    text = plain(text_of(office, f"/reference/units/{id}/"))
    assert "已停用" in text
    assert "停用原因并校由谁接替甲镇演示小学" in text
    assert "接替了谁甲镇演示中学" in plain(text_of(office, f"/reference/units/{SCHOOL.id}/"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "没有写单位名称。"),
        ({"kind": "bureau"}, "机关部门要写职能"),
        ({"phone": "打这个"}, "不像电话号码"),
        ({"division": "330000000000"}, "没有这个所在区划"),
        ({"valid_from": "昨天"}, "日期看不懂"),
        ({"name": "甲镇演示小学"}, "已经登记过"),
    ],
)
def test_a_fault_stands_at_its_field_and_the_typing_survives(
    office: Client, given: dict[str, str], sentence: str
) -> None:
    answer = office.post("/reference/units/new/", form(aliases="还在的别名", **given))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert "还在的别名" in text
    assert "甲镇演示中学" not in units()


def test_a_unit_of_another_county_is_seen_and_not_touched(office: Client) -> None:
    with scope(SYSTEM):
        other = directory.unit("邻县演示小学", division="990102000000")
    assert office.get(f"/reference/units/{other.id}/").status_code == 200
    refused = office.get(f"/reference/units/{other.id}/edit/")
    assert refused.status_code == 403
    assert "邻县演示小学在" in refused.content.decode()
    assert (
        office.post(
            f"/reference/units/{other.id}/close/", {"on": "2026-09-01", "why": "x"}
        ).status_code
        == 403
    )


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("名录.xlsx", content)


def hidden(text: str) -> str:
    return text.split('name="kept" value="')[1].split('"')[0]


def test_a_list_is_previewed_then_taken(office: Client) -> None:
    preview = office.post("/reference/units/import/", {"file": upload(book(("丙演示小学", "学校", "甲镇"), ("甲镇演示小学", "学校", "甲镇", "", "甲小")))})  # fmt: skip
    text = preview.content.decode()
    assert "会改2个单位" in text
    assert "导入2个单位" in text
    assert "丙演示小学" not in units()
    done = office.post("/reference/units/import/do/", {"kept": hidden(text)})
    assert done.status_code == 303
    assert "丙演示小学" in units()


def test_bad_rows_are_named_and_nothing_can_be_confirmed(office: Client) -> None:
    preview = office.post(
        "/reference/units/import/", {"file": upload(book(("丙演示小学", "学堂", "甲镇")))}
    )
    text = preview.content.decode()
    assert "有1行有错，整份都没有导入" in text
    assert "类别“学堂”不是已有的类别" in text
    assert 'name="kept"' not in text


def test_a_preview_that_is_no_longer_true_is_shown_again(office: Client) -> None:
    preview = office.post(
        "/reference/units/import/", {"file": upload(book(("丙演示小学", "学校", "甲镇")))}
    )
    with scope(SYSTEM):
        directory.unit("丙演示小学")
    again = office.post("/reference/units/import/do/", {"kept": hidden(preview.content.decode())})
    assert "名录又变了" in again.content.decode()


def test_a_changed_preview_is_refused(office: Client) -> None:
    answer = office.post("/reference/units/import/do/", {"kept": "made up"})
    assert "请重新选一次文件" in answer.content.decode()
    assert office.post("/reference/units/import/", {}).content.decode().count("还没有选文件") == 1


def test_the_empty_workbook_is_there(office: Client) -> None:
    answer = office.get("/reference/units/import/template/")
    assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames[0] == "单位和机构"


def test_only_whoever_edits_sees_the_buttons_and_gets_in(signed_in: As) -> None:
    wang = signed_in("wang")
    assert "登记单位" not in text_of(wang, "/reference/units/")
    assert "修改" not in plain(text_of(wang, f"/reference/units/{SCHOOL.id}/"))
    for path in ("new/", "import/", "import/template/"):
        assert wang.get(f"/reference/units/{path}").status_code == 403
    assert upper_bound(COUNTY) == "990102000000"
