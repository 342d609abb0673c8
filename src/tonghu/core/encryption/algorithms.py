"""密码算法: AES-256-GCM and SM4-GCM (RFC 8998) behind one interface; the id is part of every blob."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tonghu.core.encryption.errors import Unreadable

NONCE, TAG = 12, 16


class Box(Protocol):
    """密码盒: one key, ready to close and open messages."""

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes | None) -> bytes:
        """Ciphertext with its tag at the end."""

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes | None) -> bytes:
        """The message; `InvalidTag` when anything differs."""


class Sm4Gcm:
    """SM4-GCM: GB/T 32907 in the mode of RFC 8998, tag of 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes | None) -> bytes:
        """Ciphertext with its tag at the end."""
        machine = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        machine.authenticate_additional_data(bound or b"")
        return machine.update(data) + machine.finalize() + machine.tag

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes | None) -> bytes:
        """The message; `InvalidTag` when anything differs."""
        if len(data) < TAG:
            raise InvalidTag
        machine = Cipher(self._cipher, modes.GCM(nonce, data[-TAG:])).decryptor()
        machine.authenticate_additional_data(bound or b"")
        return machine.update(data[:-TAG]) + machine.finalize()


@dataclass(frozen=True, slots=True)
class Algorithm:
    """算法: the number a blob carries, its name in settings, the length of its keys."""

    id: int
    name: str
    label: str
    key_bytes: int

    def new_key(self) -> bytes:
        """A fresh key of the right length."""
        return secrets.token_bytes(self.key_bytes)

    def box(self, key: bytes) -> Box:
        """The key at work; a key of the wrong length is refused."""
        if len(key) != self.key_bytes:
            raise Unreadable("密钥长度与算法不符，密钥文件可能已损坏，请从备份恢复密钥文件。")
        return AESGCM(key) if self.id == AES.id else Sm4Gcm(key)


AES = Algorithm(1, "aes-256-gcm", "AES-256-GCM", 32)
SM4 = Algorithm(2, "sm4-gcm", "SM4-GCM", 16)
_BY_ID = {one.id: one for one in (AES, SM4)}
_BY_NAME = {one.name: one for one in (AES, SM4)}


def by_id(number: int) -> Algorithm:
    """The algorithm of a blob; an unknown number is refused."""
    found = _BY_ID.get(number)
    if found is None:
        raise Unreadable(f"不认识编号为{number}的加密算法，密文可能已损坏。")
    return found


def by_name(name: str) -> Algorithm:
    """The algorithm a setting names."""
    found = _BY_NAME.get(name)
    if found is None:
        raise ValueError(f"TONGHU_CIPHER只能写{'或'.join(_BY_NAME)}，现在是“{name}”。")
    return found
