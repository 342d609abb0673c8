"""A copy of one profile's folder that a test may damage, and the place where it did."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tonghu.policy import places

CODES = ("base", "cn", "dali", "wuqing", "xinbei", "songyang")


@dataclass(frozen=True)
class Spot:
    """Where the damage is: the refusal must name exactly this line."""

    file: Path
    line: int


@dataclass(frozen=True)
class Folder:
    """The copied profiles; `code` is the one under test."""

    root: Path
    code: str

    @classmethod
    def copy(cls, root: Path, code: str) -> Folder:
        """Copies the vocabulary, the base and the profile under test."""
        shipped = places.shipped()
        root.mkdir(exist_ok=True)
        shutil.copy(shipped / places.VOCABULARY, root)
        for name in {"base", code}:
            shutil.copytree(shipped / name, root / name)
        return cls(root, code)

    @property
    def place(self) -> Path:
        """The folder of the profile under test."""
        return self.root / self.code

    def file(self, name: str = "profile.toml") -> Path:
        """One file of the profile."""
        return self.place / name

    def set(self, table: str, text: str, name: str = "profile.toml") -> Spot:
        """Writes one key into a table, replacing the key or the table's silence."""
        path = self.file(name)
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        if f"[{table}]" not in lines:
            return self.append(f"[{table}]", 'basis = "local"', text, name=name)
        start = lines.index(f"[{table}]") + 1
        end = next((i for i in range(start, len(lines)) if lines[i].startswith("[")), len(lines))
        key = text.split(" = ")[0]
        body = [row for row in lines[start:end] if not row.startswith((f"{key} =", "silent ="))]
        path.write_text("\n".join([*lines[:start], text, *body, *lines[end:]]), encoding="utf-8")
        return Spot(path, start + 1)

    def drop(self, table: str, key: str) -> Spot:
        """Deletes one key of a table; the spot is the table's header."""
        path = self.file()
        lines = path.read_text(encoding="utf-8").split("\n")
        start = lines.index(f"[{table}]")
        at = next(i for i in range(start, len(lines)) if lines[i].startswith(f"{key} ="))
        path.write_text("\n".join([*lines[:at], *lines[at + 1 :]]), encoding="utf-8")
        return Spot(path, start + 1)

    def append(self, *rows: str, at: int = -1, name: str = "profile.toml") -> Spot:
        """Writes rows at the end of a file; the spot is row `at` of them."""
        path = self.file(name)
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        text = text.rstrip("\n") + "\n\n" if text else ""
        path.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")
        return Spot(path, text.count("\n") + 1 + range(len(rows))[at])

    def unit(self, at: int, **values: str) -> Spot:
        """Appends a unit; the spot is its header (0) or the row of a value (1, 2, …)."""
        row = {"name": '"演示单位"', "part": '"member"', "basis": '"local"', **values}
        return self.append("[[units]]", *_rows(row, values), at=at, name="units.toml")

    def duty(self, at: int, **values: str) -> Spot:
        """Appends a duty; the spot is its header (0) or the row of a value (1, 2, …)."""
        row = {
            "code": '"town.demo"',
            "unit": '"town"',
            "text": '"演示职责"',
            "period": '"yearly"',
            "proof": '["upload"]',
            "basis": '"local"',
            **values,
        }
        return self.append("[[duties]]", *_rows(row, values), at=at, name="duties.toml")

    def target(self, at: int, **values: str) -> Spot:
        """Appends a target."""
        row = {
            "code": '"demo"',
            "text": '"演示目标"',
            "due_year": "2030",
            "document": '"wbf"',
            **values,
        }
        return self.append("[[targets]]", *_rows(row, values), at=at)


def _rows(row: dict[str, str], first: dict[str, str]) -> list[str]:
    """The values under test come first, so that their rows can be counted."""
    ordered = {**{key: row[key] for key in first}, **row}
    return [f"{key} = {value}" for key, value in ordered.items() if value]
