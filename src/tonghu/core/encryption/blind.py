"""盲索引: equal values can be found without being read; for ID numbers and phones only.

A county has some seven million possible ID numbers, so whoever holds the index key knows them all:
the key lives outside the database and its backups. Names get no index: a hundred surnames cover
most people.
"""

from __future__ import annotations

import hashlib
import hmac as stdlib
import unicodedata

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from tonghu.core.encryption.keys import ring

PURPOSES = frozenset({"id_number", "phone", "file"})


def blind_index(value: str, purpose: str) -> str:
    """64 hex digits; full width, blanks around and small letters make no difference."""
    if purpose not in PURPOSES:
        raise ValueError(
            f"No blind index for {purpose!r}: only {sorted(PURPOSES)} are guarded enough."
        )
    plain = unicodedata.normalize("NFKC", value).strip().upper()
    return keyed_digest(f"blind|{purpose}|{plain}".encode()).hex()


def keyed_digest(message: bytes) -> bytes:
    """A digest nobody can make without the index key: HMAC-SHA256, or HMAC-SM3 where the ring says so."""
    index = ring().index
    if index.algorithm == "hmac-sm3":
        machine = HMAC(index.key, hashes.SM3())
        machine.update(message)
        return machine.finalize()
    return stdlib.new(index.key, message, hashlib.sha256).digest()
