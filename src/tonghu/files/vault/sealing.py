"""分块加密: a file as a chain of sealed chunks, so that neither side is ever whole in memory.

`TONGHUF1 | algorithm | key id | prefix 7` then chunks of 64 KB, each with its tag. The nonce is
prefix, number of the chunk, and whether it is the last: chunks cannot be swapped, dropped or cut off.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag

from tonghu.core.encryption.algorithms import TAG
from tonghu.core.encryption.cipher import BROKEN, DataKeyRef
from tonghu.core.encryption.errors import Unreadable

MAGIC, PREFIX = b"TONGHUF1", 7
HEADER = len(MAGIC) + 1 + 16 + PREFIX
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """量得: size and digest of the plain content."""

    size: int
    sha256: bytes


def seal_into(
    out: BinaryIO,
    chunks: Iterable[bytes],
    *,
    key: DataKeyRef,
    row: UUID,
    watch: Callable[[int], None] = lambda _: None,
) -> Measured:
    """Encrypts a stream; `watch` gets the size so far and may refuse."""
    header = MAGIC + bytes([key.algorithm.id]) + key.id.bytes + secrets.token_bytes(PREFIX)
    box, bound, digest, size = key.algorithm.box(key.key), _bound(row, header), hashlib.sha256(), 0
    out.write(header)
    for number, (chunk, last) in enumerate(_even(chunks)):
        size += len(chunk)
        watch(size)
        digest.update(chunk)
        out.write(box.encrypt(_nonce(header, number, last), chunk, bound))
    return Measured(size, digest.digest())


def opened_from(source: BinaryIO, *, key: DataKeyRef, row: UUID) -> Iterator[bytes]:
    """Decrypts a stream; whatever was changed, moved, dropped or cut off is refused."""
    header = source.read(HEADER)
    named = header[len(MAGIC) : len(MAGIC) + 17]
    if not header.startswith(MAGIC) or named != bytes([key.algorithm.id]) + key.id.bytes:
        raise Unreadable(BROKEN)
    box, bound = key.algorithm.box(key.key), _bound(row, header)
    number, chunk = 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield box.decrypt(_nonce(header, number, not following), chunk, bound)
        except (InvalidTag, ValueError):
            raise Unreadable(BROKEN) from None
        if not following:
            return
        number, chunk = number + 1, following


def _even(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of equal length and whether each is the last; an empty file is one empty piece."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK:
            yield bytes(held[:CHUNK]), False
            del held[:CHUNK]
    yield bytes(held), True


def _nonce(header: bytes, number: int, last: bool) -> bytes:
    return header[-PREFIX:] + number.to_bytes(4, "big") + bytes([last])


def _bound(row: UUID, header: bytes) -> bytes:
    return f"files_storedfile|{row}|content|".encode() + header
