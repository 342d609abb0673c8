"""查联席会议: the bodies within reach, one with its seats and people, what its list lacks, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tonghu.access.permissions import P
from tonghu.conference.models import Body, Holder, MemberChange, Seat
from tonghu.conference.rules.membership import (
    CountDiffers,
    Finding,
    SeatNow,
    both_names,
    counts_differ,
    findings,
)
from tonghu.conference.states import (
    HEADS,
    OPEN_CHANGES,
    ChangeMode,
    ChangeState,
    HolderHow,
    SeatRole,
)
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.policy import Profile, load
from tonghu.policy.explain.spoken import citation
from tonghu.ui.words import mask_phone


@dataclass(frozen=True, slots=True)
class BodyLine:
    """一个联席会议, as lists show it."""

    id: UUID
    name: str
    division: str
    place: str
    profile: str
    kind_label: str
    host_name: str
    host: UUID | None
    from_on: date
    until_on: date | None
    runs: bool  # the viewer keeps its office
    member: bool  # the viewer's unit sits in it

    @property
    def own(self) -> bool:
        """Whether it has no document's list (D-065)."""
        return self.profile.startswith("own:")


@dataclass(frozen=True, slots=True)
class SeatLine:
    """一个席位: whose it is, who sits in it now and since when."""

    id: UUID
    role: SeatRole
    unit: UUID | None
    unit_name: str
    unit_words: str  # both names where the unit succeeded another
    function: str
    post: str
    place: int
    sub_of: UUID | None
    holder: UUID | None
    name: str
    post_title: str
    phone: str
    since: date | None
    how: str
    how_label: str
    change: UUID | None
    open_change: UUID | None
    basis: str
    mine: bool
    ended: date | None = None  # when its unit was dissolved
    heir: UUID | None = None
    heir_name: str = ""

    @property
    def role_label(self) -> str:
        """总召集人, 成员."""
        return self.role.label


@dataclass(frozen=True, slots=True)
class BodyPage:
    """一个联席会议: its seats by role, what is missing, what the document says of its numbers."""

    line: BodyLine
    document: str
    clause: str
    seats: tuple[SeatLine, ...]
    findings: tuple[Finding, ...]
    counts_differ: tuple[CountDiffers, ...]
    silent_liaisons: bool
    silent_office: bool
    rule_label: str
    rule_clause: str
    rule_silent: bool

    def of(self, *roles: SeatRole) -> tuple[SeatLine, ...]:
        """The seats of some roles, in their order."""
        return tuple(one for one in self.seats if one.role in roles)

    @property
    def heads(self) -> tuple[SeatLine, ...]:
        """总召集人、召集人、副召集人."""
        return self.of(*HEADS)

    @property
    def members(self) -> tuple[SeatLine, ...]:
        """成员, bracketed units below theirs."""
        return self.of(SeatRole.MEMBER)

    @property
    def liaisons(self) -> tuple[SeatLine, ...]:
        """联络员."""
        return self.of(SeatRole.LIAISON)

    @property
    def office(self) -> tuple[SeatLine, ...]:
        """办公室."""
        return self.of(SeatRole.OFFICE_DIRECTOR, SeatRole.OFFICE_MEMBER)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """一项成员调整."""

    id: UUID
    body: UUID
    body_name: str
    seat: UUID
    division: str
    role_label: str
    unit: UUID | None
    unit_name: str
    mode: ChangeMode
    state: ChangeState
    old_name: str
    new_name: str
    new_post: str
    reason: str
    from_on: date
    proposal: str
    proposed_by: str
    proposed_at: datetime | None
    paper_number: str
    decision: str
    decided_on: date | None
    decided_by: str
    meeting: UUID | None
    meeting_title: str
    answer: str
    basis: str
    mine: bool


def runs(viewer: Viewer, division: str) -> bool:
    """Whether the viewer keeps the office of a body there."""
    return viewer.may(P.CONFERENCE_MANAGE) and viewer.division == division


def policy_of(code: str) -> Profile:
    """The profile a body was founded on; of its own one, the installation's."""
    from django.conf import settings

    return load(settings.TONGHU_PROFILE if not code or code.startswith("own:") else code)


