"""导入单位: a list of units is read, shown as what it would change, and taken whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tonghu.core import events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory import rules
from tonghu.directory.actions.units import add_unit, change_unit, close_unit
from tonghu.directory.divisions import CodeError, full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division, Unit, UnitAlias
from tonghu.directory.rules import UnitDraft
from tonghu.directory.states import UnitKind
from tonghu.directory.workbook.columns import COLUMNS
from tonghu.directory.workbook.reading import SheetRow, day_of
from tonghu.policy.vocabulary import vocabulary

_DAYS = ("valid_from", "valid_to")
_LABEL = {column.field: column.label for column in COLUMNS}
_SPLIT = "、，,；;"


@dataclass(frozen=True, slots=True)
class Fault:
    """有错的一行, and what to do."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """一行要做的事: `id` is the unit already there."""

    line: int
    draft: UnitDraft
    place: str
    id: UUID | None = None
    differs: tuple[str, ...] = ()  # labels of what would change

    @property
    def closes(self) -> bool:
        """Whether a unit in use is ended."""
        return self.id is not None and self.draft.valid_to is not None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """导入前先看: what the list would do."""

    added: tuple[Step, ...]
    changed: tuple[Step, ...]
    closed: tuple[Step, ...]
    same: int
    faults: tuple[Fault, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that would be done."""
        return (*self.added, *self.changed, *self.closed)


def plan_import(*, rows: Iterable[SheetRow], within: str, by: Viewer) -> ImportPlan:
    """What a list would change inside a division; nothing is written."""
    planner = _Planner(within)
    for row in rows:
        planner.take(row)
    return planner.plan()


def import_units(
    *, rows: Iterable[SheetRow], within: str, by: Viewer, source: str = ""
) -> ImportPlan:
    """导入单位: everything of a faultless list in one transaction. A faulty one is refused whole."""
    plan = plan_import(rows=rows, within=within, by=by)
    if plan.faults:
        first = plan.faults[0]
        raise NotNow(
            f"有{len(plan.faults)}行有错，没有导入。第{first.line}行：{first.reason}改好后再交。"
        )
    for step in _parents_first(plan.steps):
        _do(step, by=by, source=source or "导入")
    events.record(
        "unit.imported", by=by, subject=("division", full(within)), division=full(within),
        changes={
            "file": source, "added": len(plan.added), "changed": len(plan.changed),
            "closed": len(plan.closed), "same": plan.same,
        },
    )  # fmt: skip
    return plan


def _parents_first(steps: Iterable[Step]) -> list[Step]:
    """A unit is written after the one it hangs under, however the rows stand."""
    waiting, done, ordered = list(steps), set[str](), list[Step]()
    names = {rules.plain(step.draft.name) for step in waiting}
    while waiting:
        ready = [
            one
            for one in waiting
            if (above := rules.plain(one.draft.parent)) not in names or above in done
        ]
        ordered += ready or waiting  # a circle of parents: nobody can be first
        done |= {rules.plain(one.draft.name) for one in ordered}
        waiting = [one for one in waiting if one not in ordered]
    return ordered


def _do(step: Step, *, by: Viewer, source: str) -> None:
    if step.id is None:
        add_unit(draft=step.draft, by=by, source=source[:80])
        return
    change_unit(id=step.id, draft=step.draft, by=by, why=source)
    if step.draft.valid_to:
        heir = _find(step.draft.successor, step.draft.division)
        close_unit(
            id=step.id, on=step.draft.valid_to, why=step.draft.why_closed,
            successor=heir.id if heir else None, by=by,
        )  # fmt: skip


