"""留痕: the only code that writes the two logs; the signature of a row is made before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from tonghu.core.database.scope import current_viewer
from tonghu.core.events import kinds
from tonghu.core.events.changes import fit_to_keep
from tonghu.core.events.signing import sign
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer

if TYPE_CHECKING:
    from tonghu.core.events.models import Event

Subject = models.Model | tuple[str, object] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """一件事实, as `record` takes it."""

    subject: Subject = None
    division: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    unit: UUID | None = None


class OutsideScope(RuntimeError):
    """An event outside a scope would not share the transaction of what it tells of."""


def record(
    kind: str,
    *,
    by: Viewer,
    subject: Subject = None,
    division: str = "",
    changes: Mapping[str, Any] | None = None,
    why: str = "",
    unit: UUID | None = None,
) -> UUID:
    """留一条事件, in the caller's transaction: no event, no change.

    `division` is where it happened (default: the subject's own), `unit` the unit it concerns when
    that is not the actor's. Values of secret fields are kept as fingerprints (`Hidden`).
    """
    kinds.require(kind)
    _inside(kind)
    row = _event(kind, by, Fact(subject, division, changes or {}, why, unit))
    row.save(force_insert=True)
    return row.id


def record_many(kind: str, *, by: Viewer, facts: Iterable[Fact]) -> int:
    """留多条事件 of one kind, for imports: one event a subject, ten times cheaper; how many."""
    from tonghu.core.events.models import Event

    kinds.require(kind)
    _inside(kind)
    return len(Event.objects.put_many(_event(kind, by, fact) for fact in facts))


def _event(kind: str, by: Viewer, fact: Fact) -> Event:
    from tonghu.core.events.models import Event

    type_, id_ = _named(fact.subject)
    own = getattr(fact.subject, "division", None)
    where = fact.division or (own if isinstance(own, str) else None)
    row = Event(
        **_who(by, where), kind=kind, subject_type=type_, subject_id=id_,
        for_unit=fact.unit or by.unit, changes=fit_to_keep(fact.changes, fact.subject),
        why=(fact.why or by.system)[:2_000],
    )  # fmt: skip
    row.signature = sign(row)
    return row


def looked(
    *,
    by: Viewer,
    what: str,
    ids: Iterable[object] = (),
    purpose: str = "",
    sensitivity: Sensitivity | str = "",
) -> UUID:
    """记一次查阅, in the transaction of the reading: what cannot be logged is not shown."""
    _inside(what)
    return _log(by, "default", outcome="seen", what=what, ids=[str(one) for one in ids],
                purpose=purpose[:400], sensitivity=str(sensitivity))  # fmt: skip


def refused(*, by: Viewer, what: str, reason: str, ids: Iterable[object] = ()) -> UUID:
    """记一次拒绝, on a connection of its own: it stays when the request's transaction is undone."""
    return _log(by, "aside", outcome="refused", what=what, ids=[str(one) for one in ids],
                reason=reason[:400])  # fmt: skip


def _log(by: Viewer, using: str, **fields: Any) -> UUID:
    from tonghu.core.events.models import AccessLog

    row = AccessLog(**_who(by, by.division), **fields)
    row.signature = sign(row)
    row.save(force_insert=True, using=using)
    return row.id


def _inside(what: str) -> None:
    if current_viewer() is None:
        raise OutsideScope(f"{what} was recorded outside core.database.scope(viewer).")


def _who(by: Viewer, division: object) -> dict[str, Any]:
    """The actor as text too: names of today must be readable when the account is long gone."""
    return {
        "user": by.user, "user_name": by.name[:80], "post": by.post, "post_title": by.post_title[:80],
        "unit": by.unit, "unit_name": by.unit_name[:120], "request": by.request[:40],
        "division": division or None,
    }  # fmt: skip


def _named(subject: Subject) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, tuple):
        return str(subject[0])[:80], str(subject[1])[:80]
    return subject._meta.label_lower, str(subject.pk)
