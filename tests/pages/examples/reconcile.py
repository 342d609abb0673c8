"""A county's run with a finding, a question and a verdict in town A; the same in another county."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import models

from tests import people
from tests.factories import reconcile as make
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.core.encryption.fields import Encrypted
from tonghu.reconcile import actions
from tonghu.reconcile.models import (
    Finding,
    HandIn,
    Proposal,
    Question,
    RosterCall,
    Run,
    Verdict,
)
from tonghu.reconcile.states import ProposalState, VerdictWord

COUNTS = frozenset({"zhou", "li", "deng", "qian"})  # a run: its figures
NAMES = frozenset({"zhou", "li"})  # findings and verdicts in town A name children
HANDED = frozenset({"zhou", "li", "sun"})  # what the school handed in, and what it is asked
IN_COUNTY = frozenset(one.login for one in people.CAST if one is not people.QIAN)


def build() -> dict[str, Example]:
    with scope(people.ZHOU.viewer):
        call = actions.open_call(by=people.ZHOU.viewer, division=people.COUNTY, year=2026)
        make.handed_in_all(*make.county_rosters())
    run = make.ran()
    with scope(people.SYSTEM):
        return _built(call, run)


def _built(call: UUID, run: Run) -> dict[str, Example]:
    finding = _first(Finding, run=run, division__startswith="990101001")
    question = _first(Question, run=run, unit_id=people.SCHOOL.id)
    roster = _first(HandIn, unit_id=people.SCHOOL.id)
    verdict = Verdict.objects.visible_to(people.SYSTEM).filter(run=run).first()
    verdict = verdict or _verdict(finding)
    far_run = _far(run, number=99)
    far_call = RosterCall.objects.visible_to(people.SYSTEM).get(pk=call)
    return (
        _all("run progress", run.id, COUNTS, far_run.id)
        | _all(
            "withdraw judge_certain sample judge_first children findings excel propose",
            run.id,
            COUNTS,
            far_run.id,
        )
        | _all("excel_progress download", run.id, COUNTS, far_run.id, job=uuid4(), empty=True)
        | _desk(run, far_run)
        | _all("finding judge identity", finding.id, NAMES, _far(finding, run=far_run).id)
        | _all(
            "question answer return_answer",
            question.id,
            HANDED,
            _far(question, run=far_run, unit_id=people.OTHER_SCHOOL.id).id,
        )
        | _all(
            "receipt mapping withdraw_hand_in",
            roster.id,
            HANDED,
            _far(roster, unit_id=people.OTHER_SCHOOL.id).id,
        )
        | _all("verdict review undo", verdict.id, NAMES, _far(verdict, run=far_run).id)
        | _all("call", call, IN_COUNTY, _far(far_call).id, far_seen=frozenset())
        | _all(
            "urge", call, IN_COUNTY, _far(far_call, year=2025).id, far_seen=frozenset(), empty=True
        )
    )


def _all(
    names: str, id: UUID, seen_by: frozenset[str], far: UUID,
    far_seen: frozenset[str] | None = None, empty: bool = False, **more: Any,
) -> dict[str, Example]:  # fmt: skip
    """Counts of the next county are the prefecture's business too."""
    above = frozenset({"qian"}) & seen_by if far_seen is None else far_seen
    one = Example(
        {"id": id, **more}, seen_by, outside={"id": far, **more}, missing={"id": uuid4(), **more},
        outside_seen_by=above, may_be_empty=empty,
    )  # fmt: skip
    return {f"reconcile:{name}": one for name in names.split()}


def _desk(run: Run, far_run: Run) -> dict[str, Example]:
    """One proposal that waits, one its village is asked about."""
    proposal, asked = Proposal.objects.visible_to(people.SYSTEM).filter(
        run=run, division=people.VILLAGE_A, state=ProposalState.OPEN
    )[:2]
    asked.state = ProposalState.ASKED
    asked.save(update_fields=["state"])
    seen = NAMES | {"wang"}
    far = _far(proposal, run=far_run, target="elsewhere").id
    names = "proposal accept refuse ask_village undo_proposal review_proposal"
    return _all(names, proposal.id, seen, far) | _all(
        "desk_asked", asked.id, seen, _far(asked, run=far_run, target="far").id
    )


def _first(model: Any, **which: Any) -> Any:
    row = model.objects.visible_to(people.SYSTEM).filter(**which).first()
    assert row is not None, f"the run made no {model.__name__} with {which}"
    return row


def _far(row: models.Model, **changed: Any) -> Any:
    """Its like in the next county, without what is encrypted."""
    model: Any = type(row)
    kept = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key and not isinstance(field, Encrypted)
    }
    changed = {
        f"{k}_id" if isinstance(v, models.Model) else k: getattr(v, "pk", v)
        for k, v in changed.items()
    }
    return model.objects.put(**{**kept, "division": people.OTHER_COUNTY, **changed})


def _verdict(finding: Finding) -> Verdict:
    return Verdict.objects.put(
        run=finding.run, finding_id=finding.id, division=finding.division,
        word=next(iter(VerdictWord)).value,
    )  # fmt: skip
