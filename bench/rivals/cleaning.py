"""Cleaning for Splink: what an expert does before the model, on distinct values only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import duckdb
import opencc
import pyarrow as pa
from pypinyin import Style, lazy_pinyin

from bench.rivals.exact import valid

_SIMPLIFY = opencc.OpenCC("t2s")
_VARIANTS = str.maketrans("喆堃闫付萧昇", "哲坤阎傅肖升")
_BLANK = {"", "无", "—", "不详", "/", "未办理"}


def name(value: str) -> str:
    """姓名: folded width, no blanks, dots or remarks, simplified characters."""
    value = unicodedata.normalize("NFKC", value)
    value = re.sub(r"\([^)]*\)", "", value)
    value = re.sub(r"[\s·.•・*－-]", "", value)
    return "" if value in _BLANK else str(_SIMPLIFY.convert(value)).translate(_VARIANTS)


_READING: dict[str, str] = {}


def sound(value: str) -> str:
    """读音: toneless syllables."""
    for character in value:
        if character not in _READING:
            _READING[character] = str(lazy_pinyin(character, style=Style.NORMAL)[0])
    return " ".join(_READING[character] for character in value)


def birth(value: str) -> str:
    """出生日期 as yyyymmdd, the missing parts as 00."""
    value = unicodedata.normalize("NFKC", value.strip()).split(" ")[0]
    if re.fullmatch(r"\d{5}", value):
        return (date(1899, 12, 30) + timedelta(int(value))).strftime("%Y%m%d")
    if re.fullmatch(r"\d{8}", value):
        return value
    parts: list[str] = re.findall(r"\d+", value)
    if not parts or len(parts[0]) != 4:
        return ""
    return parts[0] + "".join(part.zfill(2) for part in (*parts[1:3], "00", "00")[:2])


def town(value: str, county: str = "") -> str:
    """乡镇 without county, kind and 政府."""
    value = re.sub(r"^.*?县(?=..)", "", value).removesuffix("政府")
    return re.sub(r"(街道|镇|乡)$", "", value)


def village(value: str) -> str:
    """村 without its kind."""
    return re.sub(r"(村\d*组?|村委会|行政村|社区|村)$", "", value)


def address(value: str) -> tuple[str, str]:
    """家庭住址 parted into town and village."""
    value = re.sub(r"^.*?县(?=..)", "", value).replace("政府", "")
    found = re.match(r"(.{2,6}?)(?:街道|镇|乡)(.*)", value)
    if found:
        return found[1], village(found[2])
    return value[:2], village(value[2:])


def phone(value: str) -> str:
    """电话: digits only."""
    return re.sub(r"\D", "", value)


def mapping(
    con: duckdb.DuckDBPyConnection, table: str, column: str, change: Callable[[str], str]
) -> None:
    """Add `column`_c: the cleaned value, computed once per distinct one."""
    found = con.execute(f"select distinct {column} from {table}").fetchall()
    old = [row[0] for row in found]
    clean = pa.table({"raw": old, "clean": [change(v or "") or None for v in old]})
    con.register("clean_values", clean)
    con.execute(f"create table map_{column} as select * from clean_values")
    con.unregister("clean_values")


def good_numbers(values: Iterable[str]) -> set[str]:
    """Numbers that pass the check and belong to a child."""
    listed = list(values)
    passes = valid(pa.array(listed, pa.string()))
    return {v for v, ok in zip(listed, passes, strict=True) if ok and "2009" <= v[6:10] <= "2026"}
