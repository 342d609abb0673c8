"""数据密钥: made, wrapped, found again, destroyed.

A shared key serves one table; a key of its own serves one person or one file, and destroying it
makes their content unreadable everywhere, in backups too.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from cryptography.exceptions import InvalidTag

from tonghu.core.encryption.algorithms import NONCE, Algorithm, by_id, by_name
from tonghu.core.encryption.cipher import BROKEN, DataKeyRef
from tonghu.core.encryption.errors import KeyErased, Unreadable
from tonghu.core.encryption.keys import cipher_in_use, ring
from tonghu.core.encryption.models import DataKey
from tonghu.core.encryption.ring import KeyRing, Secret
from tonghu.core.ids import uuid7

SHARED = "shared:"
REASON = "data keys carry no person; what they open is guarded where it lies"
_shared: dict[tuple[str, str, int], DataKeyRef] = {}  # (ring, purpose, algorithm) → key
_opened: dict[tuple[str, UUID], DataKeyRef] = {}  # shared ones only: an own key may be destroyed
_brief: ContextVar[dict[tuple[str, UUID], DataKeyRef] | None] = ContextVar(
    "brief", default=None
)  # see remembered()


def own_key(purpose: str) -> DataKeyRef:
    """A key for one person or one file, in the caller's transaction."""
    return _make(purpose, "default")


def shared_key(purpose: str) -> DataKeyRef:
    """The key of a table, made at first use on a connection of its own: a rollback keeps it."""
    keys, algorithm = ring(), cipher_in_use()
    slot = (keys.id, purpose, algorithm.id)
    if slot not in _shared:
        rows = DataKey.objects.all_of_them(reason=REASON).filter(
            purpose=SHARED + purpose, algorithm=algorithm.id
        )
        row = rows.order_by("id").first()
        made = unwrap(row, keys) if row else _make(SHARED + purpose, "aside")
        _shared[slot] = _opened[(keys.id, made.id)] = made
    return _shared[slot]


def find_key(wanted: UUID) -> DataKeyRef:
    """The key a blob names; one that was destroyed is told as such."""
    keys = ring()
    slot = (keys.id, wanted)
    known = _opened.get(slot)
    brief = _brief.get()
    if known is None and brief is not None:
        known = brief.get(slot)
    if known is not None:
        return known
    row = DataKey.objects.all_of_them(reason=REASON).filter(pk=wanted).first()
    if row is None:
        raise KeyErased("这项内容的密钥已经销毁，内容不能再读出。")
    found = unwrap(row, keys)
    if row.purpose.startswith(SHARED):
        _opened[slot] = found
    elif brief is not None:
        brief[slot] = found
    return found


@contextmanager
def remembered() -> Iterator[None]:
    """记一会儿: inside, a key of one's own is looked up once and not for every value it closes.

    For a list of rows under one key, within one request or one step of a job, no longer.
    """
    token = _brief.set({} if _brief.get() is None else _brief.get())
    try:
        yield
    finally:
        _brief.reset(token)


def destroy_key(wanted: UUID) -> bool:
    """销毁密钥 (crypto-erase): whether there was one. Shared keys are never destroyed."""
    brief = _brief.get()
    if brief is not None:
        brief.pop((ring().id, wanted), None)
    rows = DataKey.objects.all_of_them(reason=REASON).filter(pk=wanted)
    gone, _ = rows.exclude(purpose__startswith=SHARED).delete()
    return gone > 0


def forget() -> None:
    """Empties what this process remembers: after a restore, and between tests."""
    _shared.clear()
    _opened.clear()


def _make(purpose: str, using: str) -> DataKeyRef:
    algorithm = cipher_in_use()
    made = DataKeyRef(uuid7(), algorithm, algorithm.new_key())
    kek = ring().keks[0]
    DataKey.objects.db_manager(using).put(
        id=made.id,
        purpose=purpose,
        wrapped=wrap(made, purpose, kek),
        kek=kek.id,
        algorithm=algorithm.id,
    )
    return made


def wrap(made: DataKeyRef, purpose: str, kek: Secret) -> bytes:
    """A data key closed by a key-encryption key, bound to its id, purpose and algorithm."""
    nonce = secrets.token_bytes(NONCE)
    bound = _bound(made.id, purpose, made.algorithm, kek)
    return nonce + by_name(kek.algorithm).box(kek.key).encrypt(nonce, made.key, bound)


def unwrap(row: DataKey, keys: KeyRing) -> DataKeyRef:
    """A data key opened with its key-encryption key."""
    algorithm, kek, wrapped = by_id(row.algorithm), keys.kek(row.kek), bytes(row.wrapped)
    bound = _bound(row.id, row.purpose, algorithm, kek)
    try:
        key = by_name(kek.algorithm).box(kek.key).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Unreadable(BROKEN) from None
    return DataKeyRef(row.id, algorithm, key)


def _bound(id_: UUID, purpose: str, algorithm: Algorithm, kek: Secret) -> bytes:
    return f"datakey|{id_}|{purpose}|{algorithm.id}|{kek.id}".encode()
