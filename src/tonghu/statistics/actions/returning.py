"""统计报表的步骤 (D-239, D-313, D-337): each leaves its event; the numbers are frozen when it is made."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.db.models import Max

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.divisions import parent_of
from tonghu.papers import actions as papers
from tonghu.statistics.actions.common import DESK, found, need
from tonghu.statistics.contributions import MAKE, PAPER, RECEIVE
from tonghu.statistics.models import StatReturn
from tonghu.statistics.papers.contents import content
from tonghu.statistics.queries.returning import Material, material
from tonghu.statistics.rules import periods
from tonghu.statistics.states import ReturnKind, ReturnState
from tonghu.statistics.workflow import RETURN
from tonghu.worklist import actions as worklist

ABOVE = (Level.PREFECTURE, Level.PROVINCE, Level.NATION)
SUBJECT = "statistics.statreturn"


def make(*, by: Viewer, kind: str, period: str) -> UUID:
    """做一份: of the viewer's own county, from the readings of its quarters."""
    need(by, P.STATISTICS_KEEP)
    if by.level is not Level.COUNTY:
        raise NotYours("统计报表由县里做，上级接收。")
    rows = StatReturn.objects.visible_to(by).filter(division=by.division, kind=kind, period=period)
    if rows.exclude(state=ReturnState.REPLACED).exists():
        raise NotNow("这一期的报表已经做了。要改，打开它，按“重做一版”。")
    return _made(by, kind, period, note="").id


def remake(*, by: Viewer, id: UUID) -> UUID:
    """重做一版: the old one stays in the record as replaced."""
    need(by, P.STATISTICS_KEEP)
    row = _own(by, id)
    if row.state == ReturnState.SUBMITTED:
        raise NotNow("已经报送，等上级接收或者退回以后再改。")
    move(RETURN, row, "replace", by=by, division=row.division)
    return _made(by, row.kind, row.period, note=row.note).id


def _made(by: Viewer, kind: str, period: str, note: str) -> StatReturn:
    _, last = periods.days_of(period)
    if last >= clock.today():
        raise NotNow(f"{periods.words(period)}还没有过完，{last.month}月{last.day}日以后再做。")
    got = material(DESK, by.division, kind, period)
    if got is None:
        raise NotNow(f"{periods.words(period)}还没有读数。先按“现在数一次”，或者等今天夜里自己数。")
    label = "季度" if kind == ReturnKind.QUARTER else "年度"
    known = StatReturn.objects.visible_to(by).filter(division=by.division, kind=kind, period=period)
    row = StatReturn.objects.put(
        division=by.division, kind=kind, period=period,
        version=(known.aggregate(last=Max("version"))["last"] or 0) + 1,
        title=f"{periods.words(period)}儿童关爱保护{label}统计报表", tables=got.tables,
        readings=got.readings, faults=got.faults, fingerprint=_mark(got), profile=got.profile,
        profile_hash=got.profile_hash, note=note, made_name=by.name, made_at=clock.now(),
    )  # fmt: skip
    events.record(
        "return.make", by=by, subject=row, division=row.division,
        changes={"period": period, "version": row.version, "faults": len(row.faults)},
    )  # fmt: skip
    return row


