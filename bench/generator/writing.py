"""写出: rosters as CSV files, the truth beside them, and the pairs that must stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from bench.generator.faults.table import describe
from bench.generator.population import People
from bench.generator.roster import Roster
from bench.generator.text import Rows
from bench.generator.words import Text

# 表头: as each sender calls its columns; the key is ours, "address" is town and village together.
HEADERS: dict[str, dict[str, str]] = {
    "survey": {
        "serial": "序号",
        "name": "姓名",
        "sex": "性别",
        "number": "身份证号码",
        "birth": "出生日期",
        "father": "父亲姓名",
        "mother": "母亲姓名",
        "guardian": "监护人姓名",
        "relation": "与儿童关系",
        "phone": "联系电话",
        "county": "县（市、区）",
        "town": "乡镇（街道）",
        "village": "村（社区）",
        "school": "就读学校",
        "left_behind": "是否留守儿童",
    },
    "school": {
        "school": "学校名称",
        "grade": "年级",
        "class": "班级",
        "name": "学生姓名",
        "former": "曾用名",
        "sex": "性别",
        "number": "身份证件号",
        "birth": "出生年月日",
        "father": "父亲",
        "mother": "母亲",
        "guardian": "家长姓名",
        "phone": "家长电话",
        "address": "家庭住址",
    },
    "police": {
        "name": "姓名",
        "former": "曾用名",
        "sex": "性别",
        "number": "公民身份号码",
        "birth": "出生日期",
        "guardian": "户主姓名",
        "relation": "与户主关系",
        "father": "父亲姓名",
        "mother": "母亲姓名",
        "phone": "联系方式",
        "county": "县区",
        "town": "乡镇街道",
        "village": "居（村）委会",
    },
}


@dataclass(frozen=True, slots=True)
class Part:
    """一份文件: part of a roster as one sender hands it in; `headers` maps our keys to its words."""

    roster: Roster
    file: str
    headers: dict[str, str]


def whole(roster: Roster) -> Part:
    """The roster as one file with the usual headers."""
    return Part(roster, f"{roster.source}.csv", HEADERS[roster.source])


def column(roster: Roster, key: str) -> Text:
    """One column of the file as text."""
    if key == "serial":
        return np.arange(1, len(roster) + 1).astype("U8")
    if key == "address":
        return np.strings.add(roster.columns["town"], roster.columns["village"])
    return roster.columns[key]


def write_part(folder: Path, part: Part) -> Path:
    """One CSV file in UTF-8, unquoted, header on the first line."""
    path = folder / part.file
    path.parent.mkdir(parents=True, exist_ok=True)
    data = [pa.array(column(part.roster, key)) for key in part.headers]
    names = [str(i) for i in range(len(data))]
    with path.open("wb") as out:
        out.write((",".join(part.headers.values()) + "\n").encode())
        options = pc.WriteOptions(include_header=False, quoting_style="none")
        pc.write_csv(pa.table(data, names=names), out, options)
    return path


def child_ids(child: Rows) -> pa.Array:
    """Names of the true children."""
    if not len(child):  # numpy cannot pad nothing
        return pa.array([], pa.string())
    return pa.array(np.strings.add("c", np.strings.zfill(child.astype("U8"), 7)))


def truth_table(part: Part, sheet: str = "", rows: Rows | None = None) -> pa.Table:
    """真值: one line per record; `row` counts the lines below the header from 1."""
    size = len(part.roster)
    masks, place = np.unique(part.roster.faults, return_inverse=True)
    kinds = pa.array(describe(masks)).take(pa.array(place.astype(np.int32)))
    row = np.arange(1, size + 1) if rows is None else rows
    return pa.table(
        {
            "source": pa.repeat(part.roster.source, size),
            "file": pa.repeat(part.file, size),
            "sheet": pa.repeat(sheet, size),
            "row": row,
            "child_id": child_ids(part.roster.child),
            "faults": kinds,
        }
    )


TRUTH_HEAD = b"source,file,sheet,row,child_id,faults\n"


def write_truth(folder: Path, tables: list[pa.Table], name: str = "truth.csv") -> Path:
    """All truth tables in one file."""
    path = folder / name
    options = pc.WriteOptions(include_header=False, quoting_style="none")
    with path.open("wb") as out:
        out.write(TRUTH_HEAD)
        for table in tables:
            pc.write_csv(table, out, options)
    return path


def write_pairs(folder: Path, people: People) -> Path:
    """双胞胎与兄弟姐妹: every pair of children of one family, twins by name."""
    kinds, first, second = [], [], []
    last = len(people)
    for step in range(1, 4):
        a = np.flatnonzero(people.family[: last - step] == people.family[step:])
        twins = (people.twin[a + 1] == 1) if step == 1 else np.zeros(len(a), bool)
        kinds.append(np.where(twins, "twin", "sibling"))
        first.append(a)
        second.append(a + step)
    path = folder / "pairs.csv"
    table = pa.table(
        {
            "kind": np.concatenate(kinds),
            "child_a": child_ids(np.concatenate(first)),
            "child_b": child_ids(np.concatenate(second)),
        }
    )
    pc.write_csv(table, path, pc.WriteOptions(quoting_style="none"))
    return path
