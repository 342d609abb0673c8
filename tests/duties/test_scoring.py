"""The yearly assessment: computed, scored, contested, answered, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.duties.conftest import POLITICAL, Browse
from tests.duties.test_counting import OFFICE, leave, lines
from tests.people import CHEN, COUNTY, DENG, LI, QIAN, TOWN_A, TOWN_B, WANG, ZHOU, Person
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.duties import actions
from tonghu.duties.models import Accountability, Commendation, Sheet
from tonghu.duties.papers.assessment import content, issue_assessment
from tonghu.duties.queries import sheets as queries
from tonghu.duties.rules.wrong import Wrong
from tonghu.duties.states import Standing

pytestmark = pytest.mark.django_db
PAPER = "演综治〔2026〕9号"


@pytest.fixture
def opened(county: None) -> UUID:
    """Town A's sheet of the year."""
    leave("survey.summarise", LI)
    actions.recount(division=COUNTY)
    with scope(ZHOU.viewer):
        made = actions.open_year(
            by=ZHOU.viewer, division=COUNTY, year=2026, variant="safe_governance"
        )
        assert made == 2
        id_: UUID = Sheet.objects.visible_to(ZHOU.viewer).get(division=TOWN_A).id
        return id_


def do(person: Person, act: Callable[[], object], kind: str) -> None:
    """A deed by one of the cast: exactly one event of its kind."""
    with scope(person.viewer):
        rows = Event.objects.all_of_them(reason="test").filter(kind=kind)
        before = rows.count()
        act()
        assert rows.count() == before + 1


def seen(person: Person, id_: UUID) -> queries.SheetView:
    with scope(person.viewer):
        found = queries.sheet(person.viewer, id_)
    assert found is not None
    return found


@requirement("D-232", "D-233", "D-373")
def test_the_score_is_computed_from_the_ledger_and_opens_it(opened: UUID) -> None:
    found = seen(ZHOU, opened)
    duties = next(one for one in found.lines if one.line.measure == "duties_proven")
    assert duties.line.done >= 2  # the survey and its summary
    assert duties.line.of > duties.line.done
    assert duties.line.computed == round(30 * duties.line.done / duties.line.of, 1)
    assert duties.url.startswith(f"/duties/places/{TOWN_A}/")
    assert found.row.full == 100
    assert found.unverified  # the documents set no points


def test_each_place_has_one_sheet_a_year(opened: UUID) -> None:
    with scope(ZHOU.viewer):
        again = actions.open_year(
            by=ZHOU.viewer, division=COUNTY, year=2026, variant="safe_governance"
        )
    assert again == 0


def test_a_kind_the_document_does_not_name_is_refused(county: None) -> None:
    with scope(ZHOU.viewer), pytest.raises(Wrong):
        actions.open_year(by=ZHOU.viewer, division=COUNTY, year=2026, variant="civility")


@requirement("D-251")
def test_a_score_proves_for_the_unit_that_assesses_from_its_paper(opened: UUID) -> None:
    with scope(ZHOU.viewer), pytest.raises(Wrong) as told:
        actions.score(by=ZHOU.viewer, sheet=opened, given={})
    assert told.value.field == "paper_number"
    do(
        ZHOU,
        lambda: actions.score(by=ZHOU.viewer, sheet=opened, given={}, paper_number=PAPER),
        "evaluation.score",
    )
    found = lines(f"u:{POLITICAL}")
    assert found["political_legal.reward"].standing is Standing.TRANSCRIBED
    assert "evaluation" not in str(lines(OFFICE)["civil_affairs.ledger"].kinds)


def test_points_beside_the_computed_ones_need_a_reason(opened: UUID) -> None:
    line = seen(ZHOU, opened).lines[0].line
    for given in ((line.points + 1.0, "多"), (0.5, ""), (-1.0, "负")):
        with scope(ZHOU.viewer), pytest.raises(Wrong):
            actions.score(
                by=ZHOU.viewer, sheet=opened, given={line.code: given}, paper_number=PAPER
            )
    do(ZHOU, lambda: actions.score(
        by=ZHOU.viewer, sheet=opened, given={line.code: (0.5, "抽查不实")}, paper_number=PAPER), "evaluation.score")  # fmt: skip
    assert seen(ZHOU, opened).lines[0].line.score == 0.5


