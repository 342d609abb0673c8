"""办理台的样子: sentences of its filters."""

from __future__ import annotations

from tonghu.reconcile.queries import ProposalFilter
from tonghu.reconcile.states import ProposalKind, ProposalState

KINDS = tuple((one.value, str(one.label)) for one in ProposalKind)
STATES = (
    ("left", "还没办完的"),
    *((one.value, str(one.label)) for one in ProposalState if one.value not in ("gone", "withdrawn")),
    ("all", "全部"),
)  # fmt: skip


def said(wanted: ProposalFilter, named: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """筛选的话, each with the parameter that holds it."""
    told = [
        (dict(named).get(wanted.town, wanted.town), "town") if wanted.town else None,
        (dict(KINDS).get(wanted.kind, wanted.kind), "kind") if wanted.kind else None,
        (dict(STATES).get(wanted.state, wanted.state), "state") if wanted.state != "left" else None,
        ("只看可以成批采纳的", "certain") if wanted.certain else None,
        ("只看一次比对的", "run") if wanted.run else None,
        (f"含“{wanted.search}”", "s") if wanted.search else None,
    ]
    return tuple(one for one in told if one)
