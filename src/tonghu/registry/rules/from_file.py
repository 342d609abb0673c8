"""从档案到事实: what a file holds, as the dated facts the rules of classification judge by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tonghu.policy.definitions.words import Area, Circumstance, DisabilityKind, ParentStatus
from tonghu.registry.fields.words import CIRCUMSTANCES
from tonghu.registry.rules.facts import (
    Birth,
    CarerFact,
    ChildFacts,
    CircumstanceFact,
    DisabilityFact,
    ExitFact,
    Home,
    ParentFact,
    ParentFacts,
    Place,
    Residence,
    SchoolFact,
)
from tonghu.registry.states import CarerKind, HukouKind, Schooling

S, C = ParentStatus, Circumstance
ReadPlace = Callable[[str], str | None]
SCHOOLING = {
    "not_in_kindergarten": Schooling.NOT_SCHOOL_AGE, "kindergarten": Schooling.NOT_SCHOOL_AGE,
    "primary": Schooling.ENROLLED, "junior": Schooling.ENROLLED, "senior": Schooling.ENROLLED,
    "vocational": Schooling.ENROLLED, "not_enrolled": Schooling.NOT_ENROLLED,
    "dropout": Schooling.COMPULSORY_DROPOUT, "not_studying": Schooling.FINISHED,
}  # fmt: skip
_OUTSIDE = {
    "村外": Area.VILLAGE, "乡外": Area.TOWN, "镇外": Area.TOWN, "乡镇外": Area.TOWN,
    "县外": Area.COUNTY, "市外": Area.PREFECTURE, "省外": Area.PROVINCE,
}  # fmt: skip
_INSIDE = {
    "村内": Area.VILLAGE, "本村": Area.VILLAGE, "镇内": Area.TOWN, "乡内": Area.TOWN,
    "县内": Area.COUNTY, "本县": Area.COUNTY, "市内": Area.PREFECTURE, "省内": Area.PROVINCE,
}  # fmt: skip
_ABROAD = frozenset({"国外", "境外", "海外"})
_ASKABLE = frozenset(C(code) for code, _ in CIRCUMSTANCES)
_BY_RELIEF = {"minimum_living": C.MINIMUM_LIVING, "special_hardship": C.SPECIAL_HARDSHIP}
UNABLE = frozenset(S) - {S.AT_HOME, S.AWAY, S.ABLE}


@dataclass(frozen=True, slots=True)
class Earlier:
    """从前的说法: what held before, and the day another took its place."""

    statuses: tuple[str, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class FileContent:
    """档案内容: values, the day each was stated, earlier statuses of the parents, how it left."""

    values: Mapping[str, Any]
    seen: Mapping[str, date]
    fallback: date
    earlier: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    left: tuple[str, date] | None = None

    def on(self, code: str) -> date:
        """The day a value was stated."""
        return self.seen.get(code, self.fallback)

    def day(self, code: str) -> date | None:
        """A day the file holds."""
        found = self.values.get(code)
        return date.fromisoformat(found) if isinstance(found, str) and len(found) == 10 else None


def facts_of(content: FileContent, read_place: ReadPlace = lambda text: None) -> ChildFacts:
    """儿童情况 of a file; what it does not hold stays not collected."""
    values = content.values
    return ChildFacts(
        birth=birth_of(values.get("birth_date")),
        hukou=_hukou(values),
        residences=_residences(content),
        father=_parent("father", content, read_place),
        mother=_parent("mother", content, read_place),
        carers=_carers(content),
        schooling=_schooling(content),
        circumstances=_circumstances(content),
        denied=_denied(values),
        disabilities=_disabilities(content),
        not_disabled=values.get("health") == "healthy",
        exits=_exits(content),
    )


def birth_of(said: Any) -> Birth | None:
    """A date, a month or a year."""
    if not isinstance(said, str) or not said:
        return None
    parts = [int(part) for part in said.split("-")]
    return Birth(*parts)


def place_of(said: Any, read_place: ReadPlace) -> Place | None:
    """A code, one of the words for how it lies, or a written place name."""
    if not isinstance(said, str) or not said:
        return None
    if said.isdigit():
        return Place(code=said)
    if said in _ABROAD:
        return Place(abroad=True)
    if said in _OUTSIDE:
        return Place(outside=_OUTSIDE[said])
    if said in _INSIDE:
        return Place(inside=_INSIDE[said])
    code = read_place(said)
    return Place(code=code) if code else None


def _hukou(values: Mapping[str, Any]) -> Home:
    code = values.get("hukou_division")
    kind = HukouKind(values.get("hukou_kind") or HukouKind.UNKNOWN)
    if values.get("hukou_registered") is False:
        kind = HukouKind.NONE
    return Home(Place(code=code) if code else None, kind)


def _residences(content: FileContent) -> tuple[Residence, ...]:
    code = content.values.get("residence_division")
    if not code:
        return ()
    since, seen = content.day("residence_since"), content.on("residence_division")
    return (Residence(place=Place(code=code), since=since, seen=seen),)


def _parent(who: str, content: FileContent, read_place: ReadPlace) -> ParentFacts:
    values = content.values
    said = [S(code) for code in values.get(f"{who}_status") or ()]
    seen, since = content.on(f"{who}_status"), content.day(f"{who}_status_since")
    place = place_of(values.get(f"{who}_place"), read_place)
    grade = values.get(f"{who}_disability_grade")
    facts = [
        ParentFact(
            status=status, since=since, seen=seen,
            place=place if status is S.AWAY else None,
            grade=int(grade) if grade and status is S.DISABLED else None,
        )
        for status in said
    ]  # fmt: skip
    facts += _by_answers(who, said, content)
    facts += _past(content.earlier.get(who, ()))
    return ParentFacts(tuple(facts))


def _by_answers(who: str, said: list[ParentStatus], content: FileContent) -> list[ParentFact]:
    """What the questions of the guardianship block say of a parent whose own blank is silent."""
    values = content.values
    found = []
    if values.get("both_away") is True and not said:
        found.append(ParentFact(status=S.AWAY, seen=content.on("both_away")))
    unable = values.get("unable_parent") in (who, "both")
    if values.get("one_away_other_unable") is True and unable and not UNABLE & set(said):
        found.append(ParentFact(status=S.OTHER_UNABLE, seen=content.on("unable_parent")))
    if (
        values.get("one_away_other_unable") is False
        and S.AT_HOME in said
        and S.ABLE not in said
        and not UNABLE & set(said)
    ):
        found.append(ParentFact(status=S.ABLE, seen=content.on("one_away_other_unable")))
    return found


def _past(earlier: tuple[Earlier, ...]) -> list[ParentFact]:
    return [
        ParentFact(status=S(code), since=one.since, until=max(one.until, one.since))
        for one in earlier
        for code in one.statuses
    ]


def _carers(content: FileContent) -> tuple[CarerFact, ...]:
    kind = content.values.get("carer_kind")
    if kind:
        since, seen = content.day("carer_since"), content.on("carer_kind")
        return (CarerFact(kind=CarerKind(kind), since=since, seen=seen),)
    if content.values.get("guardianship_grade") == "unattended":
        return (CarerFact(kind=CarerKind.NONE, seen=content.on("guardianship_grade")),)
    return ()


def _schooling(content: FileContent) -> tuple[SchoolFact, ...]:
    code = content.values.get("schooling")
    return (SchoolFact(kind=SCHOOLING[code], seen=content.on("schooling")),) if code else ()


def _circumstances(content: FileContent) -> tuple[CircumstanceFact, ...]:
    values = content.values
    found = {C(code): "circumstances" for code in values.get("circumstances") or ()}
    for code, kind in _BY_RELIEF.items():
        if code in (values.get("relief") or ()):
            found.setdefault(kind, "relief")
    if values.get("health") == "ill":
        found.setdefault(C.SERIOUS_ILLNESS, "health")
    return tuple(CircumstanceFact(kind=kind, seen=content.on(at)) for kind, at in found.items())


def _denied(values: Mapping[str, Any]) -> frozenset[Circumstance]:
    """What was asked and not ticked."""
    denied: set[Circumstance] = set()
    if "circumstances" in values:
        denied |= _ASKABLE - {C(code) for code in values["circumstances"]}
    if "relief" in values:
        denied |= set(_BY_RELIEF.values())
    if values.get("health") == "healthy":
        denied.add(C.SERIOUS_ILLNESS)
    return frozenset(denied)


def _disabilities(content: FileContent) -> tuple[DisabilityFact, ...]:
    values = content.values
    kinds = frozenset(DisabilityKind(code) for code in values.get("disability_kinds") or ())
    if values.get("health") != "disabled" and not kinds:
        return ()
    grade = values.get("disability_grade")
    seen = content.on("health" if "health" in values else "disability_kinds")
    return (DisabilityFact(seen=seen, grade=int(grade) if grade else None, kinds=kinds),)


def _exits(content: FileContent) -> tuple[ExitFact, ...]:
    if content.left is None:
        return ()
    code, on = content.left
    return (ExitFact(code=code, since=on),) if code != "over_age" else ()  # type: ignore[arg-type]
