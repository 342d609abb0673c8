"""装配自检: what only the place that knows every module can check."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from tonghu.access.permissions import P
from tonghu.core.contributions import contributed
from tonghu.core.routes import PUBLIC, SIGNED_IN, routes
from tonghu.core.workflow import Workflow
from tonghu.policy import load


def clocks() -> frozenset[str]:
    """Every clock of the closed vocabulary."""
    return frozenset(load("base").vocabulary.clocks)


@register()
def workflows_are_sound(**_: Any) -> list[CheckMessage]:
    """No table of steps with dead ends, unknown verbs or unknown clocks."""
    verbs, ticking = [p.value for p in P], clocks()
    return [
        Error(problem, id="tonghu.E010")
        for flow in contributed(Workflow)
        for problem in flow.problems(verbs, ticking)
    ]


@register()
def routes_need_known_verbs(**_: Any) -> list[CheckMessage]:
    """No route that needs a verb nobody can have."""
    known = {PUBLIC, SIGNED_IN, *(p.value for p in P)}
    return [
        Error(
            f"The route {route.name} needs the unknown verb {route.rule.needs!r}.", id="tonghu.E011"
        )
        for route in routes()
        if route.rule and route.rule.needs not in known
    ]
