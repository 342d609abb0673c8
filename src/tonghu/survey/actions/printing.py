"""印排查的文书: any kind, any place, any round; issued ones are numbered, frozen and in the ledger."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.papers.contributions import kind_of
from tonghu.survey.actions.common import need
from tonghu.survey.papers.contents import BUILD, Ask, Made, ask
from tonghu.survey.states import REGISTER


def print_draft(
    *, by: Viewer, kind: str, round: UUID, division: str = "", scheme: str = REGISTER,
    of: UUID | None = None, format: str = "pdf", whole: bool = False,
) -> UUID:  # fmt: skip
    """草稿: the job that prints it."""
    _, made = _made(by, kind, round, division, scheme, of, whole)
    return papers.draft(by=by, kind=kind, content=made.content, format=format)


def issue_paper(
    *, by: Viewer, kind: str, round: UUID, division: str = "", scheme: str = REGISTER,
    of: UUID | None = None, formats: tuple[str, ...] = ("pdf", "xlsx"), whole: bool = False,
    replaces: UUID | None = None,
) -> UUID:  # fmt: skip
    """签发: the paper; what does not add up is printed under its table, never made to agree."""
    order, made = _made(by, kind, round, division, scheme, of, whole)
    return papers.issue(
        by=by, kind=kind, title=f"{kind_of(kind).label}（{order.round.title}）",
        division=order.division, content=made.content, subject=("survey.round", order.round.id),
        period=order.round.period, formats=formats, replaces=replaces,
    )  # fmt: skip


def _made(
    by: Viewer, kind: str, round: UUID, division: str, scheme: str, of: UUID | None, whole: bool
) -> tuple[Ask, Made]:
    need(by, P.PAPER_ISSUE)
    if whole:
        need(by, P.IDENTITY_SHOW)
    order = ask(by, round, division, scheme=scheme, of=of, whole=whole)
    made = BUILD[kind](by, order)
    if made.content.about:
        events.looked(
            by=by, what="survey.list", ids=[order.round.id], purpose=f"印{kind_of(kind).label}"
        )
    return order, made
