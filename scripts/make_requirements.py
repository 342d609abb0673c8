"""要求清单: docs/requirements.toml, one table per D-number.

    python scripts/make_requirements.py PATH/requirements.md   read the list again
    python scripts/make_requirements.py --ties                 take `test` and `where` from the tree

The list gives part, source, strength and title. `state` and `where` are kept by hand and survive
every run. `--ties` writes `test` from the @requirement markers, and adds to `where` the profile
files whose rows name the number in `d = […]`.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "requirements.toml"
LONGEST = 200  # characters of a title
# The list cites a speech by its speaker and quotes names as printed; officials are never named here.
SPEECH = re.compile(r"¶[\u4e00-\u9fff]+")
PRINTED_NAMES = re.compile(r" ?\((?:[\u4e00-\u9fff] [\u4e00-\u9fff](?:, )?)+\)")
STATES = ("done", "part", "not")

HEAD = """\
# 要求清单: every numbered demand of the five documents, and how far this tree meets it.
# part, source, strength and title come from the list (scripts/make_requirements.py PATH); `state` is
# set by hand: done = code and tests meet it, part = as data or in one of its halves, not = not yet.
# `where` names the files that do it; `test` the tests that carry @requirement with the number
# (scripts/make_requirements.py --ties writes both). Source: DL 大理州, WQ 武清区, XB 新北区,
# SY 松阳县, NA 国办函〔2016〕30号 as reported. Strength: M ordered, O optional, "" not marked.
"""


@dataclass(frozen=True)
class Demand:
    """要求: one D-number."""

    number: str
    part: str
    source: str
    strength: str
    title: str
    state: str = "not"
    where: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    note: str = ""


@dataclass
class Reader:
    """What is remembered from line to line: the part and the columns of its table."""

    part: str = ""
    columns: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """Without bold, italics and doubled blanks."""
    return " ".join(re.sub(r"\*+", "", text).split()).strip(" —-")


def shortened(text: str) -> str:
    """At most LONGEST characters, cut where a clause ends."""
    text = PRINTED_NAMES.sub("", plain(text)).rstrip(".;")
    if text.count("、") > 15:  # the full lists of member units: the head says which and how many
        return f"member-unit list as printed: {text.partition(':')[0]}"
    if len(text) <= LONGEST:
        return text
    ends = [m.start() for m in re.finditer(r"[;。；]|, |、| → ", text[:LONGEST])]
    return text[: ends[-1] if ends else LONGEST].rstrip(" ,;") + " …"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def title_of(row: dict[str, str], part: str) -> str:
    """Who does what, from whichever columns the part's table has."""
    if part == "N":
        return f"Unit duties, {row['Function group']}: {row['Duty items (numbered)']}"
    if part == "Q":
        return f"{row['Rule']}: {row['Value']}"
    what = next(row[c] for c in ("What", "Definition / list", "Finding") if c in row)
    who = plain(row.get("Who", ""))
    return f"{who}: {what}" if who else what


def source_of(row: dict[str, str], part: str) -> str:
    """The documents a row comes from."""
    if part == "N":
        names = [c.removesuffix(" name") for c in row if c.endswith(" name")]
        return ", ".join(n for n in names if plain(row[f"{n} name"]) not in ("", "(guided)"))
    if part == "S":
        return ", ".join(dict.fromkeys(re.findall(r"\b(DL|WQ|NA|XB|SY)\b", row["Finding"])))
    return SPEECH.sub("¶部长讲话", plain(row.get("Source+clause") or row.get("Source") or ""))


def from_table(line: str, reader: Reader) -> Demand | None:
    """A table row, when its first cell opens with a D-number."""
    values = cells(line)
    if values[0] == "ID":
        reader.columns = values
        return None
    found = re.fullmatch(r"(D-\d{3}) ?([MO/]*)", values[0])
    if not found:
        return None
    row = dict(zip(reader.columns, values, strict=True))
    title = shortened(title_of(row, reader.part))
    return Demand(found[1], reader.part, source_of(row, reader.part), found[2], title)


def from_text(line: str, reader: Reader) -> Iterator[Demand]:
    """Numbers in running text and bullets: D-300 名单 · D-301 名单 · …"""
    pieces = re.split(r"(?=\bD-\d{3} )", line)
    for piece in pieces[1:]:
        number, text = piece[:5], piece[6:].strip(" ·")
        source = re.match(r"(DL|WQ|NA|XB|SY)\b", text)
        yield Demand(number, reader.part, source[1] if source else "", "", shortened(text))


