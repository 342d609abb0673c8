"""家庭申报的读取: what waits with a village, one declaration beside what the file holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory.queries import divisions
from tonghu.registry.fields import BY_CODE, Kind
from tonghu.registry.models import Child
from tonghu.registry.queries import files
from tonghu.survey.models import Declaration
from tonghu.survey.rules.declaring import RELATIONS
from tonghu.survey.states import DeclarationState
from tonghu.ui.words import mask_name

MOST = 200
HITS = 20
OPEN = (DeclarationState.WAITING, DeclarationState.LINKED)


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """一份申报, in a list."""

    id: UUID
    child: UUID | None
    name: str
    village: str
    channel: str
    state: str
    state_label: str
    made_name: str
    made_at: datetime
    declared_at: datetime | None
    decided_name: str
    decided_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Declared:
    """申报的一栏: what the family says beside what the file holds."""

    label: str
    now: str
    said: str


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    """一份申报的一页."""

    line: DeclarationLine
    rows: tuple[Declared, ...]
    note: str
    declarer: str
    relation: str
    phone: str
    paper_number: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """家里看到的: no more than that it is the right child."""

    name: str
    village: str


@dataclass(frozen=True, slots=True)
class KnownChild:
    """一名儿童, to be chosen at the window."""

    id: UUID
    name: str
    about: str


def declarations(viewer: Viewer, *, every: bool = False) -> tuple[DeclarationLine, ...]:
    """Those that wait first, then links not used, then the newest that were decided."""
    rows = Declaration.objects.visible_to(viewer).order_by("-made_at")
    rows = rows if every else rows.filter(state__in=OPEN)
    found = sorted(rows[:MOST], key=lambda one: one.state != DeclarationState.WAITING)
    names = _names(viewer, [one.child for one in found if one.child])
    places = _places(viewer, {one.division for one in found})
    return tuple(_line(one, names, places) for one in found)


def waiting(viewer: Viewer) -> int:
    """How many wait within reach."""
    return Declaration.objects.visible_to(viewer).filter(state=DeclarationState.WAITING).count()


def declaration(viewer: Viewer, id: UUID) -> DeclarationPage | None:
    """One, with what the file holds beside it; looked at is written down."""
    row = Declaration.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    events.looked(by=viewer, what="survey.declaration", ids=[str(row.id)], purpose="核实家庭申报")
    said: dict[str, Any] = row.content or {}
    values = said.get("values", {})
    line = _line(
        row, _names(viewer, [row.child] if row.child else []), _places(viewer, {row.division})
    )
    held = _held(viewer, row.child, tuple(values))
    return DeclarationPage(
        line=line, rows=tuple(_declared(code, value, held.get(code)) for code, value in values.items() if code in BY_CODE),
        note=said.get("note", ""), declarer=said.get("declarer", ""),
        relation=dict(RELATIONS).get(said.get("relation", ""), ""), phone=said.get("phone", ""),
        paper_number=row.paper_number,
    )  # fmt: skip


def declaration_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """A declaration within reach, about its child."""
    row = Declaration.objects.visible_to(viewer).filter(pk=id).only("division", "child").first()
    return Subject("survey.declaration", row.id, row.division, child=row.child) if row else None


def family_page(id: UUID) -> FamilyPage | None:
    """What a family sees after the second fact: the family name and the village."""
    family = Viewer.for_system("家庭申报")
    with scope(family):
        row = (
            Declaration.objects.visible_to(family)
            .filter(pk=id, state=DeclarationState.LINKED)
            .first()
        )
        known = row.child if row else None
        child = Child.objects.visible_to(family).filter(pk=known).first() if known else None
        if row is None or child is None:
            return None
        place = _places(family, {row.division}).get(row.division, "")
        return FamilyPage(mask_name(child.name), place)


def known_children(viewer: Viewer, text: str) -> tuple[KnownChild, ...]:
    """按姓名找 within reach, for the window."""
    if not text.strip():
        return ()
    rows = Child.objects.visible_to(viewer).filter(name__startswith=text.strip(), merged_into=None)
    found = list(rows.order_by("name")[:HITS])
    places = _places(viewer, {one.division for one in found})
    return tuple(
        KnownChild(
            one.id,
            one.name,
            f"{places.get(one.division, '')}，{one.birth_date or '出生日期还没采集'}",
        )
        for one in found
    )


def _line(row: Declaration, names: dict[UUID, str], places: dict[str, str]) -> DeclarationLine:
    return DeclarationLine(
        id=row.id, child=row.child, name=names.get(row.child, "") if row.child else "",
        village=places.get(row.division, ""), channel="链接" if row.channel == "link" else "窗口",
        state=row.state, state_label=DeclarationState(row.state).label, made_name=row.made_name,
        made_at=row.made_at, declared_at=row.declared_at, decided_name=row.decided_name,
        decided_at=row.decided_at, why=row.why,
    )  # fmt: skip


def _names(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    return dict(Child.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


def _places(viewer: Viewer, codes: set[str]) -> dict[str, str]:
    return divisions.full_names(viewer, codes)


def _held(viewer: Viewer, child: UUID | None, codes: tuple[str, ...]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    if child is None:
        return held
    for block in sorted({BY_CODE[code].block for code in codes if code in BY_CODE}):
        held |= dict(files.editable(viewer, child, block).values)
    return held


def _declared(code: str, said: Any, held: Any) -> Declared:
    return Declared(BY_CODE[code].label, _word(code, held), _word(code, said))


def _word(code: str, value: Any) -> str:
    one = BY_CODE[code]
    if value is None or value == "" or value == []:
        return "还没采集"
    if one.kind is Kind.YES_NO:
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(one.word(str(part)) for part in value)
    return one.word(str(value))
