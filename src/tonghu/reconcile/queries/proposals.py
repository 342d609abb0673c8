"""看办理台: proposed changes as a list, one of them, and the figures above both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tonghu.access.permissions import P
from tonghu.core.clock import today
from tonghu.core.encryption import remembered
from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.divisions import Level as Tier
from tonghu.directory.models import Division
from tonghu.policy.explain.spoken import citation
from tonghu.policy.profile import LOCAL
from tonghu.reconcile.forms import ProposalFilter
from tonghu.reconcile.models import Proposal
from tonghu.reconcile.queries.common import (
    as_uuid,
    cursor,
    day_of,
    late,
    place_names,
    place_of,
    profile_of,
    town_name,
    village_name,
)
from tonghu.reconcile.queries.lists import LONGEST, _inside, cut
from tonghu.reconcile.queries.shapes import Paged
from tonghu.reconcile.queries.shapes.desk import (
    Column,
    DeskFigures,
    ProposalLine,
    ProposalPage,
    ProposalRow,
)
from tonghu.reconcile.rules.masking import masked
from tonghu.reconcile.rules.receiving import upper
from tonghu.reconcile.states import (
    PENDING,
    ProposalKind,
    ProposalState,
    Standing,
    VillageAnswer,
)
from tonghu.registry.fields import BY_CODE, Kind
from tonghu.registry.states import SourceKind

TOWN = Tier.TOWN
_SEX = {"1": "男", "2": "女"}
_ORDER = {kind.value: at for at, kind in enumerate(ProposalKind)}
_DONE = (ProposalState.ACCEPTED, ProposalState.REFUSED)


def proposals(
    viewer: Viewer, filter: ProposalFilter, *, after: str = "", size: int = 50
) -> Paged[ProposalLine]:
    """更改建议, those due first before the others."""
    rows = wanted_proposals(viewer, filter)
    total = rows.count()
    found, more = cut(_behind(rows, after), size)
    with remembered():
        names = place_names(code for row in found for code in _places(row))
        lines = tuple(_line(viewer, row, names) for row in found)
    end = cursor(found[-1].due_on, found[-1].kind, found[-1].id) if more else ""
    return Paged(lines, total, "", end)


def wanted_proposals(viewer: Viewer, filter: ProposalFilter) -> QuerySet[Proposal]:
    """The rows of a filter, unordered."""
    rows = Proposal.objects.visible_to(viewer).exclude(
        state__in=(ProposalState.GONE, ProposalState.WITHDRAWN)
    )
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.state == "left":
        rows = rows.filter(state__in=PENDING)
    elif filter.state:
        rows = rows.filter(state=filter.state)
    if filter.certain:
        rows = rows.filter(certain=True)
    if filter.run:
        rows = rows.filter(run=as_uuid(filter.run))
    rows = _inside(rows, filter.town)
    text = filter.search.strip()[:LONGEST]
    return rows.filter(Q(name__contains=text) | Q(number=text.upper())) if text else rows


def _behind(rows: QuerySet[Proposal], after: str) -> QuerySet[Proposal]:
    place = place_of(after, 3)
    if place and (due := day_of(place[0])) is not None:
        _, kind, id_ = place
        rows = rows.filter(
            Q(due_on__gt=due)
            | Q(due_on=due, kind__gt=kind)
            | Q(due_on=due, kind=kind, id__gt=as_uuid(id_ or ""))
        )
    return rows.order_by("due_on", "kind", "id")


def _line(viewer: Viewer, row: Proposal, names: dict[str, str]) -> ProposalLine:
    content = row.content or {}
    decided = row.state in _DONE
    return ProposalLine(
        id=row.id, run=row.run_id, kind=row.kind, kind_label=ProposalKind(row.kind).label,
        name=row.name or "（已清除）", sex=_SEX.get(row.sex, ""),
        birth=row.birth.isoformat() if row.birth else "", town=town_name(names, row.division),
        village=village_name(names, row.division),
        has=Standing(row.standing).has if row.standing else None,
        said=_said(row, content, names), certain=row.certain, state=row.state,
        state_label=ProposalState(row.state).label, due=row.due_on,
        days_late=0 if decided else late(viewer, row.due_on),
        decided=f"{row.decided_by_name}：{row.reason}" if decided else "", child=row.child_id,
    )  # fmt: skip


def _said(row: Proposal, content: dict[str, Any], names: dict[str, str]) -> str:
    """学校写五年级，档案里是四年级."""
    if row.kind != ProposalKind.CHANGED:
        return str(content.get("why", ""))
    told = [
        f"{_label(one['field'])}：{_from(one['source'])}写{_shown(one['field'], one['new'], names)}"
        + (f"，档案里是{_shown(one['field'], one['old'], names)}" if one["old"] else "，档案里没有")
        for one in content.get("changes", [])
    ]
    more = f"；另有{len(told) - 2}项" if len(told) > 2 else ""
    return "；".join(told[:2]) + more


def _label(field: str) -> str:
    return BY_CODE[field].label if field in BY_CODE else field


def _from(source: str) -> str:
    return SourceKind(source).label


def _places(row: Proposal) -> Iterator[str]:
    """Every division a proposal names: where it lies, and what it says of where somebody lives."""
    yield row.division
    content = row.content or {}
    told = [content.get("file") or {}, *(one["values"] for one in content.get("sides", []))]
    for values in told:
        yield from (values[code] for code in _DIVISIONS if values.get(code))


_DIVISIONS = tuple(code for code, one in BY_CODE.items() if one.kind is Kind.DIVISION)


def _shown(field: str, value: str, names: dict[str, str]) -> str:
    """A value in words; numbers and telephones masked."""
    if not value or field not in BY_CODE:
        return value
    known = BY_CODE[field]
    if known.kind is Kind.YES_NO:
        return "是" if value == "1" else "否"
    if known.kind is Kind.DIVISION:
        return town_name(names, value) + village_name(names, value) or value
    if known.words:
        return "、".join(known.word(one) for one in value.split(","))
    return masked(_MASKS[known.kind.value], value) if known.kind.value in _MASKS else value


_MASKS = {"id_number": "id_number", "phone": "phone"}


def proposal(viewer: Viewer, id: UUID) -> ProposalPage | None:
    """One proposal, with what every roster and the file say."""
    row = Proposal.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    with remembered():
        return _page(viewer, row)


def _page(viewer: Viewer, row: Proposal) -> ProposalPage:
    content = row.content or {"sides": [], "file": {}}
    sides = [one for one in content["sides"] if _open(viewer, one["division"])]
    held = content.get("file") or {}
    columns = [Column(_from(one["source"]), one["unit_name"]) for one in sides]
    if held:
        columns.insert(0, Column("档案", "现在登记的"))
    told = [held, *(one["values"] for one in sides)] if held else [one["values"] for one in sides]
    changed = {one["field"] for one in content.get("changes", [])}
    names = place_names(_places(row))
    return ProposalPage(
        line=_line(viewer, row, names), columns=tuple(columns),
        rows=tuple(_rows(told, changed, names)),
        candidates=tuple((UUID(one["child"]), one["words"]) for one in content.get("candidates", [])),
        answer=VillageAnswer(row.answer).label if row.answer else "", note=row.note or "",
        answered=row.answered_by_name, basis=_basis(viewer, row.basis), next=next_proposal(viewer, row),
        reason=row.reason, decided_at=row.decided_at,
        may_undo=row.state in _DONE and viewer.may(P.CHILD_DECIDE),
        exits=tuple(
            (str(one.code), one.name) for one in profile_of(viewer.profile).definitions.exits
        ),
        villages=_villages(viewer, row),
    )  # fmt: skip


def _basis(viewer: Viewer, basis: str) -> str:
    """The clause in words; a default of ours is none."""
    if not basis or basis.startswith(LOCAL):
        return ""
    return citation(profile_of(viewer.profile), basis)


def _villages(viewer: Viewer, row: Proposal) -> tuple[tuple[str, str], ...]:
    """Of the town, or of the whole county where not even the town is known; new children only."""
    if row.child_id or row.kind not in (ProposalKind.NEW, ProposalKind.DUPLICATE):
        return ()
    if not row.division.endswith("000"):
        return ()
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__gte=max(row.division, viewer.lo), code__lt=upper(row.division), level=Tier.VILLAGE,
        valid_to=None,
    )  # fmt: skip
    return tuple(rows.order_by("code").values_list("code", "name"))


def _open(viewer: Viewer, division: str) -> bool:
    """A town reads what its own village, schools and stations wrote, no other town's."""
    return viewer.level in (Level.COUNTY, Level.SYSTEM) or viewer.covers(division)


