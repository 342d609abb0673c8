"""字表与名表: the character and name tables of the generator, read once from `data/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

DATA = Path(__file__).parent / "data"
Text = npt.NDArray[np.str_]
I32 = npt.NDArray[np.int32]
_SPAN = 0x30000  # every code point we meet, the rare extension blocks included


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def pools() -> dict[str, list[str]]:
    """名用字: lists of given-name characters (or whole names where blanks part them)."""
    out = {}
    for file in ("given.txt", "places.txt"):
        for line in _lines(file):
            key, _, rest = line.partition(" ")
            out[key] = rest.split() if " " in rest else list(rest)
    return out


@cache
def surnames() -> tuple[Text, npt.NDArray[np.float64]]:
    """姓氏: surnames and their shares."""
    rows = [line.split() for line in _lines("surnames.txt")]
    weights = np.array([float(weight) for _, weight in rows])
    return np.array([name for name, _ in rows]), weights / weights.sum()


@dataclass(frozen=True, slots=True)
class Swaps:
    """换字表: for each code point, the characters that may be written instead of it."""

    first: I32  # where its alternatives begin in `flat`
    count: I32  # how many there are; 0: none
    flat: npt.NDArray[np.uint32]


def _swaps(groups: list[tuple[str, str]]) -> Swaps:
    """Each pair: characters, and what any of them may become (a character never becomes itself)."""
    options: dict[str, list[str]] = {}
    for sources, targets in groups:
        for character in sources:
            options.setdefault(character, []).extend(t for t in targets if t != character)
    first, count = np.zeros(_SPAN, np.int32), np.zeros(_SPAN, np.int32)
    flat: list[int] = []
    for character, found in sorted(options.items()):
        first[ord(character)], count[ord(character)] = len(flat), len(found)
        flat.extend(ord(c) for c in found)
    return Swaps(first, count, np.array(flat, np.uint32))


@cache
def readings() -> dict[str, str]:
    """读音: character to toneless syllable."""
    rows = (line.split() for line in _lines("sounds.txt"))
    return {character: syllable for syllable, found in rows for character in found}


@cache
def homophones() -> Swaps:
    """同音字: same syllable; characters used in names are three times as likely to be written."""
    used = {c for words in pools().values() for word in words for c in word}
    groups = []
    for line in _lines("sounds.txt"):
        found = line.split()[1]
        groups.append((found, found + "".join(c for c in found if c in used) * 2))
    return _swaps(groups)


_DIALECT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))
_ENDINGS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


def _dialect(syllable: str) -> list[str]:
    found = []
    for a, b in _DIALECT:
        for x, y in ((a, b), (b, a)):
            if syllable.startswith(x) and not syllable.startswith(x + "h"):
                found.append(y + syllable[len(x) :])
    for a, b in _ENDINGS:
        if syllable.endswith(a):
            found.append(syllable[: -len(a)] + b)
        elif syllable.endswith(b):
            found.append(syllable[: -len(b)] + a)
    return found


@cache
def dialect() -> Swaps:
    """方言近音: what a clerk writes who hears n for l, in for ing, s for sh."""
    groups = dict(line.split() for line in _lines("sounds.txt"))
    return _swaps(
        [
            (characters, "".join(groups.get(near, "") for near in _dialect(syllable)))
            for syllable, characters in groups.items()
        ]
    )


@cache
def lookalikes() -> Swaps:
    """形近字: characters that are misread for each other."""
    return _swaps([(line, line) for line in _lines("lookalike.txt")])


_VARIANTS = ["喆哲", "堃坤", "闫阎", "付傅", "肖萧", "昇升", "淼渺", "祎袆", "烜煊", "甯宁", "丘邱"]


@cache
def traditional() -> Swaps:
    """繁体与异体: the traditional form or a common variant of a character."""
    pairs = [(line[0], line[1]) for line in _lines("traditional.txt")]
    return _swaps(pairs + [(pair, pair) for pair in _VARIANTS])


@cache
def lunar_days() -> tuple[int, I32]:
    """农历: (first solar day as ordinal since 1970, lunar date yyyymmdd of each day from there)."""
    starts = [line.split() for line in _lines("lunar.txt")]
    days = [np.datetime64(row[0]).astype(int) for row in starts]
    out: list[int] = []
    for (_, year, month), here, there in zip(starts[:-1], days[:-1], days[1:], strict=True):
        base = int(year) * 10000 + int(month) * 100
        out.extend(base + day for day in range(1, int(there - here) + 1))
    return int(days[0]), np.array(out, np.int32)
