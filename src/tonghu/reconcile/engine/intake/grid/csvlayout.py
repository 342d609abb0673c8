"""CSV 式样: delimiter, width and the title lines that stand above the table, from the first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

_HEAD: Final = 1 << 18
_RECORDS: Final = 80
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$")
DELIMITERS: Final = (",", "\t", ";", "|", "，")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written."""

    delimiter: str
    width: int
    lead: tuple[tuple[str, ...], ...]  # records before the first of full width, blank ones too
    offset: int  # byte where the first record of full width begins


def _sample(data: bytes) -> list[tuple[bytes, str]]:
    head = data[:_HEAD]
    lines = _LINE.findall(head)
    if len(data) > _HEAD and len(lines) > 1:
        lines.pop()  # probably cut in two
    return [(line, line.decode("utf-8", "replace")) for line in lines[: 4 * _RECORDS]]


def _records(lines: list[tuple[bytes, str]], delimiter: str) -> list[tuple[list[str], int]]:
    """Records and the number of lines read after each."""
    reader = csv.reader((text for _, text in lines), delimiter=delimiter)
    found: list[tuple[list[str], int]] = []
    try:
        for record in reader:
            found.append((record, reader.line_num))
            if len(found) >= _RECORDS:
                break
    except csv.Error:
        pass  # an odd record ends the sample, the real reading decides
    return found


def _width(records: list[tuple[list[str], int]]) -> tuple[int, float]:
    """Most frequent width, and the share of non-blank records that have it."""
    counts = Counter(len(r) for r, _ in records if any(r))
    if not counts:
        return 0, 0.0
    width, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return width, count / counts.total()


def layout_of(data: bytes) -> Layout:
    """Choose the delimiter under which most records have the same width above one."""
    lines = _sample(data)
    tried = [(d, _records(lines, d)) for d in DELIMITERS]
    rated = [(*_width(records), delimiter, records) for delimiter, records in tried]
    split = [r for r in rated if r[0] > 1]
    width, _, delimiter, records = max(split, key=_rating) if split else rated[0]
    lead: list[tuple[str, ...]] = []
    used = 0
    for record, line_number in records:
        if len(record) == width:
            break
        lead.append(tuple(record))
        used = line_number
    return Layout(delimiter, width, tuple(lead), sum(len(raw) for raw, _ in lines[:used]))


def _rating(candidate: tuple[int, float, str, list[tuple[list[str], int]]]) -> tuple[float, int]:
    width, share, delimiter, _ = candidate
    # a full-width comma is also punctuation inside addresses
    return (share - (0.3 if delimiter == "，" else 0.0), width)
