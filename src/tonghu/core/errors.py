"""不能办的原因: refusals a person reads, as sentences."""

from __future__ import annotations


class NotNow(Exception):
    """这一步现在不能办: the message says why and what to do."""


class NotYours(Exception):
    """这一步不归你办: in scope, but the post does not permit it."""


class Missing(Exception):
    """没有这一项，或者不在管辖范围内: one answer for both."""
