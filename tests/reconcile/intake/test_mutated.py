"""Mutated files: every one ends as records or as one sentence, and no exception leaves `read`."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
import xlwt

from tests.reconcile.intake.conftest import TODAY, Reading
from tests.reconcile.intake.make import HEADER, book_rows, csv_file, people
from tonghu.reconcile.engine.intake import Limits


def seeds(folder: Path) -> list[Path]:
    """One good file of each kind."""
    table = [["演示小学花名册"], HEADER, *people(12)]
    old = xlwt.Workbook()
    sheet = old.add_sheet("名单")
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    old.save(str(folder / "seed.xls"))
    return [
        csv_file(folder / "seed.csv", table),
        csv_file(folder / "seed.txt", table, "gb18030"),
        book_rows(folder / "seed.xlsx", table),
        folder / "seed.xls",
    ]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat or splice."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 60))):
        at = chance.randrange(len(content))
        match chance.randrange(5):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                content[at : at + chance.randrange(1, 200)] = b""
            case 2:
                piece = content[at : at + chance.randrange(1, 200)]
                content[at:at] = piece * chance.randrange(1, 20)
            case 3:
                content[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x00\x00\x00\x80"))
            case _:
                content[at:at] = chance.choice(
                    (b'"', b"\n", b"\r", b",", b"\0", b"PK\x03\x04", b"<")
                )
        if not content:
            break
    return bytes(content)


def campaign(folder: Path, reading: Reading, count: int, seed: int) -> Counter[str]:
    """Read `count` mutants; returns how they ended."""
    chance = random.Random(seed)
    made = []
    for original in seeds(folder):
        for number in range(count // 4):
            path = folder / f"{original.suffix[1:]}-{number:05d}{original.suffix}"
            path.write_bytes(mutated(original.read_bytes(), chance))
            made.append(path)
    intake = reading(*made, limits=Limits(today=TODAY, wall_seconds=20, memory=1_000_000_000))
    ended = {s.file.path for s in intake.sheets} | {n.file for n in intake.refused}
    assert ended == set(made)
    assert all(n.text.endswith("。") for n in intake.notices)
    return Counter(n.code for n in intake.refused)


def test_mutants(tmp_path: Path, reading: Reading) -> None:
    codes = campaign(tmp_path, reading, 160, 1)
    assert codes["timeout"] == 0
    assert codes["crashed"] <= 8  # the parser's own panics; ours would be many


@pytest.mark.long
def test_many_mutants(tmp_path: Path, reading: Reading) -> None:
    assert campaign(tmp_path, reading, 20_000, 2)["timeout"] == 0
