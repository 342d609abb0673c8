"""向方案提问: functions that name what they want and answer with the clause that decides.

`DECISIONS` lists every named decision with its answer on fixed sample facts.
"""

from tonghu.policy.questions import (  # noqa: F401  importing registers the decisions
    completeness,
    conference,
    deadlines,
    identity,
    protection,
    roles,
    survey,
    units,
    work,
)
from tonghu.policy.questions.registry import DECISIONS, Answer, Decision


def clocks_asked() -> frozenset[str]:
    """The clocks some decision asks for; a `built` clock outside them is refused."""
    return frozenset(clock for decision in DECISIONS.values() for clock in decision.clocks)


__all__ = ["DECISIONS", "Answer", "Decision", "clocks_asked"]
