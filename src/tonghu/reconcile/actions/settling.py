"""办结与重开差异: the one place where a finding's state moves, and with it the town's figures."""

from __future__ import annotations

from django.db.models import F

from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.reconcile.actions.common import DESK
from tonghu.reconcile.models import Finding, Question, RunTown
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.states import FindingState, QuestionState
from tonghu.reconcile.workflow import DISCREPANCY, QUESTION


def settle(by: Viewer, finding: Finding, outcome: str, *, why: str = "") -> None:
    """办结差异: by a verdict or by the answers of everybody asked."""
    with scope(DESK):
        move(
            DISCREPANCY, finding, "settle", by=by, division=finding.division, note=why,
            changes={"case": finding.case, "outcome": outcome},
        )  # fmt: skip
        finding.outcome, finding.settled_at = outcome[:200], clock.now()
        finding.save(update_fields=["outcome", "settled_at"])
        _figures(finding, 1)


def reopen(by: Viewer, finding: Finding, *, why: str = "") -> None:
    """重新办: a verdict was undone or an answer returned."""
    with scope(DESK):
        was = finding.state
        move(DISCREPANCY, finding, "reopen", by=by, division=finding.division, note=why)
        finding.outcome, finding.settled_at, finding.carried_id = "", None, None
        finding.save(update_fields=["outcome", "settled_at", "carried"])
        if was == FindingState.SETTLED:
            _figures(finding, -1)


def step(by: Viewer, finding: Finding, action: str) -> None:
    """去问, 都已回话: steps that settle nothing."""
    with scope(DESK):
        move(DISCREPANCY, finding, action, by=by, division=finding.division)


def drop_questions(by: Viewer, finding: Finding, why: str) -> list[Question]:
    """What was asked need not be answered any more."""
    with scope(DESK):
        rows = list(
            Question.objects.all_of_them(reason="all who were asked about one finding")
            .select_for_update(of=("self",))
            .filter(finding_id=finding.id, state=QuestionState.OPEN)
        )
        for row in rows:
            move(QUESTION, row, "drop", by=by, division=row.division, note=why)
    return rows


def _figures(finding: Finding, step_: int) -> None:
    town = town_of(finding.division) or finding.division
    RunTown.objects.all_of_them(reason="figures follow their findings").filter(
        run=finding.run_id, division=town
    ).update(settled=F("settled") + step_)
