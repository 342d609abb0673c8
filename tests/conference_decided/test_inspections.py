"""An inspection: a checklist by place, cases anyone can draw again, findings to their end."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests import people
from tests.conference_decided import stage
from tests.conference_decided.stage import Stage
from tests.conference_decided.steps import Events, as_
from tests.factories import registry as files
from tests.people import CHEN, COUNTY, LI, SYSTEM, TOWN_A, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import inspecting
from tonghu.conference.models import Check, Finding, SampleCase
from tonghu.conference.queries import inspections as queries
from tonghu.conference.rules import sampling
from tonghu.conference.rules.membership import Wrong
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.papers.models import Paper
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


def planned(held: Stage, **given: object) -> UUID:
    fields = {
        "title": "秋季督查", "begins_on": date(2026, 11, 25), "ends_on": date(2026, 11, 27),
        "places": [(TOWN_A, "甲镇")], "checklist": ["名册逐户核过", "走访有记录"], "sample_size": 2, "seed": "abc",
    }  # fmt: skip
    wanted = inspecting.Arrangement(**{**fields, **given})  # type: ignore[arg-type]
    made: UUID = as_(ZHOU, inspecting.plan_inspection, body=held.body, wanted=wanted)
    return made


@pytest.fixture
def children(held: Stage) -> list[UUID]:
    with scope(SYSTEM):
        return files.children(*(files.new_child(name=f"演示抽{n}") for n in "一二三四五六"))


def test_the_same_seed_over_the_same_list_draws_the_same_and_every_one_is_likely() -> None:
    ids = sorted(uuid4() for _ in range(40))
    one, again = sampling.draw(ids, 5, "a"), sampling.draw(ids, 5, "a")
    assert one == again
    assert one.ids != sampling.draw(ids, 5, "b").ids
    assert sampling.compared(one, again).endswith("5名完全相同。")
    assert "不一样了" in sampling.compared(one, sampling.draw(ids[:-1], 5, "a"))
    met = {id for seed in range(200) for id in sampling.draw(ids, 5, str(seed)).ids}
    assert met == set(ids)
    assert sampling.draw(ids[:3], 5, "a").ids == tuple(ids[:3])


@requirement("D-058")
def test_cases_are_drawn_once_and_can_be_drawn_again_to_compare(
    held: Stage, children: list[UUID]
) -> None:
    its = planned(held)
    events = Events()
    assert as_(ZHOU, inspecting.draw_cases, inspection=its) == 2
    assert events.own() == ["inspection.draw"]
    with pytest.raises(NotNow, match="已经抽过了"):
        as_(ZHOU, inspecting.draw_cases, inspection=its)
    with scope(ZHOU.viewer):
        assert "完全相同" in queries.drawn_again(ZHOU.viewer, its)
    with scope(SYSTEM):
        one = SampleCase.objects.visible_to(SYSTEM).filter(inspection=its).first()
        assert one is not None
        assert one.child in children


def test_names_of_cases_are_for_those_who_may_see_the_file(
    held: Stage, children: list[UUID]
) -> None:
    its = planned(held)
    as_(ZHOU, inspecting.draw_cases, inspection=its)
    with scope(ZHOU.viewer):
        page = queries.inspection(ZHOU.viewer, its)
    assert page is not None
    assert all(one.name.startswith("演示抽") for one in page.cases)
    for person in (people.DENG, people.QIAN, CHEN):
        with scope(person.viewer):
            seen = queries.inspection(person.viewer, its)
        assert seen is not None
        assert seen.cases == (), person.login
    for person in (CHEN, people.QIAN):
        with pytest.raises(NotYours):
            as_(person, inspecting.draw_cases, inspection=its)


def test_the_checklist_is_a_grid_of_places_and_items(held: Stage) -> None:
    its = planned(held)
    with scope(SYSTEM):
        cells = list(Check.objects.visible_to(SYSTEM).filter(inspection=its).order_by("item"))
    assert [(one.place_name, one.item) for one in cells] == [("甲镇", 1), ("甲镇", 2)]
    events = Events()
    told = [(cells[0].id, "good", ""), (cells[1].id, "poor", "缺三户")]
    assert as_(ZHOU, inspecting.note_checks, inspection=its, results=told) == 2
    assert events.own() == ["inspection.check"]
    assert as_(ZHOU, inspecting.note_checks, inspection=its, results=told) == 0, (
        "unchanged leaves no event"
    )


@requirement("D-032")
def test_a_finding_is_a_task_is_mended_and_looked_at_again(held: Stage) -> None:
    its = planned(held)
    with pytest.raises(Wrong, match="请选责任单位"):
        as_(ZHOU, inspecting.add_finding, inspection=its, text="没有台账", due=date(2026, 12, 10))
    events = Events()
    made = as_(
        ZHOU,
        inspecting.add_finding,
        inspection=its,
        text="没有台账",
        unit=people.EDUCATION.id,
        due=date(2026, 12, 10),
    )
    assert events.own() == ["finding.open"]
    events = Events()
    as_(CHEN, inspecting.mend, finding=made, text="台账建好了。")
    assert events.own() == ["finding.mend"]
    with pytest.raises(Wrong, match="还差什么"):
        as_(ZHOU, inspecting.recheck, finding=made, passed=False)
    as_(ZHOU, inspecting.recheck, finding=made, passed=False, note="缺两校")
    as_(CHEN, inspecting.mend, finding=made, text="补齐了。")
    as_(ZHOU, inspecting.recheck, finding=made, passed=True, note="看过")
    with scope(SYSTEM):
        row = Finding.objects.visible_to(SYSTEM).get(pk=made)
        left = Task.objects.visible_to(SYSTEM).filter(
            kind__in=("conference.finding", "conference.recheck"), state="open"
        )
        assert not left.exists()
    assert (row.state, row.rechecks) == ("closed", 2)


def test_a_town_mends_its_own_and_no_other(held: Stage) -> None:
    its = planned(held)
    made = as_(
        ZHOU,
        inspecting.add_finding,
        inspection=its,
        text="走访少",
        place=TOWN_A,
        due=date(2026, 12, 10),
    )
    with scope(LI.viewer):
        assert [one.id for one in queries.my_findings(LI.viewer)] == [made]
    as_(LI, inspecting.mend, finding=made, text="补走访了。")
    with scope(SYSTEM):
        assert Finding.objects.visible_to(SYSTEM).get(pk=made).division == TOWN_A


@requirement("D-308")
def test_the_report_counts_and_names_no_child(held: Stage, children: list[UUID]) -> None:
    its = planned(held)
    as_(ZHOU, inspecting.draw_cases, inspection=its)
    as_(
        ZHOU,
        inspecting.add_finding,
        inspection=its,
        text="没有台账",
        unit=stage.POLICE.id,
        due=date(2026, 12, 10),
    )
    with pytest.raises(NotNow, match="督查完成以后"):
        as_(ZHOU, inspecting.report_inspection, inspection=its)
    events = Events()
    as_(ZHOU, inspecting.hold, inspection=its, summary="总体较好。")
    assert events.own() == ["inspection.hold"]
    paper = as_(ZHOU, inspecting.report_inspection, inspection=its)
    with scope(SYSTEM):
        kept = Paper.objects.visible_to(SYSTEM).get(pk=paper)
    said = str(kept.content)
    assert "演示抽" not in said
    assert kept.names == 0
    assert "种子abc" in said
    assert "没查的少于5" in said or "没查少于5名" in said, "a small number of children is hidden"
    assert kept.division == COUNTY
