"""印督办台账 (D-306): the list as it is filtered on the page, as PDF, Word and Excel."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import DESK, NotNow, need, reach
from tonghu.conference.models import Body
from tonghu.conference.papers.resolutions import ledger_paper
from tonghu.conference.queries import resolutions as queries
from tonghu.conference.rules import resolving
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers


def issue_ledger(*, by: Viewer, wanted: queries.Wanted) -> UUID:
    """督办台账 as a paper with a number: rows and counts as of now."""
    need(by, P.CONFERENCE_VIEW)
    lines = queries.lines(by, queries.filtered(by, wanted))
    if not lines:
        raise NotNow("台账里还没有事项，没有可印的。")
    body = reach(Body, by, wanted.body or lines[0].body)
    counts = resolving.counted(
        (resolving.Line(o.state, o.due, o.lead, o.cleared_on, o.decided_on) for o in lines),
        clock.today(),
    )
    content = ledger_paper(
        body.name, body.profile, map(_row, lines), resolving.sentence(counts),
        "部分事项" if (wanted.state or wanted.unit or wanted.text) else "全部事项",
    )  # fmt: skip
    paper = papers.issue(
        by=by, kind="conference.ledger", title=content.title, division=body.division, content=content,
        period=str(wanted.year or clock.today().year), formats=("pdf", "docx", "xlsx"),
    )  # fmt: skip
    with scope(DESK):
        events.record("resolution.ledger", by=by, subject=body, division=body.division,
                      changes={"paper": str(paper), "rows": len(lines)})  # fmt: skip
    return paper


def _row(one: queries.ResolutionLine) -> dict[str, str]:
    late = f"过期{one.late}天" if one.late else one.state_label
    return {
        "number": one.number, "decided": one.decided_on.isoformat() if one.decided_on else "",
        "title": one.title, "lead": one.lead, "supports": "、".join(one.supports),
        "measure": one.measure, "due": one.due.isoformat() if one.due else "", "state": late,
        "progress": one.latest, "urged": f"{one.urged}次" if one.urged else "",
        "cleared": one.cleared_on.isoformat() if one.cleared_on else "",
    }  # fmt: skip
