"""不能办的原因: refusals a person reads, as sentences."""

from __future__ import annotations

from typing import TypeVar

Row = TypeVar("Row")
GONE = "没有这一项，或者不在你的管辖范围内。"


class NotNow(Exception):
    """这一步现在不能办: the message says why and what to do."""


class NotYours(Exception):
    """这一步不归你办: in scope, but the post does not permit it."""


class Missing(Exception):
    """没有这一项，或者不在管辖范围内: one answer for both."""


class Wrong(ValueError):
    """填得不对: which field, and the sentence beside it."""

    def __init__(self, field: str, text: str) -> None:
        """`field` is a field of the form."""
        super().__init__(text)
        self.field, self.text = field, text


def found(row: Row | None) -> Row:
    """The row, or the one answer for missing and out of reach."""
    if row is None:
        raise Missing(GONE)
    return row
