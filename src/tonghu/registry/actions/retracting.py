"""收回: everything one proposal, run or paper wrote is taken out of the files again, nothing else.

What others said stays and is chosen from anew. A file that came of it alone is not emptied: it goes
the way of a file made in error, rejected or left, and can be looked up.
"""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import DESK, need, within_reach
from tonghu.registry.actions.life import take_step
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.actions.writing import rewrite
from tonghu.registry.models import SourceLink
from tonghu.registry.states import LifeState, LifeStep

IN_ERROR = "wrong_or_duplicate"


def retract(*, by: Viewer, origin: tuple[str, object], why: str) -> int:
    """收回一次写入, by where it came from; how many files it touched."""
    need(by, P.CHILD_DECIDE)
    with scope(DESK):
        rows = SourceLink.objects.all_of_them(reason="links of one origin, whoever holds them")
        links = list(
            rows.filter(
                record__origin_type=str(origin[0]), record__origin_id=str(origin[1]), until_at=None
            )
        )
    children = list(dict.fromkeys(link.child_id for link in links))
    within_reach(by, children)
    with Batch(by) as batch:
        for sheet in batch.take(children):
            _take_back(batch, sheet, [one for one in links if one.child_id == sheet.id], why)
    return len(children)


def _take_back(batch: Batch, sheet: Sheet, links: list[SourceLink], why: str) -> None:
    records = {str(link.record_id) for link in links}
    left = [one for one in sheet.statements if one.record not in records]
    if not left:
        _in_error(batch, sheet, why)
        return
    for link in links:
        link.until_at = batch.now
    rewrite(links)
    sheet.statements = left
    sheet.child.version += 1
    batch.rejudge([sheet])
    batch.tell("child.update", sheet, {"taken_back": sorted(records)}, why)


def _in_error(batch: Batch, sheet: Sheet, why: str) -> None:
    """认定错误: the steps of the table lead out, whatever state the file is in."""
    state = LifeState(sheet.child.state)
    if state is LifeState.CANDIDATE:
        take_step(batch, sheet, LifeStep.SEND_TO_VERIFY, why)
        state = LifeState.TO_VERIFY
    if state is LifeState.TO_VERIFY:
        take_step(batch, sheet, LifeStep.REJECT, why)
    elif state is LifeState.REGISTERED:
        sheet.child.left_on, sheet.child.left_reason = batch.today, IN_ERROR
        take_step(batch, sheet, LifeStep.EXIT, why, reason=IN_ERROR, on=batch.today)
