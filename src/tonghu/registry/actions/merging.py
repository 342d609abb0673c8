"""合并和拆开: links with dates; nothing is copied, nothing is lost, and it can be undone.

Where number, name and birth date agree one person may; a contested merge and every un-merge want two.
"""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import found, need, within_reach
from tonghu.registry.actions.sheets import OWN, Sheet
from tonghu.registry.contributions import MERGE as TASK
from tonghu.registry.models import Merge, SourceLink, SourceRecord
from tonghu.registry.rules.cells import ON_REGISTER
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.rules.sameness import certain
from tonghu.registry.states import LifeState, MergeState
from tonghu.registry.workflow import MERGE
from tonghu.worklist import actions as worklist

SAMPLED = 10  # every tenth certain merge is looked at again


def propose_merge(*, by: Viewer, keep: UUID, other: UUID, reason: str) -> UUID:
    """提出合并; done at once where nothing is contested."""
    need(by, P.CHILD_MERGE)
    _reasoned(reason)
    within_reach(by, [keep, other])
    with Batch(by) as batch:
        kept, gone = _two(batch, keep, other)
        sure = certain(kept.values, gone.values)
        row = Merge.objects.put(
            division=kept.child.division, other_division=gone.child.division, kept=kept.child,
            other=gone.child, certain=sure, reason=reason[:200], by=by.user, by_name=by.name[:80],
            sampled=sure and gone.id.int % SAMPLED == 0,
        )  # fmt: skip
        events.record(
            "merge.propose", by=by, subject=row, division=row.division, why=reason,
            changes={"kept": kept.id, "other": gone.id, "certain": sure},
        )  # fmt: skip
        if sure:
            _join(batch, row, kept, gone)
        else:
            _ask_second(by, row, "确认合并两份档案")
        return row.pk


def agree_merge(*, by: Viewer, merge: UUID) -> None:
    """第二人确认合并."""
    row = _merge(by, merge, MergeState.PROPOSED)
    _another(by, row.by)
    with Batch(by) as batch:
        kept, gone = _two(batch, row.kept_id, row.other_id)
        row.second, row.second_name = by.user, by.name[:80]
        row.save(update_fields=["second", "second_name"])
        _join(batch, row, kept, gone)
    _asked(by, row)


def refuse_merge(*, by: Viewer, merge: UUID, why: str) -> None:
    """不合并: they are two children."""
    _reasoned(why)
    row = _merge(by, merge, MergeState.PROPOSED)
    move(MERGE, row, "refuse", by=by, division=row.division, note=why)
    _asked(by, row)


def propose_unmerge(*, by: Viewer, merge: UUID, why: str) -> None:
    """提出拆开: wants a second person."""
    _reasoned(why)
    row = _merge(by, merge, MergeState.DONE)
    row.undo_by, row.undo_by_name, row.undo_why = by.user, by.name[:80], why[:200]
    row.save(update_fields=["undo_by", "undo_by_name", "undo_why"])
    move(MERGE, row, "propose_undo", by=by, division=row.division, note=why)
    _ask_second(by, row, "确认拆开两份档案")


def keep_merge(*, by: Viewer, merge: UUID, why: str) -> None:
    """不拆开."""
    row = _merge(by, merge, MergeState.UNDOING)
    move(MERGE, row, "keep", by=by, division=row.division, note=why)
    _asked(by, row)


def unmerge(*, by: Viewer, merge: UUID) -> tuple[UUID, ...]:
    """第二人确认拆开; the records written in between, which an owner is to divide."""
    row = _merge(by, merge, MergeState.UNDOING)
    _another(by, row.undo_by)
    with Batch(by) as batch:
        kept, gone = batch.take([row.kept_id, row.other_id])
        if kept.child.merged_into_id is not None:
            raise NotNow("留下的一份后来又并入了别的档案，请先拆开那一次。")
        between = _between(row)
        _part(batch, row, kept, gone)
        row.undone_at, row.undo_second, row.undo_second_name = clock.now(), by.user, by.name[:80]
        row.unassigned = [str(one) for one in between]
        row.save(update_fields=["undone_at", "undo_second", "undo_second_name", "unassigned"])
        move(MERGE, row, "undo", by=by, division=row.division, note=row.undo_why)
        batch.tell("child.unmerge", kept, {"other": gone.id, "between": len(between)}, row.undo_why)
        batch.tell("child.unmerge", gone, {"kept": kept.id, "between": len(between)}, row.undo_why)
    _asked(by, row)
    if between:
        worklist.open_task(
            by=by, kind=TASK, subject=("registry.division_of", row.pk), title="分清合并期间的记录",
            why=f"有{len(between)}条记录是合并期间写的，请逐条分给原来的档案", count=len(between),
            division=row.division[:9] + "000", role="town_worker",
            link=f"/children/merges/{row.pk}/",
        )  # fmt: skip
    return between


