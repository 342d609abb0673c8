"""对人: which file within reach a row of a ledger means, and which village; some hundred rows a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from tonghu.core import clock
from tonghu.core.encryption import blind_index
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions.names import normal
from tonghu.registry.fields import BY_CODE
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held
from tonghu.registry.queries.sheet import places_of
from tonghu.registry.rules.checking import check
from tonghu.registry.states import LIFE_LABELS, LifeState
from tonghu.registry.workbook.cells import Places, Style
from tonghu.registry.workbook.comparing import File, Line, Proposal, columns_of, line_of, proposal
from tonghu.registry.workbook.layouts import layout
from tonghu.registry.workbook.words import LedgerKind

CHUNK = 400
CLOSED = (LifeState.EXITED, LifeState.ARCHIVED)


class Ambiguous(ValueError):
    """分不清: several files fit a row."""


class Matcher:
    """对照: one ledger, one person's reach."""

    def __init__(self, viewer: Viewer, fields: Sequence[str], layout_code: str) -> None:
        self.viewer, self.fields = viewer, fields
        shape = layout(layout_code, viewer.profile) if layout_code else None
        self.style = Style(shape.joined, shape.day) if shape else Style()
        self.columns = columns_of([one for one in fields if one in BY_CODE], shape)
        self.places = places_of([])
        self.villages = _villages(viewer)
        self.seen: dict[Any, int] = {}

    def proposals(self, rows: Sequence[Sequence[str]], *, first: int) -> Iterator[list[Proposal]]:
        """Some hundred rows at a time, in their order."""
        for start in range(0, len(rows), CHUNK):
            some = [
                line
                for at, row in enumerate(rows[start : start + CHUNK], first + start)
                if (line := line_of(at, row, self.fields, self.columns, self.places, self.style))
            ]
            if some:
                yield self._compared(some)

    def _compared(self, lines: list[Line]) -> list[Proposal]:
        found = _Found(self.viewer, lines)
        places = places_of([dict(one.values) for one in found.files])
        return [self._one(line, found, places) for line in lines]

    def _one(self, line: Line, found: _Found, places: Places) -> Proposal:
        try:
            file = found.file_of(line)
        except Ambiguous as fault:
            return Proposal(line.number, LedgerKind.UNREAD, name=line.name, reason=str(fault))
        key = file.id if file else _who(line)
        twin = self.seen.setdefault(key, line.number)
        if key and twin != line.number:
            told = f"和第{twin}行是同一名儿童，请只留一行。"
            return Proposal(line.number, LedgerKind.UNREAD, file, name=line.name, reason=told)
        village = file.division if file else self._village(line)
        return proposal(line, file, village, self.columns, places, self.style, self._check)

    def _check(self, values: Mapping[str, Any], before: Mapping[str, Any]) -> Mapping[str, str]:
        return check(values, today=clock.today(), before=before).problems if values else {}

    def _village(self, line: Line) -> str | None:
        """The village by name, with its town where two towns have one of this name."""
        town, village = (normal(line.cells.get(one, "")) for one in ("@town", "@village"))
        whole = normal(line.cells.get("@place", ""))
        if not (village or whole) and len(set(self.villages.values())) == 1:
            return next(iter(self.villages.values()))
        if (
            village and town
        ):  # a town that is written is meant: another town's village is not this one
            return self.villages.get(f"{town}{village}")
        return self.villages.get(village or whole)


def _villages(viewer: Viewer) -> dict[str, str]:
    """Names of the villages within reach: with their town always, alone where only one has the name."""
    if viewer.division and not viewer.division.endswith("000"):
        found = directory.division(viewer, viewer.division)
        rows = [(found.code, found.name)] if found else []
    else:
        rows = list(directory.place_choices(viewer))
    towns = {code[:9]: name for code, name in rows if code.endswith("000")}
    named: dict[str, set[str]] = {}
    for code, name in rows:
        if code.endswith("000"):
            continue
        town = normal(towns.get(code[:9], ""))
        alone = normal(name).removeprefix(town) if town else normal(name)
        names = {normal(name), alone, *_shorter(alone)}
        for text in names | {f"{above}{one}" for above in _towns(town) for one in names}:
            named.setdefault(text, set()).add(code)
    return {text: next(iter(codes)) for text, codes in named.items() if len(codes) == 1}


