"""字段: marked with their sensitivity, so that the tables below read as tables."""

from __future__ import annotations

from django.db import models

from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive


def inside(field: AnyField) -> AnyField:
    """A field for the office's own use: of staff, never of a child."""
    return sensitive(field, Sensitivity.INTERNAL)


def risk(field: AnyField) -> AnyField:
    """A field that says something about a child's situation."""
    return sensitive(field, Sensitivity.RISK)


def moment(label: str, **options: object) -> models.DateTimeField:  # type: ignore[type-arg]
    """A moment, empty until it happens."""
    return inside(models.DateTimeField(label, null=True, blank=True, **options))  # type: ignore[arg-type]


def text(label: str, length: int, **options: object) -> models.CharField:  # type: ignore[type-arg]
    """A short text that may be empty."""
    return inside(models.CharField(label, max_length=length, blank=True, default="", **options))  # type: ignore[arg-type]
