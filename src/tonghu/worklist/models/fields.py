"""字段: marked with their sensitivity, so that the tables read as tables."""

from __future__ import annotations

from django.db import models

from tonghu.core.sensitivity import Sensitivity, sensitive

INSIDE = Sensitivity.INTERNAL


def text(
    label: str, length: int, *, comment: str = "", blank: bool = True
) -> models.CharField[str, str]:
    """A short text of the office's own use."""
    field: models.CharField[str, str] = models.CharField(
        label, max_length=length, blank=blank, default="" if blank else models.NOT_PROVIDED,
        db_comment=comment or label,
    )  # fmt: skip
    return sensitive(field, INSIDE)
