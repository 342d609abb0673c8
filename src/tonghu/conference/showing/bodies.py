"""机构页的样子: whom one may found a body for, seats by group, what a list lacks, in few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.conference.queries import meetings
from tonghu.conference.queries.body import BodyLine, BodyPage, SeatLine
from tonghu.conference.states import HEADS, Gap, SeatRole
from tonghu.core.viewer import Level, Viewer
from tonghu.policy import load
from tonghu.policy.places import known

WORDS = {
    Gap.NO_HOLDER: "个席位还没有人", Gap.NO_LIAISON: "个单位没有联络员",
    Gap.UNIT_ENDED: "个单位撤销了，没有登记承继单位", Gap.UNIT_SUCCEEDED: "个席位要转给承继单位",
    Gap.NOT_IN_DIRECTORY: "个单位在名录里找不到",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """一组席位."""

    code: str
    label: str
    seats: tuple[SeatLine, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """缺的一类: how many, whose."""

    gap: str
    text: str
    names: tuple[str, ...]


def only_own(viewer: Viewer) -> bool:
    """Whether no document lists the units of a body here: towns (D-065)."""
    return viewer.level is Level.TOWN


def profile_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Which documents may stand behind a body here: those of the level, one's own first."""
    found = []
    for code in known():
        policy = load(code)
        if not policy.units or policy.sheet.profile.level != viewer.level.value:
            continue
        name = policy.sheet.conference.bodies[-1].name if policy.sheet.conference.bodies else ""
        found.append((code, f"{policy.name}：{name}" if name else policy.name))
    found.sort(key=lambda one: one[0] != viewer.profile)
    return found


def seat_groups(page: BodyPage) -> tuple[SeatGroup, ...]:
    """召集人, 成员, 联络员, 办公室, 受邀."""
    groups = [
        SeatGroup("heads", "召集人", page.of(*HEADS), "文件没有列召集人。"),
        SeatGroup("members", "成员", page.members, "还没有成员。"),
        SeatGroup(
            "liaisons", "联络员", page.liaisons,
            "文件没有列联络员。需要的话，用增加席位加上。" if page.silent_liaisons else "还没有联络员。",
        ),
        SeatGroup(
            "office", "办公室", page.office,
            "文件没有写办公室主任由谁担任。" if page.silent_office else "还没有登记办公室的人。",
        ),
    ]  # fmt: skip
    invited = page.of(SeatRole.INVITED)
    if invited:
        groups.append(SeatGroup("invited", "受邀参加", invited, ""))
    return tuple(groups)


def lacking(page: BodyPage) -> tuple[Lacking, ...]:
    """The findings, each kind once."""
    made = []
    for gap in Gap:
        some = [one for one in page.findings if one.gap is gap]
        if some:
            names = tuple(dict.fromkeys(one.unit_name for one in some if one.unit_name))
            made.append(Lacking(gap.value, f"{len(some)}{WORDS[gap]}", names))
    return tuple(made)


def waiting(
    viewer: Viewer, lines: Sequence[meetings.MeetingLine]
) -> tuple[meetings.MeetingLine, ...]:
    """要回复的 among some meetings."""
    owed = meetings.to_answer(viewer)
    return tuple(one for one in lines if one.id in owed)


def more_links(line: BodyLine) -> tuple[tuple[str, str], ...]:
    """Where else a body's work stands."""
    base = f"/conference/{line.id}/"
    return (
        ("成员名单", f"{base}members/"),
        ("议题", f"{base}topics/"),
        ("沿革", f"{base}members/history/"),
    )


def after_links(line: BodyLine) -> tuple[tuple[str, str], ...]:
    """会后的事: where what was decided is followed up."""
    links = [
        ("纪要", "/conference/minutes/"), ("议定事项", "/conference/resolutions/"),
        ("工作计划", "/conference/plans/"), ("督查", "/conference/inspections/"),
        ("交流协调", "/conference/exchange/"),
    ]  # fmt: skip
    if line.runs:
        links += [
            ("重大事项报批", f"/conference/{line.id}/major/"),
            ("通报", f"/conference/{line.id}/bulletins/"),
        ]
    return tuple(links)
