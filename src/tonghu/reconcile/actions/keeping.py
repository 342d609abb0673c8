"""写入结果: the rows of a run, in one transaction with the end of the run.

Rows an earlier attempt may have left are removed first. Content is closed under the run's own data
key, which erasure destroys.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.encryption import DataKeyRef, own_key
from tonghu.core.errors import NotNow
from tonghu.core.ids import uuid7
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.reconcile.actions.asking import open_tasks
from tonghu.reconcile.actions.common import found
from tonghu.reconcile.actions.copying import Values, copy_in
from tonghu.reconcile.models import (
    Finding,
    HandIn,
    Question,
    RosterOwed,
    Run,
    RunChild,
    RunMemory,
    RunTown,
    RunUnit,
)
from tonghu.reconcile.rules.receiving import upper
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.running.work import CHILDREN, COUNTS, FINDINGS
from tonghu.reconcile.states import STANDING, FindingState, RunState, VerdictWord
from tonghu.reconcile.workflow import RUN

MEMORIES = 3  # runs back
_PARTS = (RunChild, Finding, Question, RunTown, RunUnit, RunMemory)


def keep(by: Viewer, id_: UUID, folder: Path, seconds: float) -> None:
    """Everything of one run; called inside the scope of whoever ordered it."""
    run = found(Run.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=id_).first())
    if run.state != RunState.RUNNING:
        raise NotNow("这次比对已经结束。")
    for part in _PARTS:
        part.objects.visible_to(by).filter(run=run).delete()
    key = own_key("reconcile.run")
    counts = json.loads((folder / COUNTS).read_text("utf-8"))
    copy_in(RunChild, _children(run, key.id, folder), key)
    asked = _findings(run, key, folder)
    _figures(by, run, counts)
    RunMemory.objects.put(
        run=run, division=run.division,
        content=base64.b64encode((folder / "state.npz").read_bytes()).decode(),
    )  # fmt: skip
    _forget_old(by, run)
    run.data_key, run.counts = key.id, {**counts["run"], "questions": asked}
    run.seconds, run.finished_at = round(seconds, 1), clock.now()
    run.save(update_fields=["data_key", "counts", "seconds", "finished_at"])
    move(RUN, run, "finish", by=by, division=run.division)
    events.record(
        "roster.reconcile", by=by, subject=run, division=run.division,
        changes={"number": run.number, "files": len(run.files), "rows": counts["run"]["rows"],
                 "listed": counts["run"]["whole"]["listed"], "questions": asked},
    )  # fmt: skip
    open_tasks(by, run)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as source:
        for line in source:
            yield json.loads(line)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _children(run: Run, key: UUID, folder: Path) -> Iterator[Values]:
    for row in _lines(folder / CHILDREN):
        yield {
            "run_id": run.id, "data_key": key, "number": row["number"], "division": row["division"],
            "name": row["name"][:60], "sex": row["sex"], "birth": _day(row["birth"]),
            "standing": row["standing"], "by_facts": row["by_facts"], "reason": row["reason"][:40],
            "content": {"sides": row["sides"]},
        }  # fmt: skip


def _findings(run: Run, key: DataKeyRef, folder: Path) -> int:
    """Findings, then their questions; returns how many questions were put."""
    asked: list[Values] = []

    def made() -> Iterator[Values]:
        for row in _lines(folder / FINDINGS):
            finding = _finding(run, key.id, row)
            asked.extend(_question(finding, one) for one in row["questions"])
            yield finding

    copy_in(Finding, made(), key)
    return copy_in(Question, asked, key)


def _finding(run: Run, key: UUID, row: dict[str, Any]) -> Values:
    carried = row["carried"] or None
    return {
        "id": uuid7(), "run_id": run.id, "data_key": key, "case": row["case"], "kind": row["kind"],
        "detail": row["detail"], "division": row["division"], "name": row["name"][:60],
        "birth": _day(row["birth"]), "named": row["named"], "sentence": row["sentence"], "due_on": _day(row["due"]),
        "basis": row["basis"][:120], "clause": row["clause"][:200], "children": row["children"],
        "is_pair": row["is_pair"], "of_100": row["of_100"] if row["is_pair"] else None,
        "alike": row["alike"], "mark_a": row["mark_a"], "mark_b": row["mark_b"],
        "content": {"sides": row["sides"], "rows": row["rows"], "grounds": row["grounds"]},
        "carried_id": carried, "state": FindingState.SETTLED if carried else FindingState.OPEN,
        "settled_at": clock.now() if carried else None,
        "outcome": f"沿用以前的判定：{VerdictWord(row['word']).label}" if carried else "",
    }  # fmt: skip


def _question(finding: Values, one: dict[str, Any]) -> Values:
    kept = ("run_id", "data_key", "case", "kind", "detail", "due_on", "basis", "clause")
    return {
        **{name: finding[name] for name in kept}, "finding_id": finding["id"],
        "unit_id": one["unit"] or None, "unit_name": one["unit_name"][:120],
        "division": one["division"], "name": one["name"][:60], "sentence": one["sentence"],
        "content": one["side"],
    }  # fmt: skip


def _figures(by: Viewer, run: Run, counts: dict[str, Any]) -> None:
    expected, received = _handed_in(by, run)
    towns = {town["division"]: town for town in counts["towns"]}
    for code in expected.keys() | received.keys():
        towns.setdefault(code, _empty(run, code))
    head = _head(run, counts["run"])
    RunTown.objects.put_many(
        RunTown(
            run=run, division=code, name=town["name"], listed=town["listed"], agreed=town["agreed"],
            explained=town["explained"], expected=expected.get(code, 0), received=received.get(code, 0),
            head=head, total=sum(town["kinds"].values()), settled=town["carried"],
            counts={"picture": town["picture"], "kinds": town["kinds"], "by_facts": town["by_facts"]},
        )
        for code, town in towns.items()
    )  # fmt: skip
    RunUnit.objects.put_many(
        RunUnit(
            run=run, unit_id=unit["unit"] or None, name=unit["name"][:120], division=unit["division"],
            kind=unit["kind"], rows=unit["rows"], asked=unit["asked"], most=_most(unit["most"]),
        )
        for unit in counts["units"]
    )  # fmt: skip


def _head(run: Run, counts: dict[str, Any]) -> dict[str, Any]:
    """What a town is told of the county's run, whose row it does not see."""
    return {
        "number": run.number, "year": run.year, "title": run.title, "as_of": run.as_of.isoformat(),
        "finished_at": clock.now().isoformat(), "by": run.ordered_by_name, "rows": counts["rows"],
        "files": counts["files"], "profile": run.profile,
    }  # fmt: skip


