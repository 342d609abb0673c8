"""守门的管理器: nothing is read without saying who is looking (law 3).

`Model.objects.visible_to(viewer)` is the ordinary door, `all_of_them(reason=…)` the loud one.
Everything else raises. Behind it row-level security holds the same bounds (core.database).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from tonghu.core.database.rows import Rows
from tonghu.core.viewer import Level, Viewer

AnyModel = TypeVar("AnyModel", bound=models.Model)


class UnscopedRead(RuntimeError):
    """Somebody read a table without saying who is looking."""


class GuardedManager(models.Manager[AnyModel]):
    """A manager whose ordinary doors are shut."""

    def get_queryset(self) -> NoReturn:
        """Refuses: every read names its viewer."""
        raise UnscopedRead(
            f"{self.model.__name__}.objects was read without a viewer: use visible_to(viewer), "
            "or all_of_them(reason=…) where no person is looking."
        )

    def visible_to(self, viewer: Viewer) -> QuerySet[AnyModel]:
        """Rows within the viewer's reach, by the table's own declaration."""
        rows: Rows = self.model.row_scope  # type: ignore[attr-defined]
        everything = self._everything()
        return everything if rows.is_open else everything.filter(within(rows, viewer))

    def all_of_them(self, *, reason: str) -> QuerySet[AnyModel]:
        """Every row that row-level security lets through, with the reason in the source."""
        if not reason:
            raise UnscopedRead("all_of_them() needs a reason.")
        return self._everything()

    def using_aside(self) -> QuerySet[AnyModel]:
        """Every row let through on the second connection, for what must outlive a rollback."""
        return QuerySet(model=self.model, using="aside")

    def put(self, **fields: Any) -> AnyModel:
        """A new row."""
        row = self.model(**fields)
        row.save(force_insert=True, using=self._db)
        return row

    def put_many(self, rows: Iterable[AnyModel], batch_size: int = 2_000) -> list[AnyModel]:
        """New rows, in batches."""
        return self._everything().bulk_create(list(rows), batch_size=batch_size)

    def _everything(self) -> QuerySet[AnyModel]:
        return QuerySet(model=self.model, using=self._db)


def within(rows: Rows, viewer: Viewer) -> Q:
    """The bounds of a declaration for one viewer: the same words row-level security speaks."""
    found = Q(pk__in=[])
    at_level = viewer.level is Level.SYSTEM or viewer.level.value in rows.levels
    if rows.division and viewer.lo and at_level:
        found |= Q(**{f"{rows.division}__gte": viewer.lo, f"{rows.division}__lt": viewer.hi})
    if viewer.level is Level.SYSTEM:
        return Q()
    if rows.unit and viewer.unit:
        found |= Q(**{rows.unit: viewer.unit})
    if rows.user and viewer.user:
        found |= Q(**{rows.user: viewer.user})
    if rows.shared and viewer.unit:
        found |= Q(**{f"{rows.shared}__contains": [viewer.unit]})
    return found
