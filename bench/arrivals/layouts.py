"""版式: how one sender lays out its sheet: title, head, words for the columns, foot, cell types."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Rng = np.random.Generator

# 表头用词: what senders call a column.
WORDS: dict[str, tuple[str, ...]] = {
    "serial": ("序号", "编号", "No."),
    "name": ("姓名", "儿童姓名", "学生姓名", "姓 名"),
    "former": ("曾用名",),
    "sex": ("性别",),
    "number": ("身份证号", "身份证号码", "公民身份号码", "身份证件号", "证件号码"),
    "birth": ("出生日期", "出生年月", "出生年月日", "生日"),
    "father": ("父亲姓名", "父亲", "爸爸姓名"),
    "mother": ("母亲姓名", "母亲", "妈妈姓名"),
    "guardian": ("监护人姓名", "监护人", "实际监护人", "委托监护人姓名"),
    "relation": ("与儿童关系", "关系", "监护人与儿童关系"),
    "phone": ("联系电话", "监护人电话", "手机号码", "家长电话"),
    "county": ("县（市、区）", "县区"),
    "town": ("乡镇（街道）", "乡镇", "所属乡镇"),
    "village": ("村（社区）", "行政村", "村（居）委会", "所在村"),
    "address": ("家庭住址", "家庭地址", "现住址"),
    "school": ("学校名称", "就读学校", "所在学校"),
    "grade": ("年级",),
    "class": ("班级", "班别"),
    "left_behind": ("是否留守儿童", "是否留守", "留守儿童标识"),
    "student_number": ("学籍号", "全国学籍号"),
    "remark": ("备注",),
}
OWN_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("survey", "name"): ("姓名", "儿童姓名", "姓 名"),
    ("school", "name"): ("姓名", "学生姓名", "学生（幼儿）姓名"),
    ("school", "guardian"): ("家长姓名", "监护人", "监护人姓名"),
    ("police", "name"): ("姓名",),
    ("police", "guardian"): ("户主姓名", "户主"),
    ("police", "relation"): ("与户主关系",),
    ("police", "phone"): ("联系方式", "联系电话"),
}

ORDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "survey": (
        ("serial", "name", "sex", "number", "birth", "town", "village", "father", "mother",
         "guardian", "relation", "phone", "school", "remark"),
        ("serial", "village", "name", "sex", "birth", "number", "guardian", "relation", "phone",
         "father", "mother", "school"),
        ("serial", "name", "number", "sex", "birth", "village", "father", "mother", "guardian",
         "phone", "left_behind", "remark"),
    ),
    "school": (
        ("serial", "grade", "class", "name", "sex", "number", "student_number", "birth", "father",
         "mother", "guardian", "phone", "address", "left_behind"),
        ("name", "sex", "birth", "number", "grade", "class", "guardian", "phone", "town",
         "village", "left_behind"),
        ("serial", "name", "number", "class", "grade", "father", "mother", "phone", "address"),
    ),
    "police": (
        ("name", "former", "sex", "number", "birth", "guardian", "relation", "father", "mother",
         "phone", "county", "town", "village"),
        ("serial", "number", "name", "sex", "birth", "father", "mother", "guardian", "town",
         "village"),
    ),
}  # fmt: skip
GROUPED = {"father": "家庭成员", "mother": "家庭成员", "guardian": "监护人", "relation": "监护人", "phone": "监护人"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One sender's way."""

    format: str  # xlsx, xls, gb18030, utf8
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    title: bool  # a title above the head
    unit_line: bool  # 填报单位 and date between title and head
    two_line_head: bool  # parents and guardian stand under merged heads
    foot: bool  # 合计 at the end
    notes: bool  # 注 and signatures below
    numeric_ids: bool  # Excel kept the numbers as numbers: digits are lost
    date_cells: bool  # dates as real dates
    gaps: bool  # an empty row between groups
    manual: bool  # a sheet with instructions beside the data


def choose(rng: Rng, kind: str, place: int, xls: bool) -> Layout:
    """A layout for the sender number `place` of its kind: every feature turns up in any county."""
    keys = ORDERS[kind][place % len(ORDERS[kind])]
    form = "xlsx"
    if place % 9 == 7:
        form = "gb18030"
    elif place % 11 == 5:
        form = "xls" if xls else "gb18030"
    elif place % 17 == 12:
        form = "utf8"
    book = form in ("xlsx", "xls")
    official = kind != "police"
    return Layout(
        format=form,
        keys=keys,
        heads=tuple(_head(rng, kind, key) for key in keys),
        title=official and place % 5 != 4,
        unit_line=official and place % 3 == 1,
        two_line_head=book and kind == "survey" and place % 4 == 2,
        foot=official and place % 3 == 0,
        notes=official and place % 4 == 1,
        numeric_ids=form == "xlsx" and kind == "school" and place % 20 == 6,
        date_cells=form == "xlsx" and place % 7 == 3,
        gaps=book and kind == "school" and place % 13 == 8,
        manual=form == "xlsx" and place % 16 == 9,
    )


def _head(rng: Rng, kind: str, key: str) -> str:
    words = OWN_WORDS.get((kind, key), WORDS[key])
    return words[int(rng.integers(0, len(words)))]
