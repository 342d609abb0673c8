"""议题的规矩: what the system proposes anew, in which order, what may still be listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tonghu.conference.states import MeetingState

NO_TOPIC = "还没有列入议题。"


@dataclass(frozen=True, slots=True)
class Offer:
    """系统提出的一个议题, with the figures behind it."""

    source: str
    label: str
    order: int
    subject: str
    title: str
    question: str
    link: str
    count: int


def fresh(offers: Iterable[Offer], known: Collection[tuple[str, str]]) -> tuple[Offer, ...]:
    """还没收进来的: in the order of their sources, the larger number first."""
    new = [one for one in offers if (one.source, one.subject) not in known]
    return tuple(sorted(new, key=lambda one: (one.order, -one.count, one.title)))


def why_not_list(state: str) -> str | None:
    """为什么不能再列: the list is open until the meeting has been held."""
    if state in (MeetingState.PLANNED, MeetingState.CALLED):
        return None
    return "会议已经开过或者取消了，不能再列议题。"


def renumbered(ids: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """新的次序: those named, in the order named; the rest after them as they stood."""
    there = list(ids)
    first = [one for one in dict.fromkeys(wanted) if one in there]
    return (*first, *(one for one in there if one not in first))
