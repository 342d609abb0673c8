"""条目: every value of a profile as one line with its clause, its place and its standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from tonghu.policy.explain.labels import field_label, model_label
from tonghu.policy.explain.spoken import citation, row_text, spoken
from tonghu.policy.loading.layers import Origin
from tonghu.policy.loading.sentences import dotted
from tonghu.policy.profile import LOCAL, UNVERIFIED, Profile
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.leaves import ANNOTATIONS, Leaf, leaves, value_at
from tonghu.policy.schema.shape import Shape, field_shape, shape_of
from tonghu.policy.toml_lines import Path


@dataclass(frozen=True)
class Entry:
    """One value or row: what it says, by which clause, written where, by whom."""

    path: Path
    label: str
    text: str
    citation: str
    basis: str
    place: str
    given_by: str
    own: bool
    silent: bool
    silent_at: str
    d: tuple[str, ...]
    note: str

    @property
    def key(self) -> str:
        """The key a profile writes."""
        return dotted(self.path)

    @property
    def unverified(self) -> bool:
        """待核: nobody has checked the value against its source."""
        return UNVERIFIED in self.basis

    @property
    def local(self) -> bool:
        """本系统默认: no document sets it."""
        return self.basis.startswith(LOCAL)


def entries(profile: Profile) -> Iterator[Entry]:
    """Every value in the order of the schema; a row of an array is one entry."""
    for key, shape in shape_of(type(profile.sheet)).items():
        yield from _below(profile, getattr(profile.sheet, shape.attribute), (key,), shape)


def entries_of(profile: Profile, section: str) -> tuple[Entry, ...]:
    """The entries of one section."""
    return tuple(entry for entry in entries(profile) if entry.path[0] == section)


def unverified(profile: Profile) -> Iterator[Entry]:
    """待核: every own entry nobody has checked, and every such value inside a checked row."""
    inside = _doubts_inside(profile)
    for entry in entries(profile):
        if entry.own and entry.unverified:
            yield entry
        else:
            for leaf in inside.get(entry.path, ()):
                label = f"{_row_name(profile, entry)}·{leaf.shape.label or leaf.path[-1]}"
                shape = Shape(**{**vars(leaf.shape), "label": label})
                yield _entry(profile, leaf.path, shape, spoken(profile, leaf.value, leaf.shape))


def _doubts_inside(profile: Profile) -> dict[Path, list[Leaf]]:
    """The doubtful leaves the profile states itself, by every path above them."""
    found: dict[Path, list[Leaf]] = {}
    for leaf in leaves(profile.sheet):
        fact = profile.facts.get(leaf.path)
        if fact and fact.origin.profile == profile.code and UNVERIFIED in (fact.origin.basis or ""):
            for length in range(1, len(leaf.path)):
                found.setdefault(leaf.path[:length], []).append(leaf)
    return found


def _row_name(profile: Profile, entry: Entry) -> str:
    row = value_at(profile.sheet, entry.path)
    return str(getattr(row, "name", "") or entry.label)


def section_labels() -> dict[str, str]:
    """The sections with their Chinese names, in order."""
    from tonghu.policy.schema.sheet import Sheet

    return {key: shape.label for key, shape in shape_of(Sheet).items()}


def _below(profile: Profile, value: object, path: Path, shape: Shape) -> Iterator[Entry]:
    if value is None:
        yield from _nothing(profile, path, shape)
    elif isinstance(value, BaseModel) and not isinstance(value, Duration):
        yield from _fields(profile, value, path, shape)
    elif isinstance(value, dict):
        yield from _named(profile, value, path, shape)
    elif isinstance(value, tuple) and shape.model is not None:
        for index, row in enumerate(value):
            yield _entry(profile, (*path, index), shape, row_text(profile, row))
    elif value != () or path in profile.facts:
        yield _entry(profile, path, shape, spoken(profile, value, shape))


def _fields(profile: Profile, table: BaseModel, path: Path, shape: Shape) -> Iterator[Entry]:
    for key, below in shape_of(type(table)).items():
        if key not in ANNOTATIONS:
            named = _within(path, shape, key, below)
            yield from _below(profile, getattr(table, below.attribute), (*path, key), named)


def _within(path: Path, outer: Shape, key: str, shape: Shape) -> Shape:
    """A field of a nested table carries the table's name: 留守儿童·年龄·不满多少周岁."""
    own = field_label(key, shape)
    label = f"{outer.label or model_label(outer.model)}·{own}" if len(path) > 1 else own
    return Shape(**{**vars(shape), "label": label})


def _named(profile: Profile, table: dict[str, object], path: Path, shape: Shape) -> Iterator[Entry]:
    inner = field_shape(shape.inner)
    for name, row in table.items():
        if isinstance(row, BaseModel) and not isinstance(row, Duration):
            label = _role_label(profile, name) if path == ("roles",) else inner.label
            labelled = Shape(**{**vars(inner), "label": label})
            yield _entry(profile, (*path, name), labelled, row_text(profile, row))
        else:
            label = _clock_label(profile, name) if path == ("clocks",) else name
            labelled = Shape(**{**vars(inner), "label": label})
            yield _entry(profile, (*path, name), labelled, spoken(profile, row, inner))


def _clock_label(profile: Profile, name: str) -> str:
    clock = profile.vocabulary.clocks.get(name)
    return f"{clock.starts}至{clock.does}" if clock else name


def _role_label(profile: Profile, name: str) -> str:
    role = profile.vocabulary.roles.get(name)
    return role.label if role else name


def _nothing(profile: Profile, path: Path, shape: Shape) -> Iterator[Entry]:
    """An optional value nobody sets is worth a line only where the document is known silent."""
    if profile.silent(*path):
        yield _entry(profile, path, shape, "—")


def _entry(profile: Profile, path: Path, shape: Shape, text: str) -> Entry:
    origin = _origin(profile, path)
    basis = profile.basis(*path)
    return Entry(
        path=path,
        label=shape.label or str(path[-1]),
        text=text,
        citation=citation(profile, basis),
        basis=basis,
        place=_place(origin),
        given_by=origin.profile,
        own=origin.profile == profile.code,
        silent=profile.silent(*path),
        silent_at=_silent_at(profile, path),
        d=_numbers(profile, path),
        note=_note(profile, path, origin),
    )


def _origin(profile: Profile, path: Path) -> Origin:
    if path in profile.facts:
        return profile.facts[path].origin
    for length in range(len(path), 0, -1):
        found = profile.silences.get(path[:length]) if path not in profile.facts else None
        origin = profile.origins.get(path[:length]) or found
        if origin is not None:
            return origin
    return profile.origins["profile",]


def _silent_at(profile: Profile, path: Path) -> str:
    """Where the place's file says that its document sets nothing."""
    fact = profile.facts.get(path)
    return _place(fact.silent) if fact is not None and fact.silent is not None else ""


def _place(origin: Origin) -> str:
    path = origin.source.path
    folder, name = path.resolve().parent.name, path.name
    return f"{folder}/{name}:{origin.source.lines.line(origin.at)}"


def _numbers(profile: Profile, path: Path) -> tuple[str, ...]:
    """The requirement numbers tied to the value, or to the nearest table around it."""
    for length in range(len(path), 0, -1):
        origin = profile.origins.get(path[:length])
        if origin is not None and origin.d:
            return origin.d
    return ()


def _note(profile: Profile, path: Path, origin: Origin) -> str:
    fact = profile.facts.get(path)
    silent = fact.silent.note if fact is not None and fact.silent is not None else ""
    return silent or origin.note
