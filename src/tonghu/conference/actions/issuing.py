"""签发纪要: when all have agreed (or the rule lets the office), with a number and no seal (D-053, D-062)."""

from __future__ import annotations

from uuid import UUID

from tonghu.conference.actions.endorsing import OPEN, digest_of, share
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    follows,
    locked,
    manage,
    name_of,
    number_of,
    profile_for,
    reach,
    unit_of,
    units_of,
)
from tonghu.conference.actions.resolving import hand_out, taken_over
from tonghu.conference.models import Minutes, Opinion, Resolution, Wording
from tonghu.conference.papers.minutes import minutes_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.endorsement import OFFICE, Asked, heir_of, why_not_issue
from tonghu.conference.states.decided import MinutesState, ResolutionState, WordingState
from tonghu.conference.workflow.decided import MINUTES
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers

KIND = "conference.minutes"


def standing_of(row: Minutes) -> tuple[list[Asked], int]:
    """Where each unit stands towards the text that stands, and how many proposals wait."""
    text = digest_of(row)
    asked = []
    for one in Opinion.objects.visible_to(DESK).filter(minutes=row).order_by("place", "id"):
        unit = unit_of(one.unit_id)
        ended = bool(unit and unit.valid_to and unit.valid_to <= clock.today())
        heir = heir_of(one.unit_id, follows) if ended and one.state in OPEN else None
        current = one.answered_digest == text
        asked.append(Asked(one.unit_name, one.state, current, ended, name_of(heir)))
    waiting = Wording.objects.visible_to(DESK).filter(
        opinion__minutes=row, state=WordingState.WAITING
    )
    return asked, waiting.count()


def obstacle(row: Minutes) -> str:
    """为什么还不能签发; empty when it may be issued."""
    if row.rule == OFFICE:
        return "" if row.state in (MinutesState.DRAFT, MinutesState.CIRCULATED) else "已经签发。"
    if row.state != MinutesState.CIRCULATED:
        return "还没有送会签。" if row.round == 0 else "正文收回来改过，请再送会签。"
    asked, undecided = standing_of(row)
    return why_not_issue(row.rule, asked, undecided)


def issue_minutes(*, by: Viewer, minutes: UUID) -> UUID:
    """签发: number, frozen paper with the endorsement sheet; its resolutions become tasks."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        before = locked(row.replaces) if row.replaces is not None else None
        stop = obstacle(row)
        if stop:
            raise NotNow(stop)
        profile = profile_for(row.body)
        text = digest_of(row)
        content = minutes_paper(row)
    paper = papers.issue(
        by=by, kind=KIND, title=row.title, division=row.division, content=content,
        subject=("conference.minutes", row.id), period=str(row.meeting.year),
        replaces=before.paper if before else None, formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row.paper, row.number = paper, number_of(DESK, paper)
        row.template, row.digest = wording("minutes", profile.code).mark, text
        row.issued_at, row.issued_by = clock.now(), by.name
        row.save(update_fields=["paper", "number", "template", "digest", "issued_at", "issued_by"])
        share(row, units_of(row.body))
        move(
            MINUTES, row, "issue", by=by, division=row.division,
            changes={
                "number": row.number, "edition": row.edition, "text": text, "template": row.template,
                "rule": row.rule, "profile": profile.hash,
            },
        )  # fmt: skip
        if before is not None:
            _replaced(by, before, row)
        for one in Resolution.objects.visible_to(DESK).filter(
            minutes=row, state=ResolutionState.PROPOSED
        ):
            hand_out(by=by, row=one)
    return paper


def _replaced(by: Viewer, before: Minutes, row: Minutes) -> None:
    """The old issue stays as it was; what it decided is carried on under the new one."""
    system = Viewer.for_system(f"由{row.number}更正")
    move(MINUTES, before, "replace", by=system, division=before.division, note=row.why)
    taken_over(by=by, before=before, after=row)
