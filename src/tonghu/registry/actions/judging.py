"""认定的落实: the verdicts of the rules into rows, flags and hazards of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tonghu.core.events import Fact
from tonghu.registry.actions.common import measures, read_place
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.models import Classification, Hazard
from tonghu.registry.rules.alike import Alike
from tonghu.registry.rules.cells import ON_REGISTER
from tonghu.registry.rules.choosing import Statement
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.from_file import Earlier, FileContent, facts_of
from tonghu.registry.rules.judging import Counted, Judgement
from tonghu.registry.states import HazardKind, HazardState, LifeState

GONE = (LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED)
_TRACKED = ("father", "mother")


@dataclass(slots=True)
class Verdicts:
    """认定: rows to be written, and what is to be told."""

    today: date
    new: list[Classification] = field(default_factory=list)
    changed: list[Classification] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)
    cleared: list[tuple[Sheet, Hazard]] = field(default_factory=list)
    alarms: list[tuple[Sheet, Hazard]] = field(default_factory=list)
    like: dict[str, Alike] = field(default_factory=dict)  # by profile

    def judge(self, sheet: Sheet) -> None:
        """Judges one file by the measures of its own profile and of the nation."""
        child = sheet.child
        own = measures(child.profile)[0]
        gone = child.state in GONE or child.merged_into_id is not None
        found = Judgement() if gone else self._like(child.profile).judged(self._facts(sheet))
        counted = found.counted if child.state in ON_REGISTER and not gone else ()
        child.profile_hash, child.next_change_on = own.hash, found.next_change_on
        child.flags = sorted({*found.flags, *(one.kind for one in sheet.hazards)})
        child.schemes = sorted(_listed(one, child.profile) for one in counted)
        self._follow(sheet, counted)
        self._alone(sheet, found)

    def _like(self, profile: str) -> Alike:
        if profile not in self.like:
            self.like[profile] = Alike(measures(profile), self.today)
        return self.like[profile]

    def _facts(self, sheet: Sheet) -> ChildFacts:
        return facts_of(content_of(sheet, self.today), read_place)

    def _follow(self, sheet: Sheet, counted: tuple[Counted, ...]) -> None:
        """Ends and begins rows; the same category with a new reason stays the same row."""
        wanted = {(one.profile, one.scheme): one for one in counted}
        open_ = {(row.profile, row.scheme): row for row in sheet.classes}
        told: dict[str, list[str]] = {}
        for key, row in open_.items():
            now = wanted.get(key)
            if now is None or now.category != row.category or row.division != sheet.child.division:
                row.until_on = max(self.today, row.from_on)
                self.changed.append(row)
                told[_key(key)] = [row.category, now.category if now else ""]
            elif (row.reason, row.profile_hash) != (now.reason, now.hash):
                row.reason, row.basis, row.profile_hash = now.reason, now.basis, now.hash
                self.changed.append(row)
        kept = {key for key, row in open_.items() if row.until_on is None}
        begun = [self._row(sheet, one) for key, one in wanted.items() if key not in kept]
        for row in begun:
            told.setdefault(_key((row.profile, row.scheme)), ["", row.category])
        self.new += begun
        sheet.classes = [row for row in sheet.classes if row.until_on is None] + begun
        if told and not sheet.is_new:  # a new file says it in the event of its entry
            self.facts.append(Fact(sheet.child, sheet.child.division, {"schemes": told}))

    def _row(self, sheet: Sheet, one: Counted) -> Classification:
        return Classification(
            division=sheet.child.division, child=sheet.child, scheme=one.scheme,
            profile=one.profile, profile_hash=one.hash, category=one.category,
            from_on=self.today, reason=one.reason, basis=one.basis,
        )  # fmt: skip

    def _alone(self, sheet: Sheet, found: Judgement) -> None:
        """D-008: nobody under the age lives alone; red at once, and gone when somebody cares."""
        open_ = next((one for one in sheet.hazards if one.kind == HazardKind.LIVING_ALONE), None)
        if found.alone is not None and open_ is None:
            sentence, basis = found.alone
            hazard = Hazard(
                division=sheet.child.division, child=sheet.child, kind=HazardKind.LIVING_ALONE,
                found_on=self.today, by_rule=True, note=sentence[:200], basis=basis[:200],
            )  # fmt: skip
            sheet.hazards.append(hazard)
            self.hazards.append(hazard)
            self.alarms.append((sheet, hazard))
        elif found.alone is None and open_ is not None and open_.by_rule:
            sheet.hazards.remove(open_)
            sheet.child.flags = [f for f in sheet.child.flags if f != open_.kind]
            open_.state, open_.cleared_on = HazardState.CLEARED, self.today
            open_.cleared_how = "档案更新后，规则不再认为独自居住"
            self.cleared.append((sheet, open_))


def content_of(sheet: Sheet, today: date) -> FileContent:
    """What the rules may read of a file."""
    child = sheet.child
    return FileContent(
        values=sheet.values,
        seen={code: one.by.stated_on for code, one in sheet.choices.items()},
        fallback=child.found_on or today,
        earlier={who: _earlier(sheet.statements, who) for who in _TRACKED},
        left=(child.left_reason, child.left_on) if child.left_on and child.left_reason else None,
    )


def _earlier(statements: list[Statement], who: str) -> tuple[Earlier, ...]:
    """What a parent's blank said before: needed to know that somebody has come home."""
    code = f"{who}_status"
    said = sorted((one for one in statements if code in one.values), key=lambda one: one.when)
    if len(said) < 2:
        return ()
    found = []
    for before, after in pairwise(said):
        was, now = before.values[code] or (), after.values[code] or ()
        start, end = _since(before, who), _since(after, who)
        gone = tuple(one for one in was if one not in now)
        if gone and start < end:
            found.append(Earlier(gone, start, end))
    return tuple(found)


def _since(statement: Statement, who: str) -> date:
    told = statement.values.get(f"{who}_status_since")
    return date.fromisoformat(told) if isinstance(told, str) else statement.stated_on


def _listed(one: Counted, own: str) -> str:
    return one.scheme if one.profile == own else f"{one.profile}:{one.scheme}"


def _key(key: tuple[str, str]) -> str:
    return f"{key[0]}:{key[1]}"
