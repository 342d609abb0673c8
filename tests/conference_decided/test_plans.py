"""A year's plan goes from the conference to its units and towns and comes back as done."""

from __future__ import annotations

from datetime import date

import pytest

from tests import people
from tests.conference_decided import stage
from tests.conference_decided.stage import Stage
from tests.conference_decided.steps import Events, as_
from tests.people import CHEN, LI, SYSTEM, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import planning
from tonghu.conference.models import Plan, PlanItem
from tonghu.conference.queries import plans as queries
from tonghu.conference.rules.membership import Wrong
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.papers.models import Paper
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


def plan_of(held: Stage, kind: str = "yearly"):  # type: ignore[no-untyped-def]
    draft = planning.Draft("2027年工作计划", "坚持政府主导。")
    made = as_(ZHOU, planning.draft_plan, kind=kind, year=2027, draft=draft, body=held.body)
    item = planning.NewItem(
        "劝返辍学儿童", "义务教育阶段不少一名", people.EDUCATION.id, "县公安局", date(2027, 6, 30)
    )
    as_(ZHOU, planning.add_item, plan=made, item=item)
    return made


def items(plan: object) -> list[PlanItem]:
    with scope(SYSTEM):
        return list(PlanItem.objects.visible_to(SYSTEM).filter(plan=plan).order_by("place"))


@requirement("D-030", "D-307")
def test_a_yearly_plan_is_issued_with_a_number_and_its_items_become_tasks(held: Stage) -> None:
    made = plan_of(held)
    with scope(CHEN.viewer):
        assert queries.plan(CHEN.viewer, made) is None, "a draft is the office's"
    events = Events()
    paper = as_(ZHOU, planning.issue_plan, plan=made)
    assert events.own() == ["plan.issue"]
    with scope(SYSTEM):
        [task] = Task.objects.visible_to(SYSTEM).filter(kind="conference.plan_item")
        content = str(Paper.objects.visible_to(SYSTEM).get(pk=paper).content)
    assert (task.unit_name, task.due_on) == ("演示县教育局", date(2027, 6, 30))
    assert "牵头单位：演示县教育局；配合单位：县公安局。完成时限：2027年6月30日。" in content


@requirement("D-059")
def test_a_unit_takes_its_part_into_its_own_plan_and_reports_it_done(held: Stage) -> None:
    made = plan_of(held)
    as_(ZHOU, planning.issue_plan, plan=made)
    own = as_(
        CHEN, planning.draft_plan, kind="unit", year=2027, draft=planning.Draft("教育局2027年安排"),
        body=held.body, follows=made,
    )  # fmt: skip
    [mine] = items(own)
    assert (mine.title, mine.carries_id) == ("劝返辍学儿童", items(made)[0].id)
    events = Events()
    as_(CHEN, planning.issue_plan, plan=own, own_number="演教〔2027〕1号")
    assert events.own() == ["plan.issue"]
    [one] = [e for e in events.rows if e.kind == "plan.issue"]
    assert one.for_unit == people.EDUCATION.id
    events = Events()
    as_(CHEN, planning.do_item, item=items(made)[0].id, note="全部返校。")
    assert events.own() == ["plan_item.do"]
    assert items(made)[0].state == "done"


@requirement("D-063")
def test_a_town_says_how_it_stands_behind_the_work(held: Stage) -> None:
    draft = planning.Draft(
        "甲镇2027年安排", "", date(2027, 1, 8), "甲镇民生实事清单", "儿童督导员1名"
    )
    made = as_(LI, planning.draft_plan, kind="town", year=2027, draft=draft)
    as_(LI, planning.issue_plan, plan=made)
    with scope(SYSTEM):
        row = Plan.objects.visible_to(SYSTEM).get(pk=made)
        content = str(Paper.objects.visible_to(SYSTEM).get(pk=row.paper).content)
    assert "2027年1月8日研究了本项工作，列入议事日程。" in content
    assert "儿童督导员1名" in content
    with scope(ZHOU.viewer):
        assert queries.plan(ZHOU.viewer, made) is not None, "the county sees its towns' plans"


def test_two_who_edit_a_plan_write_nothing_over(held: Stage) -> None:
    made = plan_of(held)
    draft = planning.Draft("改过的标题")
    assert as_(ZHOU, planning.edit_plan, plan=made, based_on=1, draft=draft)
    assert not as_(ZHOU, planning.edit_plan, plan=made, based_on=1, draft=planning.Draft("后改的"))


def test_nobody_writes_another_ones_plan(held: Stage) -> None:
    made = plan_of(held)
    as_(ZHOU, planning.issue_plan, plan=made)
    for person in (CHEN, people.QIAN):
        with pytest.raises(NotYours):
            as_(person, planning.correct_plan, plan=made)
    with pytest.raises(Wrong, match="联席会议"):
        as_(CHEN, planning.draft_plan, kind="yearly", year=2027, draft=planning.Draft("越权"))
    with pytest.raises(NotYours):
        as_(stage.GONG, planning.do_item, item=items(made)[0].id, note="不是我们的")


def test_an_issued_plan_is_corrected_by_a_new_edition(held: Stage) -> None:
    made = plan_of(held)
    as_(ZHOU, planning.issue_plan, plan=made)
    with pytest.raises(NotNow, match="不能改"):
        as_(
            ZHOU,
            planning.add_item,
            plan=made,
            item=planning.NewItem("再添", unit=people.EDUCATION.id),
        )
    new = as_(ZHOU, planning.correct_plan, plan=made)
    as_(ZHOU, planning.issue_plan, plan=new)
    with scope(SYSTEM):
        old, now = (
            Plan.objects.visible_to(SYSTEM).get(pk=made),
            Plan.objects.visible_to(SYSTEM).get(pk=new),
        )
    assert (old.state, now.state, now.edition) == ("replaced", "issued", 2)
