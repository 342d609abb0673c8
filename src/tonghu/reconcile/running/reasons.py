"""为什么缺一份: what the data themselves say of a child whom one roster does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from tonghu.directory.divisions import CodeError, Level, divisions
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import ID_STATES, IdState
from tonghu.reconcile.report.cells import UNKNOWN_DAY
from tonghu.reconcile.report.children import POLICE, SCHOOL, SURVEY
from tonghu.reconcile.report.discrepancies.rosters import past_age
from tonghu.reconcile.running.material import Material

NONE, UNKNOWN, OMISSION = "", "unknown", "omission"
UNDER_SCHOOL_AGE, PAST_AGE = "under_school_age", "past_age"
SCHOOL_ELSEWHERE, HUKOU_ELSEWHERE = "school_elsewhere", "hukou_elsewhere"
HUKOU_MOVING, NO_HUKOU, MOVED_AWAY = "hukou_moving", "no_hukou", "moved_away"
NOT_COVERED, NOT_FLAGGED = "not_covered", "not_flagged"

_OUT = "(?:外县|县外|外省|省外|外市|市外|外地|异地|区外|外区)"
_MOVING = re.compile(
    r"(?:户口|户籍|户)?[在正]*(?:迁入|迁移|转入|落户)(?:中|办理)|户口.{0,4}(?:正在|待)迁|正在迁"
)
_NO_HUKOU = re.compile(r"(?:未|没有?|无|待)(?:落户|上户|入户|户口)|黑户")
_HUKOU_OUT = re.compile(
    rf"(?:户籍|户口|户)在?{_OUT}|{_OUT}(?:户籍|户口)|非(?:本县|本地|本区)(?:户籍|户口)"
)
_SCHOOL_OUT = re.compile(
    rf"(?:在)?{_OUT}(?:就读|上学|读书|借读|入学|入园)|随(?:父|母|父母)(?:外出|在外)"
)
_LEFT = re.compile(r"已?(?:转出|迁出|转学|离校|退学|毕业|注销)")
_COUNTY_IN_NAME = re.compile(r"([\u4e00-\u9fff]{2,7}?(?:县|自治县|市|区|旗))")
_COUNTIES = (Level.COUNTY, Level.PREFECTURE)
_SAID = (Field.REMARK, Field.STATUS, Field.ADDRESS)


class Reasons:
    """缺失的原因, child by child."""

    def __init__(self, material: Material) -> None:
        self.m = material
        children, terms = material.children, material.terms
        self._past = past_age(children, terms)
        self._young = (children.birth != UNKNOWN_DAY) & (children.birth > terms.school_born_before)
        self._covered = [children.covered(kind) for kind in (SURVEY, SCHOOL, POLICE)]

    def of(self, entity: int, *, missed: bool) -> str:
        """The reason's code; two that explain two rosters are joined by +."""
        present = self.m.children.present[entity]
        if present.all():
            return NONE
        if not present[SURVEY]:
            return OMISSION if missed else self._no_survey(entity)
        found = {kind: self._absent(entity, kind) for kind in (SCHOOL, POLICE) if not present[kind]}
        said = list(dict.fromkeys(found.values()))
        return UNKNOWN if UNKNOWN in said else "+".join(said)

    def _no_survey(self, entity: int) -> str:
        if self._past[entity]:
            return PAST_AGE
        if not self._covered[SURVEY][entity]:
            return NOT_COVERED
        return MOVED_AWAY if self._says(entity, _LEFT) else NOT_FLAGGED

    def _absent(self, entity: int, kind: int) -> str:
        if not self._covered[kind][entity]:
            return NOT_COVERED
        said = self._no_school(entity) if kind == SCHOOL else self._no_police(entity)
        if said == UNKNOWN and self._past[entity]:
            return PAST_AGE
        return said

    def _no_school(self, entity: int) -> str:
        if self._young[entity]:
            return UNDER_SCHOOL_AGE
        if self._says(entity, _SCHOOL_OUT) or self._school_elsewhere(entity):
            return SCHOOL_ELSEWHERE
        return NOT_COVERED if self._school_owes(entity) else UNKNOWN

    def _no_police(self, entity: int) -> str:
        if self._says(entity, _NO_HUKOU):
            return NO_HUKOU
        if self._says(entity, _MOVING):
            return HUKOU_MOVING
        if self._says(entity, _HUKOU_OUT) or self._number_elsewhere(entity):
            return HUKOU_ELSEWHERE
        return UNKNOWN

    def _says(self, entity: int, pattern: re.Pattern[str]) -> bool:
        members = self.m.children.members(entity)
        return any(
            pattern.search(text)
            for field in _SAID
            for record in members
            if (text := self.m.cell(field)[int(record)])
        )

    def _schools(self, entity: int) -> Iterable[str]:
        names = self.m.cell(Field.SCHOOL)
        return (name for r in self.m.children.members(entity) if (name := names[int(r)].strip()))

    def _school_elsewhere(self, entity: int) -> bool:
        """Whether the school the village names bears the name of another county."""
        return any(
            self._other_county(name) and self.m.directory.unit(name) is None
            for name in self._schools(entity)
        )

    def _other_county(self, name: str) -> bool:
        found = _COUNTY_IN_NAME.match(name)
        return found is not None and self._is_elsewhere(found.group(1))

    def _is_elsewhere(self, place: str) -> bool:
        """Whether a written county or city is none of those our county lies in."""
        if place not in self._known_places:
            codes = {one.code for one in divisions().find(place, levels=_COUNTIES)}
            own = self.m.order.county
            here = {own, own[:4].ljust(12, "0"), own[:2].ljust(12, "0")}
            self._known_places[place] = bool(codes) and not codes & here
        return self._known_places[place]

    @cached_property
    def _known_places(self) -> dict[str, bool]:
        return {}

    def _school_owes(self, entity: int) -> bool:
        """Whether the school the village names has not handed in its roster."""
        units = [
            self.m.directory.unit(name, self.m.town_of_child(entity))
            for name in self._schools(entity)
        ]
        known = [unit for unit in units if unit is not None]
        return bool(known) and all(unit.id not in self._senders for unit in known)

    @cached_property
    def _senders(self) -> frozenset[str]:
        return frozenset(file.unit for file in self.m.order.files)

    def _number_elsewhere(self, entity: int) -> bool:
        """Whether a good number was first registered in another county: its first six digits say so."""
        numbers, state = self.m.cell(Field.ID_NUMBER), self.m.result.records.id_state
        good = ID_STATES.index(IdState.GOOD)
        heads = {
            numbers[int(r)].strip()[:6] for r in self.m.children.members(entity) if state[r] == good
        }
        return any(head != self.m.order.county[:6] and self._is_county(head) for head in heads)

    def _is_county(self, head: str) -> bool:
        if head not in self._known_heads:
            try:
                found = divisions().get(head)
            except CodeError:
                found = None
            self._known_heads[head] = found is not None
        return self._known_heads[head]

    @cached_property
    def _known_heads(self) -> dict[str, bool]:
        return {}
