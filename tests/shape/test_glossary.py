"""One list joins Chinese terms and English identifiers, and the list is true."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

from tests.shape.tree import ROOT, SRC, parsed

TERMS = tomllib.loads((ROOT / "docs/glossary.toml").read_text(encoding="utf-8"))
FIELDS = {"zh", "en", "code", "module", "means", "source"}


def identifiers(module: str) -> set[str]:
    """Every name a module or its files define: classes, functions, attributes, arguments."""
    place = SRC.joinpath(*module.split("."))
    files = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    names: set[str] = set()
    for file in files:
        for node in ast.walk(parsed(Path(file))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
    return names


def test_no_term_and_no_code_stands_twice() -> None:
    for key in ("zh", "en"):
        twice = [t for t, n in Counter(row[key] for row in TERMS.values()).items() if n > 1]
        assert not twice, f"docs/glossary.toml has two rows for {twice}: keep one."
    codes = Counter((row["module"], row["code"]) for row in TERMS.values())
    twice = [code for code, n in codes.items() if n > 1]
    assert not twice, f"docs/glossary.toml has two terms for one code: {twice}."


def test_every_row_is_whole() -> None:
    for name, row in TERMS.items():
        assert row.keys() >= FIELDS, f"[{name}] lacks {sorted(FIELDS - row.keys())}."
        assert row.keys() <= FIELDS | {"not"}, f"[{name}] has {sorted(row.keys() - FIELDS)}."
        assert all(row.values()), f"[{name}] has an empty field."


def test_every_code_exists() -> None:
    lost = [
        f"[{name}] {row['code']} in {row['module']}"
        for name, row in TERMS.items()
        if row["code"] not in identifiers(row["module"])
    ]
    assert not lost, "Rename in docs/glossary.toml as in the code, or drop:\n" + "\n".join(lost)
