"""清除名册内容: the run's key is destroyed; matches, verdicts and marks stay (design §4 Rosters)."""

from __future__ import annotations

from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import destroy_key
from tonghu.core.viewer import Viewer
from tonghu.reconcile.actions.asking import drop_all
from tonghu.reconcile.actions.desk_tasks import tell_desks
from tonghu.reconcile.models import Finding, HandIn, Proposal, Question, Run, RunChild
from tonghu.reconcile.states import PENDING, ProposalState

MACHINE = Viewer.for_system("名册内容到期清除")
_GONE = {"data_key": None, "name": None, "content": None}


def erase_due(*, by: Viewer = MACHINE) -> str:
    """到期清除: what children's rosters said, of every run and receipt whose day has come."""
    with scope(by):
        due = Run.objects.visible_to(by).filter(erased_at=None, erase_on__lte=clock.today())
        runs = list(due.values_list("pk", flat=True))
    for run in runs:
        with scope(by):
            _erase(by, run)
    with scope(by):
        receipts = _erase_previews(by)
    return f"清除{len(runs)}次比对、{receipts}份名册的内容"


def _erase(by: Viewer, run: UUID) -> None:
    row = Run.objects.visible_to(by).select_for_update(of=("self",)).get(pk=run)
    if row.erased_at is not None:
        return
    if row.data_key is not None:
        destroy_key(row.data_key)
    row.data_key, row.erased_at = None, clock.now()
    row.save(update_fields=["data_key", "erased_at"])
    children = RunChild.objects.visible_to(by).filter(run=row).update(**_GONE, birth=None)
    Finding.objects.visible_to(by).filter(run=row).update(**_GONE, birth=None, sentence=None)
    Question.objects.visible_to(by).filter(run=row).update(**_GONE, sentence=None, note=None)
    proposals = Proposal.objects.visible_to(by).filter(run=row)
    proposals.filter(state__in=PENDING).update(
        state=ProposalState.GONE, decided_at=clock.now(), reason="名册已到期清除"
    )
    proposals.update(**_GONE, birth=None, note=None)
    drop_all(by, row, "名册已到期清除")
    tell_desks(by, row.division)
    events.record(
        "roster.erase", by=by, subject=row, division=row.division,
        changes={"number": row.number, "children": children}, why="保存期满，按期清除",
    )  # fmt: skip


def _erase_previews(by: Viewer) -> int:
    """Samples of columns go with the files they were taken from."""
    rows = HandIn.objects.visible_to(by).filter(preview__isnull=False, erase_on__lte=clock.today())
    due = list(rows.values_list("pk", "number", "division", "unit_id"))
    rows.update(preview=None, file_name=None)
    for pk, number, division, unit in due:
        events.record(
            "roster.erase", by=by, subject=("reconcile.handin", pk), division=division, unit=unit,
            changes={"number": number}, why="保存期满，按期清除",
        )  # fmt: skip
    return len(due)
