"""一人一档: the file, its head, what may be edited, what is shown for a purpose, who can see it."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.contributions import contributed
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotYours
from tonghu.core.events import queries as log
from tonghu.core.routes import Subject
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Level, Viewer
from tonghu.registry.fields import BY_CODE, FIELDS, Kind, Said
from tonghu.registry.models import Child
from tonghu.registry.queries import page
from tonghu.registry.queries.counted import counted
from tonghu.registry.queries.held import blanks_of, held, seen
from tonghu.registry.queries.panels import ChildPanel
from tonghu.registry.queries.places import near_names
from tonghu.registry.queries.shapes import Alike, ChildFile, Editable, Happened, Head, Panel, Step
from tonghu.registry.showing.events import sentence
from tonghu.registry.showing.words import ADDRESSES, said
from tonghu.registry.states import LIFE_LABELS, LifeState, LifeStep
from tonghu.registry.workflow import CHILD
from tonghu.worklist.queries import Filter, TaskLine, calendar_of, filtered, line

KIND, TYPE, RECENT = "child", "registry.child", 6
LOOKED, SHOWN = "registry.file", "registry.identity"
_ELSEWHERE = frozenset({LifeStep.CHANGE, LifeStep.ACCEPT_TRANSFER, LifeStep.DECLINE_TRANSFER})
CLOSED = frozenset({LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED})
_AUDITED = Viewer.for_system("审计员查谁能看到这名儿童")


def row_of(viewer: Viewer, child: UUID | str) -> Child:
    """The row within reach; `Missing` for what is not there and what is not theirs."""
    found = Child.objects.visible_to(viewer).filter(pk=child).first()
    if found is None:
        raise Missing
    return found


def subject(viewer: Viewer, *, id: UUID, **more: object) -> Subject | None:
    """For the door: a file within reach."""
    rows = Child.objects.visible_to(viewer).filter(pk=id).values_list("id", "division")
    found = rows.first()
    return Subject(KIND, found[0], found[1], child=found[0]) if found else None


def subject_told(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the page of reasons: the auditor too, who reads no table of children."""
    if viewer.level is not Level.ADMIN or not viewer.may(P.WHO_CAN_SEE):
        return subject(viewer, id=id)
    with scope(_AUDITED):
        found = subject(_AUDITED, id=id)
    return found if found and viewer.covers(found.division) else None


def subject_by_code(viewer: Viewer, *, code: str) -> Subject | None:
    """For the door: the file a printed page belongs to, within reach."""
    rows = Child.objects.visible_to(viewer).filter(page_code=code[:16]).exclude(page_code="")
    found = rows.values_list("id", "division").first()
    return Subject(KIND, found[0], found[1], child=found[0]) if found else None


def one(viewer: Viewer, child: UUID) -> ChildFile:
    """一人一档, and the log says that it was opened."""
    row = row_of(viewer, child)
    full = held(row)
    values = seen(viewer, full)
    places = [
        value for code, value in values.items() if BY_CODE[code].kind in (Kind.DIVISION, Kind.PLACE)
    ]
    names = near_names(viewer, [row.division, *places])
    statements = page.statements(viewer, row) if page.contested(row) else ()
    losing = page.losing_of(viewer, row, names, statements)
    hazards = page.hazards(viewer, row)
    recent, total = happened(viewer, row.id, most=RECENT)
    events.looked(by=viewer, what=LOOKED, ids=[row.id], sensitivity=Sensitivity.IDENTITY)
    return ChildFile(
        head=page.head(viewer, row, values, names, hazards),
        blocks=page.blocks(viewer, row, values, names, losing),
        siblings=page.siblings(viewer, row),
        verdicts=counted(viewer, row, full), tasks=tasks_about(viewer, row.id),
        hazards=hazards, happened=recent, happened_total=total, panels=_panels(viewer, row.id),
        steps=steps(viewer, row), hidden=_hidden(viewer, values), open=is_open(row),
    )  # fmt: skip


def head(viewer: Viewer, child: UUID) -> Head:
    """档案头 alone, for the pages of single steps."""
    row = row_of(viewer, child)
    values = seen(viewer, held(row))
    names = near_names(viewer, [row.division])
    return page.head(viewer, row, values, names, page.hazards(viewer, row))


