"""What a conference decides becomes a task, is reported, checked, urged and cleared (D-055)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.conference_decided import stage, steps
from tests.conference_decided.stage import GONG, WEI, Stage
from tests.conference_decided.steps import Events, as_
from tests.people import CHEN, DENG, SYSTEM, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import following, issuing, ledgers, major, reporting, resolving
from tonghu.conference.models import Evidence, Progress, Resolution
from tonghu.conference.queries import evidence as kept
from tonghu.conference.queries import proposing
from tonghu.conference.queries import resolutions as queries
from tonghu.conference.rules.membership import Wrong
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.papers.models import Paper
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)


def wanted(**given: Any) -> resolving.Wanted:
    fields: dict[str, Any] = {
        "title": "劝返辍学儿童", "lead": people.EDUCATION.id, "supports": [stage.POLICE.id],
        "due": DUE, "measure": "名单上的都回到学校或者写明去向",
    }  # fmt: skip
    return resolving.Wanted(**{**fields, **given})


@pytest.fixture
def matter(held: Stage) -> UUID:
    """A resolution led by education with the police in support, handed out with its minutes."""
    minutes = steps.circulated(held.meeting)
    made: UUID = as_(ZHOU, resolving.draft_resolution, minutes=minutes, wanted=wanted())
    steps.agree(minutes, *steps.UNITS)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    return made


def row(id: UUID) -> Resolution:
    with scope(SYSTEM):
        return Resolution.objects.visible_to(SYSTEM).get(pk=id)


def task(kind: str, state: str = "open") -> list[Task]:
    with scope(SYSTEM):
        rows = Task.objects.visible_to(SYSTEM).filter(kind=kind, state=state)
        return list(rows.order_by("unit_name"))


def last(id: UUID) -> UUID:
    with scope(SYSTEM):
        found = (
            Progress.objects.visible_to(SYSTEM).filter(resolution=id).order_by("at", "id").last()
        )
    assert found is not None
    return found.id


@requirement("D-055")
def test_it_becomes_a_task_of_its_lead_and_its_supports_when_the_minutes_are_issued(
    held: Stage,
) -> None:
    minutes = steps.circulated(held.meeting)
    its = as_(ZHOU, resolving.draft_resolution, minutes=minutes, wanted=wanted())
    assert row(its).state == "proposed"
    assert not task("conference.resolution")
    steps.agree(minutes, *steps.UNITS)
    events = Events()
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    assert events.own() == ["minutes.issue", "resolution.assign"]
    [lead], [support] = task("conference.resolution"), task("conference.support")
    assert (lead.unit_name, lead.due_on, support.unit_name) == ("演示县教育局", DUE, "演示县公安局")
    with scope(SYSTEM):
        kept_ = Paper.objects.visible_to(SYSTEM).get(pk=steps.row(minutes).paper)
    assert "由演示县教育局牵头，演示县公安局配合，2026年12月31日完成" in str(kept_.content)


def test_progress_with_evidence_is_one_event_of_the_unit_and_waits_for_the_office(
    matter: UUID,
) -> None:
    events = Events()
    photo = SimpleUploadedFile("现场.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    as_(CHEN, reporting.report, resolution=matter, text="劝返了两名。", files=[photo])
    assert events.own() == ["resolution.report"]
    [one] = [e for e in events.rows if e.kind == "resolution.report"]
    assert (one.for_unit, one.changes["files"]) == (people.EDUCATION.id, 1)
    assert [t.title for t in task("conference.check")] == ["核演示县教育局报的进展：劝返辍学儿童"]
    with scope(SYSTEM):
        file = Evidence.objects.visible_to(SYSTEM).get()
    with scope(GONG.viewer):
        content, name = kept.evidence_content(GONG.viewer, file.id)
    assert (content[:4], name) == (b"\x89PNG", "现场.png")


def test_the_office_returns_a_report_with_a_reason_or_accepts_it(matter: UUID) -> None:
    as_(CHEN, reporting.report, resolution=matter, text="在办。")
    with pytest.raises(Wrong, match="还差什么"):
        as_(ZHOU, reporting.check_report, progress=last(matter), accept=False)
    events = Events()
    as_(ZHOU, reporting.check_report, progress=last(matter), accept=False, note="写清几名")
    assert events.own() == ["progress.return"]
    assert row(matter).state == "open"
    as_(CHEN, reporting.report, resolution=matter, text="劝返2名，还有1名。")
    as_(ZHOU, reporting.check_report, progress=last(matter), accept=True)
    assert not task("conference.check")


def test_a_final_report_accepted_clears_it_and_ends_its_tasks(matter: UUID) -> None:
    with pytest.raises(Wrong, match="由牵头单位演示县教育局报"):
        as_(GONG, reporting.report, resolution=matter, text="办完了。", final=True)
    as_(GONG, reporting.report, resolution=matter, text="查明去向2名。")
    assert not task("conference.support"), "its part is told"
    as_(CHEN, reporting.report, resolution=matter, text="都回到学校了。", final=True)
    assert row(matter).state == "reported"
    as_(ZHOU, reporting.check_report, progress=last(matter), accept=False, note="还有1名没有回")
    assert row(matter).state == "open"
    assert len(task("conference.resolution")) == 1, "its lead owes it again"
    as_(CHEN, reporting.report, resolution=matter, text="最后1名也回了。", final=True)
    events = Events()
    as_(ZHOU, reporting.check_report, progress=last(matter), accept=True, note="实地看过")
    assert events.own() == ["resolution.clear"]
    done = row(matter)
    assert (done.state, done.cleared_on) == ("cleared", clock.today())
    assert not any(
        task(kind) for kind in ("conference.resolution", "conference.support", "conference.check")
    )


def test_a_lead_declines_with_a_reason_and_the_office_gives_it_to_another(matter: UUID) -> None:
    with pytest.raises(Wrong, match="为什么不该由你们牵头"):
        as_(CHEN, resolving.decline, resolution=matter, why=" ")
    with pytest.raises(NotYours):
        as_(GONG, resolving.decline, resolution=matter, why="不归教育管")
    events = Events()
    as_(CHEN, resolving.decline, resolution=matter, why="去向不明的归公安查")
    assert events.own() == ["resolution.decline"]
    assert [t.role for t in task("conference.reassign")] == ["county_office"]
    as_(ZHOU, resolving.reassign, resolution=matter, lead=stage.POLICE.id, why="去向不明的多")
    changed = row(matter)
    assert (changed.state, changed.unit_name, changed.supports) == ("open", "演示县公安局", [])
    assert changed.leads[0]["name"] == "演示县教育局"
    assert [t.unit_name for t in task("conference.resolution")] == ["演示县公安局"]
    assert not task("conference.reassign")


def test_the_office_may_insist_and_says_why(matter: UUID) -> None:
    as_(CHEN, resolving.decline, resolution=matter, why="人手不够")
    as_(ZHOU, resolving.insist, resolution=matter, why="文件写明归教育")
    assert row(matter).state == "open"
    assert [t.unit_name for t in task("conference.resolution")] == ["演示县教育局"]


@requirement("D-306")
def test_what_is_late_is_urged_on_paper_and_comes_before_the_next_meeting(matter: UUID) -> None:
    late = clock.now() + timedelta(days=60)
    with clock.at(late):
        with scope(ZHOU.viewer):
            [topic] = proposing.overdue(ZHOU.viewer, people.COUNTY, date(2026, 1, 1))
        assert topic.subject == str(matter)
        assert "劝返辍学儿童" in topic.title
        events = Events()
        paper = as_(
            ZHOU, reporting.urge, resolution=matter, why="已经过期",
            reply_by=clock.today() + timedelta(days=5),
        )  # fmt: skip
        assert events.own() == ["resolution.urge"]
        with scope(ZHOU.viewer):
            found = queries.ledger(ZHOU.viewer, queries.Wanted(state="late"))
        assert [(one.late, one.urged) for one in found.lines] == [(23, 1)]
    with scope(SYSTEM):
        kept_ = Paper.objects.visible_to(SYSTEM).get(pk=paper)
    said = str(kept_.content)
    assert "现已超过期限23天" in said
    assert kept_.content["organ"] == "演示县民政局", "letters go out under civil affairs (D-062)"
    [its] = task("conference.resolution")
    assert "督办" in its.why


def test_the_ledger_filters_sorts_and_is_printed_as_it_stands(matter: UUID, held: Stage) -> None:
    as_(ZHOU, resolving.assign_resolution, body=held.body, wanted=wanted(
        title="给困难家庭送冬衣", lead=stage.HEALTH.id, supports=[], due=None, basis="县长批示"))  # fmt: skip
    with scope(ZHOU.viewer):
        viewer = ZHOU.viewer
        assert queries.ledger(viewer, queries.Wanted()).total == 2
        [one] = queries.ledger(viewer, queries.Wanted(unit=stage.POLICE.id)).lines
        assert one.id == matter, "supports count"
        [other] = queries.ledger(viewer, queries.Wanted(text="冬衣")).lines
        assert other.source == "县长批示"
        numbers = [x.number for x in queries.ledger(viewer, queries.Wanted(sort="-number")).lines]
        assert numbers == ["2026-02", "2026-01"]
    events = Events()
    paper = as_(ZHOU, ledgers.issue_ledger, wanted=queries.Wanted(text="冬衣"))
    assert events.own() == ["resolution.ledger"]
    with scope(SYSTEM):
        content = Paper.objects.visible_to(SYSTEM).get(pk=paper).content
    assert "送冬衣" in str(content)
    assert "劝返" not in str(content)


def test_a_lead_that_is_dissolved_is_followed_by_its_heir_at_night(matter: UUID) -> None:
    with scope(SYSTEM):
        stage.dissolve(people.EDUCATION, into=stage.HEALTH)
    assert following.follow_all() == "改请承继单位会签0件，牵头1件"
    assert row(matter).unit_name == "演示县卫生健康局"
    as_(WEI, reporting.report, resolution=matter, text="接过来了。")


@requirement("D-033")
def test_what_the_government_gives_outside_a_meeting_is_followed_the_same_way(held: Stage) -> None:
    with pytest.raises(Wrong, match="谁交办的"):
        as_(ZHOU, resolving.assign_resolution, body=held.body, wanted=wanted())
    events = Events()
    made = as_(ZHOU, resolving.assign_resolution, body=held.body, wanted=wanted(basis="县长批示"))
    assert events.own() == ["resolution.assign"]
    assert row(made).state == "open"


@requirement("D-054")
def test_a_major_matter_goes_up_with_a_paper_and_comes_back_with_a_result(held: Stage) -> None:
    its = as_(
        ZHOU, major.prepare_major, body=held.body, title="设立关爱基金", text="拟设立关爱基金。",
        to_name="演示县人民政府", meeting=held.meeting,
    )  # fmt: skip
    events = Events()
    as_(ZHOU, major.submit_major, matter=its)
    assert events.own() == ["major_matter.submit"]
    assert [t.role for t in task("conference.approve")] == ["leader"]
    with pytest.raises(Wrong, match="批复的文号"):
        as_(ZHOU, major.decide_major, matter=its, approved=True, result="同意")
    events = Events()
    as_(DENG, major.decide_major, matter=its, approved=True, result="同意，请财政局安排。")
    assert events.own() == ["major_matter.approve"]
    assert not task("conference.approve")
    with scope(CHEN.viewer):
        page = queries.major(CHEN.viewer, its)
    assert page is not None
    assert (page.state_label, page.approver) == ("已批准", "邓领导")


def test_other_counties_and_schools_see_nothing_of_it(matter: UUID) -> None:
    for person, sees in (
        (ZHOU, True), (CHEN, True), (WEI, True), (DENG, True), (people.QIAN, True), (people.SUN, False),
        (people.WANG, False), (people.LI, False), (people.HE, False),
    ):  # fmt: skip
        with scope(person.viewer):
            assert (queries.resolution(person.viewer, matter) is not None) == sees, person.login


def test_what_is_withdrawn_says_why_and_owes_nothing(matter: UUID) -> None:
    with pytest.raises(Wrong, match="写原因"):
        as_(ZHOU, resolving.drop_resolution, resolution=matter)
    as_(ZHOU, resolving.drop_resolution, resolution=matter, why="并入另一件")
    assert row(matter).state == "withdrawn"
    assert not task("conference.resolution")
    with pytest.raises(NotNow):
        as_(CHEN, reporting.report, resolution=matter, text="还报吗")
