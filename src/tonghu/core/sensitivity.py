"""敏感级别: every field of every table says how near it comes to a child.

`sensitive(models.CharField(...), Sensitivity.IDENTITY)` marks a field; a system check refuses a
field without a mark (design §4 Access).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar, cast

from django.db.models import Field, Model


class Sensitivity(StrEnum):
    """敏感级别, least first; the last three are compartments with readers of their own."""

    PUBLIC = "public"
    INTERNAL = "internal"
    AGGREGATE = "aggregate"
    PSEUDONYMOUS = "pseudonymous"
    IDENTITY = "identity"
    RISK = "risk"
    NARRATIVE = "narrative"
    REPORTER = "reporter"
    PLACEMENT = "placement"
    SEALED = "sealed"

    @property
    def label(self) -> str:
        """Chinese label."""
        return _LABELS[self]


_LABELS = {
    Sensitivity.PUBLIC: "公开",
    Sensitivity.INTERNAL: "工作内部",
    Sensitivity.AGGREGATE: "汇总数",
    Sensitivity.PSEUDONYMOUS: "去标识",
    Sensitivity.IDENTITY: "身份",
    Sensitivity.RISK: "风险",
    Sensitivity.NARRATIVE: "叙述",
    Sensitivity.REPORTER: "报告人",
    Sensitivity.PLACEMENT: "安置地址",
    Sensitivity.SEALED: "封存",
}

AnyField = TypeVar("AnyField", bound="Field[Any, Any]")


def sensitive(field: AnyField, level: Sensitivity) -> AnyField:
    """The field, marked."""
    field.tonghu_sensitivity = level  # type: ignore[attr-defined]
    return field


def sensitivity_of(field: Field[Any, Any]) -> Sensitivity | None:
    """The mark of a field, None when somebody forgot it."""
    return cast("Sensitivity | None", getattr(field, "tonghu_sensitivity", None))


def unmarked(model: type[Model]) -> list[str]:
    """Concrete fields of a model without a mark."""
    return [f.name for f in model._meta.concrete_fields if sensitivity_of(f) is None]
