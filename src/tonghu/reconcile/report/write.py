"""写出结果: entities.csv, review.csv, summary.json, and on request the workbooks and the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from tonghu.reconcile.engine.fields import KINDS
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report import cells, page, review, workbook
from tonghu.reconcile.report.discrepancies import Discrepancies, find
from tonghu.reconcile.report.mask import harmless
from tonghu.reconcile.report.summary import Run, Summary, summarise
from tonghu.reconcile.report.terms import Terms
from tonghu.reconcile.report.totals import Total, compare

Index = npt.NDArray[np.integer]
Progress = Callable[[str], None]  # told the Chinese name of each step as it begins
ENTITIES, REVIEW, SUMMARY = "entities.csv", "review.csv", "summary.json"
PAGE, WORKBOOKS = "report.html", "discrepancies"
_BATCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Written:
    """What `write_all` left behind, for whoever prints the last line."""

    summary: Summary
    found: Discrepancies
    page: Path | None
    workbooks: tuple[Path, ...]


def write_all(
    result: Result,
    out: Path,
    terms: Terms,
    *,
    run: Run | None = None,
    xlsx: bool = False,
    html: bool = False,
    totals: Sequence[Total] = (),
    progress: Progress | None = None,
) -> Written:
    """Write everything that was asked for into `out`; the one door for the command line."""
    tell = progress or _silent
    out.mkdir(parents=True, exist_ok=True)
    tell("写出逐条结果")
    write_entities(result, out)
    tell("写出待判清单")
    write_review(result, out, terms)
    tell("查找差异")
    found = find(result, terms)
    summary = summarise(found, run or Run(), compare(result, totals))
    (out / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", "utf-8")
    written: tuple[Path, ...] = ()
    if xlsx:
        tell("写出差异工作簿")
        written = workbook.write_workbooks(found, out / WORKBOOKS)
    report = None
    if html:
        tell("写出比对报告")
        report = out / PAGE
        report.write_text(page.render(found, summary, compare(result, totals)), "utf-8")
    return Written(summary, found, report, written)


def write_entities(result: Result, out: Path) -> Path:
    """entities.csv: every record once, with the child it belongs to."""
    records = result.records
    sources = [sheet.file.kind.value for sheet in result.sheets]
    files = [str(sheet.file.path) for sheet in result.sheets]
    names = [harmless(sheet.sheet) for sheet in result.sheets]
    columns = {
        "source": _encoded(records.sheet, sources),
        "file": _encoded(records.sheet, files),
        "sheet": _encoded(records.sheet, names),
        "row": pa.array(records.row),
        "entity_id": _encoded(records.entity, result.entity_ids),
        "confidence": pa.array(np.round(records.confidence, 4)),
    }
    plain = not any(set(text) & set(',"\r\n') for text in (*files, *names))
    target = out / ENTITIES
    options = pacsv.WriteOptions(
        quoting_header="none", quoting_style="none" if plain else "needed", batch_size=_BATCH
    )
    pacsv.write_csv(pa.table(columns), target, options)
    return target


def write_review(result: Result, out: Path, terms: Terms) -> Path:
    """review.csv: what a person should decide, most urgent first, positions instead of values."""
    reviews = result.reviews
    a = np.array([r.a for r in reviews], np.int64)
    b = np.array([r.b for r in reviews], np.int64)
    towns = [harmless(name) for name in result.towns]
    table = {
        "reason": pa.array([r.why.value for r in reviews], pa.string()),
        "reason_label": pa.array([review.WHY_LABELS[r.why] for r in reviews], pa.string()),
        "question": pa.array(review.questions(result, reviews), pa.string()),
        **_position(result, a, ""),
        **_position(result, b, "other_"),
        "score": pa.array(np.round(np.array([r.score for r in reviews], np.float64), 2)),
        "entity_id": _entity(result, a),
        "other_entity_id": _entity(result, b),
        "town": _encoded(result.records.town[a], towns, missing=-1),
        "owner": pa.array([harmless(u) for u in cells.units(result, a, terms)], pa.string()),
    }
    target = out / REVIEW
    pacsv.write_csv(pa.table(table), target, pacsv.WriteOptions(quoting_header="none"))
    return target


def _position(result: Result, records: Index, prefix: str) -> dict[str, pa.Array]:
    """source, file, sheet and row of records; empty for -1."""
    known = records >= 0
    at = np.where(known, records, 0)
    columns = result.records
    sheet = np.where(known, columns.sheet[at], -1)
    kind = np.where(known, columns.kind[at], -1)
    row = pa.array(columns.row[at], mask=~known)
    sheets = result.sheets
    return {
        f"{prefix}source": _encoded(kind, [k.value for k in KINDS], missing=-1),
        f"{prefix}file": _encoded(sheet, [str(s.file.path) for s in sheets], missing=-1),
        f"{prefix}sheet": _encoded(sheet, [harmless(s.sheet) for s in sheets], missing=-1),
        f"{prefix}row": row,
    }


def _entity(result: Result, records: Index) -> pa.Array:
    ids = result.entity_ids
    numbers = result.records.entity[np.maximum(records, 0)]
    return pa.array(
        [ids[e] if r >= 0 else "" for e, r in zip(numbers, records, strict=True)], pa.string()
    )


def _encoded(index: Index, words: Sequence[str], missing: int | None = None) -> pa.Array:
    """A column of repeated words without a Python string per row; `missing` becomes empty."""
    values = list(words)
    codes = np.asarray(index, np.int32)
    if missing is not None:
        codes = np.where(codes == missing, len(values), codes).astype(np.int32)
        values.append("")
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(values, pa.string()))


def _silent(_step: str) -> None:
    """Tell nobody."""