def _rows(
    told: list[dict[str, str]], changed: set[str], names: dict[str, str]
) -> Iterable[ProposalRow]:
    for code, field in BY_CODE.items():
        values = tuple(_shown(code, one.get(code, ""), names) for one in told)
        if any(values):
            yield ProposalRow(field.label, values, code in changed)


def next_proposal(viewer: Viewer, row: Proposal) -> UUID | None:
    """The next that waits: behind this one, else from the beginning."""
    rows = wanted_proposals(viewer, ProposalFilter(state=ProposalState.OPEN)).exclude(pk=row.pk)
    place = cursor(row.due_on, row.kind, row.id)
    behind = _behind(rows, place).values_list("pk", flat=True).first()
    return behind or _behind(rows, "").values_list("pk", flat=True).first()


def desk_figures(viewer: Viewer) -> DeskFigures:
    """The figures above the list: one query."""
    rows = wanted_proposals(viewer, ProposalFilter())
    day = today()
    kinds = rows.values("kind").annotate(
        count=Count("pk"), asked=Count("pk", filter=Q(state=ProposalState.ASKED)),
        late=Count("pk", filter=Q(due_on__lt=day)),
        certain=Count("pk", filter=Q(certain=True, state=ProposalState.OPEN)),
    )  # fmt: skip
    found = sorted(kinds, key=lambda one: _ORDER[one["kind"]])
    return DeskFigures(
        left=sum(one["count"] for one in found), asked=sum(one["asked"] for one in found),
        late=sum(one["late"] for one in found), certain=sum(one["certain"] for one in found),
        sample=proposal_sample(viewer).count(),
        by_kind=tuple(
            (one["kind"], str(ProposalKind(one["kind"]).label), one["count"]) for one in found
        ),
    )  # fmt: skip