def same_name(viewer: Viewer, name: str) -> tuple[Alike, ...]:
    """同名的 within reach, for whoever is entering a child; a few at most."""
    said = name.strip()
    if len(said) < 2:
        return ()
    rows = (
        Child.objects.visible_to(viewer).filter(name=said, merged_into=None).order_by("birth_date")
    )
    found = list(rows.only("id", "name", "birth_date", "division", "state")[:5])
    names = near_names(viewer, [one.division for one in found])
    return tuple(
        Alike(
            one.pk, one.name, one.birth_date, names.get(one.division, ""),
            LIFE_LABELS[LifeState(one.state)],
        )
        for one in found
    )  # fmt: skip


def tasks_about(viewer: Viewer, child: UUID) -> tuple[TaskLine, ...]:
    """要做的事: open tasks about this file, soonest first."""
    rows = filtered(viewer, Filter(whose="below")).filter(subject_type=TYPE, subject_id=str(child))
    calendar = calendar_of(viewer.profile)
    return tuple(line(one, calendar) for one in rows[:10])


def is_open(row: Child) -> bool:
    """Whether the file may be written to at all."""
    return row.state not in CLOSED and row.merged_into_id is None


def steps(viewer: Viewer, row: Child) -> tuple[Step, ...]:
    """可办的步骤: buttons, from the workflow table."""
    if row.merged_into_id or not viewer.covers(row.division):
        return ()
    rows = CHILD.open_to(row.state, viewer.permissions)
    return tuple(Step(str(one.action), one.label) for one in rows if one.action not in _ELSEWHERE)


def happened(
    viewer: Viewer, child: UUID, *, most: int = 50, skip: int = 0
) -> tuple[tuple[Happened, ...], int]:
    """经过, newest first, and how many there are."""
    rows, total = log.page_of_subject(viewer, TYPE, child, most=most, skip=skip)
    return tuple(
        Happened(
            one.kind, sentence(one.kind, one.label, one.changes), one.at,
            f"{one.unit_name or one.post_title} {one.user_name}".strip(),
            one.why if one.post_title else "",
        )
        for one in rows
    ), total  # fmt: skip


def editable(viewer: Viewer, child: UUID, block: str) -> Editable:
    """可改的一块, as it stands, with the version it stands in."""
    row = row_of(viewer, child)
    values = held(row)
    mine = {one.code for one in blanks_of(viewer, block)}
    codes = [
        v for c, v in values.items() if c in mine and BY_CODE[c].kind in (Kind.DIVISION, Kind.PLACE)
    ]
    masked = {
        c: said(BY_CODE[c], values[c], {}, clock.today())
        for c in mine & values.keys()
        if BY_CODE[c].kind in (Kind.ID_NUMBER, Kind.PHONE)
    }
    return Editable(
        row.id, str(values.get("name", "")), row.version,
        {c: v for c, v in values.items() if c in mine},
        {c: v for c, v in values.items() if c not in mine},
        near_names(viewer, codes), masked,
    )  # fmt: skip


def _hidden(viewer: Viewer, values: dict[str, Said]) -> tuple[tuple[str, str], ...]:
    """遮住的栏目 that are filled and may be shown for a purpose: code and label."""
    if not viewer.may(P.IDENTITY_SHOW):
        return ()
    return tuple(
        (one.code, one.label)
        for one in FIELDS
        if one.code in values
        and (one.kind in (Kind.ID_NUMBER, Kind.PHONE) or one.code in ADDRESSES)
    )


def reveal(viewer: Viewer, child: UUID, field: str, purpose: str) -> tuple[str, str]:
    """写明事由后查看: label and whole value, logged before it is shown."""
    if not viewer.may(P.IDENTITY_SHOW):
        raise NotYours("查看完整的号码要由乡镇、县里办，并写明事由。")
    row = row_of(viewer, child)
    value = seen(viewer, held(row)).get(field)
    one = BY_CODE.get(field)
    if one is None or not isinstance(value, str):
        raise Missing
    events.looked(
        by=viewer, what=SHOWN, ids=[row.id], purpose=purpose, sensitivity=Sensitivity.IDENTITY
    )
    return one.label, value


def _panels(viewer: Viewer, child: UUID) -> tuple[Panel, ...]:
    """What higher modules bring, those with something to show."""
    found = []
    for one in sorted(contributed(ChildPanel), key=lambda each: each.order):
        content = one.build(viewer, child)
        if content is not None:
            found.append(Panel(one.code, one.label, one.template, content))
    return tuple(found)