def _mark(got: Material) -> str:
    text = json.dumps(got.tables, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def explain(*, by: Viewer, id: UUID, note: str) -> None:
    """写说明: why something does not add up; goes upward with the tables."""
    need(by, P.STATISTICS_KEEP)
    row = _own(by, id)
    if row.state not in (ReturnState.MADE, ReturnState.CHECKED):
        raise NotNow("已经报送的不能再改说明。")
    row.note = note.strip()[:600]
    row.save(update_fields=["note"])
    events.record("return.explain", by=by, subject=row, division=row.division, why=row.note)


def check(*, by: Viewer, id: UUID) -> None:
    """核对: what does not add up must be explained first."""
    need(by, P.STATISTICS_KEEP)
    row = _own(by, id)
    if row.faults and len(row.note.strip()) < 4:
        raise NotNow(f"有{len(row.faults)}处对不上，请先写明原因。数不用改，照实报。")
    move(RETURN, row, "check", by=by, division=row.division)
    row.checked_name, row.checked_at = by.name, clock.now()
    row.save(update_fields=["checked_name", "checked_at"])


def submit(*, by: Viewer, id: UUID) -> None:
    """报送: upward, and the superior's task to receive it."""
    need(by, P.STATISTICS_KEEP)
    row = _own(by, id)
    move(
        RETURN, row, "submit", by=by, division=row.division,
        changes={"period": row.period, "fingerprint": row.fingerprint},
    )  # fmt: skip
    row.submitted_name, row.submitted_at = by.name, clock.now()
    row.save(update_fields=["submitted_name", "submitted_at"])
    worklist.close_task(by=by, kind=MAKE, subject=("statistics.period", _key(row)))
    worklist.open_task(
        by=by, kind=RECEIVE, subject=(SUBJECT, row.id), title=f"接收{row.title}",
        why=f"{by.place or row.division}报送", division=parent_of(row.division) or row.division,
        role="superior", link=f"/statistics/returns/{row.id}/", profile=row.profile,
    )  # fmt: skip


def _key(row: StatReturn) -> str:
    return f"{row.division}:{row.period}"


def receive(*, by: Viewer, id: UUID) -> None:
    """接收, by the superior: frozen for both from here on."""
    row = _from_below(by, id)
    move(RETURN, row, "receive", by=by, division=row.division)
    row.received_name, row.received_at = by.name, clock.now()
    row.save(update_fields=["received_name", "received_at"])
    worklist.close_task(by=by, kind=RECEIVE, subject=(SUBJECT, row.id))


def send_back(*, by: Viewer, id: UUID, why: str) -> None:
    """退回, with the reason; the county makes a new version."""
    row = _from_below(by, id)
    if len(why.strip()) < 4:
        raise NotNow("请写明为什么退回，县里好照着改。")
    row.returned_why = why.strip()[:300]
    row.save(update_fields=["returned_why"])
    move(RETURN, row, "send_back", by=by, division=row.division, note=row.returned_why)
    worklist.close_task(by=by, kind=RECEIVE, subject=(SUBJECT, row.id), note="已退回")
    worklist.open_task(
        by=by, kind=MAKE, subject=("statistics.period", _key(row)), title=f"重做{row.title}",
        why=f"上级退回：{row.returned_why}"[:200], division=row.division, role="county_office",
        link=f"/statistics/returns/{row.id}/", profile=row.profile, again=True,
    )  # fmt: skip


def print_return(*, by: Viewer, id: UUID, formats: tuple[str, ...] = ("pdf", "xlsx")) -> UUID:
    """签发: the tables as a numbered paper; a statistical return carries no seal of the conference."""
    need(by, P.PAPER_ISSUE)
    row = _own(by, id)
    if row.state == ReturnState.MADE:
        raise NotNow("先核对，再签发。")
    return papers.issue(
        by=by, kind=PAPER, title=row.title, division=row.division,
        content=content(row.title, by.place, row.tables, row.faults, row.note, _signers(row)),
        subject=(SUBJECT, row.id), period=row.period, formats=formats,
    )  # fmt: skip


def _signers(row: StatReturn) -> tuple[str, ...]:
    return (f"复核人：{row.checked_name}", f"制表人：{row.made_name}")


def _own(by: Viewer, id: UUID) -> StatReturn:
    """The county's own, locked."""
    rows = StatReturn.objects.visible_to(by).select_for_update().filter(pk=id)
    row = found(rows.first())
    if by.division != row.division:
        raise NotYours("这份报表由做表的县办理。")
    return row


def _from_below(by: Viewer, id: UUID) -> StatReturn:
    need(by, P.STATISTICS_KEEP)
    row = found(StatReturn.objects.visible_to(by).select_for_update().filter(pk=id).first())
    if by.level not in ABOVE:
        raise NotYours("接收、退回由上级民政部门办。")
    return row