def test_the_whole_way_from_report_to_reward(opened: UUID) -> None:
    do(LI, lambda: actions.report(by=LI.viewer, sheet=opened, text="做了排查"), "evaluation.report")
    do(ZHOU, lambda: actions.refresh(by=ZHOU.viewer, sheet=opened), "evaluation.refresh")
    do(
        ZHOU,
        lambda: actions.score(by=ZHOU.viewer, sheet=opened, given={}, paper_number=PAPER),
        "evaluation.score",
    )
    do(
        LI,
        lambda: actions.object_(by=LI.viewer, sheet=opened, text="少算一项"),
        "evaluation.object",
    )
    line = seen(ZHOU, opened).lines[0].line
    do(ZHOU, lambda: actions.answer(
        by=ZHOU.viewer, sheet=opened, text="补算", given={line.code: (30.0, "补了材料")}), "evaluation.answer")  # fmt: skip
    do(ZHOU, lambda: actions.close(
        by=ZHOU.viewer, sheet=opened, result="reward", story="通报表扬", document="演联〔2026〕4号"), "evaluation.close")  # fmt: skip
    found = seen(LI, opened)
    assert (found.row.result_label, found.followed[0].story) == ("奖励", "通报表扬")
    with scope(ZHOU.viewer), pytest.raises(NotNow):
        actions.refresh(by=ZHOU.viewer, sheet=opened)


@requirement("D-237")
def test_who_was_held_to_account_stands_where_the_office_alone_looks(opened: UUID) -> None:
    with scope(ZHOU.viewer):
        actions.score(by=ZHOU.viewer, sheet=opened, given={}, paper_number=PAPER)
        actions.close(by=ZHOU.viewer, sheet=opened, result="hold_responsible", story="约谈")
        assert Accountability.objects.visible_to(ZHOU.viewer).count() == 1
    for person in (LI, QIAN, DENG, CHEN, WANG):
        with scope(person.viewer):
            assert not Accountability.objects.all_of_them(reason="behind the wall").exists()
            assert not Commendation.objects.all_of_them(reason="behind the wall").exists()
    assert seen(LI, opened).row.result_label == ""


def test_a_place_sees_its_own_sheet_and_no_other(opened: UUID) -> None:
    with scope(LI.viewer):
        assert [one.division for one in queries.sheets(LI.viewer, year=2026)] == [TOWN_A]
        other = Sheet.objects.all_of_them(reason="behind the wall").filter(division=TOWN_B)
        assert not other.exists()
    with scope(WANG.viewer):
        assert not queries.sheets(WANG.viewer, year=2026)
    with scope(CHEN.viewer):
        assert not queries.sheets(CHEN.viewer, year=2026)


def test_nobody_scores_without_the_verb_nor_reports_for_another(opened: UUID) -> None:
    with scope(LI.viewer), pytest.raises(NotYours):
        actions.score(by=LI.viewer, sheet=opened, given={}, paper_number=PAPER)
    with scope(ZHOU.viewer), pytest.raises(NotNow):
        actions.report(by=ZHOU.viewer, sheet=opened, text="替他写")


@requirement("D-335")
def test_the_table_of_the_year_is_a_paper_without_those_held_to_account(opened: UUID) -> None:
    with scope(ZHOU.viewer):
        actions.score(by=ZHOU.viewer, sheet=opened, given={}, paper_number=PAPER)
        actions.close(
            by=ZHOU.viewer, sheet=opened, result="hold_responsible", story="约谈了主要负责人"
        )
        made = content(
            ZHOU.viewer, division=COUNTY, year=2026, variant="safe_governance", title="考核表"
        )
        assert "约谈" not in str(made)
        assert "甲镇" in str(made)
        assert issue_assessment(
            by=ZHOU.viewer, division=COUNTY, year=2026, variant="safe_governance"
        )


def test_the_pages_of_the_assessment(opened: UUID, browse: Browse) -> None:
    office, town = browse(ZHOU), browse(LI)
    assert "甲镇" in office.get("/duties/sheets/").content.decode()
    where = f"/duties/sheets/{opened}/"
    assert "打分，发给甲镇" in office.get(where).content.decode()
    assert "交自评" in town.get(where).content.decode()
    assert town.post(f"{where}report/", {"text": ""}).status_code == 200
    assert town.post(f"{where}report/", {"text": "做了"}).status_code == 303
    assert (
        office.post(f"{where}score/", {"paper_number": PAPER, "p.duties": "x"}).status_code == 303
    )
    assert seen(ZHOU, opened).row.state == "reported"  # 错的分数不收
    assert office.post(f"{where}score/", {"paper_number": PAPER, "p.duties": ""}).status_code == 303
    assert town.post(f"{where}object/", {"text": "少算"}).status_code == 303
    assert office.post(f"{where}answer/", {"text": "不改，材料是去年的"}).status_code == 303
    assert office.post(f"{where}close/", {"result": ""}).status_code == 303
    assert "已定" in town.get(where).content.decode()
    assert browse(DENG).get(where).status_code == 200
