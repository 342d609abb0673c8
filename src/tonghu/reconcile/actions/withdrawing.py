"""撤回一次比对: as a whole, with the reason; nobody need answer, results hide, the counts stay told."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.reconcile import forms
from tonghu.reconcile.actions.asking import drop_all
from tonghu.reconcile.actions.common import DESK, found, need
from tonghu.reconcile.actions.desk import withdraw_proposals
from tonghu.reconcile.models import Finding, Question, Run, RunTown
from tonghu.reconcile.states import FindingState, QuestionState, RunState
from tonghu.reconcile.workflow import RUN


def withdraw_run(*, by: Viewer, run: UUID, why: str) -> None:
    """撤回: questions and tasks end, verdicts of this run hold no more for the next."""
    need(by, P.RECONCILE_WITHDRAW)
    why = forms.needed(why, "why", "请写明为什么撤回，交名册的单位会看到。")
    row = found(Run.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=run).first())
    with scope(DESK):
        questions = Question.objects.all_of_them(
            reason="all questions of the run end with it"
        ).filter(run=row, state=QuestionState.OPEN)
        findings = Finding.objects.all_of_them(reason="all findings of the run end with it").filter(
            run=row
        )
        ending = {"questions": questions.count(), "findings": findings.count()}
    move(
        RUN,
        row,
        "withdraw",
        by=by,
        division=row.division,
        note=why,
        changes={"number": row.number, **ending},
    )
    row.why, row.withdrawn_at, row.withdrawn_by = why, clock.now(), by.name
    row.save(update_fields=["why", "withdrawn_at", "withdrawn_by"])
    drop_all(by, row, "比对已撤回")
    withdraw_proposals(by, row, why)
    with scope(DESK):
        questions.update(state=QuestionState.DROPPED)
        findings.update(state=FindingState.WITHDRAWN)
        RunTown.objects.all_of_them(reason="towns learn it from their own line").filter(
            run=row
        ).update(state=RunState.WITHDRAWN)
