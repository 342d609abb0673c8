"""家庭申报 (D-099): a link with a one-time code, or the window; it waits until the village has confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tonghu.access.actions.tally import Tries
from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.registry import actions as registry
from tonghu.registry.models import Child
from tonghu.registry.states import SourceKind
from tonghu.survey.actions.common import found, need
from tonghu.survey.models import Declaration
from tonghu.survey.rules import declaring as rules
from tonghu.survey.rules.answering import Wrong
from tonghu.survey.states import DeclarationState
from tonghu.survey.workflow import DECLARATION
from tonghu.worklist import actions as worklist

FAMILY = Viewer.for_system("家庭申报")
CONFIRM = "survey.declaration"
TYPE = "survey.declaration"
NO_LINK = "这个码用不了：可能写错了，用过了，或者过了期。请找村里要一个新的。"
NOT_THIS = "码或者出生日期对不上。请看一下户口簿，再写一遍。"


@dataclass(frozen=True, slots=True)
class Made:
    """发出的链接: the code is shown once and not kept."""

    id: UUID
    code: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """一家人说的."""

    values: Mapping[str, Any]
    note: str
    declarer: str
    relation: str
    phone: str

    def as_content(self) -> dict[str, Any]:
        """As it is kept, encrypted."""
        return {
            "values": dict(self.values), "note": self.note, "declarer": self.declarer,
            "relation": self.relation, "phone": self.phone,
        }  # fmt: skip


def make_link(*, by: Viewer, child: UUID) -> Made:
    """发链接: for a child within reach."""
    need(by, P.FAMILY_CONFIRM)
    known = found(Child.objects.visible_to(by).filter(pk=child).first())
    code, ends = rules.new_code(), clock.now() + rules.VALID
    row = Declaration.objects.put(
        division=known.division, child=known.id, digest=rules.digest(code), channel="link",
        made_by=by.user, made_name=by.name, ends_at=ends,
    )  # fmt: skip
    events.record(
        "family.link", by=by, subject=row, division=row.division, changes={"child": str(child)}
    )
    return Made(row.id, code, ends)


def look(*, code: str, born: date, address: str) -> UUID:
    """第二个事实: nothing of the child is shown before it is right; every try is counted."""
    tries = Tries(rules.digest(code)[:32], address, "declare")
    tries.count()
    with scope(FAMILY):
        row = _linked(code)
        child = _child(row)
        if row is None or child is None or not rules.same_day(born, child.birth_date):
            raise NotNow(NOT_THIS)
        found_id: UUID = row.id
    tries.forgive()
    return found_id


def declare(*, declaration: UUID, said: Said) -> str:
    """申报: waits with the village; answers with the number of the receipt."""
    _whole(said)
    with scope(FAMILY):
        row = (
            Declaration.objects.visible_to(FAMILY)
            .select_for_update()
            .filter(pk=declaration)
            .first()
        )
        if row is None or row.state != DeclarationState.LINKED or _over(row):
            raise NotNow(NO_LINK)
        row.content, row.declared_at = said.as_content(), clock.now()
        row.save(update_fields=["content", "declared_at"])
        move(DECLARATION, row, "declare", by=FAMILY, division=row.division)
        _tell_village(FAMILY, row)
        return receipt(row.id)


def declare_at_window(
    *, by: Viewer, child: UUID, said: Said, paper_number: str = ""
) -> UUID:  # fmt: skip
    """窗口申报: typed by the officer from what the family says or from its paper."""
    need(by, P.FAMILY_CONFIRM)
    _whole(said)
    known = found(Child.objects.visible_to(by).filter(pk=child).first())
    row = Declaration.objects.put(
        division=known.division, child=known.id, channel="window", made_by=by.user, made_name=by.name,
        content=said.as_content(), declared_at=clock.now(), paper_number=paper_number.strip()[:60],
    )  # fmt: skip
    move(DECLARATION, row, "declare", by=by, division=row.division, changes={"channel": "window"})
    _tell_village(by, row)
    made: UUID = row.id
    return made


def confirm(*, by: Viewer, declaration: UUID) -> None:
    """核实: into the file, with the family as its source."""
    need(by, P.FAMILY_CONFIRM)
    row = _waiting(by, declaration)
    said, child = row.content or {}, row.child
    if said.get("values") and child is not None:
        registry.update(
            by=by, child=child, values=said["values"], source=SourceKind.FAMILY,
            stated_on=clock.today() if row.declared_at is None else row.declared_at.astimezone(clock.CHINA).date(),
            origin=("family.declaration", str(row.id)), why="家庭申报，村里核实",
        )  # fmt: skip
    _decided(by, row, "confirm", "")


def refuse(*, by: Viewer, declaration: UUID, why: str) -> None:
    """申报不符: with a reason."""
    need(by, P.FAMILY_CONFIRM)
    if len(why.strip()) < 2:
        raise Wrong("why", "请写明怎么核实的、哪里不符。")
    _decided(by, _waiting(by, declaration), "refuse", why.strip()[:200])


def expire_links() -> str:
    """链接过期: those that nobody used in time."""
    with scope(FAMILY):
        rows = Declaration.objects.visible_to(FAMILY).filter(
            state=DeclarationState.LINKED, ends_at__lt=clock.now()
        )
        for row in (found_rows := list(rows)):
            move(DECLARATION, row, "expire", by=FAMILY, division=row.division)
    return f"{len(found_rows)}个家庭申报链接过期"


def receipt(declaration: UUID) -> str:
    """回执编号, short enough to be read on the telephone."""
    return declaration.hex[-8:].upper()


def _linked(code: str) -> Declaration | None:
    rows = Declaration.objects.visible_to(FAMILY).filter(digest=rules.digest(code))
    row = rows.filter(state=DeclarationState.LINKED).first()
    return None if row is None or _over(row) else row


def _child(row: Declaration | None) -> Child | None:
    known = row.child if row else None
    return Child.objects.visible_to(FAMILY).filter(pk=known).first() if known else None


def _over(row: Declaration) -> bool:
    return row.ends_at is not None and row.ends_at < clock.now()


def _whole(said: Said) -> None:
    if not said.values and not said.note.strip():
        raise Wrong("note", "还没写家里有什么变化。")
    if not said.declarer.strip():
        raise Wrong("declarer", "请写你的姓名，村里好联系你核实。")


def _waiting(by: Viewer, declaration: UUID) -> Declaration:
    rows = Declaration.objects.visible_to(by).select_for_update().filter(pk=declaration)
    row = found(rows.first())
    if row.state != DeclarationState.WAITING:
        raise NotNow("这份申报已经核实过了，或者家里还没有填。")
    if row.child is None:
        raise Missing("这份申报没有写是哪个孩子。")
    return row


def _decided(by: Viewer, row: Declaration, action: str, why: str) -> None:
    move(DECLARATION, row, action, by=by, division=row.division, note=why)
    row.decided_by, row.decided_name, row.decided_at, row.why = by.user, by.name, clock.now(), why
    row.save(update_fields=["decided_by", "decided_name", "decided_at", "why"])
    worklist.close_task(by=by, kind=CONFIRM, subject=(TYPE, row.id))


def _tell_village(by: Viewer, row: Declaration) -> None:
    worklist.open_task(
        by=by, kind=CONFIRM, subject=(TYPE, row.id), title="核实一份家庭申报", why="家里说情况有变化，上门或者打电话核实后再入档",
        division=row.division, role="village_worker", link=f"/rounds/declarations/{row.id}/",
    )  # fmt: skip
