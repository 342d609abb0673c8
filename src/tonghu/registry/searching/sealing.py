"""封好填的字: what somebody looked for is a name; it travels closed, in sessions and orders."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from tonghu.core.encryption import Cipher, EncryptionError, find_key, shared_key
from tonghu.core.encryption.cipher import key_of

PURPOSE = "registry.search"


@dataclass(frozen=True, slots=True)
class Typed:
    """填的字: name, sound or number of a child; a guardian; a worker."""

    text: str = ""
    guardian: str = ""
    worker: str = ""

    def __bool__(self) -> bool:
        """Whether anything was typed."""
        return bool(self.text or self.guardian or self.worker)


def sealed(typed: Typed, *, place: str) -> str:
    """Closed for one place, as words that a session or an order can carry; "" for nothing."""
    if not typed:
        return ""
    said = json.dumps(asdict(typed), ensure_ascii=False).encode()
    blob = Cipher.seal(said, key=shared_key(PURPOSE), table=PURPOSE, row=place, column="typed")
    return base64.urlsafe_b64encode(blob).decode()


def unsealed(closed: str, *, place: str) -> Typed:
    """What was typed; nothing for what was not closed here or not for this place."""
    if not closed:
        return Typed()
    try:
        blob = base64.urlsafe_b64decode(closed)
        said = Cipher.open(
            blob, key=find_key(key_of(blob)), table=PURPOSE, row=place, column="typed"
        )
        return Typed(**json.loads(said))
    except (EncryptionError, ValueError, TypeError):
        return Typed()
