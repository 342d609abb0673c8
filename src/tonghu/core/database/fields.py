"""数据库字段: columns whose shape row-level security depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models

LENGTH = 12

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class DivisionField(_Text):
    """区划代码: twelve digits, ordered byte by byte, so that a subtree is a range of an index.

    No division is NULL (`null=True`), never an empty text. The model adds an index that begins with
    this column; `tonghu db status` names a table that has none.
    """

    default_validators = [  # noqa: RUF012  (Django's own attribute)
        RegexValidator(r"^[0-9]{12}\Z", "区划代码是12位数字。")
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes what a CharField takes; length and collation are not for choosing."""
        kwargs["max_length"] = LENGTH
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations: without what is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["db_collation"]
        return name, path, args, kwargs


def units_field(**kwargs: Any) -> ArrayField[list[Any], list[Any]]:
    """共享给哪些单位: units that may read the row; its model adds `units_index(…)`."""
    return ArrayField(models.UUIDField(), default=list, blank=True, **kwargs)


def units_index(column: str, name: str) -> GinIndex:
    """The index that serves `Rows.by_division(shared=column)`."""
    return GinIndex(fields=[column], name=name)