class _Planner:
    """Reads a county's names once and judges each row against them."""

    def __init__(self, within: str) -> None:
        low, high = full(within), upper_bound(within)
        divisions = Division.objects.all_of_them(reason="divisions are public")
        inside = divisions.filter(code__gte=low, code__lt=high, valid_to=None)
        self._places: dict[str, list[tuple[str, str]]] = {}
        for code, name, whole in inside.values_list("code", "name", "full_name"):
            for text in {name, whole, code, code.rstrip("0")}:
                self._places.setdefault(text, []).append((code, whole))
        units = Unit.objects.all_of_them(reason="units are open to whoever edits the directory")
        here = units.filter(division__gte=low, division__lt=high).select_related("parent")
        self._units = {(one.division, one.plain): one for one in here.filter(valid_to=None)}
        self._names = set(here.values_list("plain", flat=True))
        known = UnitAlias.objects.all_of_them(reason="names of those units")
        self._aliases: dict[UUID, set[str]] = {}
        for unit, name in known.filter(unit__in=here).values_list("unit_id", "name"):
            self._aliases.setdefault(unit, set()).add(name)
        self._functions = {one.label: code for code, one in vocabulary().functions.items()}
        self._steps: list[Step] = []
        self._faults: list[Fault] = []
        self._seen: dict[tuple[str, str], int] = {}
        self._named: list[tuple[int, str, str]] = []
        self._same = 0

    def take(self, row: SheetRow) -> None:
        """Judges one row."""
        reasons: list[str] = []
        code, place = self._place(row.cells.get("division", ""), reasons)
        draft = self._draft(row.cells, code, reasons)
        reasons += [text for field, text in rules.faults_of(draft, _known_functions())
                    if not (field == "function" and any("职能" in one for one in reasons))]  # fmt: skip
        twin = self._seen.setdefault((code, rules.plain(draft.name)), row.line)
        if draft.name and code and twin != row.line:
            reasons.append(f"和第{twin}行是同一个单位，请删去一行。")
        if reasons:
            self._faults.append(Fault(row.line, "".join(dict.fromkeys(reasons))))
            return
        self._named += [
            (row.line, _LABEL[f], getattr(draft, f))
            for f in ("parent", "successor")
            if getattr(draft, f)
        ]
        self._sort(Step(row.line, draft, place))

    def plan(self) -> ImportPlan:
        """Everything judged; names of other units are looked up now that all rows are known."""
        known = self._names | {plain for _, plain in self._seen}
        for line, label, name in self._named:
            if rules.plain(name) not in known:
                self._faults.append(
                    Fault(line, f"{label}“{name}”没有登记，也不在这份表里，请先登记它或改正名称。")
                )
        return ImportPlan(
            tuple(one for one in self._steps if one.id is None),
            tuple(one for one in self._steps if one.id and not one.closes),
            tuple(one for one in self._steps if one.closes),
            self._same,
            tuple(sorted(self._faults, key=lambda one: one.line)),
        )

    def _sort(self, step: Step) -> None:
        known = self._units.get((step.draft.division, rules.plain(step.draft.name)))
        if known is None:
            self._steps.append(step)
            return
        differs = tuple(self._differs(known, step.draft))
        if differs:
            self._steps.append(Step(step.line, step.draft, step.place, known.id, differs))
        else:
            self._same += 1

    def _differs(self, known: Unit, draft: UnitDraft) -> Iterable[str]:
        for field in ("name", "kind", "function", "short_name", "phone", *_DAYS):
            if getattr(known, field) != getattr(draft, field):
                yield _LABEL[field]
        if self._aliases.get(known.id, set()) != set(draft.aliases):
            yield _LABEL["aliases"]
        if (known.parent.plain if known.parent else "") != rules.plain(draft.parent):
            yield _LABEL["parent"]

    def _place(self, text: str, reasons: list[str]) -> tuple[str, str]:
        found = self._places.get(text, []) or self._padded(text)
        if len(found) == 1:
            return found[0]
        if not text:
            reasons.append("没有写所在区划。")
        elif found:
            codes = "、".join(code for code, _ in found[:3])
            reasons.append(f"叫“{text}”的区划不止一个，请改写区划代码（{codes}）。")
        else:
            reasons.append(f"管辖范围内没有区划“{text}”，请写乡镇或村的全名，或12位代码。")
        return "", ""

    def _padded(self, text: str) -> list[tuple[str, str]]:
        try:
            return self._places.get(full(text), [])
        except CodeError:
            return []

    def _draft(self, cells: dict[str, str], division: str, reasons: list[str]) -> UnitDraft:
        days = {field: self._day(cells, field, reasons) for field in _DAYS}
        kind = next((k for k in UnitKind if k.label == cells.get("kind")), None)
        if kind is None and cells.get("kind"):
            reasons.append(f"类别“{cells['kind']}”不是已有的类别，请从表里的下拉选。")
        return UnitDraft(
            name=cells.get("name", ""), kind=kind.value if kind else UnitKind.OTHER.value if cells.get("kind") else "",
            division=division, short_name=cells.get("short_name", ""),
            function=self._function(cells.get("function", ""), kind, reasons),
            phone=cells.get("phone", ""), aliases=_names(cells.get("aliases", "")),
            parent=cells.get("parent", ""), successor=cells.get("successor", ""),
            why_closed=cells.get("why_closed", ""), **days,
        )  # fmt: skip

    def _function(self, text: str, kind: UnitKind | None, reasons: list[str]) -> str:
        if not text:
            return kind.function if kind else ""
        if text in self._functions.values():
            return text
        if text not in self._functions:
            reasons.append(f"没有“{text}”这种职能，可选的词在表的“可选的词”一页。")
        return self._functions.get(text, "")

    def _day(self, cells: dict[str, str], field: str, reasons: list[str]):  # type: ignore[no-untyped-def]
        text = cells.get(field, "")
        day = day_of(text) if text else None
        if text and day is None:
            reasons.append(f"{_LABEL[field]}“{text}”看不懂，请写成2026-09-01这样。")
        return day


def _names(text: str) -> tuple[str, ...]:
    for mark in _SPLIT[1:]:
        text = text.replace(mark, _SPLIT[0])
    return tuple(dict.fromkeys(one.strip() for one in text.split(_SPLIT[0]) if one.strip()))


def _find(name: str, division: str) -> Unit | None:
    if not name:
        return None
    rows = Unit.objects.all_of_them(reason="the heir of a unit in the same county")
    found = rows.filter(plain=rules.plain(name), division__startswith=division[:6], valid_to=None)
    return found.order_by("division").first()


def _known_functions() -> frozenset[str]:
    return frozenset(vocabulary().functions)
