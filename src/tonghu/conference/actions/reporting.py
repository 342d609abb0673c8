"""进展: reported with evidence, accepted or returned by the office, urged when late, cleared 销号."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    NotYours,
    Wrong,
    keep_files,
    locked,
    manage,
    need,
    number_of,
    reach,
    said,
    speaks_for,
    told,
    unit_of,
)
from tonghu.conference.actions.resolving import (
    CHECK,
    SUBJECT,
    SUPPORT,
    TASK,
    ask,
    ask_office,
    end_tasks,
)
from tonghu.conference.models import Progress, Resolution, Urging
from tonghu.conference.papers.resolutions import urging_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.states.decided import ProgressState, ResolutionState
from tonghu.conference.workflow.decided import PROGRESS, RESOLUTION
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

EVIDENCE = "conference.progress"


def report(
    *, by: Viewer, resolution: UUID, text: str, final: bool = False, files: Sequence[Any] = (),
    unit: UUID | None = None, paper_number: str = "",
) -> UUID:  # fmt: skip
    """报告进展: by its lead or a supporting unit; `final` by the lead says it is done."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Resolution, by, resolution)
    who, name = _reporter(by, known, unit)
    instead = speaks_for(by, who, name, known.division, paper_number)
    wanted = said(text, "text", "请写办了什么、办到哪一步。")
    with scope(DESK):
        row = locked(known)
        if final and who != row.unit_id:
            raise Wrong("final", f"办完由牵头单位{row.unit_name}报，你们报自己的一份。")
        if row.state not in (ResolutionState.OPEN, ResolutionState.DECLINED):
            raise NotNow(f"这件事现在是“{ResolutionState(row.state).label}”，不用再报。")
        made = Progress.objects.put(
            resolution=row, division=row.division, unit_id=who, unit_name=name, text=wanted,
            final=final, at=clock.now(), by_name=by.name, shared_with=row.shared_with,
            paper_number=instead.paper_number if instead else "",
        )  # fmt: skip
        count = keep_files(
            by=by, uploads=files, of_type=EVIDENCE, of_id=made.id, division=row.division, unit=who,
            shared=row.shared_with,
        )  # fmt: skip
        _tell(by, row, made, count, instead)
    return made.id


def _tell(
    by: Viewer, row: Resolution, made: Progress, count: int, instead: worklist.OnBehalf | None
) -> None:
    """The event of the unit's deed, its own task ended, one of the office opened."""
    changes = {"report": str(made.id), "final": made.final, "files": count, **told(instead)}
    own: dict[str, Any] = {
        "by": by,
        "division": row.division,
        "unit": made.unit_id,
        "changes": changes,
    }
    if made.final:
        move(RESOLUTION, row, "report", **own)
        worklist.close_task(by=by, kind=TASK, subject=(SUBJECT, row.id), on_behalf=instead)
    else:
        events.record("resolution.report", subject=row, **own)
    if made.unit_id != row.unit_id:
        subject = ("conference.support", f"{row.id}:{made.unit_id}")
        worklist.close_task(by=by, kind=SUPPORT, subject=subject, on_behalf=instead)
    why = "报告办完，等销号" if made.final else "报告进展"
    ask_office(by, row, CHECK, f"核{made.unit_name}报的进展：{row.title}", why)


def _reporter(by: Viewer, row: Resolution, unit: UUID | None) -> tuple[UUID | None, str]:
    """Which of the units that owe it speaks: the viewer's own, else the one named, else the lead."""
    owing = {row.unit_id: row.unit_name} | {UUID(one): name for one, name in row.supports}
    wanted = by.unit if by.unit in owing else unit or row.unit_id
    if wanted not in owing:
        known = unit_of(wanted)
        raise NotYours(f"{known.name if known else '这个单位'}不牵头也不配合这件事。")
    return wanted, owing[wanted]


