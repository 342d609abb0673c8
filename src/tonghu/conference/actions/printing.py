"""印会议的文书: lists of a body, papers of a meeting; numbered, frozen, in the ledger, without a seal."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.common import found, manage, need, today
from tonghu.conference.papers import lists
from tonghu.conference.papers import meetings as sheets
from tonghu.conference.queries import agenda
from tonghu.conference.queries import meetings as meeting_queries
from tonghu.conference.queries.body import body_page, policy_of
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.papers.contributions import kind_of
from tonghu.papers.documents import Document

OF_BODY = ("conference.members", "conference.liaisons", "conference.duties")
OF_MEETING = (
    "conference.notice", "conference.agenda", "conference.record", "conference.sign_in",
)  # fmt: skip


def print_list(*, by: Viewer, body: UUID, kind: str) -> UUID:
    """印名单、分工表 (D-300…D-302)."""
    need(by, P.PAPER_ISSUE)
    page = found(body_page(by, body))
    manage(by, page.line.division)
    content: Document
    if kind == "conference.duties":
        content = lists.duty_table(page, policy_of(page.line.profile))
    elif kind == "conference.liaisons":
        content = lists.liaison_list(page)
    else:
        kind, content = "conference.members", lists.member_list(page)
    return papers.issue(
        by=by, kind=kind, title=content.title, division=page.line.division, content=content,
        subject=("conference.body", body), period=str(today().year), formats=("pdf", "docx", "xlsx"),
    )  # fmt: skip


def print_sheet(*, by: Viewer, meeting: UUID, kind: str) -> UUID:
    """印会议通知、议程、记录、签到表 (D-303, D-304)."""
    need(by, P.PAPER_ISSUE)
    view = found(meeting_queries.one(by, meeting))
    manage(by, view.line.division)
    topics, people = agenda.topics(by, meeting), meeting_queries.attendees(by, meeting)
    made = {
        "conference.notice": lambda: sheets.notice(view, topics, people, today()),
        "conference.agenda": lambda: sheets.agenda(view, topics),
        "conference.record": lambda: sheets.record(view, topics, people),
        "conference.sign_in": lambda: sheets.sign_in_sheet(view, people),
    }.get(kind)  # fmt: skip
    content = found(made)()
    return papers.issue(
        by=by, kind=kind, title=f"{view.line.title}{kind_of(kind).label}",
        division=view.line.division, content=content, subject=("conference.meeting", meeting),
        period=str(view.line.year),
    )  # fmt: skip
