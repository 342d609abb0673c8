"""封好查找的字: what somebody searched for is a name, and lies open in no table that holds no names."""

from __future__ import annotations

import base64

from tonghu.core.encryption import Cipher, EncryptionError, find_key, shared_key
from tonghu.core.encryption.cipher import key_of

PURPOSE = "reconcile.search"


def sealed(text: str, *, place: str) -> str:
    """The text closed for one place, as words that a session or an order can carry."""
    if not text:
        return ""
    blob = Cipher.seal(
        text.encode(), key=shared_key(PURPOSE), table=PURPOSE, row=place, column="search"
    )
    return base64.urlsafe_b64encode(blob).decode()


def unsealed(closed: str, *, place: str) -> str:
    """The text again; "" for what was not closed here or not for this place."""
    if not closed:
        return ""
    try:
        blob = base64.urlsafe_b64decode(closed)
        opened = Cipher.open(
            blob, key=find_key(key_of(blob)), table=PURPOSE, row=place, column="search"
        )
    except (EncryptionError, ValueError):
        return ""
    return opened.decode()
