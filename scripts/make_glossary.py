"""术语表: docs/glossary.md from docs/glossary.toml; `--check` only says whether it is current."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = """\
# Glossary 术语表

Written by `make docs` from [glossary.toml](glossary.toml); change that file, not this one.

| 中文 | English | in code | meaning | source |
|---|---|---|---|---|
"""


def page(text: str) -> str:
    """The whole page, in the order of the modules and then of the file."""
    rows = sorted(tomllib.loads(text).values(), key=lambda row: str(row["module"]))
    lines = [
        f"| {row['zh']} | {row['en']} | `{row['code']}` ({row['module']}) | {row['means']}"
        + (f" *{row['not']}*" if "not" in row else "")
        + f" | {row['source']} |\n"
        for row in rows
    ]
    return HEAD + "".join(lines)


def main() -> None:
    wanted = page((DOCS / "glossary.toml").read_text(encoding="utf-8"))
    out = DOCS / "glossary.md"
    if "--check" not in sys.argv[1:]:
        out.write_text(wanted, encoding="utf-8")
    elif not out.exists() or out.read_text(encoding="utf-8") != wanted:
        sys.exit("docs/glossary.md is not what docs/glossary.toml says: run `make docs`.")


if __name__ == "__main__":
    main()
