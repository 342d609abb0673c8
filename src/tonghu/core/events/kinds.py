"""事件种类: which facts may be left at all: declared ones, and every step of every workflow."""

from __future__ import annotations

from tonghu.core.contributions import EventKind, contributed
from tonghu.core.workflow import Workflow


class UnknownKind(LookupError):
    """A fact nobody declared: contribute an EventKind, or the Workflow it is a step of."""


def labels() -> dict[str, str]:
    """Every known kind and how a person reads it."""
    known = {kind.code: kind.label for kind in contributed(EventKind)}
    for flow in contributed(Workflow):
        for row in flow.rows:
            known.setdefault(f"{flow.code}.{row.action}", row.label)
    return known


def label_of(kind: str) -> str:
    """The Chinese words of a kind; of one that is no longer declared, the code itself."""
    return labels().get(kind, kind)


def require(kind: str) -> None:
    """Refuses a kind nobody declared."""
    if not _known(kind):
        raise UnknownKind(
            f"Nobody declared the event kind {kind!r}: contribute(EventKind({kind!r}, …)) in the "
            "module's contributions.py."
        )


def _known(kind: str) -> bool:
    """Asked for every event, so without making the list of all."""
    if any(one.code == kind for one in contributed(EventKind)):
        return True
    flow_code, _, action = kind.rpartition(".")
    return any(
        row.action == action
        for flow in contributed(Workflow)
        if flow.code == flow_code
        for row in flow.rows
    )
