"""冻结: content as JSON and back, unchanged, so that a paper prints the same in ten years.

Pure. Fields that hold their default are left out; unknown fields of a later version are refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from tonghu.papers import documents as d

KINDS: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        d.Document, d.Heading, d.Paragraph, d.FieldGrid, d.Cell, d.Table, d.Column, d.Signature, d.Note, d.PageBreak,
    )
}  # fmt: skip


def kept(content: d.Document) -> dict[str, Any]:
    """A document as JSON can carry it."""
    plain: dict[str, Any] = _kept(content)
    return plain


def again(plain: dict[str, Any]) -> d.Document:
    """The document that was kept."""
    document = _again(plain)
    assert isinstance(document, d.Document)
    return document


def fingerprint(content: d.Document) -> str:
    """内容指纹: SHA-256 of the content; the same content has the same one."""
    text = json.dumps(kept(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return {"is": "date", "day": value.isoformat()}
    if isinstance(value, tuple):
        return [_kept(one) for one in value]
    name = type(value).__name__
    if name not in KINDS:
        if value is None or type(value) in (str, int, float, bool):
            return value
        raise TypeError(f"文书里不能有{name}，只能是文字、数、日期、是否或空。")
    given = {f.name: getattr(value, f.name) for f in fields(value)}
    usual = {f.name: f.default for f in fields(value) if f.default is not MISSING}
    changed = {n: v for n, v in given.items() if n not in usual or v != usual[n]}
    return {"is": name, **{n: _kept(v) for n, v in changed.items()}}


def _again(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_again(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    if plain["is"] == "date":
        return date.fromisoformat(plain["day"])
    return KINDS[plain["is"]](**{n: _again(v) for n, v in plain.items() if n != "is"})
