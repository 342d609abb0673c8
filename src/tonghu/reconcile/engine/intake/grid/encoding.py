"""编码识别: UTF-8 with or without BOM, UTF-16, else GB18030, which holds GBK and GB2312."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from mmap import mmap

from tonghu.reconcile.engine.intake.sentences import Refusal

_SAMPLE = 1 << 20
_MOST_BAD = 0.05  # more unreadable characters than this and it is not text

_ASCII = [chr(c) for c in range(128)]

Raw = bytes | mmap


@dataclass(frozen=True, slots=True)
class Decoded:
    """The file as UTF-8 without BOM; `proven` is False when only the beginning was looked at."""

    data: Raw
    proven: bool = True
    damaged: bool = False  # some characters could not be read
    nul: bool = False


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
    return _plain(text if bad * 5 < wide else codecs.decode(raw[:], "gb18030", "replace"))


def _plain(text: str) -> Decoded:
    bad = text.count("\ufffd")
    if bad > len(text) * _MOST_BAD + 2:
        raise Refusal("not_text")
    nul = "\0" in text
    clean = text.lstrip("\ufeff").replace("\0", "")
    return Decoded(clean.encode("utf-8", "replace"), damaged=bad > 0, nul=nul)


def _wide(head: bytes) -> str:
    """UTF-16 by its mark, or by the zero bytes beside ASCII digits and commas."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 > len(head) and min(even, odd) * 8 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""