def check_report(*, by: Viewer, progress: UUID, accept: bool, note: str = "") -> None:
    """接收或者退回; a report that it is done clears it (销号) or sends it back to its lead."""
    known = reach(Progress, by, progress)
    manage(by, known.division)
    reason = note.strip()[:300]
    if not accept and not reason:
        raise Wrong("note", "退回要写还差什么，单位看得到。")
    with scope(DESK):
        row = locked(known.resolution)
        one = locked(known)
        one.checked_by, one.checked_at, one.note = by.name, clock.now(), reason
        one.save(update_fields=["checked_by", "checked_at", "note"])
        if one.final and row.state == ResolutionState.REPORTED:
            _final(by, row, one, accept, reason)
        else:
            move(
                PROGRESS, one, "accept" if accept else "return", by=by, division=row.division,
                note=reason, changes={"resolution": str(row.id), "report": str(one.id)},
            )  # fmt: skip
        waiting = Progress.objects.visible_to(DESK).filter(
            resolution=row, state=ProgressState.WAITING
        )
        if not waiting.exists():
            worklist.close_task(by=by, kind=CHECK, subject=(SUBJECT, row.id))


def _final(by: Viewer, row: Resolution, one: Progress, accept: bool, reason: str) -> None:
    if one.state != ProgressState.WAITING:
        raise NotNow("这份报告已经核过了。")
    one.state = ProgressState.ACCEPTED if accept else ProgressState.RETURNED
    one.save(update_fields=["state"])
    if accept:
        row.cleared_on, row.cleared_by, row.cleared_note = clock.today(), by.name, reason
        row.save(update_fields=["cleared_on", "cleared_by", "cleared_note"])
    move(
        RESOLUTION, row, "clear" if accept else "return", by=by, division=row.division, note=reason, changes={"report": str(one.id)},
    )  # fmt: skip
    if accept:
        others = Progress.objects.visible_to(DESK).filter(
            resolution=row, state=ProgressState.WAITING
        )
        others.update(state=ProgressState.ACCEPTED, checked_by=by.name, checked_at=clock.now())
        end_tasks(by, row, "已销号", done=True)
    else:
        ask(by, row, f"办公室退回：{reason}")


def urge(*, by: Viewer, resolution: UUID, why: str = "", reply_by: date | None = None) -> UUID:
    """督办: a notice on paper to the lead of what is not done, with a day to answer by."""
    known = reach(Resolution, by, resolution)
    manage(by, known.division)
    if reply_by is None or reply_by < clock.today():
        raise Wrong("reply_by", "请写要求哪一天以前报告，不能早于今天。")
    with scope(DESK):
        row = locked(known)
        if row.state not in (ResolutionState.OPEN, ResolutionState.DECLINED):
            raise NotNow(f"这件事现在是“{ResolutionState(row.state).label}”，不用督办。")
        content = urging_paper(row, why.strip()[:300], reply_by)
    paper = papers.issue(
        by=by, kind="conference.urging", title=content.title, division=row.division, content=content,
        subject=(SUBJECT, row.id), period=str(row.year), formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row.urged, row.urged_on = row.urged + 1, clock.today()
        row.save(update_fields=["urged", "urged_on"])
        number = number_of(DESK, paper)
        made = Urging.objects.put(
            resolution=row, division=row.division, unit_id=row.unit_id, unit_name=row.unit_name,
            why=why.strip()[:300], due_on=reply_by, paper=paper, number=number, at=clock.now(),
            template=wording("urging", row.body.profile).mark, by_name=by.name,
            shared_with=row.shared_with,
        )  # fmt: skip
        events.record(
            "resolution.urge", by=by, subject=row, division=row.division, why=made.why,
            changes={"number": number, "to": row.unit_name, "reply_by": str(reply_by), "times": row.urged},
        )  # fmt: skip
        ask(by, row, f"督办（{number}），{reply_by.month}月{reply_by.day}日前报告进展")
    return paper