def _empty(run: Run, code: str) -> dict[str, Any]:
    place = Division.objects.all_of_them(reason="区划名称是公开的").filter(code=code).first()
    return {
        "division": code, "name": place.name if place else "未写明乡镇", "listed": 0, "agreed": 0,
        "explained": 0, "by_facts": 0, "picture": {}, "kinds": {}, "carried": 0,
    }  # fmt: skip


def _most(words: dict[str, int]) -> str:
    """最多的问题, two at most: 姓名同音写错9，没有填证件号3."""
    most = sorted(words.items(), key=lambda one: (-one[1], one[0]))[:2]
    return "，".join(f"{word}{count}" for word, count in most)[:80]


def _handed_in(by: Viewer, run: Run) -> tuple[dict[str, int], dict[str, int]]:
    """Rosters owed and come, by town; a county's own stand at the county."""
    expected: dict[str, int] = {}
    received: dict[str, int] = {}
    if run.call_id is None:
        return expected, received
    inside = {"division__gte": run.division, "division__lt": upper(run.division)}
    come = set(
        HandIn.objects.visible_to(by)
        .filter(call=run.call_id, state__in=STANDING)
        .values_list("unit_id", "kind")
    )
    owed = RosterOwed.objects.visible_to(by).filter(call=run.call_id, **inside)
    for division, unit, kind in owed.values_list("division", "unit_id", "kind"):
        code = town_of(division) or run.division
        expected[code] = expected.get(code, 0) + 1
        received[code] = received.get(code, 0) + ((unit, kind) in come)
    return expected, received


def _forget_old(by: Viewer, run: Run) -> None:
    """Memories beyond the last few are of no use."""
    rows = RunMemory.objects.visible_to(by).filter(division=run.division).order_by("-at")
    kept = list(rows.values_list("pk", flat=True)[:MEMORIES])
    RunMemory.objects.visible_to(by).filter(division=run.division).exclude(pk__in=kept).delete()
