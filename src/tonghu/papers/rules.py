"""文书的规矩: numbers as people write them, what cannot be printed. Pure."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tonghu.papers.documents import Document, FieldGrid, Table
from tonghu.papers.keeping import kept
from tonghu.papers.states import Format

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken when it is read aloud
CODE = 10
MOST_CELLS = {Format.PDF: 40_000, Format.DOCX: 40_000, Format.XLSX: 2_000_000}  # a minute, 1 GB
NUMBERS = Path(__file__).parent / "data" / "numbers.toml"


@dataclass(frozen=True, slots=True)
class Series:
    """编号序列: how a number is written; the sequence runs by division, series and year."""

    code: str
    pattern: str


def series_of(code: str, profile: str, *, path: Path = NUMBERS) -> Series:
    """The pattern of a sequence, the profile's own before the common one."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    common, own = read["series"], read.get("profile", {}).get(profile, {})
    if code not in common:
        raise LookupError(f"编号序列“{code}”没有写在{path.name}里。")
    return Series(code, own.get(code, common[code]))


def number(series: Series, *, place: str, year: int, sequence: int) -> str:
    """大东坝镇2026-0043."""
    return series.pattern.format(place=place, year=year, n=sequence)


def written(number: str, version: int) -> str:
    """A number with its version, when it is not the first."""
    return number if version == 1 else f"{number}（第{version}版）"


def new_code() -> str:
    """文书码: found in the ledger by whoever may see the paper; says nothing by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def typed_code(text: str) -> str:
    """A code as it was typed or scanned: without blanks and strokes, large."""
    return "".join(c for c in text.upper() if c in ALPHABET)


def spoken(code: str) -> str:
    """A code in two halves, as it is printed."""
    return f"{code[: CODE // 2]}-{code[CODE // 2 :]}"


def fault(content: Document, formats: Iterable[Format]) -> str:
    """Why a document cannot be printed so; empty when it can."""
    wanted = set(formats)
    if not content.title.strip():
        return "文书没有标题。"
    if not content.blocks:
        return "文书里什么也没有。"
    if not wanted:
        return "没有选文件格式。"
    if Format.XLSX in wanted and not content.tables:
        return "这份文书里没有表，做不成Excel。"
    cells = sum(len(one.rows) * len(one.columns) for one in content.tables)
    for one in sorted(wanted):
        if cells > MOST_CELLS[one]:
            return (
                f"表里有{sum(len(t.rows) for t in content.tables)}行，做成{one.label}太长，"
                "请按乡镇分开印，或者只做Excel。"
            )
    return next(filter(None, map(_block_fault, content.blocks)), "") or _odd(content)


def _odd(content: Document) -> str:
    """Signs nobody sees, which Word refuses."""
    odd = sorted({c for c in texts(kept(content)) if ord(c) < 32 and c not in "\n\t"})
    return (
        f"文书里有看不见的字符（{'、'.join(f'U+{ord(c):04X}' for c in odd)}），请删掉再印。"
        if odd
        else ""
    )


def texts(plain: object) -> str:
    """Every text of what was kept."""
    if isinstance(plain, str):
        return plain
    parts = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return "".join(map(texts, parts))


def _block_fault(block: object) -> str:
    if isinstance(block, Table):
        wide = len(block.columns)
        if not wide:
            return f"表“{block.title}”一列也没有。"
        for at, row in enumerate(block.rows, 1):
            if len(row) != wide:
                return f"表“{block.title}”第{at}行有{len(row)}格，应当有{wide}格。"
        if block.totals is not None and len(block.totals) != wide:
            return f"表“{block.title}”的合计有{len(block.totals)}格，应当有{wide}格。"
    return grid_fault(block) if isinstance(block, FieldGrid) else ""


def grid_fault(grid: FieldGrid) -> str:
    """Which row of a grid does not fill its columns."""
    if grid.widths and len(grid.widths) != grid.columns:
        return f"登记表有{grid.columns}栏，宽度却给了{len(grid.widths)}个。"
    hanging = [0] * grid.columns
    for at, row in enumerate(grid.rows, 1):
        free = [column for column in range(grid.columns) if not hanging[column]]
        if sum(cell.span for cell in row) != len(free):
            return f"登记表第{at}行占{sum(cell.span for cell in row)}栏，应当占{len(free)}栏。"
        hanging = [max(0, one - 1) for one in hanging]
        for cell in row:
            for _ in range(cell.span):
                hanging[free.pop(0)] = cell.down - 1
    return "登记表最后几格往下伸出了表外。" if any(hanging) else ""
