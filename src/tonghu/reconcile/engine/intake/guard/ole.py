"""旧版 Office 容器: passwords are visible in the directory without opening anything."""

from __future__ import annotations

from pathlib import Path

from tonghu.reconcile.engine.intake.guard.magic import ZIPPED
from tonghu.reconcile.engine.intake.sentences import Refusal

_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def check(path: Path) -> None:
    """Refuse a password-protected workbook, a Word file, and an old workbook called xlsx."""
    data = path.read_bytes()
    if any(mark in data for mark in _ENCRYPTED):
        raise Refusal("password")
    if path.suffix.lower() in ZIPPED:
        raise Refusal("wrong_xlsx_ole", ext=path.suffix.lower())
    if not any(mark in data for mark in _BOOKS):
        raise Refusal("wrong_binary", ext=path.suffix.lower())
