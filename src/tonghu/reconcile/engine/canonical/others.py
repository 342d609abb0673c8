"""Phones, places, sex, flags: the lesser columns, each as small whole numbers."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.canonical.text import (
    I64,
    U8,
    U64,
    Chars,
    by_value,
    characters,
    slices,
    text_code,
)

_POWERS = 10 ** np.arange(10, -1, -1, dtype=np.int64)
_TOWN_TAIL = re.compile(
    r"(?:人民政府|政府|街道办事处|街道办|办事处|民族乡|街道|镇|乡|苏木|农场|地区)+$"
)
_TOWN_HEAD = re.compile(r"^.*(?:自治州|自治县|省|市|区|县|旗)(?=..)")
_VILLAGE_TAIL = re.compile(
    r"(?:村民委员会|居民委员会|村民小组|村委会|居委会|行政村|社区|村委|居委|村|居)+$"
)
_TOWN_IN_ADDRESS = r"(?:^|省|市|区|县|州|旗|\s)(?P<town>[^省区县州\s]{1,8}?(?:镇|乡|街道))"
_VILLAGE_IN_ADDRESS = r"(?:镇|乡|街道)(?P<village>[^镇乡村区]{1,8}?(?:村|社区|居委会))"
_ABROAD = re.compile(r"^\s*(?:\+|00)86[\s-]?")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_SCIENTIFIC = re.compile(r"\s*\d(?:\.\d+)?[eE]\+?\d{1,2}\s*", re.ASCII)
_YES = {
    "是",
    "有",
    "√",
    "✓",
    "✔",
    "1",
    "y",
    "yes",
    "true",
    "留守",
    "留守儿童",
    "双留守",
    "单留守",
    "对",
    "v",
}
_NO = {"否", "无", "×", "x", "0", "n", "no", "false", "非留守", "不是", "非", "非留守儿童"}
_MALE = {"男", "1", "m", "male", "男性", "男孩"}
_FEMALE = {"女", "2", "f", "female", "女性", "女孩"}


def canonical_phones(column: pa.StringArray) -> I64:
    """Eleven digits of the first mobile (or the landline's digits) in each cell; 0 for none."""
    return np.concatenate([_phones(piece) for piece in slices(column)])


def _phones(column: pa.StringArray) -> I64:
    chars = characters(column)
    flat = np.where(
        (chars.flat >= 0xFF10) & (chars.flat <= 0xFF19), chars.flat - 0xFEE0, chars.flat
    )
    clean = Chars(flat, chars.start).keep((flat >= 0x30) & (flat <= 0x39))
    length = clean.lengths
    matrix = clean.matrix(11, fill=0x30).astype(np.int64) - 0x30
    value: I64 = (matrix * _POWERS).sum(axis=1)
    value[length < 7] = 0
    odd = np.flatnonzero((length >= 7) & ((length != 11) | (chars.lengths != 11)))
    if len(odd):
        value[odd] = [_first_phone(text) for text in column.take(pa.array(odd)).to_pylist()]
    return value


def _first_phone(text: str) -> int:
    """The first mobile of a cell that is not eleven digits and nothing else, else its digits."""
    plain = _ABROAD.sub("", unicodedata.normalize("NFKC", text))
    if _SCIENTIFIC.fullmatch(plain):
        return 0  # most of the number is gone: what is left is half the county's
    mobile = _MOBILE.search(plain)
    digits = re.sub(r"\D", "", mobile.group() if mobile else plain)
    return int(digits[:11] or 0)


def town_stem(text: str) -> str:
    """西屏街道, 松阳县西屏街道办事处, 西屏 → 西屏."""
    plain = _plain(text)
    bare = _TOWN_TAIL.sub("", plain) or plain  # the tail first: 古市镇政府 is not 市 + 镇政府
    return _TOWN_HEAD.sub("", bare)


def village_stem(text: str) -> str:
    """大岭脚村, 西屏街道大岭脚村民委员会 → 大岭脚."""
    plain = _plain(text)
    bare = _VILLAGE_TAIL.sub("", plain) or plain  # the tail first: 上镇村委会 is not 镇 + 村委会
    return re.sub(r"^.{0,12}?(?:镇|乡|街道)(?=..)", "", bare)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s()（）·.\-]", "", text)


def canonical_text(column: pa.StringArray) -> U64:
    """A code of each cell's text without blanks; 0 for empty."""
    return by_value(column, np.uint64, lambda t: text_code(_plain(t)))


def place_in_address(column: pa.StringArray, part: str) -> pa.StringArray:
    """The town or village named inside free addresses, "" where none is."""
    pattern = _TOWN_IN_ADDRESS if part == "town" else _VILLAGE_IN_ADDRESS
    found = pc.struct_field(pc.extract_regex(column, pattern), part)
    return pc.fill_null(found, "").cast(pa.string())


def canonical_sex(column: pa.StringArray) -> U8:
    """1 male, 2 female, 0 unknown (GB/T 2261.1)."""

    def read(text: str) -> int:
        plain = _plain(text).lower()
        return 1 if plain in _MALE else 2 if plain in _FEMALE else 0

    return by_value(column, np.uint8, read)


def canonical_flag(column: pa.StringArray) -> np.ndarray:
    """是否留守: 1 yes, 0 no, -1 not said."""

    def read(text: str) -> int:
        plain = _plain(text).lower()
        return 1 if plain in _YES else 0 if plain in _NO else -1

    return by_value(column, np.int8, read)
