"""A run is ordered by the county, done by the worker, leaves one result or says why not."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from tests.factories import reconcile as made
from tests.factories.reconcile import child, form
from tests.people import COUNTY, LI, SCHOOL, SYSTEM, TOWN_A, ZHOU
from tests.reconcile_desk.reading import events, finding, tasks
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.jobs.models import JobRun
from tonghu.reconcile import actions, queries
from tonghu.reconcile.actions import keeping, running
from tonghu.reconcile.models import Finding, Question, Run, RunChild, RunTown
from tonghu.reconcile.running import process


def counted(run: UUID) -> tuple[int, int, int, int]:
    with scope(SYSTEM):
        return tuple(  # type: ignore[return-value]
            table.objects.visible_to(SYSTEM).filter(run=run).count()
            for table in (RunChild, Finding, Question, RunTown)
        )


def state(run: UUID) -> tuple[str, str]:
    with scope(SYSTEM):
        row = Run.objects.visible_to(SYSTEM).get(pk=run)
        return row.state, row.problem


def ordered() -> UUID:
    with scope(ZHOU.viewer):
        return actions.start_run(by=ZHOU.viewer, division=COUNTY)


def do(run: UUID) -> None:
    running.run(viewer=ZHOU.viewer, progress=made.Silent(), run=str(run))  # type: ignore[arg-type]


@requirement("D-057", "D-088")
@pytest.mark.django_db
def test_a_run_finds_each_trouble_and_asks_whoever_can_settle_it(run: Run) -> None:
    with scope(ZHOU.viewer):
        found = queries.findings(ZHOU.viewer, run.id, queries.FindingFilter())
        asked = {(q.case[0], q.unit_name) for q in queries.questions(ZHOU.viewer)}
        summary = queries.summary(ZHOU.viewer, run.id)
    kinds = {(one.kind, one.detail) for one in found.lines}
    assert {("omission", "疑似漏报"), ("duplicate", "疑似重报"), ("unclear", "仅民政有"),
            ("over_age", "应退未退"), ("conflict", "字段不一致")} <= kinds  # fmt: skip
    assert {("漏", "一村村民委员会"), ("独", "一村村民委员会"), ("异", "甲镇演示派出所")} <= asked
    assert summary is not None
    assert (summary.listed, summary.agreed, summary.children) == (45, 43, 45)
    assert (summary.expected_rosters, summary.missing_rosters) == (6, 3)
    by_standing = {row.standing: row for row in summary.picture}
    assert by_standing["101"].unclear == 1
    assert by_standing["011"].missing == 1
    assert summary.to_ask == sum(summary.towns[0].counts)
    assert [e.changes["listed"] for e in events("roster.reconcile")] == [45]
    assert tasks("reconcile.questions", unit_id=made.COMMITTEE_A.id) == [("open", 4)]
    assert tasks("reconcile.judge", division=TOWN_A) == [("open", summary.to_judge)]
    assert not list((Path(settings.TONGHU_HOME) / "work").glob("run-*")), (
        "rosters in clear are wiped"
    )


@pytest.mark.django_db
def test_a_run_killed_in_the_middle_and_begun_again_leaves_one_result(
    county: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(ZHOU.viewer):
        made.handed_in_all(*made.county_rosters())
    id_ = ordered()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "open_tasks", killed)
        with pytest.raises(KeyboardInterrupt):
            do(id_)
    assert counted(id_) == (0, 0, 0, 0), "nothing half written"
    assert state(id_)[0] == "running"
    do(id_)
    whole = counted(id_)
    assert whole[0] == 45
    assert state(id_) == ("done", "")
    do(id_)
    assert counted(id_) == whole, "done twice changes nothing"
    assert len(events("roster.reconcile")) == 1


@pytest.mark.django_db
def test_a_reader_that_is_killed_fails_the_run_with_a_sentence(
    county: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(ZHOU.viewer):
        made.handed_in_all(*made.county_rosters())
    id_ = ordered()
    started: list[int] = []
    real = process.subprocess.Popen

    def popen(*args: Any, **kwargs: Any) -> Any:
        child_ = real(*args, **kwargs)
        started.append(child_.pid)
        threading.Thread(target=_kill, args=(child_.pid,)).start()
        return child_

    monkeypatch.setattr(process.subprocess, "Popen", popen)
    with pytest.raises(NotNow, match="中途停了"):
        do(id_)
    assert state(id_)[0] == "failed"
    assert "名册都还在" in state(id_)[1]
    assert started
    assert counted(id_) == (0, 0, 0, 0)
    assert events("run.fail")[0].why == state(id_)[1]


def _kill(pid: int) -> None:
    time.sleep(0.3)
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("rosters", "sentence"),
    [
        (
            [("survey", range(40)), ("police", range(100, 140)), ("school", range(200, 240))],
            "不像同一个地方",
        ),
        ([("survey", range(10))], "只收到了民政摸底一种名册"),
    ],
)
@pytest.mark.django_db
def test_a_run_that_cannot_be_believed_stops_with_a_sentence(
    county: None, rosters: list[tuple[str, range]], sentence: str
) -> None:
    with scope(ZHOU.viewer):
        made.handed_in_all(*(form(kind, [child(n) for n in some]) for kind, some in rosters))
    id_ = ordered()
    with pytest.raises(NotNow, match=sentence):
        do(id_)
    assert state(id_)[0] == "failed"
    assert counted(id_) == (0, 0, 0, 0)
    with scope(ZHOU.viewer):
        summary = queries.summary(ZHOU.viewer, id_)
    assert summary is not None
    assert sentence in summary.problem


@pytest.mark.django_db
def test_who_may_start_a_run_and_when(county: None) -> None:
    with scope(LI.viewer), pytest.raises(NotYours):
        actions.start_run(by=LI.viewer, division=TOWN_A)
    with scope(ZHOU.viewer):
        with pytest.raises(NotNow, match="还没有核对过列"):
            actions.start_run(by=ZHOU.viewer, division=COUNTY)
        made.handed_in_all(*made.county_rosters())
        id_ = actions.start_run(by=ZHOU.viewer, division=COUNTY)
        with pytest.raises(NotNow, match="还没有完"):
            actions.start_run(by=ZHOU.viewer, division=COUNTY)
        line = queries.run_line(ZHOU.viewer, id_)
        assert line is not None
        job = JobRun.objects.visible_to(ZHOU.viewer).get(pk=line.job)
    assert (job.kind, job.arguments) == ("reconcile.run", {"run": str(id_)})
    assert events("run.order")[0].changes == {"number": 1}


@pytest.mark.django_db
def test_a_town_may_be_compared_alone(county: None) -> None:
    with scope(ZHOU.viewer):
        made.handed_in_all(*made.county_rosters())
    run = made.ran(division=TOWN_A)
    with scope(LI.viewer):
        line = queries.run_line(LI.viewer, run.id)
    assert line is not None
    assert (line.division, line.state, line.files) == (TOWN_A, "done", 3)


@pytest.mark.django_db
def test_children_keep_their_numbers_and_verdicts_hold_until_the_facts_change(run: Run) -> None:
    first = finding(run, detail="repeat")
    with scope(ZHOU.viewer):
        numbers = {
            c.name: c.number
            for c in queries.children(ZHOU.viewer, run.id, queries.ChildFilter(), size=500).lines
        }
        actions.judge(by=ZHOU.viewer, finding=first.id, word="different", reason="是两个孩子")
    again = made.ran()
    carried = finding(again, mark_a=first.mark_a, mark_b=first.mark_b)
    if carried is not None:  # parted records need not be found again; a pair found again is settled
        assert (carried.state, carried.outcome) == ("settled", "沿用以前的判定：不是同一个")
    with scope(ZHOU.viewer):
        now = queries.children(ZHOU.viewer, again.id, queries.ChildFilter(), size=500).lines
        twice = [c for c in now if c.name == made.child(51).name]
        summary = queries.summary(ZHOU.viewer, again.id)
    assert len(twice) == 2, "the verdict parted what the engine had joined"
    assert all(numbers[c.name] == c.number for c in now if c.name != made.child(51).name)
    assert summary is not None
    assert summary.run.number == 2
    with scope(ZHOU.viewer):  # the second entry now says another thing of itself
        rosters = made.county_rosters()
        survey = [child(order) for order in range(40)]
        changed = made.replace(child(51), village="二村", phone="13900000000")
        made.handed_in_all(
            form("survey", [*survey, child(51), changed, child(52), child(53), child(54)]),
            *rosters[3:],
        )
    third = made.ran()
    asked = finding(third, detail="repeat")
    assert asked is not None
    assert (asked.state, asked.carried_id) == ("open", None), "changed facts are asked anew"


@pytest.mark.django_db
def test_a_run_takes_only_rosters_whose_columns_were_confirmed(county: None) -> None:
    with scope(ZHOU.viewer):
        made.handed_in_all(*made.county_rosters())
        actions.hand_in(
            by=ZHOU.viewer,
            form=form(
                "school", [child(300)], made.UnitOf(made.people.OTHER_SCHOOL.id, "", "school", "")
            ),
        )
    run = made.ran()
    assert {one["unit"] for one in run.files} == {
        str(SCHOOL.id), str(made.TOWN_OFFICE_A.id), str(made.people.STATION.id),
    }  # fmt: skip
