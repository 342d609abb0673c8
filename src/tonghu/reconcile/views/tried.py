"""试着办 (ui.trying), and how many lines a page of this module shows."""

from __future__ import annotations

from django.http import HttpRequest

from tonghu.ui.trying import did, one_of, tried

SIZES = (50, 100, 200)


def size_of(request: HttpRequest) -> int:
    """How many lines a page shows."""
    text = request.GET.get("size", "")
    return int(text) if text in map(str, SIZES) else SIZES[0]


__all__ = ["did", "one_of", "size_of", "tried"]
