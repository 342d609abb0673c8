"""改了什么: makes what an event says of a change fit to be kept for years, without its secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model

from tonghu.core.encryption.blind import keyed_digest
from tonghu.core.sensitivity import Sensitivity, sensitivity_of

SECRET = frozenset(
    {
        Sensitivity.IDENTITY, Sensitivity.RISK, Sensitivity.NARRATIVE,
        Sensitivity.REPORTER, Sensitivity.PLACEMENT, Sensitivity.SEALED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """隐去的值: the log keeps a keyed fingerprint, by which equal values can be told, nothing more."""

    value: object = field(repr=False)

    def reference(self) -> dict[str, str | None]:
        """What the log keeps."""
        if self.value is None:
            return {"hidden": None}
        return {"hidden": keyed_digest(f"event|{_spelt(self.value)}".encode()).hex()[:24]}


def fit_to_keep(changes: Mapping[str, Any], subject: object = None) -> dict[str, Any]:
    """The changes as JSON; a field the subject's model marks as secret is hidden by itself."""
    secret = _secret_fields(subject)
    return {
        str(name): _hidden(value) if name in secret else _plain(value)
        for name, value in changes.items()
    }


def _secret_fields(subject: object) -> frozenset[str]:
    if not isinstance(subject, Model):
        return frozenset()
    fields = subject._meta.concrete_fields
    return frozenset(n for f in fields if sensitivity_of(f) in SECRET for n in (f.name, f.attname))


def _hidden(value: Any) -> Any:
    """A value, or [before, after], hidden."""
    if isinstance(value, list | tuple):
        return [_hidden(one) for one in value]
    return (value if isinstance(value, Hidden) else Hidden(value)).reference()


def _plain(value: Any) -> Any:  # noqa: C901  (one line per kind of value)
    """A value that reads the same after a round through jsonb."""
    if isinstance(value, Hidden):
        return value.reference()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, float | Decimal | UUID | date | datetime | time):
        return _spelt(value)
    raise TypeError(
        f"An event cannot keep a {type(value).__name__}: give text, numbers, ids, days."
    )


def _spelt(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)


__all__ = ["Hidden", "fit_to_keep"]
