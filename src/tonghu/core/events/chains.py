"""链: one for each log and month; every link is an HMAC over the one before, the row and its number.

The links use the signing key too, so that whoever can write the database still cannot mend a chain.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghu.core.clock import CHINA
from tonghu.core.encryption.errors import EncryptionError
from tonghu.core.encryption.keys import ring
from tonghu.core.events.models import AccessLog, Event

LOGS: Final[dict[str, type[Event] | type[AccessLog]]] = {Event.log: Event, AccessLog.log: AccessLog}
LABELS: Final = {"event": "事件", "access": "查阅记录"}
NAME = 4  # bytes of the key's id before the MAC


@dataclass(frozen=True, slots=True, order=True)
class Chain:
    """一条链: one log in one month."""

    log: str
    month: str  # 2026-11

    @property
    def label(self) -> str:
        """How a person reads it."""
        return f"{self.month}的{LABELS.get(self.log, self.log)}"

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """First moment, and first moment after."""
        year, month = (int(part) for part in self.month.split("-"))
        later = (year + month // 12, month % 12 + 1)
        return datetime(year, month, 1, tzinfo=CHINA), datetime(*later, 1, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Head:
    """链尾: how long a chain is, and its last value."""

    chain: Chain
    number: int = 0
    hash: bytes = b""


def chain_of(log: str, at: datetime) -> Chain:
    """The chain of a row."""
    return Chain(log, f"{at.astimezone(CHINA):%Y-%m}")


def next_hash(head: Head, row: UUID, signature: bytes) -> bytes:
    """The value of the link after `head`."""
    signer = ring().signing[0]
    return bytes.fromhex(signer.id) + _mac(signer.key, head, row, signature)


def follows(found: bytes, head: Head, row: UUID, signature: bytes) -> bool:
    """Whether a link stands rightly after `head`."""
    try:
        key = ring().signer(found[:NAME].hex()).key
    except EncryptionError:
        return False
    return hmac.compare_digest(found[NAME:], _mac(key, head, row, signature))


def _mac(key: bytes, head: Head, row: UUID, signature: bytes) -> bytes:
    place = f"seal|{head.chain.log}|{head.chain.month}|{head.number + 1}|{row}|".encode()
    message = place + len(head.hash).to_bytes(2, "big") + head.hash + signature
    return hmac.new(key, message, hashlib.sha256).digest()
