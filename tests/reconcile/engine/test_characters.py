"""The committed character tables hold together: fixed examples and what must be true of all."""

from __future__ import annotations

import numpy as np
import pytest

from tonghu.reconcile.engine.canonical.hanzi import (
    DATA,
    ODD,
    SOUND_ONLY,
    UNREADABLE,
    segment,
    tables,
)

READINGS = {
    line.split(" ")[0]: line.split(" ")[1]
    for line in (DATA / "readings.txt").read_text(encoding="utf-8").splitlines()
}
_PAIRS = (DATA / "variants.txt").read_text(encoding="utf-8").replace("\n", "")
VARIANTS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


def test_variants_are_sorted_pairs_each_character_once() -> None:
    assert len(VARIANTS) == len(_PAIRS) // 2 > 3000
    assert list(_PAIRS[::2]) == sorted(_PAIRS[::2])
    assert all(one != two for one, two in VARIANTS.items())


def test_folding_twice_is_folding_once() -> None:
    # 苧 is two characters: the simplified form of 薴, and the traditional one of 苎.
    assert {two for two in VARIANTS.values() if two in VARIANTS} == {"苧"}
    fold = tables().fold
    ours = np.array([ord(c) for c in VARIANTS.values() if c != "苧"])
    assert (fold[ours] == ours).all()


@pytest.mark.parametrize(
    "pair",
    [
        "張张",
        "偉伟",
        "國国",
        "陳陈",
        "劉刘",
        "趙赵",
        "吳吴",
        "楊杨",
        "馬马",
        "葉叶",
        "龍龙",
        "喆哲",
        "堃坤",
        "闫阎",
        "付傅",
        "肖萧",
        "昇升",
        "閆阎",
        "曉晓",
        "學学",
    ],
)
def test_forms_of_one_character(pair: str) -> None:
    assert VARIANTS[pair[0]] == pair[1]


@pytest.mark.parametrize("char", "李王明伟哲坤阎傅萧升")
def test_plain_characters_stay(char: str) -> None:
    assert char not in VARIANTS
    assert tables().fold[ord(char)] == ord(char)


def test_every_character_has_one_reading_and_readings_are_sorted() -> None:
    chars = "".join(READINGS.values())
    assert len(chars) == len(set(chars)) > 20_000
    assert list(READINGS) == sorted(READINGS)
    assert len(READINGS) > 400


@pytest.mark.parametrize(
    ("syllable", "chars"),
    [
        ("zhang", "张章彰漳"),
        ("wei", "伟玮韦卫"),
        ("li", "李黎丽莉"),
        ("lv", "吕律绿"),
        ("nv", "女"),
        ("ou", "欧"),
        ("yang", "阳杨洋"),
        ("e", "娥鹅"),
        ("yan", "䶮阎严"),
    ],
)
def test_readings_by_heart(syllable: str, chars: str) -> None:
    assert set(chars) <= set(READINGS[syllable])


def test_syllables_are_pinyin_letters() -> None:
    assert all(s.isascii() and s.islower() and 1 <= len(s) <= 6 for s in READINGS)


def test_variants_sound_like_the_form_they_fold_to() -> None:
    table = tables()
    folded = [table.fold[ord(c)] for c in VARIANTS]
    assert (table.sound[folded] == table.sound[[ord(c) for c in VARIANTS.values()]]).all()


def test_sound_numbers_stay_clear_of_the_marks() -> None:
    table = tables()
    assert max(table.syllables.values()) < 0x300
    assert len(set(table.syllables.values())) == len(table.syllables) == len(READINGS)
    for number in table.syllables.values():
        assert table.sound[SOUND_ONLY + number] == number
    assert table.sound[UNREADABLE] == UNREADABLE
    assert table.sound[0] == 0
    assert ODD not in table.fold


def test_letters_and_brackets_are_looked_at_one_by_one() -> None:
    odd = tables().odd
    assert all(odd[ord(c)] for c in "aZ(（1[")
    assert not any(odd[ord(c)] for c in "张 ·?〇□")


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("zhangxiaoming", ["zhang", "xiao", "ming"]),
        ("xian", ["xian"]),
        ("ouyang", ["ou", "yang"]),
        ("xqz", []),
        ("", []),
    ],
)
def test_pinyin_splits_into_fewest_syllables(letters: str, syllables: list[str]) -> None:
    assert segment(letters) == [tables().syllables[s] for s in syllables]
