"""工作表与部件: which member of the archive holds which sheet."""

from __future__ import annotations

import html
import re
from typing import Final

_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _attributes(tag: str) -> dict[str, str]:
    return {k: html.unescape(a or b) for k, a, b in _ATTRIBUTE.findall(tag)}


def sheet_members(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Sheet name to lower-case member name; a sheet that cannot be followed is left out."""
    targets: dict[str, str] = {}
    for tag in _RELATION.findall(relations.decode("utf-8", "replace")):
        found = _attributes(tag)
        target = found.get("Target", "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[found.get("Id", "")] = member.lower()
    sheets: dict[str, str] = {}
    for tag in _SHEET.findall(workbook.decode("utf-8", "replace")):
        found = _attributes(tag)
        identity = next((v for k, v in found.items() if k.endswith(":id")), "")
        if "name" in found and identity in targets:
            sheets[found["name"]] = targets[identity]
    return sheets
