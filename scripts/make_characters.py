"""Make the character tables of the matching engine: readings and variant forms.

Run once, by hand, with `uv run --group tables python scripts/make_characters.py`; the two text
files it writes are committed, so that no run of the product needs pypinyin or OpenCC.
Sources: readings from pypinyin (MIT), simplification from OpenCC (Apache-2.0), and the short
list below of forms that OpenCC leaves alone though registrars use them for one name.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

import opencc
import pypinyin

OUT = Path(__file__).parent.parent / "src/tonghu/reconcile/engine/canonical/data"
REGISTRY = Path(__file__).parent.parent / "src/tonghu/registry/data"

# Seen in rosters for one and the same name, untouched by OpenCC (linkage.md §4.2).
# Only pairs that are one character written two ways; homophones are the sound key's business.
SAME = {"喆": "哲", "堃": "坤", "闫": "阎", "付": "傅", "肖": "萧", "昇": "升"}

RANGES = ((0x3007, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


def simplify() -> dict[str, str]:
    """Traditional, compatibility and variant characters → the one form used for comparing."""
    t2s = opencc.OpenCC("t2s")
    fold: dict[str, str] = {}
    for low, high in RANGES:
        for code in range(low, high):
            char = chr(code)
            plain = t2s.convert(unicodedata.normalize("NFKC", char))
            plain = SAME.get(plain, plain)
            if len(plain) == 1 and plain != char and ord(plain) < 0x10000:
                fold[char] = plain
    return fold


def readings() -> dict[str, str]:
    """Toneless syllable → every character read so by default (u for ü written v)."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for low, high in RANGES:
        for code in range(low, high):
            char = chr(code)
            sound = pypinyin.lazy_pinyin(char, v_to_u=False, errors="ignore")
            if sound and sound[0].isascii() and sound[0].isalpha():
                table[sound[0]].append(char)
    return {k: "".join(v) for k, v in sorted(table.items())}


def main() -> None:
    """Write both tables."""
    OUT.mkdir(parents=True, exist_ok=True)
    fold = simplify()
    pairs = "".join(f"{a}{b}" for a, b in sorted(fold.items()))
    (OUT / "variants.txt").write_text(
        "\n".join(pairs[i : i + 80] for i in range(0, len(pairs), 80)) + "\n", encoding="utf-8"
    )
    lines = [f"{sound} {chars}" for sound, chars in readings().items()]
    for folder in (OUT, REGISTRY):
        (folder / "readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(fold)} variants, {len(lines)} syllables")


if __name__ == "__main__":
    main()
