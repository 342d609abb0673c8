"""办一次: the same request twice does its work once (security §6.3).

    with once(by=viewer, key=key, body_hash=digest) as act:
        if act.again:
            return see_other(act.location)
        paper = hand_in(…, by=viewer)
        act.answered(303, paper.url)

The key, the work and the answer are one transaction. A second request with the key waits until the
first has ended: committed, it gets that answer; undone or killed, it does the work itself. Nothing
stays locked.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from tonghu.core.clock import now
from tonghu.core.database.scope import current_viewer
from tonghu.core.errors import NotNow
from tonghu.core.idempotency.models import DoneOnce
from tonghu.core.ids import uuid7
from tonghu.core.viewer import Viewer

FIELD = "_once"
NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})
REASON = "by actor and key: an answer is given only to who asked"
_TAKE = (
    "INSERT INTO core_done_once (id, actor, key, body_hash, status, location, at)"
    " VALUES (%s, %s, %s, %s, 0, '', %s) ON CONFLICT (actor, key) DO NOTHING"
)


class OtherBody(Exception):
    """同号不同事: the key was used for something else (HTTP 422)."""

    status = 422


@dataclass(slots=True)
class Act:
    """这一次: done before (`again`, with its answer), or to be done now."""

    actor: str
    key: str
    again: bool = False
    status: int = 0
    location: str = ""

    def answered(self, status: int, location: str = "") -> None:
        """Keeps the answer with the work."""
        self.status, self.location = status, location
        _rows(self.actor, self.key).update(status=status, location=location)


@contextmanager
def once(*, by: Viewer, key: str, body_hash: str) -> Iterator[Act]:
    """Takes the key within the scope's transaction; an exception inside gives it back."""
    if current_viewer() is None:
        raise RuntimeError(
            "once() outside core.database.scope(viewer) would not share its transaction."
        )
    actor = str(by.user or by.unit or by.system or "-")[:80]
    key = key[:80]
    if not key:
        raise OtherBody("请求没有带一次性编号，请刷新页面后再提交。")
    if _took(actor, key, body_hash):
        yield Act(actor, key)
        return
    done = _rows(actor, key).get()
    if not secrets.compare_digest(done.body_hash, body_hash):
        raise OtherBody("这一页已经提交过别的内容，请刷新页面后重新填写。")
    yield Act(actor, key, again=True, status=done.status, location=done.location)


def new_key() -> str:
    """For the hidden field `_once` of a form."""
    return secrets.token_urlsafe(18)


def body_hash(method: str, path: str, content: Iterable[tuple[str, str]] | bytes) -> str:
    """What was asked: method, path, and the body or the fields of a form in their order."""
    digest = hashlib.sha256(f"{method.upper()}\n{path}\n".encode())
    if isinstance(content, bytes):
        digest.update(content)
        return digest.hexdigest()
    for name, value in content:
        if name not in NOT_CONTENT:
            for part in (name.encode(), value.encode()):
                digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _took(actor: str, key: str, digest: str) -> bool:
    with connection.cursor() as cursor:
        try:
            cursor.execute(_TAKE, [uuid7(), actor, key, digest, now()])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise NotNow("刚才的提交还在办理，请等一会儿再刷新页面。") from None
            raise
        return bool(cursor.rowcount == 1)


def _rows(actor: str, key: str):  # type: ignore[no-untyped-def]
    return DoneOnce.objects.all_of_them(reason=REASON).filter(actor=actor, key=key)
