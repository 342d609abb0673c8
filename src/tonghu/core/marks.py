"""字段的写法: shorthands of a field with its sensitivity, the same in every module's tables."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models

from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive


def inside(field: AnyField) -> AnyField:
    """工作内部."""
    return sensitive(field, Sensitivity.INTERNAL)


def aggregate(field: AnyField) -> AnyField:
    """汇总数."""
    return sensitive(field, Sensitivity.AGGREGATE)


def person(field: AnyField) -> AnyField:
    """身份."""
    return sensitive(field, Sensitivity.IDENTITY)


def traceless(field: AnyField) -> AnyField:
    """去标识: tells two records apart, and nobody by name."""
    return sensitive(field, Sensitivity.PSEUDONYMOUS)


def text(label: str, length: int, comment: str = "") -> models.CharField[str, str]:
    """A short text of the office, empty when there is none."""
    return inside(
        models.CharField(
            label, max_length=length, blank=True, default="", db_comment=comment or label
        )
    )


def who(label: str) -> models.UUIDField[UUID | None, UUID | None]:
    """A user by id; the name stands beside it, as it was then."""
    return inside(models.UUIDField(label, null=True, db_comment="空：系统"))


def when(label: str) -> models.DateTimeField[datetime | None, datetime | None]:
    """A moment that may not have come yet."""
    return inside(models.DateTimeField(label, null=True))
