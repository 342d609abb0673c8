"""条款: the short clause for a chip, and the whole citation for its title."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from tonghu.policy import load
from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.spoken import citation


@lru_cache(maxsize=1024)
def clause_chip(profile: str, basis: str) -> tuple[str, str] | None:
    """条款: the short clause and the whole citation; None where no document stands behind it."""
    found = next((part for part in parts(basis) if document_of(part)), "")
    if not found:
        return None
    short = found[len(document_of(found)) :].strip()
    wide = short.replace("(", "（").replace(")", "）")
    return (wide or "依据", citation(load(profile or settings.TONGHU_PROFILE), found))
