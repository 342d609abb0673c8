"""Feedback to police and education, re-verification by schools (D-091, D-092)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.factories import registry as files
from tests.people import (
    CHEN,
    COUNTY,
    EDUCATION,
    LI,
    MA,
    OTHER_SCHOOL,
    SCHOOL,
    SUN,
    SYSTEM,
    VILLAGE_B,
    ZHOU,
)
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.test_rounds import open_tasks, told
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.directory.models import Unit
from tonghu.registry.fields import BY_CODE
from tonghu.registry.models import Child
from tonghu.survey import actions, queries
from tonghu.survey.actions import PupilForm, Wrong
from tonghu.survey.models import Feedback, FeedbackLine, PupilCheck, SchoolCheck
from tonghu.survey.rules.feedback import receivers
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
POLICE = UUID(int=0x7AA)


@pytest.fixture
def campaign(county: list[UUID], settings: Any) -> UUID:
    """Songyang's autumn, locked; education and police have their bureaus."""
    settings.TONGHU_PROFILE = "songyang"
    with scope(SYSTEM):
        Unit.objects.all_of_them(reason="test").filter(pk=EDUCATION.id).update(function="education")
        Unit.objects.put(
            id=POLICE,
            name="演示县公安局",
            plain="演示县公安局",
            kind="bureau",
            function="police",
            division=COUNTY,
        )
        files.child(name="演示幼儿", schooling="not_in_kindergarten", school_name=None, grade=None)
        files.child(name="演示丙二", division=VILLAGE_B, school_name=OTHER_SCHOOL.name)
    with scope(ZHOU.viewer):
        round_ = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="yearly_campaign")
    steps.locked(round_)
    return round_


@pytest.fixture
def sent(campaign: UUID) -> dict[str, UUID]:
    """Function → its feedback."""
    with scope(ZHOU.viewer):
        actions.send_feedback(by=ZHOU.viewer, round=campaign)
        rows = Feedback.objects.visible_to(ZHOU.viewer).filter(round=campaign)
        return dict(rows.values_list("function", "pk"))


def test_every_layout_names_blanks_of_the_file_and_stays_small() -> None:
    assert set(receivers()) == {"education", "police"}
    for one in receivers().values():
        assert one.why
        assert len(one.fields) == len(one.heads) <= 9
        assert all(field in BY_CODE or field in ("town", "village") for field in one.fields)
    assert "id_number" not in receivers()["education"].fields
    assert "school_name" not in receivers()["police"].fields


def test_nothing_is_fed_back_before_the_lock(county: list[UUID]) -> None:
    with scope(ZHOU.viewer):
        round_ = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="yearly_campaign")
        with pytest.raises(NotNow, match="锁定"):
            actions.send_feedback(by=ZHOU.viewer, round=round_)


@requirement("D-091", "D-423")
def test_each_receiver_gets_its_own_fields_and_signs_for_them(
    sent: dict[str, UUID], campaign: UUID
) -> None:
    assert told("survey.feedback") == 2
    assert (open_tasks("survey.receive"), open_tasks("survey.feedback")) == (2, 0)
    with scope(SYSTEM):
        for function, one in sent.items():
            lines = FeedbackLine.objects.all_of_them(reason="test").filter(feedback=one)
            assert {key for line in lines for key in line.content} == set(
                receivers()[function].fields
            )
        lines = FeedbackLine.objects.all_of_them(reason="test").filter(feedback=sent["education"])
        names = {line.content["name"] for line in lines}
    assert "演示幼儿" not in names
    assert "演示甲三" not in names
    with scope(CHEN.viewer):
        assert [one.function for one in queries.my_feedbacks(CHEN.viewer)] == ["education"]
        assert queries.feedback(CHEN.viewer, sent["police"]) is None
        actions.receive_feedback(by=CHEN.viewer, feedback=sent["education"])
        page = queries.feedback(CHEN.viewer, sent["education"])
    assert page is not None
    assert (page.line.received_name, page.line.state) == ("陈联络", "received")
    assert [one.action for one in page.line.buttons] == ["distribute"]
    with scope(ZHOU.viewer), pytest.raises(Wrong, match="纸质"):
        actions.receive_feedback(by=ZHOU.viewer, feedback=sent["police"])
    with scope(ZHOU.viewer):
        actions.receive_feedback(
            by=ZHOU.viewer, feedback=sent["police"], paper_number="演公回1号", name="演示民警"
        )
        found = {one.function: one for one in queries.feedbacks(ZHOU.viewer, campaign)}
    assert (found["police"].state, found["police"].paper_number) == ("done", "演公回1号")
    assert told("survey.receive") == 2


