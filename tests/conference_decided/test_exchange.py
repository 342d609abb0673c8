"""Units ask each other, problems go to whoever can settle them, practice goes round, bulletins keep their figures."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests import people
from tests.conference_decided import stage, steps
from tests.conference_decided.stage import GONG, WEI, Stage
from tests.conference_decided.steps import Events, as_
from tests.people import CHEN, LI, PREFECTURE, QIAN, SYSTEM, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import bulletins, exchanging, following, resolving
from tonghu.conference.models import Bulletin, BulletinFigure, Practice, Problem, ProblemPart
from tonghu.conference.queries import exchange as queries
from tonghu.conference.rules.membership import Wrong
from tonghu.core import indicators
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.papers.models import Paper
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


@requirement("D-057")
def test_a_question_between_two_units_is_read_by_them_and_the_office(held: Stage) -> None:
    events = Events()
    its = as_(
        CHEN,
        exchanging.ask_unit,
        body=held.body,
        unit=stage.POLICE.id,
        title="户籍变动数",
        question="三季度的",
        purpose="核对学籍",
    )
    assert events.own() == ["information.ask"]
    for person, sees in (
        (CHEN, True),
        (GONG, True),
        (ZHOU, True),
        (WEI, False),
        (people.SUN, False),
    ):
        with scope(person.viewer):
            assert (queries.request(person.viewer, its) is not None) == sees, person.login
    with pytest.raises(NotYours):
        as_(CHEN, exchanging.answer_request, request=its, answer="自问自答")
    events = Events()
    as_(GONG, exchanging.answer_request, request=its, answer="变动126人。")
    assert events.own() == ["information.answer"]
    [one] = [e for e in events.rows if e.kind == "information.answer"]
    assert one.for_unit == stage.POLICE.id


def test_a_question_says_what_for_and_a_refusal_says_why(held: Stage) -> None:
    with pytest.raises(Wrong, match="用来做什么"):
        as_(
            CHEN,
            exchanging.ask_unit,
            body=held.body,
            unit=stage.POLICE.id,
            title="数",
            question="数",
            purpose="",
        )
    its = as_(
        CHEN,
        exchanging.ask_unit,
        body=held.body,
        unit=stage.POLICE.id,
        title="数",
        question="数",
        purpose="核对",
    )
    with pytest.raises(Wrong, match="写明理由"):
        as_(GONG, exchanging.answer_request, request=its, answer="", refuses=True)
    as_(
        ZHOU,
        exchanging.answer_request,
        request=its,
        answer="依法不能提供",
        refuses=True,
        paper_number="演公函〔2026〕3号",
    )


@requirement("D-056")
def test_a_problem_of_several_units_is_given_to_them_and_each_proves_its_part(held: Stage) -> None:
    its = as_(
        CHEN, exchanging.raise_problem, body=held.body, title="跨县就读", text="学籍和户籍对不上"
    )
    as_(
        ZHOU,
        exchanging.handle_problem,
        problem=its,
        plan="公安核户籍，卫健核出生。",
        units=[stage.POLICE.id, stage.HEALTH.id],
        due=date(2026, 12, 20),
    )
    with scope(SYSTEM):
        parts = {
            one.unit_id: one.id
            for one in ProblemPart.objects.visible_to(SYSTEM).filter(problem=its)
        }
    events = Events()
    as_(GONG, exchanging.do_part, part=parts[stage.POLICE.id], answer="核了。")
    assert events.own() == ["problem.coordinate"]
    [one] = [e for e in events.rows if e.kind == "problem.coordinate"]
    assert one.for_unit == stage.POLICE.id
    as_(
        ZHOU,
        exchanging.do_part,
        part=parts[stage.HEALTH.id],
        answer="核了。",
        paper_number="演卫〔2026〕5号",
    )
    events = Events()
    as_(ZHOU, exchanging.settle_problem, problem=its, result="对上了。")
    assert events.own() == ["problem.settle"]


def test_a_problem_of_two_counties_goes_to_the_body_of_the_prefecture(held: Stage) -> None:
    told: dict[str, Any] = {
        "body": held.body,
        "title": "跨县监护",
        "text": "监护人在邻县",
        "counties": [(people.OTHER_COUNTY, "邻县")],
    }
    with pytest.raises(Wrong, match="上级还没有登记联席会议"):
        as_(CHEN, exchanging.raise_problem, **told)
    with scope(SYSTEM):
        above = stage.body("dali", PREFECTURE, "演示市联席会议")
    its = as_(CHEN, exchanging.raise_problem, **told)
    with scope(SYSTEM):
        row = Problem.objects.visible_to(SYSTEM).get(pk=its)
        task = Task.objects.visible_to(SYSTEM).get(kind="conference.problem")
    assert (row.body_id, row.division, task.role) == (above.id, PREFECTURE, "superior")
    with pytest.raises(NotYours):
        as_(CHEN, exchanging.settle_problem, problem=its, result="越权")
    as_(
        QIAN,
        exchanging.handle_problem,
        problem=its,
        plan="两县核实。",
        units=[people.CIVIL_AFFAIRS.id],
    )
    with scope(CHEN.viewer):
        assert queries.problem(CHEN.viewer, its) is not None, (
            "who raised it reads what becomes of it"
        )


@requirement("D-052", "D-238")
def test_practice_is_sent_by_a_town_and_goes_round_by_the_office(held: Stage) -> None:
    its = as_(LI, exchanging.send_practice, body=held.body, title="四步走访法", text="先核后访。")
    with scope(WEI.viewer):
        assert queries.practice(WEI.viewer, its) is None
    events = Events()
    as_(ZHOU, exchanging.share_practice, practice=its)
    assert events.own() == ["experience.share"]
    with scope(WEI.viewer):
        assert queries.practice(WEI.viewer, its) is not None
    other = as_(CHEN, exchanging.send_practice, body=held.body, title="又一个", text="内容。")
    as_(ZHOU, exchanging.keep_practice, practice=other, answer="与上一份重复")
    with scope(SYSTEM):
        assert Practice.objects.visible_to(SYSTEM).get(pk=other).state == "kept"


class Kept:
    """A stand-in for `statistics`: one reading that stays, one that is too small to tell."""

    def __init__(self) -> None:
        self.now = {"children.scheme": "1,204人", "survey.villages": "少于5"}

    def __call__(self, viewer: Any, one: indicators.Indicator, wanted: Any) -> indicators.Measured:
        assert wanted["audience"] == "units", (
            "a paper that goes round never takes a true small count"
        )
        text = self.now[one.code]
        value = 1204 if text.startswith("1") else None
        return indicators.Measured(
            one.code, one.label, one.unit, "演示县", wanted["period"], date(2026, 11, 24), value, None, text, dict(wanted)
        )  # fmt: skip


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    found = Kept()
    shape = indicators.Shape.TOTAL
    some = tuple(
        indicators.Indicator(
            code, label, "人", "定义。", "", "D-337", shape, lambda viewer, asked: ()
        )
        for code, label in (("children.scheme", "在册儿童"), ("survey.villages", "按时核完的村"))
    )
    monkeypatch.setattr(indicators, "_keeper", [found])
    monkeypatch.setattr(indicators, "indicators", lambda: some)
    return found


def draft(held: Stage) -> UUID:
    made: UUID = as_(ZHOU, bulletins.draft_bulletin, body=held.body)
    return made


@requirement("D-240")
def test_a_bulletin_is_written_from_live_figures_which_stay_as_they_were(
    held: Stage, kept: Kept
) -> None:
    as_(
        ZHOU,
        resolving.assign_resolution,
        body=held.body,
        wanted=resolving.Wanted("送冬衣", stage.HEALTH.id, due=date(2026, 11, 1), basis="批示"),
    )
    its = draft(held)
    with scope(SYSTEM):
        row = Bulletin.objects.visible_to(SYSTEM).get(pk=its)
    said = str(row.sections)
    assert "在册儿童1,204人" in said
    assert "按时核完的村少于5" in said
    events = Events()
    paper = as_(ZHOU, bulletins.issue_bulletin, bulletin=its)
    assert events.own() == ["bulletin.issue"]
    with scope(SYSTEM):
        content = str(Paper.objects.visible_to(SYSTEM).get(pk=paper).content)
        figure = (
            BulletinFigure.objects.visible_to(SYSTEM).filter(bulletin=its).order_by("place").first()
        )
    assert figure is not None
    assert figure.frozen["as_of"] == "2026-11-24"
    assert figure.frozen["parameters"]["period"] == "2026-11-24"
    assert "1,204人" in content
    with scope(CHEN.viewer):
        page = queries.bulletin(CHEN.viewer, its, again=True)
    assert page is not None
    assert {one.again for one in page.figures} == {"重算相同"}
    kept.now["children.scheme"] = "1,300人"
    with scope(CHEN.viewer):
        page = queries.bulletin(CHEN.viewer, its, again=True)
    assert page is not None
    assert page.figures[0].shown == "1,204人"
    assert page.figures[0].again == "重算得1,300人，与通报不同"


def test_its_text_is_editable_until_it_is_issued_and_two_write_nothing_over(
    held: Stage, kept: Kept
) -> None:
    its = draft(held)
    edit = {"bulletin": its, "title": "改过", "sections": [("一、", "先写的。")]}
    assert as_(ZHOU, bulletins.edit_bulletin, based_on=1, **edit)
    assert not as_(ZHOU, bulletins.edit_bulletin, based_on=1, **edit)
    as_(ZHOU, bulletins.issue_bulletin, bulletin=its)
    with pytest.raises(NotNow, match="不能再改"):
        as_(ZHOU, bulletins.edit_bulletin, based_on=2, **edit)
    new = as_(ZHOU, bulletins.correct_bulletin, bulletin=its)
    as_(ZHOU, bulletins.issue_bulletin, bulletin=new)
    with scope(SYSTEM):
        old = Bulletin.objects.visible_to(SYSTEM).get(pk=its)
        now = Bulletin.objects.visible_to(SYSTEM).get(pk=new)
    assert (old.state, now.edition, old.number) == ("replaced", 2, now.number)


def test_where_nothing_was_measured_the_bulletin_says_only_what_was_decided(held: Stage) -> None:
    its = draft(held)
    with scope(SYSTEM):
        row = Bulletin.objects.visible_to(SYSTEM).get(pk=its)
    assert "议定事项0件" in str(row.sections)
    assert "在册儿童" not in str(row.sections) or BulletinFigure is not None


def test_the_office_is_reminded_when_the_clock_has_run_out_and_no_longer_after_issuing(
    held: Stage,
) -> None:
    assert following.ask_for_bulletins() == "提醒印发通报1份"
    its = draft(held)
    as_(ZHOU, bulletins.issue_bulletin, bulletin=its)
    with scope(SYSTEM):
        assert (
            not Task.objects.visible_to(SYSTEM)
            .filter(kind="conference.bulletin", state="open")
            .exists()
        )
    assert following.ask_for_bulletins() == "提醒印发通报0份"
    assert steps.UNITS
