"""对照两地: the values in which two profiles differ, side by side with their clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tonghu.policy.explain.entries import Entry, entries, section_labels
from tonghu.policy.profile import Profile
from tonghu.policy.questions.units import duties_of
from tonghu.policy.toml_lines import Path

_ABSENT = "—"


@dataclass(frozen=True)
class Side:
    """What one place says, and by which clause."""

    text: str
    citation: str
    silent: bool


@dataclass(frozen=True)
class Difference:
    """One question two places answer differently."""

    section: str
    label: str
    key: str
    left: Side
    right: Side


def differences(left: Profile, right: Profile) -> Iterator[Difference]:
    """Every difference, in the order of the schema; identity and documents are not policy."""
    names = section_labels()
    one, other = _grouped(left), _grouped(right)
    for path in dict.fromkeys((*one, *other)):
        section = str(path[0])
        if section in ("profile", "documents", "units", "duties"):
            continue
        a, b = _side(one.get(path, ())), _side(other.get(path, ()))
        if a.text != b.text:
            first = (one.get(path) or other[path])[0]
            label = (
                first.label if not isinstance(first.path[-1], int) else _list_label(first, names)
            )
            yield Difference(names[section], label, first.key, a, b)
    yield from _units(left, right)


def _grouped(profile: Profile) -> dict[Path, tuple[Entry, ...]]:
    """Entries by path; the rows of one array stand together."""
    groups: dict[Path, tuple[Entry, ...]] = {}
    for entry in entries(profile):
        path = entry.path[:-1] if isinstance(entry.path[-1], int) else entry.path
        groups[path] = (*groups.get(path, ()), entry)
    return groups


def _list_label(entry: Entry, names: dict[str, str]) -> str:
    return entry.label if entry.label else names[str(entry.path[0])]


def _side(found: tuple[Entry, ...]) -> Side:
    if not found:
        return Side(_ABSENT, "", False)
    citations = dict.fromkeys(entry.citation for entry in found if entry.citation)
    return Side(
        "\n".join(entry.text for entry in found),
        "；".join(citations),
        any(entry.silent for entry in found),
    )


def _units(left: Profile, right: Profile) -> Iterator[Difference]:
    """Units by function, with the number of their duties: names always differ, functions matter."""
    codes = dict.fromkeys([unit.code for unit in (*left.units, *right.units)])
    for code in codes:
        a, b = _unit_side(left, code), _unit_side(right, code)
        if (a.text == _ABSENT) != (b.text == _ABSENT) or _load(left, code) != _load(right, code):
            yield Difference("成员单位", left.vocabulary.function(code), f"units.{code}", a, b)


def _load(profile: Profile, code: str) -> int:
    return len(duties_of(profile, code))


def _unit_side(profile: Profile, code: str) -> Side:
    unit = next((unit for unit in profile.units if unit.code == code), None)
    if unit is None:
        return Side(_ABSENT, "", False)
    part = profile.vocabulary.label("parts", unit.part)
    return Side(f"{unit.name}（{part}），职责{_load(profile, code)}项", unit.basis, False)
