"""办理更改建议: accepted, refused, asked of the village, many at once where it is certain; undone as well.

Only an accepted proposal changes the register, and through the registry's own actions; the source of
every value written is the roster that said it, its origin this proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import remembered
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.reconcile import forms
from tonghu.reconcile.actions.common import DESK, found, need
from tonghu.reconcile.actions.desk_tasks import ask_village, end_village, tell_desks
from tonghu.reconcile.models import EntityLink, Proposal, Run
from tonghu.reconcile.queries.proposals import next_proposal
from tonghu.reconcile.rules.filing import sound, typed
from tonghu.reconcile.rules.judging import Pair, sample
from tonghu.reconcile.rules.receiving import county_of
from tonghu.reconcile.states import PENDING, ProposalKind, ProposalState, VillageAnswer
from tonghu.reconcile.workflow import PROPOSAL
from tonghu.registry import actions as registry
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held
from tonghu.registry.states import LifeState, SourceKind

K = ProposalKind
ORIGIN, WHY = "reconcile.proposal", "名册比对"
Told = tuple[SourceKind, dict[str, Any]]
LEAVING = (K.MISSING, K.LEAVE)


def accept(
    *,
    by: Viewer,
    proposal: UUID,
    reason: str = "",
    same_as: UUID | None = None,
    left_reason: str = "",
    left_on: date | None = None,
    village: str = "",
) -> UUID | None:
    """采纳: the register changes now; `same_as` says which file a possible duplicate is. The next one."""
    need(by, P.CHILD_DECIDE)
    row = _waiting(by, proposal)
    if village:
        _settled_in(by, row, village)
    with remembered():
        child = _carry_out(by, row, same_as, left_reason, left_on)
        return _decided(by, row, "accept", reason or _said(row), child)


def refuse(*, by: Viewer, proposal: UUID, reason: str) -> UUID | None:
    """不采纳: the file stays as it is; the same facts are not put again."""
    need(by, P.CHILD_DECIDE)
    reason = forms.needed(reason, "reason", "请写明为什么不采纳，下次再有同样的情况就不再问。")
    return _decided(by, _waiting(by, proposal), "refuse", reason, None)


def ask(*, by: Viewer, proposal: UUID) -> None:
    """请村里核实: the village is asked about its own child, and told nothing else."""
    need(by, P.CHILD_DECIDE)
    row = _waiting(by, proposal)
    if row.state != ProposalState.OPEN:
        raise NotNow("已经请村里核实了，等他们答复。")
    if row.division.endswith("000"):
        raise NotNow("还不知道是哪个村的孩子，不能请村里核实。")
    move(PROPOSAL, row, "ask", by=by, division=row.division)
    ask_village(by, row)
    tell_desks(by, row.division)


def reply(*, by: Viewer, proposal: UUID, answer: str, note: str = "") -> None:
    """村里答复: what the worker found on the spot; whoever asked decides."""
    need(by, P.CHILD_EDIT)
    row = found(_locked(by, proposal))
    if row.state != ProposalState.ASKED:
        raise NotNow("这一件不用答了。")
    if answer not in VillageAnswer.values:
        raise forms.Wrong("answer", "请选一个答复。")
    if answer != VillageAnswer.YES and not note.strip():
        raise forms.Wrong("note", "请写明看到的情况，比如搬到哪里去了。")
    row.answer, row.note, row.answered_at = answer, note.strip()[: forms.NOTE], clock.now()
    row.answered_by, row.answered_by_name = by.user, by.name
    row.save(update_fields=["answer", "note", "answered_at", "answered_by", "answered_by_name"])
    move(PROPOSAL, row, "reply", by=by, division=row.division, changes={"answer": answer})
    end_village(by, row)
    tell_desks(by, row.division)


def undo_proposal(*, by: Viewer, proposal: UUID, why: str = "") -> None:
    """撤销办理: an accepted one is taken out of the file again, as far as nobody built on it."""
    need(by, P.CHILD_DECIDE)
    row = found(_locked(by, proposal))
    if row.state not in (ProposalState.ACCEPTED, ProposalState.REFUSED):
        raise NotNow("这一件还没有办，不用撤销。")
    if row.state == ProposalState.ACCEPTED:
        _taken_back(by, row, why or "撤销采纳的建议")
    _reopened(by, row, why)
    tell_desks(by, row.division)


def accept_certain(*, by: Viewer) -> forms.Bulk:
    """成批采纳: new children on whom at least two rosters agree; some are looked at again by another."""
    need(by, P.CHILD_DECIDE)
    rows = {
        str(row.id): row
        for row in Proposal.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(certain=True, kind=K.NEW, state=ProposalState.OPEN)
        .order_by("id")
    }
    if not rows:
        raise NotNow("没有可以成批采纳的。余下的请一件一件看。")
    drawn = sample([Pair(id_, 100, alike=True) for id_ in rows])
    with remembered():
        children = _entered(by, list(rows.values()), register=True)
        for id_, row in rows.items():
            row.in_bulk, row.sampled = True, id_ in drawn
            _close(by, row, "accept", "至少两份名册一致，没有疑点", children[row.id])
    tell_desks(by, by.division)
    return forms.Bulk(len(rows), len(drawn))


def review_proposal(*, by: Viewer, proposal: UUID, agrees: bool, why: str = "") -> None:
    """复看: another person looks at one of the sample; who disagrees undoes it."""
    need(by, P.CHILD_DECIDE)
    row = found(_locked(by, proposal))
    if not row.sampled or row.reviewed_at is not None or row.state != ProposalState.ACCEPTED:
        raise NotNow("这一件不用复看，或者已经看过了。")
    if row.decided_by is not None and row.decided_by == by.user:
        raise NotYours("自己采纳的不能自己复看，请另一个人看。")
    row.reviewed_at, row.reviewed_by, row.reviewed_by_name = clock.now(), by.user, by.name
    row.agrees = agrees
    row.save(update_fields=["reviewed_at", "reviewed_by", "reviewed_by_name", "agrees"])
    events.record(
        "proposal.review", by=by, subject=row, division=row.division, changes={"agrees": agrees}, why=why
    )  # fmt: skip
    if not agrees:
        undo_proposal(by=by, proposal=proposal, why=why or "复看不同意")


def withdraw_proposals(by: Viewer, run: Run, why: str) -> int:
    """随比对撤回: what waits is withdrawn, what was accepted is taken out of the files again."""
    with scope(DESK):
        rows = list(
            Proposal.objects.all_of_them(reason="all proposals of the run end with it")
            .select_for_update(of=("self",))
            .filter(run=run)
            .exclude(state__in=(ProposalState.GONE, ProposalState.WITHDRAWN))
        )
    for row in rows:
        if row.state == ProposalState.ACCEPTED:
            _taken_back(by, row, why)
        if row.state == ProposalState.ASKED:
            end_village(by, row, "比对已撤回")
        move(PROPOSAL, row, "withdraw", by=by, division=row.division, note=why)
    tell_desks(by, run.division)
    return len(rows)


def _taken_back(by: Viewer, row: Proposal, why: str) -> None:
    """What the proposal wrote; who left by it is verified again."""
    if row.kind in LEAVING:
        registry.readmit(by=by, child=_child(by, row.child_id).id, why=why)
    else:
        registry.retract(by=by, origin=(ORIGIN, row.id), why=why)


def _locked(by: Viewer, id_: UUID) -> Proposal | None:
    rows = Proposal.objects.visible_to(by).select_for_update(of=("self",))
    return rows.filter(pk=id_).first()


def _waiting(by: Viewer, id_: UUID) -> Proposal:
    row = found(_locked(by, id_))
    if row.state not in PENDING:
        raise NotNow("这一件已经办了。要改，先撤销原来的办理。")
    return row


def _settled_in(by: Viewer, row: Proposal, village: str) -> None:
    """Nobody wrote the village: whoever decides says it."""
    if not row.division.endswith("000") or village.endswith("000") or not by.covers(village):
        raise forms.Wrong("village", "请选孩子所在的村（社区）。")
    row.division = village
    row.save(update_fields=["division"])


def _said(row: Proposal) -> str:
    return "村里核实属实" if row.answer == VillageAnswer.YES else "核对名册后采纳"


def _carry_out(
    by: Viewer, row: Proposal, same_as: UUID | None, left_reason: str, left_on: date | None
) -> UUID | None:
    if row.content is None:
        raise NotNow("名册已经到期清除，不能再采纳。请按现在的情况登记。")
    if row.kind in LEAVING:
        return _left(by, row, left_reason, left_on)
    if row.kind == K.CHANGED:
        child = _child(by, row.child_id)
        _update(by, row, child.id, _changes(row.content))
        return child.id
    if row.kind == K.DUPLICATE and same_as is not None:
        if str(same_as) not in {one["child"] for one in row.content["candidates"]}:
            raise forms.Wrong("same_as", "请从列出的档案里选一份。")
        _update(by, row, _child(by, same_as).id, _typed_sides(row.content))
        return same_as
    if row.child_id is not None:
        return _again(by, row)
    if row.division.endswith("000"):
        raise forms.Wrong("village", "请选孩子所在的村（社区）。")
    return _entered(by, [row])[row.id]


def _left(by: Viewer, row: Proposal, reason: str, on: date | None) -> UUID:
    child = _child(by, row.child_id)
    try:
        registry.exit_child(by=by, child=child.id, reason=reason, on=on or clock.today())
    except registry.WrongValues as wrong:
        field, text = next(iter(wrong.problems.items()))
        raise forms.Wrong(f"left_{field}", text) from None
    return child.id


def _again(by: Viewer, row: Proposal) -> UUID:
    """原来退出的又来了: the old file is taken up again, nobody gets a second one."""
    child = _child(by, row.child_id)
    if LifeState(child.state) in (LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED):
        registry.readmit(by=by, child=child.id, why="名册上又有了")
    _update(by, row, child.id, _typed_sides(row.content or {}))
    return child.id


def _child(by: Viewer, id_: UUID | None) -> Child:
    return found(Child.objects.visible_to(by).filter(pk=id_ or UUID(int=0)).first())


def _entered(by: Viewer, rows: list[Proposal], *, register: bool = False) -> dict[UUID, UUID]:
    """新的儿童, each with what every roster says of it; verified by the village unless certain."""
    told = {row.id: _typed_sides(row.content or {}) for row in rows}
    made = registry.enter_many(
        by=by, register=register,
        rows=[_new(row, told[row.id]) for row in rows],
    )  # fmt: skip
    children = {row.id: child for row, child in zip(rows, made, strict=True)}
    registry.update_many(
        by=by,
        changes=[
            registry.Change(
                child=children[row.id], values=_fit(values, first), source=source, origin=_origin(row),
                stated_on=_as_of(row), why=WHY,
            )
            for row in rows
            for first in [_fit(told[row.id][0][1])]
            for source, values in told[row.id][1:]
        ],
    )  # fmt: skip
    if not register:
        for child in made:
            registry.send_to_verify(by=by, child=child, why=WHY)
    return children


def _new(row: Proposal, sides: list[Told]) -> registry.NewChild:
    source, values = sides[0]
    return registry.NewChild(
        values=_fit(values), division=row.division, source=source, stated_on=_as_of(row),
        origin=_origin(row), why=WHY,
    )  # fmt: skip


def _as_of(row: Proposal) -> date:
    """Which day the rosters speak of; the county's run itself is not for a town to read."""
    return date.fromisoformat((row.content or {})["as_of"])