def _towns(name: str) -> set[str]:
    """大东坝镇 is written 大东坝 too."""
    short = next((name.removesuffix(t) for t in ("街道", "镇", "乡") if name.endswith(t)), name)
    return {name, short} - {""}


def _shorter(name: str) -> tuple[str, ...]:
    """蔡宅村 is written 蔡宅村委会, 蔡宅村民委员会 in the statistical table, 蔡宅 by people."""
    base = name
    for tail in ("村民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "社区", "村"):
        if base.endswith(tail) and len(base) > len(tail):
            base = base.removesuffix(tail)
            break
    return (base, f"{base}村", f"{base}社区", f"{base}村委会", f"{base}村民委员会")


def _who(line: Line) -> Any:
    number = line.values.get("id_number")
    if number:
        return number
    birth = line.values.get("birth_date")
    return (line.name, birth, line.cells.get("@village", "")) if line.name and birth else None


class _Found:
    """The files within reach that some rows may mean; one question by number, file number, name."""

    def __init__(self, viewer: Viewer, lines: list[Line]) -> None:
        numbers = {str(one.values["id_number"]) for one in lines if "id_number" in one.values}
        indexes = [blind_index(one, "id_number") for one in numbers]
        names = {str(one.values["name"]) for one in lines if "name" in one.values}
        filed = {one.cells["@file_number"] for one in lines if "@file_number" in one.cells}
        rows = (
            Child.objects.visible_to(viewer)
            .filter(merged_into=None)
            .exclude(state=LifeState.REJECTED)
        )
        known = rows.filter(
            Q(id_index__in=indexes) | Q(name__in=names) | Q(file_number__in=filed - {""})
        )
        self.rows = list(known)
        self.files = [_file(row) for row in self.rows]
        self.by_number: dict[str, File] = {}
        self.by_file: dict[str, File] = {}
        self.by_name: dict[str, list[File]] = {}
        for row, file in zip(self.rows, self.files, strict=True):
            if row.id_index:
                self.by_number.setdefault(row.id_index, file)
            if row.file_number:
                self.by_file[row.file_number] = file
            self.by_name.setdefault(row.name, []).append(file)

    def file_of(self, line: Line) -> File | None:
        """By number; by file number with the same name; by name and birth date."""
        number = line.values.get("id_number")
        if number:
            known = self.by_number.get(blind_index(str(number), "id_number"))
            if known is not None:
                return known
        filed = self.by_file.get(line.cells.get("@file_number", ""))
        if filed is not None and filed.values.get("name") == line.name:
            return filed
        return self._named(line, number)

    def _named(self, line: Line, number: Any) -> File | None:
        birth = line.values.get("birth_date")
        fits = [
            one
            for one in self.by_name.get(line.name, ())
            if not (number and one.values.get("id_number"))
            and _same_birth(birth, one.values.get("birth_date"))
        ]
        if len(fits) > 1:
            raise Ambiguous(
                f"有{len(fits)}份档案是这个姓名{'和生日' if birth else ''}，分不清是哪一份，请补上身份证号。"
            )
        return fits[0] if fits else None


def _same_birth(mine: Any, theirs: Any) -> bool:
    if not mine or not theirs:
        return not mine and bool(theirs)
    return str(mine).startswith(str(theirs)) or str(theirs).startswith(str(mine))


def _file(row: Child) -> File:
    closed = ""
    if row.state in CLOSED:
        closed = f"档案{LIFE_LABELS[LifeState(row.state)]}，要改请先重新纳入。"
    return File(row.id, row.version, row.division, held(row), closed)