def read(text: str) -> list[Demand]:
    """All demands of the list, in order of their numbers."""
    reader, found = Reader(), list[Demand]()
    for line in text.splitlines():
        if part := re.match(r"## Part ([A-Z])\.", line):
            reader.part = part[1]
        elif reader.part in ("", "U", "V"):
            continue
        elif line.startswith("|"):
            found += [one for one in [from_table(line, reader)] if one]
        elif re.match(r"(- )?D-\d{3} ", line):
            found += from_text(line, reader)
    return sorted(found, key=lambda one: one.number)


def kept() -> dict[str, Demand]:
    """What the file says now."""
    if not OUT.exists():
        return {}
    rows = tomllib.loads(OUT.read_text(encoding="utf-8"))
    return {
        number: Demand(
            number, row["part"], row["source"], row["strength"], row["title"], row["state"],
            tuple(row["where"]), tuple(row["test"]), row.get("note", ""),
        )
        for number, row in rows.items()
    }  # fmt: skip


def marked(tests: Path) -> dict[str, list[str]]:
    """D-number → the tests that carry it, as `file::name`, found without importing anything."""
    ties: dict[str, list[str]] = defaultdict(list)
    for file in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for name, node in functions(tree):
            for number in numbers(node):
                ties[number].append(f"{file.relative_to(tests.parent).as_posix()}::{name}")
    return {number: list(dict.fromkeys(names)) for number, names in ties.items()}


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Test functions of a module and of its classes, with the name pytest gives them."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            inner = (n for n in node.body if isinstance(n, ast.FunctionDef))
            yield from ((f"{node.name}::{n.name}", n) for n in inner if n.name.startswith("test"))


def numbers(node: ast.FunctionDef) -> Iterator[str]:
    """The D-numbers of a test's @requirement marks; strings only, so that a reader sees them."""
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("requirement"):
            yield from (str(ast.literal_eval(argument)) for argument in mark.args)


def in_profiles(profiles: Path) -> dict[str, list[str]]:
    """D-number → the profile files whose rows name it."""
    ties: dict[str, list[str]] = defaultdict(list)
    for file in sorted(profiles.rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        lists = " ".join(re.findall(r"^[^#\n]*?\bd\s*=\s*\[([^\]]*)\]", text, re.MULTILINE))
        for number in sorted(set(re.findall(r"D-\d{3}", lists))):
            ties[number].append(file.relative_to(profiles.parent).as_posix())
    return ties


def tied(demands: list[Demand]) -> list[Demand]:
    """The demands with `test` from the markers and `where` completed from the profiles."""
    tests, places = marked(ROOT / "tests"), in_profiles(ROOT / "profiles")
    return [
        replace(
            one,
            test=tuple(tests.get(one.number, ())),
            where=tuple(dict.fromkeys([*one.where, *places.get(one.number, ())])),
        )
        for one in demands
    ]


def array(items: tuple[str, ...]) -> str:
    """A TOML array, one item a line when there are several."""
    texts = [json.dumps(item, ensure_ascii=False) for item in items]
    return f"[{''.join(texts)}]" if len(texts) < 2 else "[\n    " + ",\n    ".join(texts) + ",\n]"


def written(demands: list[Demand]) -> str:
    """The whole file."""
    blocks = [HEAD]
    for one in demands:
        lines = [f"[{one.number}]"]
        for key in ("part", "source", "strength", "title", "state", "note"):
            if key != "note" or one.note:
                lines.append(f"{key} = {json.dumps(getattr(one, key), ensure_ascii=False)}")
        lines += [f"where = {array(one.where)}", f"test = {array(one.test)}"]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write docs/requirements.toml.")
    parser.add_argument("path", type=Path, nargs="?", help="the list of requirements")
    parser.add_argument("--ties", action="store_true", help="take `test` and `where` from the tree")
    args = parser.parse_args()
    now = kept()
    demands = list(now.values())
    if args.path:
        demands = [
            replace(one, state=old.state, where=old.where, test=old.test, note=old.note)
            if (old := now.get(one.number))
            else one
            for one in read(args.path.read_text(encoding="utf-8"))
        ]
    if args.ties:
        demands = tied(demands)
    OUT.write_text(written(demands), encoding="utf-8")
    print(f"{len(demands)} demands,", ", ".join(
        f"{sum(one.state == state for one in demands)} {state}" for state in STATES
    ))  # fmt: skip


if __name__ == "__main__":
    main()
