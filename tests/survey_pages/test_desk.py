"""Town and county at their desks: board, review, return, all clean ones, summary, lock, recount."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from tests.people import (
    CHEN,
    DENG,
    LI,
    QIAN,
    SUN,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    WANG,
    ZHAO,
    ZHOU,
)
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.conftest import SECOND
from tests.survey_pages.conftest import Browse, at, walk
from tonghu.core.database import scope
from tonghu.survey import actions, queries

pytestmark = pytest.mark.django_db


def board_of(round: UUID) -> object:
    with scope(ZHOU.viewer):
        return queries.board(ZHOU.viewer, round)


@requirement("D-080")
def test_the_board_shows_each_town_and_opens_its_villages_without_scripts(
    browse: Browse, quarter: UUID
) -> None:
    client = browse(ZHOU)
    page = client.get(f"/rounds/{quarter}/").text
    assert "2026年三季度核对" in page
    assert "甲镇" in page
    assert "乙镇" in page
    assert f"?open={TOWN_A}" in page
    assert at(quarter, SECOND) not in page
    opened = client.get(f"/rounds/{quarter}/?open={TOWN_A}").text
    assert f"{at(quarter, SECOND)}review/" in opened
    assert 'aria-expanded="true"' in opened
    assert 'role="img" aria-label="镇已接收0，待审0，退回0，在核0，没开始2"' in opened


def test_leaders_and_superiors_see_the_numbers_and_no_list_behind_them(
    browse: Browse, quarter: UUID
) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    for person in (DENG, QIAN):
        client = browse(person)
        page = client.get(f"/rounds/{quarter}/?open={TOWN_A}").text
        assert "3<span" in page or ">3<" in page, person.login
        for hidden in ("/list/", "review/", "催", "演示甲", "导出"):
            assert hidden not in page.split("<main")[1], (person.login, hidden)
        assert client.get(f"/rounds/{quarter}/list/").status_code == 403
        assert client.get(f"{at(quarter)}review/").status_code in (403, 404)


def test_units_see_no_board(browse: Browse, quarter: UUID) -> None:
    for person in (SUN, CHEN):
        assert browse(person).get(f"/rounds/{quarter}/").status_code == 404


@requirement("D-083")
def test_one_reminder_reaches_exactly_those_that_are_pressed(browse: Browse, quarter: UUID) -> None:
    client = browse(ZHOU)
    told = client.post(f"/rounds/{quarter}/remind/", {"villages": f"{VILLAGE_A},{VILLAGE_B}"})
    assert told["Location"] == f"/rounds/{quarter}/"
    assert "催了2个村" in client.get(f"/rounds/{quarter}/").text
    client.post(f"/rounds/{quarter}/remind/", {"villages": VILLAGE_A})
    assert "今天已经催过" in client.get(f"/rounds/{quarter}/").text


def test_what_differs_stands_above_what_is_as_it_was(browse: Browse, quarter: UUID) -> None:
    kid = walk(WANG, quarter).children[0]
    with scope(WANG.viewer):
        actions.unreachable(by=WANG.viewer, round=quarter, child=kid.child, note="两次上门没人")
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    page = browse(LI).get(f"{at(quarter)}review/").text
    assert "3名，1名有变化" in page
    assert page.index("两次上门没人") < page.index("没有变化的2名")


def test_a_town_returns_with_a_reason_and_accepts_the_next_time(
    browse: Browse, quarter: UUID
) -> None:
    town, village, where = browse(LI), browse(WANG), at(quarter)
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    assert "请写明原因" in town.post(f"{where}return/", {"why": ""}).text
    assert town.post(f"{where}return/", {"why": "少写了一名孩子的学校"}).status_code == 303
    assert "少写了一名孩子的学校" in village.get(where).text
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    told = town.post(f"{where}accept/")
    assert told["Location"] == f"/rounds/{quarter}/towns/{TOWN_A}/"
    assert walk(LI, quarter).state == "accepted"


def test_a_town_accepts_all_clean_villages_at_once_and_is_told_which_it_must_read(
    browse: Browse, quarter: UUID
) -> None:
    kid = walk(WANG, quarter).children[0]
    with scope(WANG.viewer):
        actions.unreachable(by=WANG.viewer, round=quarter, child=kid.child, note="两次上门没人")
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    steps.nothing_changed(quarter, SECOND, ZHOU)
    town, where = browse(LI), f"/rounds/{quarter}/towns/{TOWN_A}/"
    page = town.get(where).text
    assert "一起接收没有例外的1个村" in page
    assert "联系不上1名" in page
    assert town.post(f"{where}accept-clean/").status_code == 303
    assert walk(LI, quarter, SECOND).state == "accepted"
    assert walk(LI, quarter).state == "submitted"


@requirement("D-090")
def test_a_town_sums_up_and_the_county_takes_it(browse: Browse, quarter: UUID) -> None:
    town, county, where = browse(LI), browse(ZHOU), f"/rounds/{quarter}/towns/{TOWN_A}/"
    for village, who, _ in steps.VILLAGES[:2]:
        steps.nothing_changed(quarter, village, who)
        with scope(LI.viewer):
            actions.accept(by=LI.viewer, round=quarter, village=village)
    assert town.post(f"{where}summarise/", {"note": "逐户走了一遍"}).status_code == 303
    assert "逐户走了一遍" in county.get(where).text
    assert county.post(f"{where}take/").status_code == 303
    with scope(ZHOU.viewer):
        found = queries.summary(ZHOU.viewer, quarter, TOWN_A)
    assert found is not None
    assert found.state == "taken"
    assert browse(ZHAO).get(where).status_code == 404
    assert browse(LI).get(f"/rounds/{quarter}/towns/{TOWN_B}/").status_code == 404


def test_a_county_locks_only_with_a_reason_for_each_village_that_is_missing(
    browse: Browse, quarter: UUID
) -> None:
    client, where = browse(ZHOU), f"/rounds/{quarter}/lock/"
    page = client.get(where).text
    assert f'name="why_{VILLAGE_A}"' in page
    refused = client.post(where, {"typed": "2026年三季度核对"}).text
    assert "请写明为什么没办完也锁定" in refused
    names = [name.split('"')[0] for name in page.split('name="why_')[1:]]
    reasons = {f"why_{name}": "大水封路，路通后补报" for name in names}
    wrong = client.post(where, {**reasons, "typed": "三季度"})
    assert "不一样，请照样写" in wrong.text
    assert "大水封路，路通后补报" in wrong.text  # nothing typed is lost
    assert client.post(where, {**reasons, "typed": "2026年三季度核对"}).status_code == 303
    board = client.get(f"/rounds/{quarter}/").text
    assert "县已锁定" in board or "锁定的数" in board
    assert "大水封路，路通后补报" in board
    assert "名单指纹" in board


@requirement("D-084")
def test_locked_figures_are_recounted_and_open_the_same_children(
    browse: Browse, quarter: UUID
) -> None:
    steps.locked(quarter)
    client = browse(ZHOU)
    page = client.post(f"/rounds/{quarter}/recount/").text
    assert "刚才重算，与锁定时一致" in page
    listed = client.get(f"/rounds/{quarter}/list/?figure=closing").text
    assert "期末5名" in listed
    assert listed.count("演示") >= 5
    mine = browse(LI).get(f"/rounds/{quarter}/list/?figure=closing").text
    assert "演示丙一" not in mine


def test_the_board_goes_out_as_excel_with_figures_only(browse: Browse, quarter: UUID) -> None:
    answer = browse(ZHOU).get(f"/rounds/{quarter}/excel/")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[3][:5] == ["乡镇（街道）", "村（社区）", "状态", "应核", "已核"]
    assert sum(row[1] != "合计" and row[3] != "" for row in rows[4:]) == 3
    assert "演示甲一" not in str(rows)


def test_a_county_opens_the_campaign_beside_the_quarter(browse: Browse, quarter: UUID) -> None:
    client = browse(ZHOU)
    page = client.get("/rounds/open/").text
    assert "2026年三季度核对" not in page.split("<main")[1]
    plan = page.split('name="plan" value="')[1].split('"')[0]
    told = client.post("/rounds/open/", {"plan": plan})
    assert told.status_code == 303
    both = client.get("/rounds/").text
    assert "2轮正在核" in both
    assert "还没选哪一轮" in client.post("/rounds/open/", {}).text


def test_a_round_that_is_out_is_not_sent_out_again(browse: Browse, quarter: UUID) -> None:
    client = browse(ZHOU)
    assert client.post(f"/rounds/{quarter}/send/").status_code == 303
    assert "发出" in client.get(f"/rounds/{quarter}/").text
