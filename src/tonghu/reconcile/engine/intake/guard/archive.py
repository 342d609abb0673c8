"""压缩包检查: a workbook's zip is unpacked piece by piece and counted before a parser sees it.

Declared sizes are not believed: each member is inflated here and compared with its claim, so
that no other reader of the same file can be surprised (shared/security.md §6.4).
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tonghu.reconcile.engine.intake.guard.names import sheet_members
from tonghu.reconcile.engine.intake.guard.sheetxml import SheetScan
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal, amount

_CHUNK: Final = 1 << 18
_OVERLAP: Final = 16
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_ENTITY: Final = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_WIDE: Final = (b"\xfe\xff", b"\xff\xfe", b"\x00<", b"<\x00")
_NESTED: Final = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


@dataclass(slots=True)
class _Budget:
    limits: Limits
    packed: int
    used: int = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes and stop at the limit or at an absurd ratio."""
        self.used += count
        if self.used > self.limits.unpacked:
            raise Refusal("bomb", detail=f"展开超过{amount(self.limits.unpacked)}")
        if self.used > self.limits.ratio_from and self.used > self.packed * self.limits.ratio:
            raise Refusal("bomb", detail=f"压缩比超过{self.limits.ratio}倍")


def check(path: Path, limits: Limits) -> dict[str, SheetScan]:
    """Walk the whole archive; returns what each sheet's XML shows, by member name."""
    try:
        with ZipFile(path) as archive, path.open("rb") as stream:
            members = archive.infolist()
            _check_names(members, limits)
            _check_places(members)
            budget = _Budget(limits, path.stat().st_size)
            budget_claim = sum(m.file_size for m in members)
            if budget_claim > limits.unpacked:
                raise Refusal("bomb", detail=f"声称展开后有{amount(budget_claim)}")
            return _walk(stream, members, budget)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise Refusal("bad_zip") from error


def _check_names(members: list[ZipInfo], limits: Limits) -> None:
    if len(members) > limits.parts:
        raise Refusal("bomb", detail=f"内含{len(members)}个文件")
    names = [m.filename for m in members]
    if len({n.lower() for n in names}) != len(names):
        raise Refusal("bad_names")
    for member in members:
        name = member.orig_filename
        parts = name.replace("\\", "/").split("/")
        odd = ".." in parts or name.startswith(("/", "\\")) or ":" in name or "\0" in name
        if odd or stat.S_ISLNK(member.external_attr >> 16):
            raise Refusal("bad_names")
        if member.flag_bits & 1:
            raise Refusal("password")
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise Refusal("bad_zip")
    if _WORKBOOK not in {n.lower().replace("\\", "/") for n in names}:
        raise Refusal("not_a_workbook")


def _check_places(members: list[ZipInfo]) -> None:
    """Members that share bytes are the trick of the best zip bombs."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Refusal("bomb", detail="内部文件互相重叠")
        end = member.header_offset + 30 + member.compress_size


def _walk(stream: BinaryIO, members: list[ZipInfo], budget: _Budget) -> dict[str, SheetScan]:
    """Every member; a sheet is known by its content, since any name may hold one."""
    scans: dict[str, SheetScan] = {}
    kept: dict[str, bytes] = {}
    for member in members:
        name = member.filename.lower().replace("\\", "/")
        chunks = _inflate(stream, member, budget)
        first = next(chunks, b"")
        if first.startswith(_NESTED):
            raise Refusal("nested")
        if first.startswith(_WIDE):
            raise Refusal("bad_zip")  # a wide encoding would hide everything from this check
        if not first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            for _ in chunks:
                pass  # counted
            continue
        _check_encoding(first[:200])
        scans[name] = SheetScan(budget.limits)
        kept[name] = _walk_xml(first, chunks, scans[name])
    names = sheet_members(kept.get(_WORKBOOK, b""), kept.get(_RELATIONS, b""))
    _check_claims(scans, {member: sheet for sheet, member in names.items()}, budget.limits)
    return {sheet: scans[member] for sheet, member in names.items() if member in scans}


def _check_claims(scans: dict[str, SheetScan], sheets: dict[str, str], limits: Limits) -> None:
    for name, scan in scans.items():
        sheet = sheets.get(name, name.rpartition("/")[2])
        if scan.too_wide:
            raise Refusal("claimed", sheet=sheet, rows=scan.too_wide[0], columns=scan.too_wide[1])
        if scan.cells > limits.cells:
            raise Refusal("cells", sheet=sheet, count=scan.cells, limit=limits.cells)


def _walk_xml(first: bytes, chunks: Iterator[bytes], scan: SheetScan) -> bytes:
    """Look through one XML member; returns its beginning."""
    tail = b""
    for chunk in chain((first,), chunks):
        window = tail + chunk
        if any(mark in window for mark in _ENTITY):
            raise Refusal("entities")
        scan.feed(chunk)
        tail = chunk[-_OVERLAP:]
    scan.close()
    return first


def _check_encoding(head: bytes) -> None:
    declaration = head.partition(b"?>")[0].lower()
    if b"encoding" in declaration and b"utf-8" not in declaration and b"utf8" not in declaration:
        raise Refusal("bad_zip")


def _inflate(stream: BinaryIO, member: ZipInfo, budget: _Budget) -> Iterator[bytes]:
    """The member's bytes, counted; more or fewer than claimed is a refusal."""
    stream.seek(member.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise BadZipFile
    name_length, extra_length = unpack_from("<HH", header, 26)
    stream.seek(name_length + extra_length, 1)
    total = 0
    for piece in _pieces(stream, member):
        budget.spend(len(piece))
        total += len(piece)
        if total > member.file_size:
            raise Refusal("bomb", detail="实际大小超过声称的大小")
        yield piece
    if total != member.file_size:
        raise BadZipFile


def _pieces(stream: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15) if member.compress_type == ZIP_DEFLATED else None
    left = member.compress_size
    while left:
        packed = stream.read(min(_CHUNK, left))
        if not packed:
            raise BadZipFile
        left -= len(packed)
        if inflater is None:
            yield packed
            continue
        while packed:
            yield inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
    if inflater is not None and (rest := inflater.flush()):
        yield rest