def proposal_sample(viewer: Viewer) -> QuerySet[Proposal]:
    """Bulk verdicts that wait for a second person."""
    return Proposal.objects.visible_to(viewer).filter(
        sampled=True, reviewed_at=None, state=ProposalState.ACCEPTED
    )


def sampled_proposals(viewer: Viewer) -> tuple[ProposalLine, ...]:
    """等复看的."""
    rows = list(proposal_sample(viewer).order_by("id")[:200])
    with remembered():
        names = place_names(code for row in rows for code in _places(row))
        return tuple(_line(viewer, row, names) for row in rows)


def proposal_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A proposal within reach."""
    row = Proposal.objects.visible_to(viewer).filter(pk=id).only("id", "division", "kind").first()
    label = ProposalKind(row.kind).label if row else ""
    return Subject("reconcile.proposal", id, row.division, name=str(label)) if row else None


def asked_village(viewer: Viewer, id: UUID) -> ProposalLine | None:
    """What a village is asked: the child and what was noticed, no value another unit wrote."""
    row = Proposal.objects.visible_to(viewer).filter(pk=id, state=ProposalState.ASKED).first()
    if row is None:
        return None
    with remembered():
        line = _line(viewer, row, place_names(_places(row)))
    return replace(line, said=_TO_VILLAGE[ProposalKind(row.kind)])


_TO_VILLAGE = {
    ProposalKind.NEW: "名册上有这个孩子，档案里没有。请上门看是不是本村的孩子、父母在不在家。",
    ProposalKind.CHANGED: "名册上写的和档案不一样。请上门对一遍档案里的各项，不对的直接在档案里改。",
    ProposalKind.MISSING: "这次交来的名册上没有这个孩子了。请上门看孩子还在不在本村。",
    ProposalKind.DUPLICATE: "这个孩子和一份档案很像。请上门看是不是同一个孩子。",
    ProposalKind.LEAVE: "按规定这个孩子可能该退出了。请上门看父母是不是回来了。",
}


def towns_below(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Code and name of the towns within reach, for the filter."""
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__gte=viewer.lo, code__lt=viewer.hi, level=TOWN, valid_to=None
    )
    return tuple(rows.order_by("code").values_list("code", "name"))