def _origin(row: Proposal) -> registry.Origin:
    return registry.Origin(ORIGIN, str(row.id))


def _typed_sides(content: dict[str, Any]) -> list[Told]:
    return [(SourceKind(side["source"]), typed(side["values"])) for side in content["sides"]]


def _changes(content: dict[str, Any]) -> list[Told]:
    """Only the blanks that were shown as changing, each by its own source."""
    told: dict[SourceKind, dict[str, str]] = defaultdict(dict)
    for one in content["changes"]:
        told[SourceKind(one["source"])][one["field"]] = one["new"]
    return [(source, typed(values)) for source, values in told.items()]


def _update(by: Viewer, row: Proposal, child: UUID, told: list[Told]) -> None:
    """Into the file, each by its own source; refused as a whole where nothing of it can stand."""
    fitting = 0
    for source, values in told:
        fit = _fit(values, held(_child(by, child)))
        fitting += len(fit)
        if fit:
            registry.update(
                by=by, child=child, values=fit, source=source, stated_on=_as_of(row),
                origin=(ORIGIN, row.id), why=WHY,
            )  # fmt: skip
    if not fitting:
        raise NotNow("名册写的和档案里的证件号、出生日期对不上，不能采纳。请先核对，或者不采纳。")


def _fit(values: dict[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return sound(values, clock.today(), before)


def _decided(
    by: Viewer, row: Proposal, action: str, reason: str, child: UUID | None
) -> UUID | None:
    if row.state == ProposalState.ASKED:
        end_village(by, row, "已经办了")
    _close(by, row, action, reason, child)
    tell_desks(by, row.division)
    return next_proposal(by, row)


def _close(by: Viewer, row: Proposal, action: str, reason: str, child: UUID | None) -> None:
    row.reason, row.decided_at = reason.strip()[:200], clock.now()
    row.decided_by, row.decided_by_name = by.user, by.name
    row.child_id = child or row.child_id
    row.save(
        update_fields=["reason", "decided_at", "decided_by", "decided_by_name", "child_id", "in_bulk", "sampled"]
    )  # fmt: skip
    move(PROPOSAL, row, action, by=by, division=row.division, note=row.reason)
    if child and row.number:
        with scope(DESK):
            EntityLink.objects.all_of_them(reason="the county's own, whoever decides").update_or_create(
                division=county_of(row.division), number=row.number,
                defaults={"child_id": child, "how": "person"},
            )  # fmt: skip


def _reopened(by: Viewer, row: Proposal, why: str) -> None:
    row.decided_at, row.decided_by, row.decided_by_name = None, None, ""
    row.reason, row.in_bulk, row.sampled = "", False, False
    if row.kind in (K.NEW, K.DUPLICATE):
        with scope(DESK):
            EntityLink.objects.all_of_them(reason="the county's own, whoever undoes").filter(
                division=county_of(row.division), number=row.number, how="person"
            ).delete()
    row.save(
        update_fields=[
            "decided_at",
            "decided_by",
            "decided_by_name",
            "reason",
            "in_bulk",
            "sampled",
        ]
    )
    move(PROPOSAL, row, "reopen", by=by, division=row.division, note=why)
