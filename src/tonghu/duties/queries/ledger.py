"""台账: the lines of one who owes, and of all, from the tallies; no event is read here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Unit
from tonghu.duties.models import Book, Tally
from tonghu.duties.queries.common import book_of, books, profile_at
from tonghu.duties.queries.register import Register, register
from tonghu.duties.rules.holders import Holder, nobodys, owed
from tonghu.duties.rules.standing import Count, Line, Sum, line, since, summed
from tonghu.duties.states import Group, Standing
from tonghu.policy import Profile


@dataclass(frozen=True, slots=True)
class UnitBook:
    """一个承担者的台账."""

    holder: Holder
    place: str
    year: int
    lines: tuple[Line, ...]
    sum: Sum
    profile: str
    counted_at: datetime | None
    own: bool
    register: Register


@dataclass(frozen=True, slots=True)
class Row:
    """总台账的一行: one who owes, summed."""

    holder: Holder
    sum: Sum
    town: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """总台账: late and silent first."""

    division: str
    place: str
    year: int
    group: Group
    rows: tuple[Row, ...]
    sizes: dict[Group, int]
    profile: str
    profile_name: str
    counted_at: datetime | None
    towns: tuple[tuple[str, str], ...]
    town: str
    families: int

    @property
    def silent(self) -> tuple[Row, ...]:
        """全年没有动静的."""
        return tuple(one for one in self.rows if one.sum.lines and one.sum.last is None)


def unit_subject(viewer: Viewer, *, id: UUID, **_: object) -> Subject | None:
    """门: a unit's own page; its own people, and whoever is above it."""
    found = Unit.objects.visible_to(viewer).filter(pk=id).first()
    if found is None or not (viewer.unit == id or viewer.covers(found.division)):
        return None
    return Subject("duties.unit", id, found.division, unit=id, name=found.name)


def place_subject(viewer: Viewer, *, division: str, **_: object) -> Subject | None:
    """门: a town's or village's page."""
    if len(division) != 12 or not viewer.covers(division):
        return None
    found = directory.division(viewer, division)
    return Subject("duties.place", division, division, name=found.name) if found else None


def book_subject(viewer: Viewer, *, division: str) -> Subject | None:
    """门: the ledger of a place, for those who look down on all of it."""
    return place_subject(viewer, division=division)


def own_key(viewer: Viewer) -> str:
    """Whose page is one's own: the unit's, else the town's or village's; "" for those above."""
    if viewer.unit is not None:
        return f"u:{viewer.unit}"
    return f"p:{viewer.division}" if viewer.division[6:9] not in ("", "000") else ""


def book_division(viewer: Viewer, division: str) -> str:
    """In whose ledger a place is kept: that of its county if it has one, else of the prefecture."""
    return whose_book(viewer, division)[0]


def whose_book(viewer: Viewer, division: str) -> tuple[str, Book | None]:
    """The same, with the ledger."""
    county = f"{division[:6]}000000"
    known = {
        one.division: one
        for one in Book.objects.visible_to(viewer).filter(
            division__in=(county, f"{division[:4]}00000000", division)
        )
    }
    for one in dict.fromkeys((county, f"{division[:4]}00000000")):
        if one in known:
            return one, known[one]
    where = county if division[4:6] != "00" else division
    return where, known.get(where)


def of_key(viewer: Viewer, division: str, key: str, year: int) -> UnitBook | None:
    """一个承担者的台账; None when the ledger does not know it."""
    where, book = whose_book(viewer, division)
    profile = profile_at(where, book)
    found = register(where, profile)
    key = _known(found, key)
    if key not in found.by_key:
        return None
    holder = found.by_key[key]
    rows = Tally.objects.visible_to(viewer).filter(book=where, holder=key)
    counts = _counts(rows, profile, year)
    lines = _lines(profile, holder, counts, year)
    names = directory.full_names(viewer, (holder.division,))
    return UnitBook(
        holder, names.get(holder.division, ""), year, lines, summed(lines), profile.code,
        book.counted_at if book else None, own=key == _known(found, own_key(viewer)),
        register=found,
    )  # fmt: skip


