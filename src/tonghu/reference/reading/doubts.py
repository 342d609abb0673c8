"""待核: what nobody has checked against its source, what is done meanwhile, and whom to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tonghu.policy.definitions import Category, Cause
from tonghu.policy.definitions.words import PARENT_LABELS
from tonghu.policy.explain.entries import Entry, entries, unverified
from tonghu.policy.explain.spoken import day
from tonghu.policy.profile import Profile
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.conference import Body
from tonghu.policy.schema.leaves import value_at
from tonghu.policy.schema.units import Duty
from tonghu.policy.toml_lines import Path
from tonghu.reference.reading.counting import criteria, reasons, spoken_length
from tonghu.reference.reading.identity import main_document
from tonghu.reference.reading.marks import doubt_of, full_width
from tonghu.reference.reading.names import spoken_name, spoken_words

_NAMES = ("successor", "since", "until")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """待核的一处; several of one kind stand in one row and are told one by one in `items`."""

    what: str
    why: str
    meanwhile: str
    ask: str
    items: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Doubts:
    """待核: of the place's own profile, and of what it takes over from above."""

    own: tuple[Doubt, ...]
    taken: tuple[Doubt, ...]

    @property
    def own_count(self) -> int:
        """How many values of the place's own profile."""
        return sum(one.count for one in self.own)

    @property
    def count(self) -> int:
        """All of them."""
        return self.own_count + sum(one.count for one in self.taken)


def doubts(profile: Profile) -> Doubts:
    """Every unverified value in force here."""
    own = _rows(profile, list(unverified(profile)))
    taken = _rows(profile, [one for one in entries(profile) if one.unverified and not one.own])
    return Doubts(own, taken)


def _rows(profile: Profile, found: list[Entry]) -> tuple[Doubt, ...]:
    """Rules one by one, then names of units in one row, then deeds by who does them meanwhile."""
    names = [one for one in found if one.path[0] == "units" and one.path[-1] in _NAMES]
    deeds = [one for one in found if isinstance(_row(profile, one.path), Duty)]
    rules = _alike(
        [_rule(profile, one) for one in found if one not in names and one not in deeds]
    )  # fmt: skip
    return (*rules, *_deeds(profile, deeds), *(_names(profile, names) if names else ()))


def _alike(found: list[Doubt]) -> tuple[Doubt, ...]:
    """Rules with the same reason and the same answer: 服刑在押、强制隔离戒毒怎么数."""
    groups: dict[tuple[str, str, str], list[Doubt]] = {}
    for one in found:
        groups.setdefault((one.why, one.meanwhile, one.ask), []).append(one)
    return tuple(
        replace(same[0], what="；".join(dict.fromkeys(one.what for one in same)), count=len(same))
        for same in groups.values()
    )


def _rule(profile: Profile, entry: Entry) -> Doubt:
    why = entry.note or doubt_of(profile, entry.basis)
    what, meanwhile = _said(profile, entry)
    return Doubt(what, why, full_width(spoken_words(meanwhile)), _whom(profile, entry.path))


def _said(profile: Profile, entry: Entry) -> tuple[str, str]:
    """The question, and the answer in force, in the words of what kind of value it is."""
    value, row = value_at(profile.sheet, entry.path), _row(profile, entry.path, deep=True)
    scheme = _scheme(profile, entry.path)
    if isinstance(row, Cause):
        name = PARENT_LABELS[row.cause]
        if entry.path[-1] == "measured":
            words = {"term": "按决定的期限", "elapsed": "按已经过去的时间"}
            return f"{name}满{spoken_length(row.at_least)}怎么数", words[row.measured or "elapsed"]
        return f"{scheme}的父母情形：{name}", reasons((row,))
    if isinstance(row, Category):
        return f"{scheme}：{row.name}", criteria(profile.definitions, row)
    if isinstance(value, Body):
        until = f"至{day(value.to)}" if value.to else ""
        return f"协调机构：{value.name}", f"{day(value.from_)}起{until}"
    if entry.path[0] == "clocks" and isinstance(value, Duration):
        known = profile.vocabulary.clocks[str(entry.path[1])]
        return f"{known.starts}后，多久内{known.does}", spoken_length(value)
    return entry.label.replace("·", "："), _plain(value, entry.text)


def _scheme(profile: Profile, path: Path) -> str:
    if path[0] != "definitions" or len(path) < 2:
        return ""
    part = getattr(profile.definitions, str(path[1]), None)
    return str(getattr(part, "name", ""))


def _plain(value: object, text: str) -> str:
    if hasattr(value, "isoformat"):
        return day(value)  # type: ignore[arg-type]
    month_day = _MONTH_DAY.fullmatch(text)
    if month_day:
        return f"{int(month_day[1])}月{int(month_day[2])}日"
    return text.replace("（不写为全部）", "")


def _deeds(profile: Profile, found: list[Entry]) -> tuple[Doubt, ...]:
    """谁来办没写: one row for each reason and unit that does it meanwhile."""
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in found:
        duty = _row(profile, entry.path)
        if isinstance(duty, Duty):
            key = (entry.note or doubt_of(profile, entry.basis), duty.unit)
            groups.setdefault(key, []).append(duty.text)
    ask = _issuer(profile)
    return tuple(
        Doubt(
            f"“{texts[0]}”由谁办" if len(texts) == 1 else f"{len(texts)}件事由谁办",
            why, f"由{spoken_name(profile, unit)}办", ask,
            tuple(texts) if len(texts) > 1 else (), len(texts),
        )
        for (why, unit), texts in groups.items()
    )  # fmt: skip


def _names(profile: Profile, found: list[Entry]) -> tuple[Doubt, ...]:
    """机构改革后的今用名: both names are understood, whichever is right."""
    units = dict.fromkeys(int(one.path[1]) for one in found)
    rows = [profile.units[at] for at in units]
    return (
        Doubt(
            f"机构改革后{len(rows)}个单位的今用名", doubt_of(profile, found[0].basis),
            "新旧两个名称都认得", f"{_level(profile)}机构编制部门",
            tuple(f"{unit.name}，今名可能是{unit.successor}" for unit in rows), len(found),
        ),
    )  # fmt: skip


def _row(profile: Profile, path: Path, *, deep: bool = False) -> object:
    """The row of an array a value stands in: the outermost, or the innermost with `deep`."""
    cuts = [at + 1 for at, step in enumerate(path) if isinstance(step, int)]
    if not cuts:
        return None
    return value_at(profile.sheet, path[: cuts[-1] if deep else cuts[0]])


def _issuer(profile: Profile) -> str:
    """What a document means is for whoever issued it to say."""
    document = main_document(profile)
    return document.issuer if document else spoken_name(profile, "civil_affairs")


def _whom(profile: Profile, path: Path) -> str:
    """A clock belongs to whoever must keep it, everything else to the unit that leads the work."""
    if path[0] == "clocks":
        known = profile.vocabulary.clocks.get(str(path[1]))
        if known is not None and known.who != "reporter":
            return spoken_name(profile, known.who)
    if path[0] == "profile" or profile.own(*path):
        return _issuer(profile)
    return "上级民政部门"


def _level(profile: Profile) -> str:
    last = profile.name[-1:]
    return last if last in "县区州市省旗" else "国家"
