"""导入工作队伍: a list of people is read, shown as what it would change, taken whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.core import events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory.actions.bodies import (
    BodyDraft,
    MemberDraft,
    add_body,
    add_member,
    change_member,
    draft_of,
    end_member,
    may_edit,
)
from tonghu.directory.divisions import CodeError, full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Body, BodyMember, Division
from tonghu.directory.states import BodyKind
from tonghu.directory.workbook.columns import STAFF
from tonghu.directory.workbook.reading import SheetRow, day_of

_LABEL = {column.field: column.label for column in STAFF}
_SPLIT = re.compile("[、，,；;]")
PHONE = re.compile(r"^[0-9][0-9\- ]{5,18}$")


@dataclass(frozen=True, slots=True)
class StaffFault:
    """有错的一行, and what to do."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class StaffStep:
    """一行要做的事: `id` is the member already there."""

    line: int
    kind: BodyKind
    division: str
    place: str
    draft: MemberDraft
    until: date | None = None
    why_ended: str = ""
    id: UUID | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """导入前先看: what the list would do."""

    added: tuple[StaffStep, ...]
    changed: tuple[StaffStep, ...]
    left: tuple[StaffStep, ...]
    same: int
    faults: tuple[StaffFault, ...]

    @property
    def steps(self) -> tuple[StaffStep, ...]:
        """Everything that would be done."""
        return (*self.added, *self.changed, *self.left)


def plan_staff(*, rows: Iterable[SheetRow], within: str, by: Viewer) -> StaffPlan:
    """What a list would change inside a division; nothing is written."""
    may_edit(by, within)
    planner = _Planner(within, by)
    for row in rows:
        planner.take(row)
    return planner.plan()


def import_staff(
    *, rows: Iterable[SheetRow], within: str, by: Viewer, source: str = ""
) -> StaffPlan:
    """导入工作队伍: everything of a faultless list in one transaction."""
    plan = plan_staff(rows=rows, within=within, by=by)
    if plan.faults:
        first = plan.faults[0]
        raise NotNow(
            f"有{len(plan.faults)}行有错，没有导入。第{first.line}行：{first.reason}改好后再交。"
        )
    bodies = _bodies(within, by)
    for step in plan.steps:
        _do(step, bodies, by)
    events.record(
        "body.imported", by=by, subject=("division", full(within)), division=full(within),
        changes={
            "file": source, "added": len(plan.added), "changed": len(plan.changed),
            "left": len(plan.left), "same": plan.same,
        },
    )  # fmt: skip
    return plan


def _do(step: StaffStep, bodies: dict[tuple[str, str], UUID], by: Viewer) -> None:
    key = (step.kind.value, step.division)
    if step.id is not None:
        change_member(id=step.id, draft=step.draft, by=by)
    else:
        if key not in bodies:
            since = step.draft.since
            bodies[key] = add_body(draft=BodyDraft(*key, since=since), by=by)
        step_id = add_member(body=bodies[key], draft=step.draft, by=by)
    if step.until is not None:
        end_member(id=step.id or step_id, on=step.until, why=step.why_ended, by=by)


def _bodies(within: str, by: Viewer) -> dict[tuple[str, str], UUID]:
    low, high = full(within), upper_bound(within)
    rows = Body.objects.visible_to(by).filter(division__gte=low, division__lt=high, until=None)
    return {(kind, where): id for id, kind, where in rows.values_list("id", "kind", "division")}


