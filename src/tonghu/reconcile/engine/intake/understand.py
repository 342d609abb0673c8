"""读懂一张表: from a grid of text to named columns, in the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import Field, Population
from tonghu.reconcile.engine.intake.columns import duplicates, exchange, likely, owners, split
from tonghu.reconcile.engine.intake.columns.aliases import aliases
from tonghu.reconcile.engine.intake.columns.decide import (
    Draft,
    by_header,
    by_saved,
    by_values,
    overrule,
)
from tonghu.reconcile.engine.intake.columns.kinds import Profile, profile, squeezed
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.heads.body import Dropped, keep_rows
from tonghu.reconcile.engine.intake.heads.header import Header, find_header
from tonghu.reconcile.engine.intake.heads.merged import fill
from tonghu.reconcile.engine.intake.heads.title import Mined, mine
from tonghu.reconcile.engine.intake.mappings import Layout, SavedMapping
from tonghu.reconcile.engine.intake.marks import marks
from tonghu.reconcile.engine.intake.sentences import Refusal, say
from tonghu.reconcile.engine.intake.store import write
from tonghu.reconcile.engine.intake.wire import Column, Job, Read, Said, noticed

_HEAD = 60
_LONG = 300  # of a title or header; beyond it is prose
_FIRST, _SPREAD = 150, 250


@dataclass(slots=True)
class Table:
    """One understood sheet: what was written and what to say."""

    read: Read
    said: list[Said] = field(default_factory=list)


def understand(grid: Grid, job: Job, stem: str, out: Path) -> Table:
    """Find header, meaning, records and the title's declarations of one grid."""
    head = grid.head(_HEAD)
    if not any(cell.strip() for row in head for cell in row) and _blank(grid):
        raise Refusal("empty")
    words = aliases()
    header = find_header(head, grid.merges, words)
    above = [" ".join(c for c in row if c.strip())[:_LONG] for row in head[: _title_end(header)]]
    mined = mine([t for t in above if t], stem, grid.name)
    body = tuple(c.slice(header.last + 1) for c in grid.columns)
    if not len(body[0]) or _blank_columns(body):
        raise Refusal("header_only")
    names = tuple(n[:_LONG] for n in header.names) or ("",) * len(body)
    pair = split.find_pair(names, words)
    if pair:
        body = split.joined(body, pair)
    today = job.as_of or mined.as_of or job.today
    profiles = [profile(values, words, today) for values in _samples(body)]
    saved = _saved_for(job.sender or mined.sender, job.saved)
    draft = _decide(names, profiles, header, saved, pair)
    _need_name(draft, len(_samples(body[:1])[0]))
    mask, dropped = keep_rows(
        body, dict(enumerate(draft.fields)), dict(enumerate(names)), frozenset(map(squeezed, above))
    )
    if mask is not None and not mask.any():
        raise Refusal("header_only")
    return _assemble(grid, job, header, draft, body, mask, dropped, mined, out)


def _title_end(header: Header) -> int:
    """Rows that stand above the table; without a header those above the data."""
    return header.first if header.first >= 0 else header.last + 1


def _blank(grid: Grid) -> bool:
    return _blank_columns(grid.columns)


def _blank_columns(columns: Sequence[pa.ChunkedArray]) -> bool:
    return not any(pc.any(pc.match_substring_regex(c, r"\S")).as_py() for c in columns if len(c))


def _samples(body: Sequence[pa.ChunkedArray]) -> list[list[str]]:
    height = len(body[0])
    if height <= _FIRST + _SPREAD:
        return [c.to_pylist() for c in body]
    spread = np.linspace(_FIRST, height - 1, _SPREAD).astype(np.int64)
    picked = pa.array(np.concatenate((np.arange(_FIRST), spread)))
    return [c.take(picked).to_pylist() for c in body]


def _saved_for(sender: str, saved: Sequence[SavedMapping]) -> list[Layout]:
    """The sender's own layouts, then those for anyone."""
    return [
        layout
        for name in dict.fromkeys((sender, ""))
        for m in saved
        if m.sender == name
        for layout in m.layouts
    ]


def _decide(
    names: Sequence[str],
    profiles: list[Profile],
    header: Header,
    saved: Sequence[Layout],
    pair: split.Pair | None,
) -> Draft:
    draft = by_saved(names, profiles, saved)
    if draft is None:
        draft = by_header(names, profiles, aliases())
        if pair:
            split.name_it(draft, pair)
        likely.amend(draft, aliases())
        exchange.exchange(draft)
        overrule(draft)
        duplicates.resolve(draft)
        by_values(draft, header.missing)
    owners.settle(draft)
    if header.missing:
        draft.say("no_header")
    return draft


