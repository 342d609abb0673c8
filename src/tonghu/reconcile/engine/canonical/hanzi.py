"""Character tables: the folded form of each character and its toneless sound.

Built once per process from the committed text files beside this module (scripts/make_characters.py).
A *lane* is one character of a name as a 16-bit code:

- a Chinese character in its folded (simplified, variant-free) form,
- `SOUND_ONLY + n`: only the syllable is known, the sender wrote pinyin,
- `UNREADABLE`: a character the sender's system could not print (?, □, *),
- 0: no character.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tonghu.reconcile.engine.canonical.text import TABLE_SIZE, U16, Bool

SOUND_ONLY = 0xE000
UNREADABLE = 0xFFFF
ODD = 0xFFFE  # brackets, letters, digits: the cell is looked at one by one

DATA = Path(__file__).parent / "data"
_DROPPED = (
    " \t\r\n\u3000\u00a0\u200b\u200c\u200d\ufeff·•‧・∙⋅●。．.,，、'\"“”‘’-—_/\\:：;；`~～!！^"
)
_UNREADABLE = "?？*＊□■○△〓\ufffd"


@dataclass(frozen=True, slots=True)
class Tables:
    """Look-up tables by code point (length `TABLE_SIZE`) and by lane (length 65,536)."""

    fold: U16  # code point → lane
    odd: Bool  # code point → must the cell be looked at one by one
    sound: U16  # lane → sound number; characters without a reading sound like themselves
    syllables: dict[str, int]  # "zhang" → sound number


@cache
def tables() -> Tables:
    """The tables, read on first use (about 30 ms)."""
    fold = np.zeros(TABLE_SIZE, np.uint16)
    fold[0x3007:0xE000] = np.arange(0x3007, 0xE000)
    fold[0xF900:0xFB00] = np.arange(0xF900, 0xFB00)
    # Extension characters have no 16-bit code: they share the unused Korean range. A clash only
    # makes two very rare characters look alike.
    fold[0x10000:] = 0xAC00 + np.arange(0x10000, TABLE_SIZE) % 0x2BA0
    pairs = (DATA / "variants.txt").read_text(encoding="utf-8").replace("\n", "")
    fold[[ord(c) for c in pairs[::2]]] = [ord(c) for c in pairs[1::2]]
    odd = np.ones(TABLE_SIZE, bool)
    odd[0x3400:0xE000] = odd[0xF900:0xFB00] = odd[0x10000:] = False
    odd[0x3007] = False
    for text, lane in ((_DROPPED, 0), (_UNREADABLE, UNREADABLE)):
        for char in text:
            fold[ord(char)] = lane
            odd[ord(char)] = False
    return Tables(fold, odd, *_sounds(fold))


def _sounds(fold: U16) -> tuple[U16, dict[str, int]]:
    """Sound number by lane, and by syllable."""
    sound = np.arange(0x10000, dtype=np.uint16)
    syllables: dict[str, int] = {}
    for line in (DATA / "readings.txt").read_text(encoding="utf-8").splitlines():
        syllable, chars = line.split(" ", 1)
        number = syllables[syllable] = len(syllables) + 1
        for char in chars:
            if fold[ord(char)] == ord(char):  # variants sound like the form they fold to
                sound[ord(char)] = number
        sound[SOUND_ONLY + number] = number
    return sound, syllables


def segment(letters: str) -> list[int]:
    """Split pinyin without tone marks into sound numbers, fewest syllables first; [] if it is none.

    "zhangxiaoming" → the numbers of zhang, xiao, ming.
    """
    known = tables().syllables
    best: list[list[int] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for begin in range(max(0, end - 6), end):
            head = best[begin]
            number = known.get(letters[begin:end])
            if head is None or number is None:
                continue
            here = best[end]
            if here is None or len(head) + 1 < len(here):
                best[end] = [*head, number]
    return best[-1] or []
