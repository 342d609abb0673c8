"""The demo's files: as many ways of writing as senders have, and a truth that finds each row again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from bench.arrivals.county import files
from bench.demo import NoCounty, towns_of
from bench.generator.places import Town

TOWNS = [
    Town(f"{name}{kind}", "试验县", tuple(f"{name}{n}村" for n in "甲乙丙丁戊己庚辛"))
    for name, kind in zip("东西南北上下前后里外大小", "镇乡街" * 4, strict=True)
]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of twelve towns."""
    folder = tmp_path_factory.mktemp("county")
    for _ in files(folder, TOWNS, "songyang", 4000, 1):
        pass
    return folder


def truth(county: Path) -> list[dict[str, str]]:
    """truth.csv by its headers."""
    with (county / "truth.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_about_eighty_files_of_three_kinds_in_several_formats(county: Path) -> None:
    paths = [p for p in (county / "rosters").rglob("*") if p.is_file()]
    assert 60 <= len(paths) <= 100
    assert set(Counter(p.parent.name for p in paths)) == {"survey", "school", "police"}
    assert {".xlsx", ".xls", ".csv"} <= {p.suffix for p in paths}
    assert len({p.name for p in paths}) == len(paths)  # the scorer knows a file by its last name


def test_every_invented_institution_says_so(county: Path) -> None:
    for kind in ("school", "police"):
        assert all("（演示）" in p.name for p in (county / "rosters" / kind).iterdir())


def sheet_rows(path: Path, sheet: str) -> list[list[str]]:
    """All physical rows of a sheet as text, read by another library than wrote it."""
    book = openpyxl.load_workbook(path, read_only=False)
    found = [["" if c is None else str(c) for c in row] for row in book[sheet].values]
    book.close()
    return found


def head_of(rows: list[list[str]]) -> int:
    """1-based physical row of the last line of the head."""
    for place, row in enumerate(rows[:6]):
        words = {word.replace(" ", "") for word in row}
        if words & {"姓名", "儿童姓名", "学生姓名", "学生（幼儿）姓名"} and len(words) > 5:
            return place + 2 if "家庭成员" in words else place + 1
    raise AssertionError(rows[:6])


def test_truth_rows_are_the_data_rows_below_the_head(county: Path) -> None:
    wanted: dict[tuple[str, str, str], list[int]] = {}
    for r in truth(county):
        wanted.setdefault((r["source"], r["file"], r["sheet"]), []).append(int(r["row"]))
    seen = 0
    for (source, file, sheet), places in wanted.items():
        if not file.endswith(".xlsx"):
            continue
        rows = sheet_rows(county / "rosters" / source / file, sheet)
        below = rows[head_of(rows) :]
        filled = [
            i + 1
            for i, row in enumerate(below)
            if any(row) and row[0] not in ("合计", "填表人：演示") and not row[0].startswith("注")
        ]
        assert filled == places, file
        seen += 1
    assert seen > 40


def test_layouts_differ_as_senders_do(county: Path) -> None:
    heads, deepest, feet, merged = set(), 0, 0, 0
    for path in (county / "rosters").rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[-1]
        rows = [["" if c is None else str(c) for c in row] for row in sheet.values]
        deepest = max(deepest, head_of(rows))
        heads.update(rows[head_of(rows) - 1])
        feet += any(row[0] == "合计" for row in rows)
        merged += bool(sheet.merged_cells.ranges)
    assert deepest >= 3
    assert {"身份证号", "身份证号码", "公民身份号码"} <= heads
    assert feet > 5
    assert merged > 10


def test_some_sender_lost_digits_to_excel(county: Path) -> None:
    lost = 0
    for path in (county / "rosters" / "school").glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path).worksheets:
            lost += sum(
                isinstance(c, int | float) and c > 1e17 for row in sheet.values for c in row
            )
    assert lost > 10


def test_a_gb18030_file_reads_as_such(county: Path) -> None:
    texts = [p.read_bytes() for p in (county / "rosters").rglob("*.csv")]
    coded = [t for t in texts if not t.startswith(b"\xef\xbb\xbf")]
    assert coded
    assert all("姓名" in t.decode("gb18030").replace(" ", "") for t in coded)


def test_survey_lists_only_left_behind_children(county: Path) -> None:
    counts = Counter(r["source"] for r in truth(county))
    assert counts["survey"] < 0.5 * counts["school"] < counts["police"]


def test_real_towns_of_songyang() -> None:
    towns = towns_of("331124")
    assert len(towns) == 19
    assert {"西屏街道", "古市镇", "板桥畲族乡"} <= {town.name for town in towns}
    assert all(town.county == "松阳县" and town.villages for town in towns)


@pytest.mark.parametrize("code", ["999999", "33", "331124101", "abc"])
def test_no_county_is_said_in_a_sentence(code: str) -> None:
    with pytest.raises(NoCounty, match="六位代码"):
        towns_of(code)
