"""行签名: an HMAC over every column of a row, by a key that is not in the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tonghu.core.encryption.errors import EncryptionError
from tonghu.core.encryption.keys import ring

if TYPE_CHECKING:
    from tonghu.core.events.models import AccessLog, Event

FORM = b"\x01"  # which columns in which order: `signed` of the models


def sign(row: Event | AccessLog) -> bytes:
    """The signature of a row about to be written: form, id of the key, HMAC-SHA256."""
    signer = ring().signing[0]
    name = bytes.fromhex(signer.id)
    return FORM + name + _mac(signer.key, FORM + name + canonical(row))


def genuine(row: Event | AccessLog) -> bool:
    """Whether the row is as it was written, by somebody who held the key."""
    signature = bytes(row.signature)
    form, name, mac = signature[:1], signature[1:5], signature[5:]
    if form != FORM:
        return False
    try:
        key = ring().signer(name.hex()).key
    except EncryptionError:
        return False
    return hmac.compare_digest(mac, _mac(key, form + name + canonical(row)))


def canonical(row: Event | AccessLog) -> bytes:
    """One spelling of a row, the same before it is stored and after it is read again."""
    values = [row.log, *(_plain(getattr(row, name)) for name in row.signed)]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, str | dict | list | None) else str(value)


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()
