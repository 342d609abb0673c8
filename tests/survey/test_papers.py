"""Papers of a round: published ties, reasons that add up, every kind as content and as an issued paper."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import registry as files
from tests.people import CHEN, COUNTY, EDUCATION, LI, SYSTEM, TOWN_A, VILLAGE_A, WANG, ZHAO, ZHOU
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.conftest import SECOND
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotYours
from tonghu.directory.models import Unit
from tonghu.papers.documents import Document, Table
from tonghu.papers.models import Paper
from tonghu.policy import load
from tonghu.registry import actions as registry
from tonghu.survey import actions
from tonghu.survey.models import Feedback, SchoolCheck
from tonghu.survey.papers import contents, tables, ties
from tonghu.survey.papers.contents import BUILD, ask
from tonghu.survey.queries.shapes import Figures, Reason

CHILD: dict[str, ties.Fact] = {
    "band": "6-13", "sex": "1", "schooling": "primary", "hukou_registered": True,
    "boarding": False, "carer_kind": "grandparent", "guardianship_grade": "ordinary",
}  # fmt: skip


def made(viewer: Any, kind: str, round: UUID, division: str = "", **more: Any) -> contents.Made:
    with scope(viewer):
        return BUILD[kind](viewer, ask(viewer, round, division, **more))


def column(content: Document, key: str, of: int = 0) -> list[Any]:
    table = content.tables[of]
    keys = [one.key for one in table.columns]
    return [row[keys.index(key)] for row in table.rows]


@pytest.mark.parametrize("name", tables.SHEETS)
def test_every_file_of_columns_is_sound(name: str) -> None:
    assert tables.sheet(name).columns


@requirement("D-312")
def test_the_summary_has_thirty_two_columns_and_ten_ties() -> None:
    assert tables.sheet("summary32").keys[1:] == ties.COLUMNS
    cells, told = ties.rules()
    assert tuple(cells) == ties.COLUMNS
    assert len(told) == 10
    assert {key for tie in told for key in (*tie.left, *tie.right)} <= set(ties.COLUMNS)


@requirement("D-312")
@given(
    st.lists(
        st.fixed_dictionaries({
            "band": st.sampled_from(["0-5", "6-13", "14-"]), "sex": st.sampled_from(["1", "2"]),
            "schooling": st.sampled_from([
                "kindergarten", "not_in_kindergarten", "primary", "junior", "senior", "vocational",
                "dropout", "not_studying", "not_enrolled",
            ]),
            "hukou_registered": st.booleans(), "boarding": st.booleans(),
            "carer_kind": st.sampled_from([
                "grandparent", "relative", "other_adult", "institution", "father", "mother",
                "guardian", "none",
            ]),
            "guardianship_grade": st.sampled_from([
                "good", "ordinary", "unattended", "parent_unable", "carer_insufficient",
            ]),
        }), max_size=40,
    )
)  # fmt: skip
def test_the_published_ties_hold_for_children_whose_blanks_are_filled(rows: list[Any]) -> None:
    counted = ties.counted(rows)
    assert ties.broken(counted) == ()
    assert counted["1"] == len(rows)


@pytest.mark.parametrize(
    ("blank", "said"),
    [
        ("band", "出生日期"), ("sex", "性别"), ("schooling", "就学情况"),
        ("hukou_registered", "是否登记户口"), ("boarding", "是否学校寄宿"),
        ("carer_kind", "实际由谁照料"), ("guardianship_grade", "监护类型"),
    ],
)  # fmt: skip
def test_a_blank_breaks_its_tie_and_is_named(blank: str, said: str) -> None:
    told = ties.broken(ties.counted([CHILD, {**CHILD, blank: None}]))
    assert told
    assert any(said in one for one in told)


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        (date(2020, 10, 1), "0-5"), (date(2020, 9, 30), "6-13"), (date(2012, 10, 1), "6-13"),
        (date(2012, 9, 30), "14-"), (None, ""),
    ],
)  # fmt: skip
def test_age_bands_turn_on_the_birthday(birth: date | None, expected: str) -> None:
    assert ties.band(birth, date(2026, 9, 30)) == expected


@requirement("D-313")
def test_a_report_row_adds_up_and_says_where_it_does_not() -> None:
    figures = Figures(
        "register", "在册儿童", 10, 3, 2, 11,
        added_by=(Reason("newly_found", "新发现", 2), Reason("of_another_profile", "别的", 1)),
        left_by=(Reason("died", "死亡", 2),),
    )  # fmt: skip
    row = tables.quarter_row("演示村", figures, {"expected": 11})
    assert (row["added:newly_found"], row["added:"], row["left:died"]) == (2, 1, 2)
    assert tables.quarter_faults(row) == ()
    assert tables.quarter_faults({**row, "closing": 12}) == ("演示村：期初＋新增－退出不等于期末",)


def test_every_exit_of_every_profile_has_its_column() -> None:
    keys = set(tables.sheet("quarter").keys)
    for profile in ("songyang", "wuqing", "dali", "xinbei", "cn"):
        for one in load(profile).definitions.exits:
            assert f"left:{one.code}" in keys


@pytest.mark.django_db
@requirement("D-313", "D-084")
def test_the_quarterly_report_is_by_town_for_the_county_and_by_village_for_the_town(
    quarter: UUID, county: list[UUID]
) -> None:
    with scope(WANG.viewer):
        actions.left_child(
            by=WANG.viewer, round=quarter, child=county[0], reason="parent_returned",
            on=date(2026, 9, 6),
        )  # fmt: skip
    of_county = made(ZHOU.viewer, "survey.quarter", quarter)
    of_town = made(LI.viewer, "survey.quarter", quarter)
    assert column(of_county.content, "place") == ["甲镇", "乙镇"]
    assert column(of_county.content, "closing") == [3, 1]
    assert column(of_county.content, "left:parent_returned") == [1, 0]
    assert column(of_town.content, "place") == ["一村", "二村"]
    assert column(of_town.content, "closing") == [2, 1]
    assert of_county.faults == of_town.faults == ()


@pytest.mark.django_db
@requirement("D-310", "D-312", "D-314", "D-089", "D-097", "D-098")
def test_lists_and_sums_of_any_place_come_from_the_same_children(
    quarter: UUID, county: list[UUID]
) -> None:
    with scope(SYSTEM):
        hazard = getattr(registry, "raise_hazard", None)
        if hazard is not None:
            hazard(by=SYSTEM, child=county[0], kind="water", note="村口水塘")
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    roster = made(LI.viewer, "survey.roster", quarter, VILLAGE_A)
    sheet = made(WANG.viewer, "survey.sheet", quarter)
    sums = made(ZHOU.viewer, "survey.summary32", quarter)
    assert sorted(column(roster.content, "name")) == ["演示甲一", "演示甲三", "演示甲二"]
    assert len(roster.content.about) == 3
    assert column(sheet.content, "name")[0] == "演示甲三"
    assert set(column(sheet.content, "answer")) == {"没有变化"}
    assert column(sums.content, "1") == [4, 1]
    assert sums.faults == ()
    if hazard is not None:
        listed = made(LI.viewer, "survey.hazards", quarter)
        assert column(listed.content, "kind") == ["临水玩耍"]
        assert "临水玩耍" in column(sheet.content, "hazards")


@pytest.mark.django_db
def test_numbers_are_masked_unless_somebody_may_see_them(county: list[UUID]) -> None:
    number = files.id_number(date(2016, 5, 20), "2")
    with scope(SYSTEM):
        registry.update(by=SYSTEM, child=county[0], values={"id_number": number}, source="police")
    with scope(ZHOU.viewer):
        round_ = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
    masked = column(made(LI.viewer, "survey.roster", round_).content, "id_number")
    whole = column(made(LI.viewer, "survey.roster", round_, whole=True).content, "id_number")
    assert number not in masked
    assert number in whole
    with scope(WANG.viewer), pytest.raises(NotYours):
        actions.print_draft(by=WANG.viewer, kind="survey.roster", round=round_, whole=True)


@pytest.mark.django_db
@requirement("D-090", "D-314")
def test_the_town_prints_what_it_hands_to_the_county(quarter: UUID) -> None:
    for village, who in ((VILLAGE_A, WANG), (SECOND, ZHOU)):
        steps.nothing_changed(quarter, village, who)
        with scope(LI.viewer):
            actions.accept(by=LI.viewer, round=quarter, village=village)
    with scope(LI.viewer):
        actions.summarise(by=LI.viewer, round=quarter, town=TOWN_A, note="入户4户")
    paper = made(LI.viewer, "survey.town_summary", quarter, TOWN_A)
    assert paper.content.title == "甲镇2026年三季度核对汇总"
    assert paper.faults == ()
    with scope(LI.viewer):
        issued = actions.issue_paper(
            by=LI.viewer, kind="survey.town_summary", round=quarter, division=TOWN_A
        )
        row = Paper.objects.visible_to(LI.viewer).get(pk=issued)
    assert (row.period, row.subject_type) == ("2026Q3", "survey.round")


@pytest.mark.django_db
@requirement("D-083")
def test_the_notice_names_villages_and_no_child(quarter: UUID) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    paper = made(ZHOU.viewer, "survey.urge", quarter).content
    assert sorted(column(paper, "village")) == ["一村", "二村"]
    assert paper.about == ()
    with scope(ZHOU.viewer):
        assert actions.issue_paper(
            by=ZHOU.viewer, kind="survey.urge", round=quarter, formats=("pdf", "docx")
        )


@pytest.mark.django_db
@requirement("D-091", "D-092", "D-314")
def test_the_letter_and_the_school_table_hold_what_was_sent(
    county: list[UUID], settings: Any
) -> None:
    settings.TONGHU_PROFILE = "songyang"
    with scope(SYSTEM):
        Unit.objects.all_of_them(reason="test").filter(pk=EDUCATION.id).update(function="education")
        Unit.objects.put(
            name="演示县公安局",
            plain="演示县公安局",
            kind="bureau",
            function="police",
            division=COUNTY,
        )
    with scope(ZHOU.viewer):
        round_ = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="yearly_campaign")
    steps.locked(round_)
    with scope(ZHOU.viewer):
        actions.send_feedback(by=ZHOU.viewer, round=round_)
        row = Feedback.objects.visible_to(ZHOU.viewer).get(function="education")
    letter = made(ZHOU.viewer, "survey.feedback", round_, of=row.id).content
    assert letter.recipient == "演示县教育局："
    assert [one.head for one in letter.tables[0].columns][:2] == ["姓名", "性别"]
    assert len(letter.tables[0].rows) == row.listed == 4
    with scope(CHEN.viewer):
        actions.receive_feedback(by=CHEN.viewer, feedback=row.id)
        actions.distribute(by=CHEN.viewer, feedback=row.id)
    with scope(ZHOU.viewer):
        check = SchoolCheck.objects.visible_to(ZHOU.viewer).get()
    table = made(ZHOU.viewer, "survey.reverification", round_, of=check.id).content
    assert len(column(table, "contact")) == 4


@pytest.mark.django_db
def test_a_place_out_of_reach_cannot_be_printed(quarter: UUID) -> None:
    for kind in ("survey.roster", "survey.sheet", "survey.quarter", "survey.summary32"):
        with pytest.raises(Missing):
            made(ZHAO.viewer, kind, quarter, VILLAGE_A)
    assert column(made(ZHAO.viewer, "survey.sheet", quarter).content, "name") == ["演示丙一"]
    assert isinstance(made(ZHAO.viewer, "survey.sheet", quarter).content.blocks[0], Table)
