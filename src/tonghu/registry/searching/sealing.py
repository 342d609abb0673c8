"""封好填的字: what somebody looked for is a name; it travels closed, in sessions and orders."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from tonghu.core.encryption import close_text, open_text

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
    said = json.dumps(asdict(typed), ensure_ascii=False) if typed else ""
    return close_text(said, purpose=PURPOSE, place=place)


def unsealed(closed: str, *, place: str) -> Typed:
    """What was typed; nothing for what was not closed here or not for this place."""
    said = open_text(closed, purpose=PURPOSE, place=place)
    return Typed(**json.loads(said)) if said else Typed()
