"""问到单位: one task for each unit and run, and one for whoever judges; counted down as answers come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.reconcile.actions.common import DESK
from tonghu.reconcile.contributions import JUDGE, QUESTIONS
from tonghu.reconcile.models import Finding, Question, Run
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.states import FindingState, QuestionState
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import NewTask, OnBehalf


@dataclass(frozen=True, slots=True)
class _Asked:
    """问到谁: one unit or village, and how many questions it has."""

    unit: UUID | None
    name: str
    division: str
    count: int
    due: date | None
    basis: str

    @property
    def role(self) -> str:
        """Who answers where no unit is named."""
        if self.unit:
            return ""
        return "town_worker" if self.division.endswith("000") else "village_worker"


UNSETTLED = (FindingState.OPEN, FindingState.ANSWERED)


def open_tasks(by: Viewer, run: Run) -> None:
    """Everybody who is asked by a fresh run."""
    groups = (
        _open_questions(run)
        .values("unit_id", "division")
        .annotate(count=Count("pk"), due=Min("due_on"), clause=Min("basis"), name=Min("unit_name"))
    )
    with scope(DESK):
        asked = list(groups)
    _put(
        by, run,
        [
            _Asked(g["unit_id"], g["name"], g["division"], g["count"], g["due"], g["clause"])
            for g in asked
        ],
    )  # fmt: skip
    judged(by, run.id, run)


def _open_questions(run: Run) -> QuerySet[Question]:
    return Question.objects.all_of_them(reason="how many, of every unit asked").filter(
        run=run, state=QuestionState.OPEN
    )


def _put(by: Viewer, run: Run, asked: Iterable[_Asked]) -> None:
    """Everybody's task and event, in a handful of statements: a county asks three hundred."""
    everybody = list(asked)
    tasks = [
        NewTask(
            kind=QUESTIONS, subject=_subject(run.id, one.unit, one.division),
            title=f"回答名册比对的{one.count}个问题", why=f"{run.title}，请核对本单位自己填的",
            division=one.division, unit=one.unit, unit_name=one.name, role=one.role,
            due=one.due, basis=one.basis, count=one.count,
            link=f"/rosters/questions/?run={run.id}",
        )
        for one in everybody
    ]  # fmt: skip
    worklist.open_tasks(by=by, tasks=tasks, again=True)
    facts = [events.Fact(run, o.division, {"count": o.count}, unit=o.unit) for o in everybody]
    events.record_many("question.put", by=by, facts=facts)


def _subject(run: UUID, unit: UUID | None, division: str) -> tuple[str, str]:
    return "reconcile.questions", f"{run.hex}:{unit.hex if unit else division}"


def counted_down(by: Viewer, question: Question, paper: OnBehalf | None = None) -> None:
    """One answer less to give; the last one ends the unit's task."""
    with scope(DESK):
        left = (
            Question.objects.all_of_them(reason="how many this unit still owes")
            .filter(run=question.run_id, state=QuestionState.OPEN, unit_id=question.unit_id)
            .filter(**({} if question.unit_id else {"division": question.division}))
            .count()
        )
    subject = _subject(question.run_id, question.unit_id, question.division)
    if left == 0:
        worklist.close_task(by=by, kind=QUESTIONS, subject=subject, on_behalf=paper)
    else:
        worklist.count_down(by=by, kind=QUESTIONS, subject=subject, count=left)


def asked_again(by: Viewer, questions: Iterable[Question]) -> None:
    """Questions put one by one after the run: unsure pairs, answers returned."""
    units = {(q.run_id, q.unit_id, q.division): q for q in questions}
    for (run_id, unit, division), question in units.items():
        with scope(DESK):
            run = Run.objects.visible_to(DESK).get(pk=run_id)
            rows = _open_questions(run).filter(unit_id=unit)
            rows = rows if unit else rows.filter(division=division)
            count, due = rows.count(), rows.aggregate(due=Min("due_on"))["due"]
        one = _Asked(unit, question.unit_name, division, max(1, count), due, question.basis)
        _put(by, run, [one])


def judged(by: Viewer, run_id: UUID, run: Run | None = None) -> None:
    """How many pairs the county and each town still have to judge."""
    with scope(DESK):
        run = run or Run.objects.visible_to(DESK).get(pk=run_id)
        pairs = Finding.objects.all_of_them(reason="how many pairs wait, by place").filter(
            run=run, is_pair=True, state__in=UNSETTLED
        )
        waiting = dict(pairs.values_list("division").annotate(count=Count("pk")))
        places = set(
            Finding.objects.all_of_them(reason="places that had pairs")
            .filter(run=run, is_pair=True)
            .values_list("division", flat=True)
        )
        due = pairs.aggregate(due=Min("due_on"))["due"]
    done = [_judging(run, place) for place in places if not waiting.get(place)]
    worklist.close_tasks(by=by, kind=JUDGE, subjects=done)
    tasks = [_judge_task(run, place, count, due) for place, count in waiting.items()]
    worklist.open_tasks(by=by, tasks=tasks, again=True)


def _judging(run: Run, place: str) -> tuple[str, str]:
    return "reconcile.judge", f"{run.id}:{place}"


def _judge_task(run: Run, place: str, count: int, due: date | None) -> NewTask:
    return NewTask(
        kind=JUDGE, subject=_judging(run, place), title=f"判定{count}对疑似重复", why=run.title,
        division=place, role="town_worker" if town_of(place) else "county_office", due=due,
        count=count,
    )  # fmt: skip


def drop_all(by: Viewer, run: Run, note: str) -> None:
    """Nobody need answer any more."""
    with scope(DESK):
        groups = list(_open_questions(run).values_list("unit_id", "division").distinct())
        places = set(
            Finding.objects.all_of_them(reason="places that had pairs")
            .filter(run=run, is_pair=True)
            .values_list("division", flat=True)
        )
    for unit, division in groups:
        worklist.cancel_task(
            by=by, kind=QUESTIONS, subject=_subject(run.id, unit, division), note=note
        )
    for place in places:
        worklist.cancel_task(
            by=by, kind=JUDGE, subject=("reconcile.judge", f"{run.id}:{place}"), note=note
        )
