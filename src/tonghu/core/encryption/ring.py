"""密钥环: the keys outside the database, in `TONGHU_HOME/keys/ring.json`, readable by us alone.

Key-encryption keys wrap the data keys in the database; a new one is put in front by rotation and the
old ones stay, for backups were made under them. The index key makes blind indexes and is never
changed, the signing keys seal the logs.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from tonghu.core.encryption.algorithms import AES, Algorithm, by_name
from tonghu.core.encryption.errors import KeysMissing, KeysUnsafe

FILE, LOCK = "ring.json", "ring.lock"
FORM = 1


@dataclass(frozen=True, slots=True)
class Secret:
    """一把钥匙: its id, its day, its algorithm; the key itself never shows."""

    id: str
    made: str
    algorithm: str
    key: bytes = field(repr=False)

    @classmethod
    def fresh(cls, algorithm: str, length: int) -> Secret:
        """A new random key."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(secrets.token_hex(4), made, algorithm, secrets.token_bytes(length))


@dataclass(frozen=True, slots=True)
class KeyRing:
    """密钥环: newest key-encryption key and signing key first."""

    id: str
    keks: tuple[Secret, ...]
    signing: tuple[Secret, ...]
    index: Secret

    @classmethod
    def fresh(cls, algorithm: Algorithm = AES) -> KeyRing:
        """A new ring."""
        return cls(
            id=str(uuid4()),
            keks=(Secret.fresh(algorithm.name, algorithm.key_bytes),),
            signing=(Secret.fresh("hmac-sha256", 32),),
            index=Secret.fresh("hmac-sm3" if algorithm.name == "sm4-gcm" else "hmac-sha256", 32),
        )

    @property
    def fingerprint(self) -> str:
        """What the database remembers of the ring: enough to know it again, not to guess it."""
        known = b"tonghu key ring|" + self.id.encode()
        return hmac.new(self.index.key, known, hashlib.sha256).hexdigest()

    def kek(self, wanted: str) -> Secret:
        """The key-encryption key of an id."""
        return _find(self.keks, wanted, "主密钥")

    def signer(self, wanted: str) -> Secret:
        """The signing key of an id."""
        return _find(self.signing, wanted, "签名密钥")

    def with_new_kek(self, algorithm: Algorithm) -> KeyRing:
        """The same ring, a fresh key-encryption key in front."""
        fresh = Secret.fresh(algorithm.name, algorithm.key_bytes)
        return replace(self, keks=(fresh, *self.keks))


def _find(keys: tuple[Secret, ...], wanted: str, what: str) -> Secret:
    for one in keys:
        if hmac.compare_digest(one.id, wanted):
            return one
    raise KeysMissing(f"密钥环里没有编号为{wanted}的{what}，请从备份恢复keys文件夹后再试。")


def load(folder: Path) -> KeyRing:
    """The ring of a folder; missing, damaged or readable by others is refused with a sentence."""
    file = folder / FILE
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeysMissing(f"找不到密钥文件{file}，请从备份恢复keys文件夹后再试。") from None
    if mode & 0o077:
        raise KeysUnsafe(f"密钥文件{file}别的用户也能读，请先执行chmod 600再启动。")
    try:
        return _from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, IndexError):
        raise KeysMissing(f"密钥文件{file}已损坏，请从备份恢复keys文件夹后再试。") from None


def create(folder: Path, algorithm: Algorithm = AES) -> KeyRing:
    """The first ring of an installation; of two processes at first start, one wins."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
        if not (folder / FILE).exists():
            _write(folder, KeyRing.fresh(algorithm))
    return load(folder)


def add_kek(folder: Path, algorithm: Algorithm) -> KeyRing:
    """Puts a fresh key-encryption key in front, durable before anything is wrapped with it."""
    with _locked(folder):
        ring = load(folder).with_new_kek(algorithm)
        _write(folder, ring)
    return ring


def _write(folder: Path, ring: KeyRing) -> None:
    temporary = folder / f"{FILE}.{os.getpid()}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(json.dumps(_to_json(ring), indent=1))
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, folder / FILE)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Makes a rename in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock dies with its process."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _to_json(ring: KeyRing) -> dict[str, Any]:
    def plain(one: Secret) -> dict[str, str]:
        text = base64.b64encode(one.key).decode()
        return {"id": one.id, "made": one.made, "algorithm": one.algorithm, "key": text}

    keks, signing = [plain(k) for k in ring.keks], [plain(k) for k in ring.signing]
    return {
        "form": FORM,
        "id": ring.id,
        "keks": keks,
        "signing": signing,
        "index": plain(ring.index),
    }


def _from_json(data: dict[str, Any]) -> KeyRing:
    def secret(row: dict[str, str]) -> Secret:
        key = base64.b64decode(row["key"], validate=True)
        return Secret(row["id"], row["made"], row["algorithm"], key)

    ring = KeyRing(
        id=data["id"],
        keks=tuple(secret(row) for row in data["keks"]),
        signing=tuple(secret(row) for row in data["signing"]),
        index=secret(data["index"]),
    )
    for kek in ring.keks:
        if len(kek.key) != by_name(kek.algorithm).key_bytes:
            raise ValueError(kek.id)
    ring.keks[0], ring.signing[0]
    return ring
