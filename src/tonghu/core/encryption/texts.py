"""封好的一段话: what somebody typed travels closed, in sessions, addresses' tokens and orders.

Bound to a purpose, which names its shared key, and to one place: closed for another place it says nothing.
"""

from __future__ import annotations

import base64

from tonghu.core.encryption.cipher import Cipher, key_of
from tonghu.core.encryption.datakeys import find_key, shared_key
from tonghu.core.encryption.errors import EncryptionError

COLUMN = "text"


def close_text(text: str, *, purpose: str, place: str) -> str:
    """The text as words that a session or an order can carry; "" for nothing."""
    if not text:
        return ""
    blob = Cipher.seal(
        text.encode(), key=shared_key(purpose), table=purpose, row=place, column=COLUMN
    )
    return base64.urlsafe_b64encode(blob).decode()


def open_text(closed: str, *, purpose: str, place: str) -> str:
    """The text again; "" for what was not closed here, not for this place, or under a key that is gone."""
    if not closed:
        return ""
    try:
        blob = base64.urlsafe_b64decode(closed)
        key = find_key(key_of(blob))
        return Cipher.open(blob, key=key, table=purpose, row=place, column=COLUMN).decode()
    except (EncryptionError, ValueError):
        return ""