class _Planner:
    """Reads the people of a place once and judges each row against them."""

    def __init__(self, within: str, by: Viewer) -> None:
        low, high = full(within), upper_bound(within)
        inside = Division.objects.all_of_them(reason="divisions are public").filter(
            code__gte=low, code__lt=high, valid_to=None
        )
        self._places: dict[str, list[tuple[str, str]]] = {}
        for code, name, whole in inside.values_list("code", "name", "full_name"):
            for text in {name, whole, code, code.rstrip("0")}:
                self._places.setdefault(text, []).append((code, whole))
        rows = BodyMember.objects.visible_to(by).filter(
            division__gte=low, division__lt=high, until=None
        )
        self._known = {
            (one.body.kind, one.division, one.name): one for one in rows.select_related("body")
        }
        self._steps: list[StaffStep] = []
        self._faults: list[StaffFault] = []
        self._seen: dict[tuple[str, str, str], int] = {}
        self._same = 0

    def take(self, row: SheetRow) -> None:
        """Judges one row."""
        why: list[str] = []
        cells = row.cells
        kind = next((k for k in BodyKind if cells.get("kind") in (k.label, k.value)), None)
        if kind is None:
            why.append(f"机构“{cells.get('kind', '')}”不是已有的类别，请从表里的下拉选。")
        code, place = self._place(cells.get("division", ""), kind, why)
        draft, until = self._draft(cells, why)
        if until and not cells.get("why_ended"):
            why.append("离任要写原因。")
        if until and draft and until < draft.since:
            why.append("离任日期早于任职日期，请核对。")
        key = (kind.value if kind else "", code, cells.get("name", ""))
        twin = self._seen.setdefault(key, row.line)
        if not why and twin != row.line:
            why.append(f"和第{twin}行是同一个人，请删去一行。")
        if why or draft is None or kind is None:
            self._faults.append(StaffFault(row.line, "".join(why)))
            return
        self._sort(StaffStep(row.line, kind, code, place, draft, until, cells.get("why_ended", "")))

    def plan(self) -> StaffPlan:
        """Everything judged."""
        return StaffPlan(
            tuple(one for one in self._steps if one.id is None),
            tuple(one for one in self._steps if one.id and one.until is None),
            tuple(one for one in self._steps if one.id and one.until is not None),
            self._same, tuple(self._faults),
        )  # fmt: skip

    def _sort(self, step: StaffStep) -> None:
        known = self._known.get((step.kind.value, step.division, step.draft.name))
        if known is None:
            self._steps.append(step)
            return
        now = draft_of(known)
        differs = tuple(
            _LABEL[name]
            for name in MemberDraft.__dataclass_fields__
            if getattr(now, name) != getattr(step.draft, name)
        )
        if differs or step.until:
            self._steps.append(
                StaffStep(
                    step.line, step.kind, step.division, step.place, step.draft, step.until,
                    step.why_ended, known.id, differs or ("离任日期",),
                )
            )  # fmt: skip
        else:
            self._same += 1

    def _place(self, text: str, kind: BodyKind | None, why: list[str]) -> tuple[str, str]:
        found = self._places.get(text) or self._padded(text)
        if (
            kind is not None
        ):  # a village and its town may share a name: the kind says which is meant
            found = [one for one in found if _stands(kind, one[0])]
        if len(found) == 1:
            return found[0]
        level = {12: "村", 9: "乡镇", 6: "县"}[kind.digits] if kind else ""
        if not text:
            why.append("没有写所在区划。")
        elif found:
            codes = "、".join(code for code, _ in found[:3])
            why.append(f"叫“{text}”的区划不止一个，请改写区划代码（{codes}）。")
        else:
            why.append(f"管辖范围内没有{level}“{text}”，请写全名，或12位代码。")
        return "", ""

    def _padded(self, text: str) -> list[tuple[str, str]]:
        try:
            return self._places.get(full(text), [])
        except CodeError:
            return []

    def _draft(
        self, cells: dict[str, str], why: list[str]
    ) -> tuple[MemberDraft | None, date | None]:
        days = {name: self._day(cells, name, why) for name in ("since", "contract_until", "until")}
        trained = [day_of(one) for one in _SPLIT.split(cells.get("trained", "")) if one.strip()]
        if None in trained:
            why.append(f"培训日期“{cells['trained']}”看不懂，请写成2026-03-05、2026-09-10这样。")
        if not cells.get("name"):
            why.append("没有写姓名。")
        if cells.get("phone") and not PHONE.match(cells["phone"]):
            why.append(f"手机“{cells['phone']}”不像电话号码。")
        since = days["since"]
        if since is None:
            if not cells.get("since"):
                why.append("没有写任职日期。")
            return None, days["until"]
        return MemberDraft(
            name=cells.get("name", ""), since=since, title=cells.get("title", ""),
            phone=cells.get("phone", ""), unit_name=cells.get("unit_name", ""),
            trained=tuple(sorted({day for day in trained if day})),
            contract=cells.get("contract", ""), contract_until=days["contract_until"],
        ), days["until"]  # fmt: skip

    def _day(self, cells: dict[str, str], name: str, why: list[str]) -> date | None:
        text = cells.get(name, "")
        day = day_of(text) if text else None
        if text and day is None:
            why.append(f"{_LABEL[name]}“{text}”看不懂，请写成2026-09-01这样。")
        return day


def _stands(kind: BodyKind, code: str) -> bool:
    """Whether a body of this kind stands at such a division."""
    digits = kind.digits
    return not code[digits:].strip("0") and bool(code[digits - 3 : digits].strip("0"))
