"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from django.db import models

from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive

FIGURES = ("nation", "province", "prefecture", "county", "town")  # whoever reads figures


def inside(field: AnyField) -> AnyField:
    """工作内部."""
    return sensitive(field, Sensitivity.INTERNAL)


def aggregate(field: AnyField) -> AnyField:
    """汇总数."""
    return sensitive(field, Sensitivity.AGGREGATE)


def text(label: str, length: int, comment: str = "") -> models.CharField[str, str]:
    """A short text of the office, empty when there is none."""
    return inside(
        models.CharField(
            label, max_length=length, blank=True, default="", db_comment=comment or label
        )
    )
