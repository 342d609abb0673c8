"""交来的名册: each file with what was read from it, what was not, and its unreadable numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.intake.tables import Notice, Sheet
from tonghu.reconcile.engine.result import ID_STATES, IdState, Result
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.discrepancies import Discrepancies
from tonghu.reconcile.report.summary import Summary
from tonghu.reconcile.report.terms import chinese_date
from tonghu.reconcile.report.words import FAULT_ACTIONS, FIELD_LABELS, ID_STATE_LABELS

# Notices of reading that ask nothing of the sender; the page counts them, summary.json lists them.
_QUIET = frozenset(
    {
        "foot_rows", "repeated_header", "serial_only", "merged_filled", "nul_bytes",
        "skipped_sheet", "empty_sheet",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaultRow:
    """名册系统性差错 as printed."""

    sender: str
    file: str
    fields: str
    records: int
    text: str
    action: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: what it is, how its columns were understood, what is wrong with its numbers."""

    name: str
    kind: str
    sender: str
    about: str  # population and date as declared
    records: int
    columns: str  # 认出9列，没用1列：备注二
    guessed: str  # columns understood otherwise than by their header: to be looked at
    notices: tuple[str, ...]  # what the sender should mend
    quiet: int  # foot rows and the like: nobody has to do anything
    unreadable: int
    states: str  # 没有填3，科学计数法1
    fingerprint: str


def faults(found: Discrepancies) -> list[FaultRow]:
    """Faults of whole files, most records first."""
    rows = [
        FaultRow(
            fault.scope or file.sender or file.path.name,
            file.path.name,
            "、".join(FIELD_LABELS[f] for f in fault.fields),
            fault.records,
            fault.text,
            FAULT_ACTIONS.get(fault.action, fault.action),
        )
        for fault in found.faults
        for file in [cells.file_of(found.result, fault)]
    ]
    return sorted(rows, key=lambda row: -row.records)


def refused(result: Result) -> list[tuple[str, str]]:
    """Files that gave no record, with the sentence that says why."""
    return [
        (n.file.name + (f" “{n.sheet}”表" if n.sheet else ""), n.text)
        for n in result.notices
        if n.fatal
    ]


def files(found: Discrepancies, summary: Summary) -> list[FileRow]:
    """Every file that was read, in the order given."""
    result = found.result
    sheets: dict[str, list[int]] = defaultdict(list)
    for at, sheet in enumerate(result.sheets):
        sheets[str(sheet.file.path)].append(at)
    notices: dict[str, list[Notice]] = defaultdict(list)
    for notice in result.notices:
        if not notice.fatal:
            notices[str(notice.file)].append(notice)
    states = _states_by_sheet(result)
    rows = []
    for entry in summary["inputs"]:
        own = sheets[entry["file"]]
        counts = sum((states[at] for at in own), Counter[IdState]())
        first = result.sheets[own[0]]
        rows.append(
            FileRow(
                name=first.file.path.name,
                kind=first.file.kind.label,
                sender=entry["sender"] or entry["town"],
                about=_about(first),
                records=entry["records"],
                columns=_columns(result.sheets[at] for at in own),
                guessed=_guessed(result.sheets[at] for at in own),
                notices=tuple(_asking(notices[entry["file"]])),
                quiet=sum(n.code in _QUIET for n in notices[entry["file"]]),
                unreadable=counts.total(),
                states="，".join(f"{ID_STATE_LABELS[s]}{n:,}" for s, n in counts.most_common()),
                fingerprint=entry["sha256"][:12],
            )
        )
    return rows


def _states_by_sheet(result: Result) -> list[Counter[IdState]]:
    width = len(ID_STATES)
    spread = result.records.sheet.astype(np.int64) * width + result.records.id_state
    table = np.bincount(spread, minlength=len(result.sheets) * width).reshape(-1, width)
    return [
        Counter(
            {s: int(n) for s, n in zip(ID_STATES, row, strict=True) if n and s is not IdState.GOOD}
        )
        for row in table
    ]


def _about(sheet: Sheet) -> str:
    parts = [sheet.file.population.label if sheet.file.population else "没有声明范围"]
    if sheet.file.as_of:
        parts.append(f"截至{chinese_date(sheet.file.as_of)}")
    return "，".join(parts)


def _columns(sheets: Iterable[Sheet]) -> str:
    mapping = [column for sheet in sheets for column in sheet.mapping]
    used = {column.field for column in mapping if column.field is not None}
    unused = [column.header for column in mapping if column.field is None and column.header]
    words = f"认出{len(used)}列"
    if unused:
        words += f"，没用{len(unused)}列：{'、'.join(dict.fromkeys(unused))}"
    return words


def _guessed(sheets: Iterable[Sheet]) -> str:
    """Columns whose header did not settle what they are: an officer should look at these."""
    pairs = {
        (column.header or f"第{column.index + 1}列", FIELD_LABELS[column.field])
        for sheet in sheets
        for column in sheet.mapping
        if column.field is not None and not column.reason.startswith("表头")
    }
    return "，".join(f"“{header}”当作{label}" for header, label in sorted(pairs))


def _asking(notices: Iterable[Notice]) -> Iterator[str]:
    """One line per kind of notice: forty sheets with the same fault are one sentence."""
    grouped: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.code not in _QUIET:
            grouped[notice.code].append(notice)
    for same in grouped.values():
        more = f"（另有{len(same) - 1}处同样）" if len(same) > 1 else ""
        yield _notice(same[0]) + more


def _notice(notice: Notice) -> str:
    where = f"“{notice.sheet}”表" if notice.sheet else ""
    rows = f"（第{'、'.join(map(str, notice.rows[:5]))}条{'等' if len(notice.rows) > 5 else ''}）"
    return f"{where}{notice.text.rstrip('。')}{rows if notice.rows else ''}"
