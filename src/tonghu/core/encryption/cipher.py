"""密文: one blob, `version | algorithm | key id | nonce | ciphertext and tag`.

The place is authenticated with it (table | row | column | header), so that a ciphertext copied to
another row or column, or relabelled with another algorithm, does not open.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag

from tonghu.core.encryption.algorithms import NONCE, TAG, Algorithm
from tonghu.core.encryption.errors import Unreadable

VERSION = 1
HEADER = 2 + 16
SHORTEST = HEADER + NONCE + TAG
BROKEN = (
    "这项加密的内容打不开：密文被改动过、放错了位置，或者密钥不对。请从备份核对，并告知系统管理员。"
)


@dataclass(frozen=True, slots=True)
class DataKeyRef:
    """数据密钥: unwrapped, in memory only."""

    id: UUID
    algorithm: Algorithm
    key: bytes = field(repr=False)

    def __reduce__(self) -> str:
        """A key leaves this process in no way."""
        raise TypeError("A data key cannot be pickled.")


class Cipher:
    """密码机: closes and opens blobs with a data key, for one place."""

    @staticmethod
    def seal(plain: bytes, *, key: DataKeyRef, table: str, row: object, column: str) -> bytes:
        """The blob of a value at its place; the nonce is random, 96 bits."""
        header = bytes([VERSION, key.algorithm.id]) + key.id.bytes
        nonce = secrets.token_bytes(NONCE)
        bound = _place(table, row, column, header)
        return header + nonce + key.algorithm.box(key.key).encrypt(nonce, plain, bound)

    @staticmethod
    def open(blob: bytes, *, key: DataKeyRef, table: str, row: object, column: str) -> bytes:
        """The value; anything changed, moved or relabelled is refused in the same words."""
        if key_of(blob) != key.id or blob[1] != key.algorithm.id:
            raise Unreadable(BROKEN)
        nonce, rest = blob[HEADER : HEADER + NONCE], blob[HEADER + NONCE :]
        bound = _place(table, row, column, blob[:HEADER])
        try:
            return key.algorithm.box(key.key).decrypt(nonce, rest, bound)
        except InvalidTag:
            raise Unreadable(BROKEN) from None


def key_of(blob: bytes) -> UUID:
    """Which data key a blob names."""
    if len(blob) < SHORTEST or blob[0] != VERSION:
        raise Unreadable(BROKEN)
    return UUID(bytes=blob[2:HEADER])


def _place(table: str, row: object, column: str, header: bytes) -> bytes:
    return f"{table}|{row}|{column}|".encode() + header
