"""Faults people make in a profile: each function makes one and says where it is.

The word beside each function must stand in the sentence that refuses it.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.policy.folders import Folder, Spot

Fault = Callable[[Folder], Spot]
DEFINED = "definitions.toml"
FAULTS: dict[str, tuple[Fault, str]] = {}


def fault(says: str) -> Callable[[Fault], Fault]:
    """Registers a fault with a word of its refusal."""

    def register(function: Fault) -> Fault:
        FAULTS[function.__name__] = (function, says)
        return function

    return register
