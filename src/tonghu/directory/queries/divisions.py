"""查区划: by code, by name or by initials, up and down the tree, as the database has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import CodeError, Level, divisions, full, level_of
from tonghu.directory.divisions.changes import Kind
from tonghu.directory.divisions.codes import stem
from tonghu.directory.divisions.names import normal, short
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division

MOST_FOUND = 200  # divisions of one answer; more than that nobody reads


@dataclass(frozen=True, slots=True)
class DivisionView:
    """行政区划, as a page shows it."""

    code: str
    name: str
    full_name: str
    level: Level
    parent: str | None
    lo: str
    hi: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None

    @property
    def stem(self) -> str:
        """The digits that say something: 331124."""
        return stem(self.code)

    @property
    def level_label(self) -> str:
        """县级, 乡级."""
        return self.level.label

    @property
    def short(self) -> str:
        """松阳县 → 松阳."""
        return short(self.name, self.level)


@dataclass(frozen=True, slots=True)
class Former:
    """改过什么: one dated change of a division, in words."""

    on: date
    text: str
    basis: str


def division(viewer: Viewer, code: str) -> DivisionView | None:
    """One division by a code of 2 to 12 digits; None when it is not loaded."""
    try:
        padded = full(code)
    except CodeError:
        return None
    found = _visible(viewer).filter(pk=padded).first()
    return _view(found) if found else None


def path_of(viewer: Viewer, code: str) -> tuple[DivisionView, ...]:
    """From the province down to the division itself; 市辖区 and the nation are left out."""
    padded = full(code)
    codes = [padded[:length].ljust(12, "0") for length in (2, 4, 6, 9, 12)]
    rows = _visible(viewer).filter(pk__in=set(codes)).order_by("code")
    return tuple(_view(row) for row in rows if row.level and row.pk <= padded)


def children(viewer: Viewer, code: str) -> tuple[DivisionView, ...]:
    """下级区划, in code order, those that ended last."""
    rows = _visible(viewer).filter(parent=full(code)).order_by("code")
    return tuple(sorted(map(_view, rows), key=lambda one: (one.valid_to is not None, one.code)))


def subtree(viewer: Viewer, code: str, level: Level) -> tuple[DivisionView, ...]:
    """Everything of one level below a division, in code order: the villages of a county."""
    padded = full(code)
    rows = _visible(viewer).filter(
        code__gte=padded, code__lt=upper_bound(padded), level=level.value, valid_to=None
    )
    return tuple(map(_view, rows.order_by("code")))


def county_of(viewer: Viewer, code: str) -> DivisionView | None:
    """The county a division lies in, or the division itself above that."""
    padded = full(code)
    return division(viewer, padded if level_of(padded) <= Level.COUNTY else padded[:6])


def full_names(viewer: Viewer, codes: Iterable[str]) -> dict[str, str]:
    """code → 全称; what the database lacks is taken from the committed table."""
    wanted = {code for code in codes if code}
    found = dict(_visible(viewer).filter(pk__in=wanted).values_list("code", "full_name"))
    for code in wanted - found.keys():
        known = divisions().get(code)
        found[code] = divisions().path(code) if known else code
    return found


def loaded(viewer: Viewer, code: str) -> bool:
    """Whether a division is in the database."""
    return _visible(viewer).filter(pk=full(code)).exists()


def division_counts(viewer: Viewer, code: str) -> dict[Level, int]:
    """How many divisions of each level a subtree has that still hold."""
    padded = full(code)
    rows = (
        _visible(viewer)
        .filter(code__gte=padded, code__lt=upper_bound(padded), valid_to=None)
        .order_by()
        .values_list("level")
        .annotate(n=Count("code"))
    )
    return {Level(level): number for level, number in rows}


def child_counts(viewer: Viewer, code: str) -> dict[str, int]:
    """How many divisions that still hold each child of a place has below it, in one query."""
    padded = full(code)
    rows = (
        _visible(viewer)
        .filter(code__gt=padded, code__lt=upper_bound(padded), valid_to=None)
        .exclude(parent=None)
        .order_by()
        .values_list("parent")
        .annotate(n=Count("code"))
    )
    return {str(parent): number for parent, number in rows}


def town_choices(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """(code, name) of the towns of the viewer's county."""
    if not viewer.division:
        return ()
    found = subtree(viewer, viewer.division[:6], Level.TOWN)
    return tuple((one.code, one.name) for one in found)


def place_choices(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """(code, name) of the viewer's place and everything below it that still holds."""
    if not viewer.division:
        return ()
    rows = _visible(viewer).filter(
        code__gte=viewer.division, code__lt=upper_bound(viewer.division), valid_to=None
    )
    named = list(rows.order_by("code").values_list("code", "name", "level"))
    towns = {code[:9]: name for code, name, level in named if level == Level.TOWN}
    return tuple(
        (code, f"{towns.get(code[:9], '')}{name}" if level == Level.VILLAGE else name)
        for code, name, level in named
    )


def find_divisions(viewer: Viewer, text: str, within: str = "") -> tuple[DivisionView, ...]:
    """By code, by initials of the pinyin, or by a name that may leave out words in between.

    What begins with the text comes first, then what only holds its characters in their order:
    大理州 finds 大理白族自治州.
    """
    asked = normal(text)
    if not asked:
        return ()
    rows = _visible(viewer).filter(_fits(asked))
    if within:
        padded = full(within)
        rows = rows.filter(code__gte=padded, code__lt=upper_bound(padded))
    found = [_view(row) for row in rows.order_by("level", "code")[:MOST_FOUND]]
    return tuple(sorted(found, key=lambda one: _rank(asked, one)))


def former_names(code: str) -> tuple[Former, ...]:
    """What happened to a division, oldest first, with where it is written."""
    words = {
        Kind.ESTABLISHED: "设立{name}",
        Kind.RENAMED: "{was}更名为{name}",
        Kind.ABOLISHED: "撤销{name}",
        Kind.MERGED: "{name}并入{heir}",
        Kind.RECODED: "{name}改用代码{heir}",
    }
    found = []
    for change in divisions().former_names(code):
        heir = divisions().path(change.successor) if change.successor else ""
        text = words[change.kind].format(name=change.name, was=change.was, heir=heir)
        found.append(Former(change.on, text, change.basis))
    return tuple(found)


def _visible(viewer: Viewer) -> QuerySet[Division]:
    return Division.objects.visible_to(viewer)


def _fits(asked: str) -> Q:
    if asked.isascii() and asked.isdigit():
        return Q(code__startswith=asked)
    if asked.isascii() and asked.isalpha():
        return Q(initials__startswith=asked.lower())
    return Q(name__regex=".*".join(_escaped(char) for char in asked))


def _escaped(char: str) -> str:
    return char if char.isalnum() else f"\\{char}"


def _rank(asked: str, one: DivisionView) -> tuple[bool, int, Level, str]:
    whole = asked in (one.name, one.short)
    near = 0 if whole else 1 if one.name.startswith(asked) else 2 if asked in one.name else 3
    return (one.valid_to is not None, near, one.level, one.code)


def _view(row: Division) -> DivisionView:
    return DivisionView(
        row.code, row.name, row.full_name, Level(row.level), row.parent, row.lo, row.hi,
        row.valid_from, row.valid_to, row.successor,
    )  # fmt: skip
