"""成员的规矩: which seats a document makes, how a change goes, what a list lacks.

Pure: the profile comes in as it was loaded, days and rows as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.conference.states import HEADS, ChangeMode, Gap, SeatRole
from tonghu.core.errors import Wrong as Wrong
from tonghu.policy import Profile
from tonghu.policy.schema.units import Unit

LEADER = "负责人"
LIAISON_POST = "联络员"
PLACES = {role: 1000 * index for index, role in enumerate(SeatRole)}  # heads first, invited last


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """要设的席位: as the document lists it."""

    role: SeatRole
    function: str
    unit_name: str
    post: str
    place: int
    basis: str
    within: str = ""  # the unit in whose brackets it is printed


@dataclass(frozen=True, slots=True)
class SeatNow:
    """现在的席位, as far as completeness must know."""

    id: UUID
    role: SeatRole
    unit_name: str
    unit: UUID | None
    sub: bool
    holder: str
    unit_ended: date | None = None
    heir: UUID | None = None
    heir_name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """缺项: what is missing at which seat, in a sentence with what to do."""

    gap: Gap
    seat: UUID
    unit: UUID | None
    unit_name: str
    text: str


@dataclass(frozen=True, slots=True)
class CountDiffers:
    """数不上: what the document says of its own numbers, and what its list gives."""

    what: str
    said: int
    listed: int


def seat_plans(profile: Profile) -> tuple[SeatPlan, ...]:
    """一份制度的席位: heads, members, liaisons, office director; nothing the document does not list."""
    return (*_heads(profile), *_members(profile), *_liaisons(profile), *_director(profile))


def _heads(profile: Profile) -> Iterator[SeatPlan]:
    at = 0
    for index, head in enumerate(profile.sheet.conference.heads):
        for _ in range(head.count):
            at += 1
            yield SeatPlan(
                SeatRole(head.role), head.unit or "", "", head.post, at,
                profile.basis("conference", "heads", index) or head.basis,
            )  # fmt: skip


def _members(profile: Profile) -> Iterator[SeatPlan]:
    """The convenor's unit is no member where the list leaves it out (D-417)."""
    for index, unit in enumerate(profile.units):
        if unit.part == "convenor":
            continue
        post = "" if unit.part == "sub" else LEADER
        yield SeatPlan(
            SeatRole.MEMBER, unit.code, unit.name, post, PLACES[SeatRole.MEMBER] + index,
            unit.basis or "", unit.within or "",
        )  # fmt: skip


def has_liaisons(profile: Profile) -> bool:
    """文件列不列联络员: whether its list names any."""
    return any(unit.liaison is not None for unit in profile.units)


def _liaisons(profile: Profile) -> Iterator[SeatPlan]:
    """One per listed unit, also where the list forgot it (D-406); none for a bracketed unit."""
    if not has_liaisons(profile):
        return
    for index, unit in enumerate(profile.units):
        if unit.part != "sub":
            yield SeatPlan(
                SeatRole.LIAISON, unit.code, unit.name, LIAISON_POST,
                PLACES[SeatRole.LIAISON] + index, unit.basis or "",
            )  # fmt: skip


def _director(profile: Profile) -> Iterator[SeatPlan]:
    office = profile.sheet.conference.office
    unsaid = any(
        profile.silent("conference", "office", *more) for more in ((), ("director",), ("seat",))
    )
    if unsaid or not office.director:
        return
    post = profile.vocabulary.label("office_directors", office.director)
    yield SeatPlan(
        SeatRole.OFFICE_DIRECTOR, office.seat, "", post, PLACES[SeatRole.OFFICE_DIRECTOR],
        profile.basis("conference", "office", "director"),
    )  # fmt: skip


def counts_differ(profile: Profile) -> tuple[CountDiffers, ...]:
    """文件自述的数目对不对: the document's own totals against its list (D-400, D-403, D-406)."""
    counts, units = profile.sheet.conference.counts, profile.units
    listed = {
        "单位": (counts.units, len(units)),
        "列名": (counts.entries, sum(unit.part != "sub" for unit in units)),
        "成员": (counts.members, sum(unit.part not in ("sub", "convenor") for unit in units)),
        "联络员": (counts.liaisons, sum(bool(unit.liaison) for unit in units)),
    }
    return tuple(
        CountDiffers(what, said, found)
        for what, (said, found) in listed.items()
        if said is not None and said != found
    )


def mode_for(profile: Profile, role: SeatRole, chosen: str = "") -> ChangeMode:
    """这个席位怎样换人: by the profile's rule; where the document is silent, as the office chose.

    The documents speak of members; liaisons and the office are the unit's own to name.
    """
    if role not in (SeatRole.MEMBER, *HEADS):
        return ChangeMode.AUTOMATIC
    if chosen and may_choose_mode(profile):
        return ChangeMode(chosen)
    return ChangeMode(profile.sheet.conference.member_change)


def may_choose_mode(profile: Profile) -> bool:
    """文件没写成员怎样调整: the office says which way, each time."""
    return profile.silent("conference", "member_change")


def findings(seats: Sequence[SeatNow]) -> tuple[Finding, ...]:
    """名单缺什么: vacant seats, units without liaison, units that ended, with or without an heir."""
    return tuple(one for seat in seats for one in _of_seat(seat))


def _of_seat(seat: SeatNow) -> Iterable[Finding]:
    name, label = seat.unit_name, seat.role.label
    if not seat.holder and not seat.sub:
        liaison = seat.role is SeatRole.LIAISON
        gap = Gap.NO_LIAISON if liaison else Gap.NO_HOLDER
        text = f"{name}没有联络员，请该单位补报。" if liaison else f"{name or ''}{label}空缺。"
        yield Finding(gap, seat.id, seat.unit, name, text)
    if seat.unit_ended is not None:
        gap = Gap.UNIT_SUCCEEDED if seat.heir else Gap.UNIT_ENDED
        text = (
            f"{name}已撤销，职责由{seat.heir_name}承继，席位随之转过去。"
            if seat.heir
            else f"{name}已撤销，没有登记承继单位，请先在单位名录里登记。"
        )
        yield Finding(gap, seat.id, seat.unit, name, text)
    if seat.unit is None and seat.role in (SeatRole.MEMBER, SeatRole.LIAISON):
        yield Finding(
            Gap.NOT_IN_DIRECTORY, seat.id, None, name, f"名录里没有{name}，请先登记这个单位。"
        )


def both_names(name: str, was: Sequence[dict[str, str]]) -> str:
    """两个名称都写: today's unit with the name the document printed."""
    return f"{name}（原{was[0]['name']}）" if was else name


def check_change(
    *, old: str, new: str, old_from: date | None, from_on: date, today: date, reason: str
) -> None:
    """换人填得对不对; raises Wrong at the field."""
    if not new:
        raise Wrong("name", "还没填新任的姓名。")
    if new == old:
        raise Wrong("name", f"现在就是{old}，不用换。")
    if old_from and from_on < old_from:
        raise Wrong(
            "from_on",
            f"{old}从{old_from.isoformat()}起担任，接任的日子不能更早。",
        )
    if from_on.year > today.year + 1:
        raise Wrong("from_on", "日子太远了，请核对年份。")
    if old and not reason:
        raise Wrong("reason", "请写换人的事由，如工作变动。")


def sample_units(profile: Profile) -> tuple[Unit, ...]:
    """列名的单位 without those in brackets."""
    return tuple(unit for unit in profile.units if unit.part != "sub")
