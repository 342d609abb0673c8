"""编码识别: UTF-8 with or without BOM, UTF-16, else GB18030, which holds GBK and GB2312."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from mmap import mmap
from typing import Final

from tonghu.reconcile.engine.intake.sentences import Refusal

_SAMPLE = 1 << 20
_MOST_BAD = 0.05  # more unreadable characters than this and it is not text

_ASCII = [chr(c) for c in range(128)]

MARK: Final = "\ufdd0"  # never a character: put into lines of the rarer encoding to find their rows
_CHINESE_UTF8: Final = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3}")

Raw = bytes | mmap


@dataclass(frozen=True, slots=True)
class Decoded:
    """The file as UTF-8 without BOM; `proven` is False when only the beginning was looked at."""

    data: Raw
    proven: bool = True
    damaged: bool = False  # some characters could not be read
    nul: bool = False
    mixed: bool = False  # two encodings; lines of the rarer one carry MARK


def decode(raw: Raw) -> Decoded:
    """UTF-8 bytes of a text file of unknown encoding."""
    head = raw[:_SAMPLE]
    wide = _wide(head[:65536])
    if wide:
        return _plain(codecs.decode(raw[:], wide, "replace"))
    try:
        codecs.utf_8_decode(head, "strict", False)
    except UnicodeDecodeError:
        return repair(raw)
    bom = head.startswith(codecs.BOM_UTF8)
    nul = raw.find(b"\0") >= 0
    if not bom and not nul:
        return Decoded(raw, proven=len(raw) <= _SAMPLE)
    data = raw[3 if bom else 0 :]
    return Decoded(data.replace(b"\0", b""), proven=len(raw) <= _SAMPLE, nul=nul)


def repair(raw: Raw) -> Decoded:
    """Not clean UTF-8: damaged UTF-8 if most of it still reads as such, else GB18030.

    Counting failures of both would not do: UTF-8 misread as GB18030 is mostly valid nonsense.
    """
    text = codecs.decode(raw[:], "utf-8-sig", "replace")
    bad = text.count("\ufffd")
    wide = len(text) - sum(text.count(c) for c in _ASCII)
    eastern = "" if bad * 5 < wide else codecs.decode(raw[:], "gb18030", "replace")
    suspect = not eastern or "\ufffd" in eastern or _CHINESE_UTF8.search(raw)
    by_line = _by_line(raw[:]) if suspect else ""
    return _plain(by_line or eastern or text, mixed=bool(by_line))


def _by_line(raw: bytes) -> str:
    """逐行识别: each line in its own encoding; "" when all lines share one."""
    lines = raw.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    found = [_encoding(line) for line in lines]
    utf, eastern = found.count("utf-8"), found.count("gb18030")
    if not utf or not eastern:
        return ""
    usual, rarer = ("utf-8", "gb18030") if utf >= eastern else ("gb18030", "utf-8")
    texts = (
        _mark(line.decode(rarer, "replace")) if kind == rarer else line.decode(usual, "replace")
        for line, kind in zip(lines, found, strict=True)
    )
    return "".join(texts)


def _encoding(line: bytes) -> str:
    """UTF-8 when more reads as Chinese than not at all; "" for ASCII and for lines of neither."""
    if line.isascii():
        return ""
    text = line.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if sum(c >= "\u0800" for c in text) - bad > bad:
        return "utf-8"
    try:
        line.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "gb18030"


def _mark(text: str) -> str:
    """Inside the first cell with Chinese, where it disturbs neither quotes nor delimiters."""
    at = next((i for i, c in enumerate(text) if not c.isascii()), len(text) - 1)
    return text[: at + 1] + MARK + text[at + 1 :]


def _plain(text: str, mixed: bool = False) -> Decoded:
    bad = text.count("\ufffd")
    if bad > len(text) * _MOST_BAD + 2:
        raise Refusal("not_text")
    nul = "\0" in text
    clean = text.lstrip("\ufeff").replace("\0", "")
    return Decoded(clean.encode("utf-8", "replace"), damaged=bad > 0, nul=nul, mixed=mixed)


def _wide(head: bytes) -> str:
    """UTF-16 by its mark, or by the zero bytes beside ASCII digits and commas."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 > len(head) and min(even, odd) * 8 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""
