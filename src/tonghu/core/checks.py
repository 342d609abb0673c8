"""开机自检: what must be true of the whole program before it answers anybody."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from tonghu.core.contributions import EventKind, contributed
from tonghu.core.database.rows import Rows
from tonghu.core.routes import routes
from tonghu.core.sensitivity import unmarked


def our_models() -> list[type[Model]]:
    """Every table of ours."""
    return [m for m in apps.get_models() if m.__module__.startswith("tonghu.")]


@register()
def routes_have_rules(**_: Any) -> list[CheckMessage]:
    """No address without a rule of who may come in."""
    return [
        Error(
            f"The route {route.pattern!r} has no rule.",
            hint="Declare it with core.routes.page(…, needs=…).", id="tonghu.E001",
        )
        for route in routes()
        if route.rule is None
    ]  # fmt: skip


@register()
def fields_have_sensitivity(**_: Any) -> list[CheckMessage]:
    """No field without a level."""
    return [
        Error(
            f"{model.__name__}.{name} has no sensitivity.",
            hint="Wrap it: sensitive(models.CharField(…), Sensitivity.…).", id="tonghu.E002",
        )
        for model in our_models()
        for name in unmarked(model)
    ]  # fmt: skip


@register()
def tables_say_who_sees_rows(**_: Any) -> list[CheckMessage]:
    """No table without its declaration of rows."""
    return [
        Error(
            f"{model.__name__} does not say who sees which rows.",
            hint="Set row_scope = Rows.by_division(…) or Rows.open(reason).", id="tonghu.E003",
        )
        for model in our_models()
        if not isinstance(getattr(model, "row_scope", None), Rows)
    ]  # fmt: skip


@register()
def event_kinds_stand_once(**_: Any) -> list[CheckMessage]:
    """No kind of event is declared twice with different words."""
    counts = Counter(kind.code for kind in contributed(EventKind))
    return [
        Error(f"The event kind {code} is declared {times} times.", id="tonghu.E004")
        for code, times in counts.items()
        if times > 1
    ]
