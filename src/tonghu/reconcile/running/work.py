"""子进程里做的事: read, compare, make rows, write them where the order says."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from tonghu.policy import load
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.delta import Earlier, load_earlier, save_state
from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.engine.intake import Limits, read
from tonghu.reconcile.engine.intake.tables import Intake
from tonghu.reconcile.engine.run import Outcome
from tonghu.reconcile.report.children import SURVEY, children_of
from tonghu.reconcile.report.discrepancies import find
from tonghu.reconcile.running.assemble import compare
from tonghu.reconcile.running.children import child_rows
from tonghu.reconcile.running.counting import Tally, match_rate
from tonghu.reconcile.running.findings import Findings
from tonghu.reconcile.running.marks import marks_of, obeyed
from tonghu.reconcile.running.material import Material
from tonghu.reconcile.running.orders import Order, saved_of
from tonghu.reconcile.running.places import Directory
from tonghu.reconcile.running.plausible import implausible

CHILDREN, FINDINGS, COUNTS = "children.jsonl", "findings.jsonl", "counts.json"
Step = Callable[[str], None]


def work(order: Order, step: Step) -> str:
    """Does the whole of it; returns the sentence that stopped it, "" when rows were written."""
    out, as_of = Path(order.out), date.fromisoformat(order.as_of)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        intake = _read(order, as_of, Path(folder), step)
        if problem := _missing(intake):
            return problem
        earlier = load_earlier(Path(order.earlier)) if order.earlier else None
        profile = load(order.profile)
        outcome, terms = compare(
            intake, profile, as_of, earlier=earlier, demo=order.demo, step=step
        )
        marks = marks_of(outcome, order.salt)
        outcome = obeyed(outcome, marks, order.verdicts)
        step("找出差异")
        material = Material(
            order, profile, outcome.result, terms, children_of(outcome.result),
            Directory(order.places, order.units), marks,
        )  # fmt: skip
        surveyed = int(material.children.present[:, SURVEY].sum())
        if problem := implausible(match_rate(material), surveyed):
            return problem
        _write(material, outcome.match.table, out, step)
        _keep(outcome, earlier, out, order)
    return ""


def _read(order: Order, as_of: date, folder: Path, step: Step) -> Intake:
    count = len(order.files)
    step(f"读入{count}份名册")
    return read(
        [file.roster for file in order.files],
        limits=Limits(today=as_of), saved=saved_of(order.files), workdir=folder,
    )  # fmt: skip


def _missing(intake: Intake) -> str:
    """What cannot be compared at all."""
    if not intake.sheets:
        return "没有一份名册能读入，所以没有比对。请看各份名册的回执。"
    kinds = {sheet.file.kind for sheet in intake.sheets}
    if len(kinds) == 1:
        (kind,) = kinds
        other = "学校或者公安" if kind is Kind.SURVEY else "民政摸底"
        return f"只收到了{kind.label}一种名册，没有可比的。请先收{other}的名册。"
    return ""


def _write(material: Material, table: Table, out: Path, step: Step) -> None:
    found = find(material.result, material.terms, material.children)
    tally = Tally(material)
    children = list(child_rows(material, found))
    with (out / CHILDREN).open("w", encoding="utf-8") as target:
        for child in children:
            tally.child(child)
            target.write(_json(child) + "\n")
    step("写明每件差异问谁、何时答复")
    findings = Findings(material, found, table)
    with (out / FINDINGS).open("w", encoding="utf-8") as target:
        for row in findings.rows(children):
            tally.finding(row)
            target.write(_json(row) + "\n")
    counts = tally.counts(findings.unlisted_pairs)
    made = {"run": counts, "towns": list(tally.towns.values()), "units": list(tally.units.values())}
    (out / COUNTS).write_text(_json(made), "utf-8")


def _json(what: object) -> str:
    """A row as JSON; `asdict` would copy every cell once more."""
    return json.dumps(what, ensure_ascii=False, default=_fields)


def _fields(row: Any) -> dict[str, Any]:
    return {one.name: getattr(row, one.name) for one in fields(row)}


def _keep(outcome: Outcome, earlier: Earlier | None, out: Path, order: Order) -> None:
    """What the next run needs: numbers, weights, salted fingerprints; no roster."""
    salt = earlier.salt if earlier else int.from_bytes(order.salt.encode()[:7], "big")
    match = outcome.match
    save_state(out, match.fingerprint, outcome.numbers, match.weights, salt, outcome.loose)