def test_sending_twice_sends_once(sent: dict[str, UUID], campaign: UUID) -> None:
    with scope(ZHOU.viewer):
        again = actions.send_feedback(by=ZHOU.viewer, round=campaign)
    assert set(again) == set(sent.values())
    assert told("survey.feedback") == 2


@pytest.fixture
def checks(sent: dict[str, UUID]) -> dict[UUID, UUID]:
    """School → its check."""
    with scope(CHEN.viewer):
        actions.receive_feedback(by=CHEN.viewer, feedback=sent["education"])
        assert actions.distribute(by=CHEN.viewer, feedback=sent["education"]) == 2
    with scope(SYSTEM):
        return dict(SchoolCheck.objects.all_of_them(reason="test").values_list("unit_id", "pk"))


@requirement("D-092")
def test_a_school_verifies_its_own_pupils_and_names_who_keeps_in_touch(
    checks: dict[UUID, UUID], sent: dict[str, UUID]
) -> None:
    own = checks[SCHOOL.id]
    with scope(SUN.viewer):
        assert queries.check(SUN.viewer, checks[OTHER_SCHOOL.id]) is None
        assert len(queries.checks(SUN.viewer)) == 1
        page = queries.check(SUN.viewer, own)
        task = Task.objects.visible_to(SUN.viewer).get(kind="survey.reverify")
        assert page is not None
        assert {one.name for one in page.pupils} == {"演示甲一", "演示甲二", "演示乙一", "演示丙一"}
        assert (task.count, task.due_on, page.may_answer, page.on_behalf) == (
            4,
            page.line.due_on,
            True,
            False,
        )
        first, *rest = page.pupils
        for form, field in (
            (PupilForm("maybe"), "answer"),
            (PupilForm("yes"), "contact"),
            (PupilForm("not_here"), "note"),
        ):
            with pytest.raises(Wrong) as wrong:
                actions.reverify(by=SUN.viewer, check=own, answers={first.id: form})
            assert wrong.value.field == field
        good = PupilForm("yes", contact="演示班主任", contact_title="班主任")
        assert actions.reverify(by=SUN.viewer, check=own, answers={first.id: good}) == 3
        away = PupilForm("not_here", note="转到县城读书")
        answers = {rest[0].id: away, **{one.id: good for one in rest[1:]}}
        assert actions.reverify(by=SUN.viewer, check=own, answers=answers) == 0
        with pytest.raises(NotNow):
            actions.reverify(by=SUN.viewer, check=own, answers={first.id: good})
    assert (told("survey.contact"), told("survey.reverify")) == (4, 1)
    _read_by_those_above(own)


def _read_by_those_above(own: UUID) -> None:
    with scope(ZHOU.viewer):
        page = queries.check(ZHOU.viewer, own)
    assert page is not None
    assert [one.contact for one in page.pupils].count("演示班主任") == 3
    with scope(LI.viewer):
        page = queries.check(LI.viewer, own)
    assert page is not None
    assert "演示丙一" not in {one.name for one in page.pupils}


def test_a_paper_of_the_school_is_recorded_from_above_and_ends_the_feedback(
    checks: dict[UUID, UUID], sent: dict[str, UUID]
) -> None:
    good = PupilForm("yes", contact="演示班主任")
    with scope(ZHOU.viewer):
        for check in checks.values():
            page = queries.check(ZHOU.viewer, check)
            assert page is not None
            answers = {one.id: good for one in page.pupils}
            with pytest.raises(Wrong, match="纸质"):
                actions.reverify(by=ZHOU.viewer, check=check, answers=answers)
            actions.reverify(
                by=ZHOU.viewer,
                check=check,
                answers=answers,
                paper_number="甲小核1",
                name="演示校长",
            )
        assert Feedback.objects.visible_to(ZHOU.viewer).get(pk=sent["education"]).state == "done"
        row = SchoolCheck.objects.visible_to(ZHOU.viewer).get(pk=checks[SCHOOL.id])
    assert (row.done_name, row.paper_number) == ("演示校长", "甲小核1")
    assert open_tasks("survey.reverify") == 0


def test_a_school_and_a_station_see_no_other_list_and_no_file(
    checks: dict[UUID, UUID], sent: dict[str, UUID]
) -> None:
    with scope(MA.viewer):
        assert queries.checks(MA.viewer) == ()
        assert queries.feedback(MA.viewer, sent["police"]) is None
        assert PupilCheck.objects.visible_to(MA.viewer).count() == 0
    with scope(SUN.viewer):
        assert Child.objects.visible_to(SUN.viewer).count() == 0
        with pytest.raises(NotYours):
            actions.send_feedback(by=SUN.viewer, round=UUID(int=1))
