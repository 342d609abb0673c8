"""Verdicts, answers, what follows from them, and how they are taken back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.factories import reconcile as made
from tests.people import LI, MA, QIAN, SCHOOL, STATION, SUN, SYSTEM, TOWN_A, WANG, ZHOU
from tests.reconcile_desk.reading import events, finding, looked, questions_of, tasks
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.reconcile import actions, queries
from tonghu.reconcile.actions import OnBehalf
from tonghu.reconcile.forms import Wrong
from tonghu.reconcile.models import Finding, Run, RunTown, Verdict

OTHER_OFFICER = replace(ZHOU.viewer, user=UUID(int=0x999), name="吴复核")


def settled(run: Run) -> int:
    with scope(SYSTEM):
        return RunTown.objects.visible_to(SYSTEM).get(run=run, division=TOWN_A).settled


def state_of(finding_id: UUID) -> str:
    with scope(SYSTEM):
        return Finding.objects.visible_to(SYSTEM).get(pk=finding_id).state


@pytest.mark.django_db
def test_a_verdict_settles_the_pair_and_can_be_undone(run: Run) -> None:
    pair = finding(run, detail="repeat")
    with scope(LI.viewer):
        with pytest.raises(Wrong):
            actions.judge(by=LI.viewer, finding=pair.id, word="same", reason=" ")
        following = actions.judge(by=LI.viewer, finding=pair.id, word="same", reason="问过村里")
        page = queries.finding(LI.viewer, pair.id)
        assert page is not None
        assert page.verdict is not None
        assert (page.line.state, page.verdict.reason, page.verdict.by) == (
            "settled",
            "问过村里",
            "李甲镇",
        )
        assert following != pair.id
        with pytest.raises(NotNow):
            actions.judge(by=LI.viewer, finding=pair.id, word="different", reason="再判一次")
    assert {q.state for q in questions_of(pair.id)} == {"dropped"}
    assert settled(run) == 1
    assert [e.changes["word"] for e in events("verdict.give")] == ["same"]
    assert [e.why for e in events("discrepancy.settle")] == ["问过村里"]
    with scope(LI.viewer):
        actions.undo_verdict(by=LI.viewer, verdict=page.verdict.id, why="判错了")
        with pytest.raises(NotNow):
            actions.undo_verdict(by=LI.viewer, verdict=page.verdict.id)
        again = queries.finding(LI.viewer, pair.id)
    assert again is not None
    assert (again.line.state, again.verdict) == ("open", None)
    assert settled(run) == 0
    assert events("verdict.undo")[0].why == "判错了"


@pytest.mark.parametrize(("who", "refusal"), [(SUN, NotYours), (WANG, NotYours), (QIAN, NotYours)])
@pytest.mark.django_db
def test_only_those_who_judge_may_judge(run: Run, who: object, refusal: type[Exception]) -> None:
    viewer = who.viewer  # type: ignore[attr-defined]
    with scope(viewer), pytest.raises(refusal):
        actions.judge(
            by=viewer, finding=finding(run, detail="repeat").id, word="same", reason="试试"
        )
    with scope(LI.viewer), pytest.raises(Missing):
        actions.judge(by=LI.viewer, finding=run.id, word="same", reason="没有这一件")
    assert not events("verdict.give")


@pytest.mark.django_db
def test_unsure_asks_both_sides_and_neither_sees_the_other(run: Run) -> None:
    pair = finding(run, detail="same_number")
    with scope(ZHOU.viewer):
        actions.judge(by=ZHOU.viewer, finding=pair.id, word="unsure", reason="")
        with pytest.raises(NotNow, match="已经去问了"):
            actions.judge(by=ZHOU.viewer, finding=pair.id, word="unsure", reason="")
    assert state_of(pair.id) == "asked"
    ours, theirs = ({q.unit_id: q for q in questions_of(pair.id)}[u.id] for u in (SCHOOL, STATION))
    with scope(SUN.viewer):
        page = queries.question(SUN.viewer, ours.id)
        assert queries.question(SUN.viewer, theirs.id) is None
    assert page is not None
    said = str(page)
    assert made.child(53).name in said
    assert "大" not in dict(page.record)["姓名"], "the station writes the name otherwise"
    assert "*" in dict(page.record)["证件号"]
    with scope(SUN.viewer):
        actions.answer(by=SUN.viewer, question=ours.id, answer="号码无误")
    assert state_of(pair.id) == "asked"
    with scope(MA.viewer):
        actions.answer(by=MA.viewer, question=theirs.id, answer="号码已改正", note="原来录错")
    assert state_of(pair.id) == "answered"
    with scope(ZHOU.viewer):
        actions.judge(by=ZHOU.viewer, finding=pair.id, word="same", reason="两边都答了")
    assert state_of(pair.id) == "settled"
    assert [e.kind for e in events("discrepancy.reply")] == ["discrepancy.reply"]


@pytest.mark.django_db
def test_the_owner_answers_and_the_matter_is_settled(run: Run) -> None:
    missed = finding(run, detail="missing_from_survey")
    (question,) = questions_of(missed.id)
    with scope(WANG.viewer):
        page = queries.question(WANG.viewer, question.id)
        assert page is not None
        assert page.may_answer
        labels = [label for label, _ in page.record]
        assert "父亲姓名" not in labels, "of a missed child the village learns who it is, no more"
        assert page.where == "甲镇演示小学"
        with pytest.raises(Wrong):
            actions.answer(by=WANG.viewer, question=question.id, answer="随便写的")
        with pytest.raises(Wrong) as wrong:
            actions.answer(by=WANG.viewer, question=question.id, answer="其他（请写明）")
        assert wrong.value.field == "note"
        following = actions.answer(
            by=WANG.viewer, question=question.id, answer="已补登", note="外婆家找到的"
        )
        done = queries.question(WANG.viewer, question.id)
    assert following is not None
    assert done is not None
    assert done.line.reply is not None
    assert (done.line.reply.answer, done.line.reply.note) == ("已补登", "外婆家找到的")
    assert state_of(missed.id) == "settled"
    assert settled(run) == 1
    assert tasks("reconcile.questions", unit_id=made.COMMITTEE_A.id) == [("open", 3)]
    (event,) = events("question.answer")
    assert event.changes["answer"] == "已补登"
    assert "外婆" not in str(event.changes)
    with scope(LI.viewer):
        actions.return_answer(by=LI.viewer, question=question.id, why="没有写补登日期")
    assert state_of(missed.id) == "open"
    assert settled(run) == 0
    assert tasks("reconcile.questions", unit_id=made.COMMITTEE_A.id) == [("open", 4)]


@pytest.mark.django_db
def test_an_answer_may_be_transcribed_with_its_paper_and_by_nobody_else(run: Run) -> None:
    question = next(q for q in questions_of(finding(run, detail="field_conflict").id))
    assert question.unit_id == STATION.id
    with scope(SUN.viewer), pytest.raises(Missing):
        actions.answer(by=SUN.viewer, question=question.id, answer="已改正")
    with scope(LI.viewer):
        with pytest.raises(Wrong):
            actions.answer(by=LI.viewer, question=question.id, answer="已改正")
        actions.answer(
            by=LI.viewer,
            question=question.id,
            answer="已改正",
            on_behalf=OnBehalf("派出所来电9月8日"),
        )
        page = queries.question(LI.viewer, question.id)
    assert page is not None
    assert page.line.reply is not None
    assert (page.line.reply.on_behalf, page.line.reply.paper_number) == (True, "派出所来电9月8日")
    assert events("question.answer")[0].changes["on_behalf"] is True


@pytest.mark.django_db
def test_the_certain_are_judged_together_and_a_sample_is_looked_at_by_another(run: Run) -> None:
    with scope(ZHOU.viewer):
        bulk = actions.judge_certain(by=ZHOU.viewer, run=run.id)
        assert (bulk.judged, bulk.sampled) == (1, 1)
        with pytest.raises(NotNow):
            actions.judge_certain(by=ZHOU.viewer, run=run.id)
        (line,) = queries.sample(ZHOU.viewer, run.id)
        with pytest.raises(NotYours):
            actions.review_sample(by=ZHOU.viewer, verdict=line.id, agrees=True)
    with scope(OTHER_OFFICER):
        actions.review_sample(by=OTHER_OFFICER, verdict=line.id, agrees=False, why="生日不同")
        assert queries.sample(OTHER_OFFICER, run.id) == ()
        row = Verdict.objects.visible_to(OTHER_OFFICER).get(pk=line.id)
    assert row.undone_at is not None
    assert state_of(row.finding_id) == "open"
    assert events("verdict.review")[0].changes == {"agrees": False}


@pytest.mark.django_db
def test_numbers_are_shown_for_a_purpose_and_each_showing_is_logged(run: Run) -> None:
    pair = finding(run, detail="same_number")
    with scope(ZHOU.viewer):
        page = queries.finding(ZHOU.viewer, pair.id)
        assert made.child(53).number not in str(page)
        with pytest.raises(Wrong):
            actions.show_identity(by=ZHOU.viewer, finding=pair.id, purpose=" ")
        shown = actions.show_identity(by=ZHOU.viewer, finding=pair.id, purpose="核对户口簿")
    assert made.child(53).number in {one.value for one in shown}
    (log,) = looked("reconcile.identity")
    assert (log.purpose, log.user, str(pair.id) in log.ids) == ("核对户口簿", ZHOU.user, True)
    conflict = finding(run, detail="field_conflict")
    with scope(LI.viewer):
        of_town = actions.show_identity(by=LI.viewer, finding=conflict.id, purpose="核对户口簿")
    assert of_town
    assert all(one.label.startswith("村里名册") for one in of_town), (
        "a town reads its own roster's numbers only"
    )
    with scope(SUN.viewer), pytest.raises(NotYours):
        actions.show_identity(by=SUN.viewer, finding=pair.id, purpose="看看")