def bodies(viewer: Viewer) -> tuple[BodyLine, ...]:
    """看得到的联席会议: those one keeps first, then those one sits in, then those below."""
    rows = list(Body.objects.visible_to(viewer).order_by("division", "-from_on"))
    lines = _lines(viewer, rows)
    return tuple(
        sorted(
            lines,
            key=lambda one: (one.until_on is not None, not one.runs, not one.member, one.division),
        )
    )


def _lines(viewer: Viewer, rows: list[Body]) -> tuple[BodyLine, ...]:
    places = directory.full_names(viewer, (one.division for one in rows))
    return tuple(_line(viewer, one, places.get(one.division, "")) for one in rows)


def _line(viewer: Viewer, one: Body, place: str) -> BodyLine:
    label = policy_of(one.profile).vocabulary.lists["body_kinds"].get(one.kind, one.kind)
    return BodyLine(
        id=one.id, name=one.name, division=one.division, place=place, profile=one.profile,
        kind_label=label, host_name=one.host_name, host=one.host_id, from_on=one.from_on,
        until_on=one.until_on, runs=runs(viewer, one.division),
        member=bool(viewer.unit and viewer.unit in one.shared_with),
    )  # fmt: skip


def body_line(viewer: Viewer, body: UUID) -> BodyLine | None:
    """One body, in short."""
    row = Body.objects.visible_to(viewer).filter(pk=body).first()
    return _lines(viewer, [row])[0] if row else None


def seats(
    viewer: Viewer, body: UUID, on: date | None = None, *, changes: bool = True
) -> tuple[SeatLine, ...]:
    """席位 on a day, in printed order; each unit in brackets follows its own."""
    day = on or clock.today()
    rows = list(
        Seat.objects.visible_to(viewer)
        .select_related("unit__successor")
        .filter(Q(until_on=None) | Q(until_on__gt=day), body=body, from_on__lte=day)
        .order_by("place", "id")
    )
    if not rows:  # founded from a day to come
        rows = list(
            Seat.objects.visible_to(viewer).filter(body=body, until_on=None).order_by("place", "id")
        )
    people = {
        one.seat_id: one
        for one in Holder.objects.visible_to(viewer).filter(
            Q(until_on=None) | Q(until_on__gt=day), seat__in=[one.id for one in rows]
        ).order_by("-from_on")
        if one.from_on <= day or one.until_on is None
    }  # fmt: skip
    open_ones = _open_changes(viewer, body) if changes else {}
    lines = [_seat(viewer, one, people.get(one.id), open_ones.get(one.id)) for one in rows]
    return _nested(lines)


def _open_changes(viewer: Viewer, body: UUID) -> dict[UUID, UUID]:
    rows = MemberChange.objects.visible_to(viewer).filter(body=body, state__in=OPEN_CHANGES)
    return dict(rows.values_list("seat_id", "id"))


def _seat(viewer: Viewer, one: Seat, holder: Holder | None, change: UUID | None) -> SeatLine:
    mine = bool(viewer.unit and viewer.unit == one.unit_id)
    phone = (holder.phone or "") if holder else ""
    near = mine or runs(viewer, one.division)
    unit = one.unit
    gone = unit is not None and unit.valid_to is not None and unit.valid_to <= clock.today()
    heir = unit.successor if unit is not None and gone else None
    return SeatLine(
        id=one.id, role=SeatRole(one.role), unit=one.unit_id, unit_name=one.unit_name,
        unit_words=both_names(one.unit_name, one.was_unit), function=one.function, post=one.post,
        place=one.place, sub_of=one.part_of_id, holder=holder.id if holder else None,
        name=holder.name if holder else "", post_title=holder.post_title if holder else "",
        phone=phone if near else mask_phone(phone), since=holder.from_on if holder else None,
        how=holder.how if holder else "",
        how_label=HolderHow(holder.how).label if holder else "",
        change=holder.change_id if holder else None, open_change=change, basis=one.basis,
        ended=unit.valid_to if unit is not None and gone else None,
        heir=heir.id if heir else None, heir_name=heir.name if heir else "", mine=mine,
    )  # fmt: skip


