"""已保存的列对应: what a person decided about a sender's columns, kept in a file a person can edit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Intake, Sheet


class MappingError(ValueError):
    """列对应文件有错: the message is one Chinese sentence for the person who edits the file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One form of a sender: its headers in order, and what each column means."""

    headers: tuple[str, ...]
    fields: tuple[Field | None, ...]


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """一个报送单位的列对应: all layouts of one sender; sender "" serves whoever uses that form."""

    sender: str
    layouts: tuple[Layout, ...]


def load_mappings(path: Path) -> Mapping[str, SavedMapping]:
    """Read a mapping file; every fault is one sentence with the place."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            f"列对应文件“{path.name}”读不出来，请确认它存在并且是 UTF-8 文本。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"列对应文件“{path.name}”格式有误（{error}），请改正后再试。") from error
    grouped: dict[str, list[Layout]] = {}
    entries = raw.get("mapping", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], start=1):
        where = f"列对应文件“{path.name}”第{number}段"
        sender, layout = _entry(entry, where)
        grouped.setdefault(sender, []).append(layout)
    return {sender: SavedMapping(sender, tuple(found)) for sender, found in grouped.items()}


def _entry(entry: Any, where: str) -> tuple[str, Layout]:
    columns = entry.get("columns") if isinstance(entry, dict) else None
    if not isinstance(columns, list) or not all(isinstance(c, dict) for c in columns):
        raise MappingError(
            f"{where}缺少 columns，请写成 columns = [{{ header = “…”, field = “…” }}]。"
        )
    headers = tuple(str(c.get("header", "")) for c in columns)
    fields = tuple(_field(str(c.get("field", "")), where) for c in columns)
    used = [f for f in fields if f]
    if twice := sorted({f for f in used if used.count(f) > 1}):
        raise MappingError(f"{where}的字段“{twice[0]}”用了两次，请只留一列再试。")
    return str(entry.get("sender", "")), Layout(headers, fields)


def _field(text: str, where: str) -> Field | None:
    if not text:
        return None
    try:
        return Field(text)
    except ValueError as error:
        raise MappingError(f"{where}的字段“{text}”不在字段表里，请改正后再试。") from error


def save_mappings(path: Path, intake: Intake) -> None:
    """Write what was understood, one entry per sender and form, for a person to correct."""
    lines = [
        "# 列对应：每段是一个报送单位的一种表格。field 留空表示这一列不用；改完保存，下次读入即按此办理。",
        "# sender 留空表示任何单位用同样表头时都适用。",
    ]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for sheet in intake.sheets:
        key = (sheet.file.sender, tuple(c.header for c in sheet.mapping))
        if key not in seen:
            seen.add(key)
            lines.extend(_lines(sheet))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(sheet: Sheet) -> list[str]:
    columns = [
        f"  {{ header = {_quoted(c.header)}, field = {_quoted(c.field or '')} }},"
        for c in sheet.mapping
    ]
    head = ["", "[[mapping]]", f"sender = {_quoted(sheet.file.sender)}", "columns = ["]
    return [*head, *columns, "]"]


def _quoted(text: str) -> str:
    # a JSON string without non-BMP escapes is a TOML basic string, save for DEL
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