def divide(*, by: Viewer, merge: UUID, record: UUID, child: UUID) -> None:
    """分清一条: a record written while the files were one is given to the file it speaks of."""
    need(by, P.CHILD_MERGE)
    row = found(
        Merge.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=merge).first()
    )
    if str(record) not in row.unassigned or child not in (row.kept_id, row.other_id):
        raise NotNow("这一条已经分清了，或者不在这两份档案里。")
    with Batch(by) as batch:
        kept, gone = batch.take([row.kept_id, row.other_id])
        if child == row.other_id:
            _hand_over(batch, record, kept, gone)
        row.unassigned = [one for one in row.unassigned if one != str(record)]
        row.save(update_fields=["unassigned"])
        batch.tell("child.divide", batch.sheets[child], {"record": record, "merge": row.pk})
    worklist.count_down(
        by=by, kind=TASK, subject=("registry.division_of", row.pk), count=len(row.unassigned)
    )


def _two(batch: Batch, keep: UUID, other: UUID) -> tuple[Sheet, Sheet]:
    if keep == other:
        raise NotNow("这是同一份档案。")
    kept, gone = batch.take([keep, other])
    for sheet in (kept, gone):
        if sheet.child.merged_into_id is not None:
            raise NotNow("其中一份已经并入别的档案，请刷新后再看。")
        if sheet.child.state == LifeState.TRANSFERRING:
            raise NotNow("其中一份正在转移，请先办完转移。")
    if gone.child.state in ON_REGISTER and kept.child.state not in ON_REGISTER:
        raise NotNow("另一份已经在册，请保留在册的那一份。")
    return kept, gone


def _join(batch: Batch, row: Merge, kept: Sheet, gone: Sheet) -> None:
    """Every statement of the other file is one of the kept file from now on."""
    kept.child.version += 1
    known = {one.record for one in kept.statements}
    wanted = [one.record for one in gone.statements if one.record not in known]
    rows = SourceRecord.objects.all_of_them(reason=OWN).filter(pk__in=wanted)
    for record in rows.order_by("recorded_at", "pk"):
        batch.link(kept, record, why="合并", merge=row.pk)
    gone.child.merged_into = kept.child
    gone.child.version += 1
    batch.unstand(gone)
    batch.rejudge([kept, gone])
    row.done_at = clock.now()
    row.save(update_fields=["done_at"])
    move(MERGE, row, "agree", by=batch.by, division=row.division, note=row.reason)
    batch.tell("child.merge", kept, {"other": gone.id, "merge": row.pk}, row.reason)
    batch.tell("child.merge", gone, {"into": kept.id, "merge": row.pk}, row.reason)


def _part(batch: Batch, row: Merge, kept: Sheet, gone: Sheet) -> None:
    """Ends the links the merge made; both files stand as their own statements say."""
    links = SourceLink.objects.all_of_them(reason=OWN).filter(merge=row.pk, until_at=None)
    ended = {str(one) for one in links.values_list("record_id", flat=True)}
    links.update(until_at=batch.now)
    kept.statements = [one for one in kept.statements if one.record not in ended]
    kept.child.version += 1
    gone.child.merged_into = None
    gone.child.version += 1
    batch.stand(gone)
    batch.rejudge([kept, gone])


def _between(row: Merge) -> tuple[UUID, ...]:
    """What was written to the kept file since the merge and before today's un-merge."""
    links = SourceLink.objects.all_of_them(reason=OWN).filter(
        child=row.kept_id, merge=None, until_at=None, from_at__gt=row.done_at
    )
    return tuple(links.order_by("from_at", "pk").values_list("record_id", flat=True))


def _hand_over(batch: Batch, record: UUID, kept: Sheet, gone: Sheet) -> None:
    links = SourceLink.objects.all_of_them(reason=OWN).filter(
        child=kept.id, record=record, until_at=None
    )
    links.update(until_at=batch.now)
    kept.statements = [one for one in kept.statements if one.record != str(record)]
    kept.child.version += 1
    gone.child.version += 1
    batch.link(gone, SourceRecord.objects.all_of_them(reason=OWN).get(pk=record), why="拆开后分清")
    batch.rejudge([kept])


def _merge(by: Viewer, merge: UUID, state: MergeState) -> Merge:
    need(by, P.CHILD_MERGE)
    rows = Merge.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=merge)
    row = found(rows.first())
    if row.state != state:
        raise NotNow(f"现在是“{MergeState(row.state).label}”，这一步不能办了。")
    return row


def _another(by: Viewer, first: UUID | None) -> None:
    if not by.system and by.user == first:
        raise NotYours("自己提出的不能自己确认，请另一个人办。")


def _reasoned(why: str) -> None:
    if not why.strip():
        raise WrongValues({"reason": "请写明理由。"})


def _ask_second(by: Viewer, row: Merge, title: str) -> None:
    worklist.open_task(
        by=by, kind=TASK, subject=("registry.merge", row.pk), title=title,
        why=(row.undo_why or row.reason)[:200], division=row.division[:9] + "000",
        role="town_worker", again=True, link=f"/children/merges/{row.pk}/",
    )  # fmt: skip


def _asked(by: Viewer, row: Merge) -> None:
    worklist.close_task(by=by, kind=TASK, subject=("registry.merge", row.pk))