def _need_name(draft: Draft, rows: int) -> None:
    """A sheet without names is of use only when most rows have a number under a header for it."""
    if draft.of(Field.NAME):
        return
    for column in draft.of(Field.ID_NUMBER):
        held = draft.profiles[column]
        if draft.headers[column].strip() and held.filled * held.share("id") * 2 > rows:
            draft.said.append(Said("no_name", say("no_name_but_ids")))
            return
    raise Refusal("no_name" if sum(f is not None for f in draft.fields) > 1 else "no_table")


def _assemble(
    grid: Grid,
    job: Job,
    header: Header,
    draft: Draft,
    body: tuple[pa.ChunkedArray, ...],
    mask: np.ndarray | None,
    dropped: Dropped,
    mined: Mined,
    out: Path,
) -> Table:
    base = 0 if header.missing else grid.record(header.last)
    records = _records(grid, header.last + 1, len(body[0])) - base
    kept = records if mask is None else records[mask]
    wanted = {f: i for i, f in enumerate(draft.fields) if f}
    chosen = {f: body[i] for f, i in wanted.items()}
    filled_rows = fill(chosen, wanted, grid.merges, header.last + 1)
    columns = {f: _final(c, mask) for f, c in chosen.items()}
    said = [Said(s.code, s.text, grid.name) for s in draft.said]
    said += marks(grid, wanted, columns, kept, base)
    said += _dropped(grid.name, dropped, records)
    shown = {int(records[r]) for r in filled_rows} & set(kept.tolist()) if filled_rows else set()
    if shown:
        said.append(noticed("merged_filled", grid.name, sorted(shown)))
    read = Read(
        grid.name,
        base,
        write(out, kept, _in_order(columns)),
        _mapping(draft),
        job.sender or mined.sender,
        job.town or _one_town(columns, mined.town),
        job.as_of or mined.as_of,
        job.population or mined.population or _population(columns),
    )
    return Table(read, said)


def _records(grid: Grid, start: int, count: int) -> np.ndarray:
    if grid.records is None:
        return np.arange(start + 1, start + count + 1, dtype=np.int32)
    return np.asarray(grid.records)[start : start + count]


def _final(column: pa.ChunkedArray, mask: np.ndarray | None) -> pa.ChunkedArray:
    return column if mask is None else column.filter(pa.array(mask))


def _in_order(columns: dict[Field, pa.ChunkedArray]) -> list[pa.ChunkedArray]:
    """As `reader` expects them: the order of the closed list of fields."""
    return [columns[f] for f in Field if f in columns]


def _dropped(sheet: str, dropped: Dropped, records: np.ndarray) -> list[Said]:
    lists = {
        "foot_rows": dropped.foot,
        "repeated_header": dropped.repeated,
        "serial_only": dropped.serial_only,
        "no_child": dropped.no_child,
    }
    return [
        noticed(code, sheet, [int(records[r]) for r in rows])
        for code, rows in lists.items()
        if rows
    ]


def _mapping(draft: Draft) -> tuple[Column, ...]:
    """Every column that has a header or a value."""
    return tuple(
        Column(i, draft.headers[i], draft.fields[i], draft.reasons[i])
        for i in range(len(draft.fields))
        if draft.headers[i].strip() or draft.profiles[i].filled
    )


def _one_town(columns: dict[Field, pa.ChunkedArray], mined: str) -> str:
    """The town all rows name, when the title names none."""
    if mined or Field.TOWN not in columns:
        return mined
    found = [str(t).strip() for t in pc.unique(columns[Field.TOWN]).to_pylist() if str(t).strip()]
    return found[0] if len(found) == 1 else ""


def _population(columns: dict[Field, pa.ChunkedArray]) -> Population | None:
    """是否留守: all yes is a flagged list; yes and no, or yes and blank, is everyone."""
    if Field.LEFT_BEHIND not in columns:
        return None
    counted = pc.value_counts(columns[Field.LEFT_BEHIND]).to_pylist()
    yes = no = 0
    for entry in counted:
        text = squeezed(entry["values"])
        negative = not text or text[0] in "否无非不×Nn0" or text == "2"
        yes, no = (yes, no + entry["counts"]) if negative else (yes + entry["counts"], no)
    if not yes:
        return None
    return Population.ALL if no * 20 >= yes + no else Population.FLAGGED
