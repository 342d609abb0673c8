"""各动作共用: permission, the one answer for missing and out of reach."""

from __future__ import annotations

from typing import TypeVar

from tonghu.access.rules.deciding import lacking
from tonghu.core.errors import Missing, NotYours
from tonghu.core.viewer import Viewer

Row = TypeVar("Row")
DESK = Viewer.for_system("数一个县的全部指标，只留汇总数")
GONE = "没有这一项，或者不在你的管辖范围内。"


def need(by: Viewer, permission: str) -> None:
    """Refuses with the sentence that says whose business it is."""
    if not by.system and not by.may(permission):
        raise NotYours(lacking(by, permission))


def found(row: Row | None) -> Row:
    """The row, or the one answer for missing and out of reach."""
    if row is None:
        raise Missing(GONE)
    return row