def _known(found: Register, key: str) -> str:
    """A unit that is a town's government leads to its town; an old unit to its heir."""
    if key.startswith("u:") and key not in found.by_key:
        return found.units.get(UUID(key[2:]), key)
    return key


def ledger(
    viewer: Viewer, division: str, *, year: int, group: Group = Group.MEMBERS, town: str = "",
) -> Ledger:  # fmt: skip
    """总台账 of one kind; villages and bodies of one town at a time when asked."""
    book = book_of(viewer, division)
    profile = profile_at(division, book)
    found = register(division, profile)
    shown = [one for one in found.group(group) if not town or one.division[:9] == town[:9]]
    rows = Tally.objects.visible_to(viewer).filter(book=division)
    if town:
        rows = rows.filter(division__gte=town, division__lt=f"{town[:9]}999")
    elif group is Group.MEMBERS:
        rows = rows.filter(division=division)
    counts: dict[str, list[Count]] = {}
    for one in _counts(rows, profile, year):
        counts.setdefault(one.holder, []).append(one)
    towns = {one.division: one.name for one in found.group(Group.TOWNS)}
    summed_ = [
        Row(one, summed(_lines(profile, one, counts.get(one.key, ()), year)),
            towns.get(f"{one.division[:9]}000", ""))
        for one in shown
    ]  # fmt: skip
    names = directory.full_names(viewer, (division,))
    return Ledger(
        division, names.get(division, division), year, group, tuple(sorted(summed_, key=_first)),
        {one: len(found.group(one)) for one in Group}, profile.code, profile.name,
        book.counted_at if book else None, tuple(towns.items()), town, len(nobodys(profile)),
    )  # fmt: skip


def _first(row: Row) -> tuple[object, ...]:
    """Periods gone by first, then who is silent, then by what is missing, then in printed order."""
    quiet = row.sum.lines > 0 and row.sum.last is None
    return (
        -row.sum.missed,
        not quiet,
        not row.holder.registered,
        -row.sum.missing,
        row.holder.number,
        row.holder.division,
    )


def _lines(
    profile: Profile, holder: Holder, counts: Iterable[Count], year: int
) -> tuple[Line, ...]:
    known: Sequence[Count] = tuple(counts)
    today = clock.today()
    return tuple(line(duty, known, year, today) for duty in owed(profile, holder))


def _counts(rows: QuerySet[Tally], profile: Profile, year: int) -> tuple[Count, ...]:
    found = rows.filter(month__gte=since(profile.duties, year), month__lt=date(year + 1, 1, 1))
    columns = ("holder", "kind", "month", "standing", "n", "last", "duty")
    return tuple(
        Count(holder, kind, month, Standing(standing), n, last, duty)
        for holder, kind, month, standing, n, last, duty in found.values_list(*columns)
    )


def other_books(viewer: Viewer, division: str) -> tuple[tuple[str, str], ...]:
    """Ledgers below this one: code and name."""
    below = [one.division for one in books(viewer) if one.division > division]
    inside = [code for code in below if code < upper_bound(division)]
    names = directory.full_names(viewer, inside) if inside else {}
    return tuple((code, names[code]) for code in inside)


def lines_of(viewer: Viewer, division: str, *, year: int, group: Group) -> tuple[Line, ...]:
    """Every line of every holder of a kind."""
    book = book_of(viewer, division)
    profile = profile_at(division, book)
    counts: dict[str, list[Count]] = {}
    rows = Tally.objects.visible_to(viewer).filter(book=division)
    for one in _counts(rows, profile, year):
        counts.setdefault(one.holder, []).append(one)
    held = register(division, profile).group(group)
    return tuple(
        made for one in held for made in _lines(profile, one, counts.get(one.key, ()), year)
    )
