"""儿童情况: the facts rules judge by. Each carries a date, and not collected is not no."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tonghu.policy.definitions.words import (
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    ParentStatus,
)
from tonghu.registry.states import CarerKind, Gravity, HukouKind, Schooling

ExitFactCode = Literal[
    "parent_returned",
    "moved_with_parents",
    "hukou_moved",
    "died",
    "wrong_or_duplicate",
    "guardian_able_again",
]
Suspect = Literal["parent", "guardian", "entrusted_carer"]


@dataclass(frozen=True, slots=True)
class Birth:
    """出生日期: may be known to the year or the month only."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def on(cls, day: date) -> Birth:
        """A fully known date."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day it can have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can have been."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Place:
    """地点: a division code (2 to 12 digits), or only how it lies to the child's own place."""

    code: str | None = None
    outside: Area | None = None
    inside: Area | None = None
    abroad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """有日期的事实: in force from `since` (if unknown, from the day it was seen) before `until`."""

    since: date | None = None
    seen: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """A fact without any date cannot be judged as of a date."""
        if self.since is None and self.seen is None:
            raise ValueError("每项事实须有开始日期，或者至少有采集日期。")
        if self.until is not None and self.until < self.start:
            raise ValueError("结束日期不能早于开始日期。")

    @property
    def start(self) -> date:
        """The first day on which the fact is known to hold."""
        start = self.since or self.seen
        if start is None:
            raise ValueError("每项事实须有日期。")
        return start


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentFact(Dated):
    """父母情况: one status of a father or mother, with what belongs to it."""

    status: ParentStatus
    place: Place | None = None
    term_until: date | None = None
    grade: int | None = None
    kinds: frozenset[DisabilityKind] = frozenset()


@dataclass(frozen=True, slots=True)
class ParentFacts:
    """父亲或者母亲: facts, and what was asked and answered no."""

    facts: tuple[ParentFact, ...] = ()
    denied: frozenset[ParentStatus] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisabilityFact(Dated):
    """本人残疾."""

    grade: int | None = None
    kinds: frozenset[DisabilityKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarerFact(Dated):
    """实际照料人."""

    kind: CarerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFact(Dated):
    """就学情况."""

    kind: Schooling


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceFact(Dated):
    """儿童处境."""

    kind: Circumstance


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitFact(Dated):
    """退出事实 (D-350)."""

    code: ExitFactCode


@dataclass(frozen=True, slots=True)
class Home:
    """户籍: place and nature."""

    place: Place | None = None
    kind: HukouKind = HukouKind.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence(Dated):
    """常住地."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFact(Dated):
    """拒不履行监护职责: from the first recorded day; whether it left the child without a living."""

    no_livelihood: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmFact(Dated):
    """监护侵害: act, by whom, whether body or mind was seriously harmed."""

    act: HarmAct
    by: Suspect
    serious: bool | None = None
    gravity: Gravity | None = None


@dataclass(frozen=True, slots=True)
class GuardianConduct:
    """监护人行为: refusals, harm, danger left uncorrected, education and criticism given."""

    refusals: tuple[RefusalFact, ...] = ()
    harms: tuple[HarmFact, ...] = ()
    left_in_danger: tuple[date, ...] = ()
    educations: tuple[date, ...] = ()
    begging_criticisms: tuple[date, ...] = ()
    unable_and_refused_to_entrust: bool | None = None


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """儿童情况: everything the rules may ask. What is absent was not collected."""

    birth: Birth | None = None
    hukou: Home = Home()
    residences: tuple[Residence, ...] = ()
    father: ParentFacts = ParentFacts()
    mother: ParentFacts = ParentFacts()
    carers: tuple[CarerFact, ...] = ()
    schooling: tuple[SchoolFact, ...] = ()
    circumstances: tuple[CircumstanceFact, ...] = ()
    denied: frozenset[Circumstance] = frozenset()
    disabilities: tuple[DisabilityFact, ...] = ()
    not_disabled: bool = False
    conduct: GuardianConduct = field(default_factory=GuardianConduct)
    exits: tuple[ExitFact, ...] = ()