def _nested(lines: list[SeatLine]) -> tuple[SeatLine, ...]:
    below: dict[UUID, list[SeatLine]] = {}
    for one in lines:
        if one.sub_of is not None:
            below.setdefault(one.sub_of, []).append(one)
    ordered: list[SeatLine] = []
    for one in lines:
        if one.sub_of is None:
            ordered += [one, *below.pop(one.id, [])]
    return (*ordered, *(one for rest in below.values() for one in rest))


def gaps(
    viewer: Viewer, body: UUID, lines: tuple[SeatLine, ...] | None = None
) -> tuple[Finding, ...]:
    """缺项: computed from the seats and the directory, never stored."""
    there = lines if lines is not None else seats(viewer, body)
    return findings([_now(one) for one in there])


def _now(one: SeatLine) -> SeatNow:
    return SeatNow(
        one.id, one.role, one.unit_name or one.post, one.unit, one.sub_of is not None, one.name,
        one.ended, one.heir, one.heir_name,
    )  # fmt: skip


def body_page(viewer: Viewer, body: UUID) -> BodyPage | None:
    """一个联席会议 with its list and what is missing in it."""
    row = Body.objects.visible_to(viewer).filter(pk=body).first()
    if row is None:
        return None
    line, lines = _lines(viewer, [row])[0], seats(viewer, body)
    policy = policy_of(row.profile)
    conference = policy.sheet.conference
    basis = policy.basis("conference", "member_change")
    return BodyPage(
        line=line, document=row.document,
        clause="" if line.own else citation(policy, policy.basis("conference")),
        seats=lines, findings=gaps(viewer, body, lines),
        counts_differ=() if line.own else counts_differ(policy),
        silent_liaisons=not line.own and not any(one.liaison is not None for one in policy.units),
        silent_office=not line.own and policy.silent("conference", "office", "director"),
        rule_label="由本单位更换" if line.own
        else policy.vocabulary.label("member_changes", conference.member_change),
        rule_clause="" if line.own else citation(policy, basis),
        rule_silent=line.own or policy.silent("conference", "member_change"),
    )  # fmt: skip


def seat(viewer: Viewer, id: UUID) -> tuple[BodyLine, SeatLine] | None:
    """One seat with its body."""
    row = Seat.objects.visible_to(viewer).select_related("body").filter(pk=id).first()
    if row is None:
        return None
    line = next((one for one in seats(viewer, row.body_id) if one.id == id), None)
    if line is None:
        return None
    return _lines(viewer, [row.body])[0], line


def changes(
    viewer: Viewer, body: UUID | None = None, *, only_open: bool = False
) -> tuple[ChangeLine, ...]:
    """成员调整, newest first: all of a body one looks down on, or one's own unit's."""
    rows = MemberChange.objects.visible_to(viewer).select_related("body", "seat", "meeting")
    if body is not None:
        rows = rows.filter(body=body)
    if only_open:
        rows = rows.filter(state__in=OPEN_CHANGES)
    return tuple(_change(viewer, one) for one in rows.order_by("-proposed_at", "-id"))


def change(viewer: Viewer, id: UUID) -> ChangeLine | None:
    """One change."""
    rows = MemberChange.objects.visible_to(viewer).select_related("body", "seat", "meeting")
    row = rows.filter(pk=id).first()
    return _change(viewer, row) if row else None


def _change(viewer: Viewer, one: MemberChange) -> ChangeLine:
    return ChangeLine(
        id=one.id, body=one.body_id, body_name=one.body.name, seat=one.seat_id,
        division=one.division, role_label=SeatRole(one.seat.role).label, unit=one.unit_id,
        unit_name=one.unit_name, mode=ChangeMode(one.mode), state=ChangeState(one.state),
        old_name=one.old_name, new_name=one.new_name, new_post=one.new_post, reason=one.reason,
        from_on=one.from_on, proposal=one.proposal, proposed_by=one.proposed_by,
        proposed_at=one.proposed_at, paper_number=one.paper_number, decision=one.decision,
        decided_on=one.decided_on, decided_by=one.decided_by, meeting=one.meeting_id,
        meeting_title=one.meeting.title if one.meeting else "", answer=one.answer,
        basis=one.basis, mine=bool(viewer.unit and viewer.unit == one.unit_id),
    )  # fmt: skip
