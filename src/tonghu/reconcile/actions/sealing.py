"""封好查找的字: what somebody searched for is a name, and lies open in no table that holds no names."""

from __future__ import annotations

from tonghu.core.encryption import close_text, open_text

PURPOSE = "reconcile.search"


def sealed(text: str, *, place: str) -> str:
    """The text closed for one place, as words that a session or an order can carry."""
    return close_text(text, purpose=PURPOSE, place=place)


def unsealed(closed: str, *, place: str) -> str:
    """The text again; "" for what was not closed here or not for this place."""
    return open_text(closed, purpose=PURPOSE, place=place)
