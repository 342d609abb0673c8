"""表单办一次: the hidden field `_once` of a POST form, taken from a request."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager

from django.http import HttpRequest

from tonghu.core.idempotency.doing import FIELD, Act, body_hash, once
from tonghu.core.viewer import Viewer


def once_of(request: HttpRequest, *, by: Viewer) -> AbstractContextManager[Act]:
    """`once` for a POST request: its `_once` field, its path, its fields and its files' content."""
    path = request.get_full_path()
    return once(
        by=by, key=request.POST.get(FIELD, ""), body_hash=body_hash("POST", path, _fields(request))
    )


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    pairs = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    for name, files in request.FILES.lists():
        for sent in files:
            digest = hashlib.sha256()
            for chunk in sent.chunks():
                digest.update(chunk)
            sent.seek(0)
            pairs.append((name, f"{sent.name}|{digest.hexdigest()}"))
    return pairs
