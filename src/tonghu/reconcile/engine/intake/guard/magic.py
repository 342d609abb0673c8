"""文件头: is the content what the extension says (first bytes only)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal, amount

TEXT: Final = frozenset({".csv", ".txt", ".tsv"})
ZIPPED: Final = frozenset({".xlsx", ".xlsm"})
OLD: Final = frozenset({".xls", ".et"})
KNOWN: Final = TEXT | ZIPPED | OLD

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style", b"<body")
_IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
_PACKED: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def content_of(head: bytes) -> str:
    """Name the content by its first bytes: zip, ole, html, xml, pdf, image, binary or text."""
    stripped = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_IMAGES[:3]) or (head.startswith(_IMAGES[3:]) and b"\0" in head):
        return "image"
    if head.startswith(_PACKED) or _is_binary(head):
        return "binary"
    if stripped.startswith(_HTML):
        return "html"
    return "xml" if stripped.startswith(b"<?xml") else "text"


def _is_binary(head: bytes) -> bool:
    """Control bytes that no encoding of text uses; UTF-16 shows zeros on one side only."""
    controls = sum(head.count(bytes([c])) for c in (*range(1, 9), *range(14, 26), *range(28, 32)))
    even, odd = head[0::2].count(0), head[1::2].count(0)
    both = min(even, odd) * 20 > len(head)
    return len(head) >= 16 and (controls * 30 > len(head) or both)


def check(path: Path, limits: Limits) -> str:
    """Refuse by size, extension and first bytes; returns `text`, `zip` or `ole`."""
    ext = path.suffix.lower()
    if ext not in KNOWN:
        raise Refusal("unknown_type", ext=ext or path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError as error:
        raise Refusal("missing") from error
    except OSError as error:
        raise Refusal("unreadable") from error
    limit = limits.csv_bytes if ext in TEXT else limits.book_bytes
    if size > limit:
        raise Refusal("too_large", size=amount(size), limit=amount(limit))
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n") and size <= len(head):
        raise Refusal("empty")
    return _agree(ext, content_of(head))


def _agree(ext: str, content: str) -> str:
    wanted = "text" if ext in TEXT else "zip" if ext in ZIPPED else "ole"
    if content == wanted:
        return content
    if wanted == "text" and content in {"zip", "ole"}:
        raise Refusal(f"wrong_csv_{content}", ext=ext)
    if content == "ole":  # an encrypted xlsx is an OLE file: the archive check tells them apart
        return content
    code = "wrong_xls_zip" if content == "zip" else f"wrong_{content}"
    raise Refusal(code, ext=ext)
