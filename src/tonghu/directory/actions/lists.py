"""列出单位: the units a document names, and the governments and committees a division has by law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.directory import rules
from tonghu.directory.divisions import Level, full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division, Unit, UnitAlias
from tonghu.directory.states import UnitKind
from tonghu.policy.profile import Profile
from tonghu.policy.schema.units import Unit as Listed


def load_profile_units(*, profile: Profile, by: Viewer, division: str = "") -> int:
    """成员单位: the printed list as units of the place, with other names and heirs; returns how many.

    Where the day of today's name is verified, the old unit ends and its heir begins; where it is not
    (待核), today's name is kept as another name and nothing is decided.
    """
    place = full(division or profile.sheet.profile.division or "0" * 12)
    known = _known(place)
    made: dict[str, Unit] = {}
    for index, listed in enumerate(profile.units):
        if rules.plain(listed.name) not in known:
            made[listed.code] = _member(profile, index, listed, place)
    _put(made.values())
    _aliases((row, _other_names(profile, at)) for at, row in _made(profile, made))
    _nest(profile, made)
    heirs = _heirs(profile, made, place)
    return _told(len(made) + heirs, f"{profile.code}的成员单位", place, by)


def load_local_units(*, division: str, by: Viewer) -> int:
    """乡镇和村: a town government or street office for every town, a committee for every village."""
    place = full(division)
    rows = Division.objects.all_of_them(reason="divisions are public").filter(
        code__gte=place, code__lt=upper_bound(place), valid_to=None, level__gte=Level.TOWN
    )
    have = Unit.objects.all_of_them(reason="which are there already").filter(
        division__gte=place, division__lt=upper_bound(place), kind__in=_LOCAL.values()
    )
    known = set(have.values_list("division", flat=True))
    towns = {one.division: one for one in have.filter(kind=UnitKind.TOWN_GOVERNMENT)}
    made = []
    for row in rows.order_by("code"):
        if row.code not in known:
            made.append(_local(row, towns))
    _put(unit for unit, _ in made)
    _aliases(made)
    return _told(len(made), "乡镇政府、街道办和村（居）委会", place, by)


_LOCAL = {Level.TOWN: UnitKind.TOWN_GOVERNMENT, Level.VILLAGE: UnitKind.VILLAGE_COMMITTEE}


def _local(row: Division, towns: dict[str, Unit]) -> tuple[Unit, tuple[str, ...]]:
    kind = _LOCAL[Level(row.level)]
    named = (
        rules.town_government(row.name)
        if kind is UnitKind.TOWN_GOVERNMENT
        else rules.village_committee(row.name)
    )
    unit = _unit(named.name, kind, kind.function, row.code, "行政区划")
    unit.short_name, unit.parent = row.name[:60], towns.get(row.parent or "")
    if kind is UnitKind.TOWN_GOVERNMENT:
        towns[row.code] = unit
    return unit, named.aliases


def _member(profile: Profile, index: int, listed: Listed, place: str) -> Unit:
    unit = _unit(listed.name, UnitKind.BUREAU, listed.code, place, profile.code)
    since = _first_day(listed.since) if _verified(profile, index, "since") else None
    until = _first_day(listed.until) if _verified(profile, index, "until") else None
    unit.valid_to = until or (since if listed.successor else None)
    unit.why_closed = "机构改革，名称改变" if unit.valid_to else ""
    return unit


def _unit(name: str, kind: UnitKind, function: str, place: str, source: str) -> Unit:
    return Unit(
        name=name, plain=rules.plain(name), kind=kind.value, function=function, division=place,
        source=source,
    )  # fmt: skip


def _verified(profile: Profile, index: int, field: str) -> bool:
    return profile.cites_document("units", index, field) and not profile.basis(
        "units", index, field
    ).startswith("待核")


def _first_day(value: date | int | None) -> date | None:
    return date(value, 1, 1) if isinstance(value, int) else value


def _made(profile: Profile, made: dict[str, Unit]) -> Iterator[tuple[int, Unit]]:
    for index, listed in enumerate(profile.units):
        if listed.code in made:
            yield index, made[listed.code]


def _other_names(profile: Profile, index: int) -> tuple[str, ...]:
    """Aliases as printed; today's name too, unless another unit of the list bears it."""
    listed = profile.units[index]
    printed = {rules.plain(one.name) for one in profile.units}
    names = (*listed.aliases, *((listed.successor,) if listed.successor else ()))
    return tuple(name for name in names if rules.plain(name) not in printed)


def _nest(profile: Profile, made: dict[str, Unit]) -> None:
    """列在谁的括号内: a unit printed inside another's brackets hangs under it."""
    for listed in profile.units:
        if listed.within and listed.code in made and listed.within in made:
            made[listed.code].parent = made[listed.within]
            made[listed.code].save(update_fields=["parent"])


def _heirs(profile: Profile, made: dict[str, Unit], place: str) -> int:
    """Units whose name changed on a verified day get their heir, a new row or one of the list."""
    by_name = {row.plain: row for row in made.values()}
    new = 0
    for listed in profile.units:
        row = made.get(listed.code)
        if row is None or row.valid_to is None or not listed.successor:
            continue
        heir = by_name.get(rules.plain(listed.successor))
        if heir is None:
            heir = _unit(listed.successor, UnitKind.BUREAU, listed.code, place, profile.code)
            heir.valid_from = row.valid_to
            heir.save(force_insert=True)
            new += 1
        row.successor = heir
        row.save(update_fields=["successor"])
    return new


def _known(place: str) -> set[str]:
    rows = Unit.objects.all_of_them(reason="which are there already").filter(division=place)
    return set(rows.values_list("plain", flat=True))


def _put(rows: Iterable[Unit]) -> None:
    Unit.objects.put_many(list(rows))


def _aliases(named: Iterable[tuple[Unit, tuple[str, ...]]]) -> None:
    UnitAlias.objects.put_many(
        UnitAlias(unit=unit, name=name, plain=text)
        for unit, names in named
        for text, name in {rules.plain(one): one for one in names}.items()
        if text != unit.plain
    )


def _told(made: int, what: str, place: str, by: Viewer) -> int:
    if made:
        events.record(
            "unit.listed", by=by, subject=("division", place), division=place,
            changes={"what": what, "units": made},
        )  # fmt: skip
    return made
