"""旧版 Office 容器: passwords, formulas and errors of an xls, read from its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import error as StructError
from struct import unpack_from
from typing import Final

from tonghu.reconcile.engine.intake.guard.magic import ZIPPED
from tonghu.reconcile.engine.intake.guard.sheetxml import SheetScan
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal

_ENCRYPTED: Final = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_BOOKS: Final = ("Workbook", "Book")
_FREE: Final = 0xFFFFFFF0  # sector numbers from here on are marks
_FORMULA, _FILEPASS, _BOUNDSHEET, _BOOLERR, _EOF = 0x06, 0x2F, 0x85, 0x0205, 0x0A


def check(path: Path, limits: Limits) -> dict[str, SheetScan]:
    """Refuse what has a password or is no old workbook; tell where formulas and errors stand."""
    data = path.read_bytes()
    if any(mark in data for mark in _ENCRYPTED):
        raise Refusal("password")
    if path.suffix.lower() in ZIPPED:
        raise Refusal("wrong_xlsx_ole", ext=path.suffix.lower())
    if not any(name.encode("utf-16-le") in data for name in _BOOKS):
        raise Refusal("wrong_binary", ext=path.suffix.lower())
    try:
        return _scans(_stream(data), limits)
    except (StructError, IndexError, ValueError):
        return {}  # an odd container: whether it can be read is for the parser to say


def _stream(data: bytes) -> bytes:
    """The workbook's stream; small ones live in the root's own stream, cut into 64 bytes."""
    size = 1 << unpack_from("<H", data, 30)[0]
    small = 1 << unpack_from("<H", data, 32)[0]
    first_directory, first_small = unpack_from("<I", data, 48)[0], unpack_from("<I", data, 60)[0]
    table = _table(data, size)
    directory = _chain(data, table, first_directory, size, 512)
    entries = [directory[i : i + 128] for i in range(0, len(directory) - 127, 128)]
    root = entries[0]
    for entry in entries:
        if _name(entry) not in _BOOKS:
            continue
        start, length = unpack_from("<II", entry, 116)
        if length >= unpack_from("<I", data, 56)[0]:
            return _chain(data, table, start, size, 512)[:length]
        inner = _chain(data, table, unpack_from("<I", root, 116)[0], size, 512)
        numbers = _chain(data, table, first_small, size, 512)
        pieces = list(unpack_from(f"<{len(numbers) // 4}I", numbers))
        return _chain(inner, pieces, start, small, 0)[:length]
    raise ValueError


def _name(entry: bytes) -> str:
    length = min(unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which; beyond 109 table sectors their list goes on in a chain."""
    sectors = [s for s in unpack_from("<109I", data, 76) if s < _FREE]
    following, count = unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        if following >= _FREE:
            break
        more = unpack_from(f"<{size // 4}I", data, 512 + following * size)
        sectors += [s for s in more[:-1] if s < _FREE]
        following = more[-1]
    table: list[int] = []
    for sector in sectors:
        table += unpack_from(f"<{size // 4}I", data, 512 + sector * size)
    return table


def _chain(data: bytes, table: list[int], start: int, size: int, base: int) -> bytes:
    """The sectors of one stream; a chain longer than the file runs in a circle."""
    pieces: list[bytes] = []
    sector = start
    while sector < _FREE:
        if len(pieces) > len(table):
            raise ValueError
        pieces.append(data[base + sector * size : base + (sector + 1) * size])
        sector = table[sector]
    return b"".join(pieces)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        code, length = unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _scans(stream: bytes, limits: Limits) -> dict[str, SheetScan]:
    scans: dict[str, SheetScan] = {}
    for code, body in _records(stream, 0):
        if code == _FILEPASS:
            raise Refusal("password")
        if code == _EOF:
            break
        if code == _BOUNDSHEET and len(body) > 8:
            wide = body[7] & 1
            title = body[8:].decode("utf-16-le" if wide else "latin-1", "replace")
            scans[title] = _scan(stream, unpack_from("<I", body)[0], limits)
    return scans


def _scan(stream: bytes, start: int, limits: Limits) -> SheetScan:
    scan = SheetScan(limits)
    depth = 0
    for code, body in _records(stream, start):
        depth += (code == 0x0809) - (code == _EOF)
        if depth <= 0:
            break
        if code == _FORMULA and len(body) >= 14:
            place: tuple[int, int] = unpack_from("<HH", body)
            scan.formulas.append(place)
            if body[12:14] == b"\xff\xff" and body[6] == 2:
                scan.errors.append(place)
        elif code == _BOOLERR and len(body) >= 8 and body[7]:
            scan.errors.append(unpack_from("<HH", body))
    return scan
