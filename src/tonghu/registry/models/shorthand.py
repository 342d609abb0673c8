"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Substr

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.marks import aggregate, traceless
from tonghu.core.marks import inside as inside
from tonghu.core.marks import person as person
from tonghu.core.marks import text as text
from tonghu.core.marks import who as who
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive

NAMES = ("county", "town", "village")  # who reads tables with children in them
BY_VILLAGE = Rows.by_division("division", levels=NAMES)
total = aggregate  # 汇总数
plain = traceless  # 去标识: tells of a child, and nobody which


def risk(field: AnyField) -> AnyField:
    """风险."""
    return sensitive(field, Sensitivity.RISK)


def said(label: str, length: int, comment: str = "") -> models.CharField[str, str]:
    """A value of the file, empty when it was not collected."""
    return models.CharField(
        label, max_length=length, blank=True, default="", db_comment=comment or label
    )


def tail(of: str, start: int, label: str) -> Any:
    """A column's text from one character on, made by the database itself, for ranges of an index."""
    return models.GeneratedField(
        expression=Substr(of, start), output_field=models.CharField(max_length=72), db_persist=True,
        verbose_name=label, db_comment=label,
    )  # fmt: skip


def village(label: str = "负责的村") -> Any:
    """The responsible village."""
    return plain(DivisionField(label, db_comment="12位代码，决定谁看得到"))


def place(label: str) -> Any:
    """A division that may be unknown."""
    return plain(DivisionField(label, null=True, db_comment="空：未采集"))  # type: ignore[misc]


def codes(label: str, length: int = 60, comment: str = "") -> Any:
    """A set of codes, for filters of lists."""
    return ArrayField(
        models.CharField(max_length=length), default=list, blank=True, verbose_name=label,
        db_comment=comment or label,
    )  # fmt: skip
