"""Columns as data, heads, values, totals, grids, kept content: rules without any file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.papers import samples
from tests.shape.tree import SRC
from tonghu.papers import columns, keeping, rules
from tonghu.papers.documents import Cell, Column, Document, FieldGrid, Table, Value, choice
from tonghu.papers.printing.layout import laid, said

SHEET = """
title = "演示表"
numbered = true
[[column]]
key = "name"
head = "姓名"
group = "本人"
[[column]]
key = "count"
head = "次数"
format = "integer"
total = "sum"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sheet.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_columns_is_read(tmp_path: Path) -> None:
    sheet = columns.load(written(tmp_path, SHEET))
    assert sheet.keys == ("name", "count")
    assert sheet.numbered
    assert sheet.columns[1] == Column("count", "次数", format="integer", total="sum")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('title = "演示表"', ""), "没有写title"),
        (('key = "count"', 'key = "name"'), "第2列“次数”的key“name”前面已经有了"),
        (('format = "integer"', 'format = "number"'), "format不能是“number”"),
        (('head = "姓名"', ""), "第1列“”没有写head"),
        (('total = "sum"', 'colour = "red"'), "不认识“colour”"),
        (('group = "本人"', 'width = "wide"'), "width不是数"),
        (("numbered = true", "nombered = true"), "不认识“nombered”"),
        (("[[column]]", "[[column"), "不是合格的TOML"),
    ],
)
def test_a_fault_in_a_file_of_columns_is_told_with_its_place(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    with pytest.raises(columns.ColumnFault, match=told):
        columns.load(written(tmp_path, SHEET.replace(*change)))


SHIPPED = [
    one for one in sorted(SRC.glob("*/columns/*.toml")) if "[[column]]" in one.read_text("utf-8")
]
SHIPPED += [SRC / "papers" / "data" / "index.toml"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_file_of_columns_is_sound(file: Path) -> None:
    columns.load(file)


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (None, "integer", ""), (0, "integer", "0"), (12345, "integer", "12,345"), (True, "yes_no", "是"),
        (False, "yes_no", "否"), (0.255, "percent", "25.5%"), (1.0, "percent", "100%"), (1450, "money", "1,450.00"),
        (date(2026, 9, 3), "date", "2026-09-03"), (date(2026, 9, 3), "month", "2026-09"),
        (samples.ID_NUMBER, "id", samples.ID_NUMBER), ("—", "integer", "—"),
    ],
)  # fmt: skip
def test_values_as_they_are_printed(value: Value, format: str, text: str) -> None:
    assert said(value, format) == text


def test_heads_of_a_group_are_joined_and_single_ones_reach_down() -> None:
    [table] = samples.ROSTER.tables
    top, middle, low, numbers = laid(table).heads
    assert [(one.text, one.span, one.down) for one in top] == [
        ("序号", 1, 3), ("本人", 3, 1), ("家庭", 3, 1), ("是否住校", 1, 3), ("走访次数", 1, 3),
    ]  # fmt: skip
    assert [(one.text, one.span, one.down) for one in middle][-2:] == [
        ("父亲", 2, 1),
        ("母亲", 1, 1),
    ]
    assert [one.text for one in low] == ["姓名", "务工地", "姓名"]
    assert [one.text for one in numbers] == ["栏次", *"12345678"]


def test_a_group_that_comes_again_later_is_not_joined_across_others() -> None:
    table = Table(
        (Column("a", "甲", group="同"), Column("b", "乙"), Column("c", "丙", group="同")), (), ordinal=False
    )  # fmt: skip
    assert [(one.text, one.column, one.span) for one in laid(table).heads[0]] == [
        ("同", 0, 1), ("乙", 1, 1), ("同", 2, 1),
    ]  # fmt: skip


def test_totals_are_summed_counted_or_given_and_named() -> None:
    some = (
        Column("town", "乡镇"), Column("n", "人数", format="integer", total="sum"),
        Column("s", "签字", total="count"),
    )  # fmt: skip
    rows: tuple[tuple[Value, ...], ...] = (("甲镇", 3, "是"), ("乙镇", None, None))
    assert laid(Table(some, rows)).totals == ("合计", None, 3, 1)
    assert laid(Table(some, rows, totals=(None, 9, 9))).totals == ("合计", None, 9, 9)
    assert laid(Table(some[:1], (("甲镇",),))).totals is None


def test_a_label_of_totals_alone_makes_no_row_of_totals() -> None:
    assert laid(Table((Column("town", "乡镇", total="label"),), (("甲镇",),))).totals is None


def test_a_column_of_numbers_is_as_wide_as_its_longest_number_and_its_sum() -> None:
    column = Column("n", "数", format="integer", width=2, total="sum")
    assert laid(Table((column,), ((1,),), ordinal=False)).widths == [2]
    assert laid(Table((column,), ((600,), (600,)), ordinal=False)).widths == [
        len("1,200") / 2 + 0.7
    ]
    assert laid(Table((Column("t", "字", width=2),), (("长" * 30,),), ordinal=False)).widths == [2]


def test_a_grid_that_does_not_fill_its_columns_is_told_by_its_row() -> None:
    good = FieldGrid(((Cell("a", down=2), Cell("b")), (Cell("c"),)), 2)
    assert rules.grid_fault(good) == ""
    assert "第2行占2栏，应当占1栏" in rules.grid_fault(
        FieldGrid(((Cell("a", down=2), Cell("b")), (Cell("c"), Cell("d"))), 2)
    )
    assert "伸出了表外" in rules.grid_fault(
        FieldGrid(((Cell("a", down=3), Cell("b")), (Cell("c"),)), 2)
    )


@pytest.mark.parametrize("name", samples.PRINTED)
def test_content_comes_back_from_json_as_it_was(name: str) -> None:
    document: Document = samples.PRINTED[name][0]
    assert keeping.again(keeping.kept(document)) == document
    assert keeping.fingerprint(document) == keeping.fingerprint(
        keeping.again(keeping.kept(document))
    )


def test_choices_show_what_is_not_chosen_too() -> None:
    assert choice(("健康", "残疾"), "残疾") == "□健康　■残疾"
    assert choice(("健康", "残疾"), None) == "□健康　□残疾"


def test_numbers_follow_the_pattern_of_the_series_and_of_the_profile(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[series]\npaper = "{place}{year}-{n:04}"\n[profile.made_up]\npaper = "{year}第{n}号"\n',
    )
    common, own = (rules.series_of("paper", code, path=path) for code in ("other", "made_up"))
    assert rules.number(common, place="甲镇", year=2026, sequence=43) == "甲镇2026-0043"
    assert rules.number(own, place="甲镇", year=2026, sequence=43) == "2026第43号"
    with pytest.raises(LookupError, match="nothing"):
        rules.series_of("nothing", "other", path=path)


def test_a_code_is_read_as_it_is_spoken_or_scanned() -> None:
    code = rules.new_code()
    assert rules.typed_code(rules.spoken(code).lower()) == code
    assert not set(code) & set("01IOLl")
