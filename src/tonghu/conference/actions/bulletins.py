"""通报 (D-032, D-055, D-240): written from live figures, the text editable, the figures as they were.

Each figure is taken for the circle that reads the paper (`audience="units"`): a small number is hidden
where it is taken, so that no draft holds what the paper may not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    Wrong,
    body_of,
    locked,
    manage,
    number_of,
    profile_for,
    reach,
    said,
    units_of,
)
from tonghu.conference.models import Body, Bulletin, BulletinFigure, Resolution
from tonghu.conference.papers.bulletins import bulletin_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules import resolving
from tonghu.conference.rules.endorsement import clashes, digest
from tonghu.conference.rules.texts import chinese
from tonghu.conference.states.decided import BulletinState
from tonghu.conference.workflow.decided import BULLETIN
from tonghu.core import clock, events, indicators
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.errors import Missing
from tonghu.core.moves import move
from tonghu.core.suppression import Audience
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

TASK = "conference.bulletin"
# What a bulletin quotes unless told otherwise: those that are declared in this installation
USUAL = ("children.scheme", "rosters.coverage", "survey.villages", "survey.towns")


def lines_of(body: Body) -> list[resolving.Line]:
    """The resolutions of a body, as the counts need them."""
    rows = Resolution.objects.visible_to(DESK).filter(body=body)
    told = rows.values_list("state", "due_on", "unit_name", "cleared_on", "decided_on")
    return [resolving.Line(*one) for one in told]


def draft_bulletin(*, by: Viewer, body: UUID, as_of: date | None = None) -> UUID:
    """起草通报: the usual figures as of a day, and a text written from them."""
    known = body_of(by, body)
    day = as_of or clock.today()
    if day > clock.today():
        raise Wrong("as_of", "数字截至的日期不能晚于今天。")
    with scope(DESK):
        locked(known)
        year = clock.today().year
        rows = Bulletin.objects.visible_to(DESK).filter(body=known, year=year)
        issue = (rows.aggregate(last=Max("issue"))["last"] or 0) + 1
        made = Bulletin.objects.put(
            body=known, division=known.division, year=year, issue=issue, as_of=day, edited_by=by.name,
            title=f"{known.name}工作进展通报（{year}年第{issue}期）"[:160], sections=[],
        )  # fmt: skip
    taken = _take(by, made, USUAL)
    with scope(DESK):
        made.sections = _written(known, day, taken)
        made.save(update_fields=["sections"])
        events.record("bulletin.draft", by=by, subject=made, division=made.division,
                      changes={"issue": issue, "as_of": str(day), "figures": [f.indicator for f in taken]})  # fmt: skip
    return made.id


def _take(by: Viewer, row: Bulletin, codes: Iterable[str]) -> list[BulletinFigure]:
    """Measures as the viewer, for the circle of the paper; what nobody has measured is left out."""
    known = {one.code for one in indicators.indicators()}
    place = directory.full_names(by, [row.division]).get(row.division, "")
    taken: list[BulletinFigure] = []
    for code in codes:
        if code not in known:
            continue
        try:
            told = indicators.measure(
                by, code, row.division, row.as_of.isoformat(), audience=Audience.UNITS.value
            )
        except (Missing, LookupError, NotNow):
            continue
        if not told.as_of and told.value is None:
            continue  # never counted: a bulletin says nothing rather than nought
        taken.append(_figure(row, len(taken), told, place))
    with scope(DESK):
        BulletinFigure.objects.put_many(taken)
    return taken


def _figure(row: Bulletin, at: int, told: indicators.Measured, place: str) -> BulletinFigure:
    return BulletinFigure(
        bulletin=row, division=row.division, place=at, indicator=told.code, label=told.label,
        unit=told.unit, of_division=row.division, of_place=told.place if not told.place.isdigit() else place,
        value=told.value, shown=told.text[:40], frozen=told.frozen(), taken_at=clock.now(),
    )  # fmt: skip


def _written(body: Body, on: date, figures: Sequence[BulletinFigure]) -> list[dict[str, str]]:
    words = wording("bulletin", body.profile)
    lines = lines_of(body)
    sentence = resolving.sentence(resolving.counted(lines, on))
    parts = [("opening_heading", words.say("opening", date=cn_date(on), sentence=sentence))]
    if figures:
        told = "；".join(f"{one.of_place}{one.label}{one.shown}" for one in figures)
        parts.append(("children_heading", f"{told}。"))
    late = [f"{name}{c.late}件" for name, c in resolving.by_unit(lines, on).items() if c.late]
    text = f"过期没有办完的：{'，'.join(late)}。" if late else "没有过期的事项。"
    parts += [("resolutions_heading", text), ("next_heading", words.say("next"))]
    return [
        {"heading": words.say(key, n=chinese(n)), "text": text}
        for n, (key, text) in enumerate(parts, 1)
    ]


def _is_draft(row: Bulletin) -> None:
    if row.state != BulletinState.DRAFT:
        raise NotNow("通报签发了，不能再改，要改另出更正。")


def edit_bulletin(
    *, by: Viewer, bulletin: UUID, based_on: int, title: str, sections: Sequence[tuple[str, str]]
) -> bool:
    """改正文; False when somebody saved in between and nothing was written over."""
    known = reach(Bulletin, by, bulletin)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        if clashes(based_on, row.version):
            return False
        kept = [
            {"heading": h.strip()[:120], "text": t.strip()}
            for h, t in sections
            if h.strip() or t.strip()
        ]
        row.title = said(title, "title", "请写标题。")[:160]
        before, row.sections, row.version, row.edited_by = (
            row.sections,
            kept,
            row.version + 1,
            by.name,
        )
        row.save(update_fields=["title", "sections", "version", "edited_by"])
        events.record("bulletin.edit", by=by, subject=row, division=row.division,
                      changes={"version": row.version, "before": digest((o["heading"], o["text"]) for o in before)})  # fmt: skip
    return True


def refresh_figures(*, by: Viewer, bulletin: UUID) -> int:
    """重取数, before it is issued: as of the same day, with what has been entered since."""
    known = reach(Bulletin, by, bulletin)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        old = BulletinFigure.objects.visible_to(DESK).filter(bulletin=row)
        codes = list(old.values_list("indicator", flat=True)) or list(USUAL)
        old.delete()
    taken = _take(by, known, codes)
    with scope(DESK):
        events.record("bulletin.refresh", by=by, subject=known, division=known.division,
                      changes={"figures": len(taken)})  # fmt: skip
    return len(taken)


def issue_bulletin(*, by: Viewer, bulletin: UUID) -> UUID:
    """印发: text and figures are frozen; every member unit reads it."""
    known = reach(Bulletin, by, bulletin)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        figures = list(
            BulletinFigure.objects.visible_to(DESK).filter(bulletin=row).order_by("place")
        )
        units = resolving.by_unit(lines_of(row.body), row.as_of)
        content = bulletin_paper(row, figures, units.items())
    paper = papers.issue(
        by=by, kind="conference.bulletin", title=row.title, division=row.division, content=content,
        subject=("conference.bulletin", row.id), period=f"{row.year}-{row.issue}",
        replaces=row.replaces.paper if row.replaces else None, formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row.paper, row.number = paper, number_of(DESK, paper)
        row.template = wording("bulletin", row.body.profile).mark
        row.digest = digest((one["heading"], one["text"]) for one in row.sections)
        row.issued_at, row.issued_by, row.shared_with = clock.now(), by.name, units_of(row.body)
        row.save()
        BulletinFigure.objects.visible_to(DESK).filter(bulletin=row).update(
            shared_with=row.shared_with
        )
        move(BULLETIN, row, "issue", by=by, division=row.division,
             changes={"number": row.number, "issue": row.issue, "profile": profile_for(row.body).hash})  # fmt: skip
        if row.replaces is not None:
            move(BULLETIN, locked(row.replaces), "replace", by=Viewer.for_system(f"由{row.number}更正"), division=row.division)  # fmt: skip
        for task in _asked(row):
            worklist.close_task(by=by, kind=TASK, subject=task)
    return paper


def _asked(row: Bulletin) -> list[tuple[str, str]]:
    from tonghu.worklist.models import Task

    rows = Task.objects.visible_to(DESK).filter(
        kind=TASK, state="open", subject_id__startswith=str(row.body_id)
    )
    return [(kind, id) for kind, id in rows.values_list("subject_type", "subject_id")]


def correct_bulletin(*, by: Viewer, bulletin: UUID) -> UUID:
    """另出更正: the old one stays; figures are those it quoted."""
    known = reach(Bulletin, by, bulletin)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state != BulletinState.ISSUED:
            raise NotNow("签发了的才要更正。")
        open_ = Bulletin.objects.visible_to(DESK).filter(replaces=row).first()
        if open_ is not None:
            return open_.id
        made = Bulletin.objects.put(
            body=row.body, division=row.division, year=row.year, issue=row.issue, edition=row.edition + 1,
            title=row.title, as_of=row.as_of, sections=row.sections, edited_by=by.name, replaces=row,
        )  # fmt: skip
        BulletinFigure.objects.put_many(
            BulletinFigure(
                bulletin=made, division=made.division, place=one.place, indicator=one.indicator,
                label=one.label, unit=one.unit, of_division=one.of_division, of_place=one.of_place,
                value=one.value, shown=one.shown, frozen=one.frozen, taken_at=one.taken_at,
            )
            for one in BulletinFigure.objects.visible_to(DESK).filter(bulletin=row)
        )  # fmt: skip
        events.record("bulletin.correct", by=by, subject=made, division=row.division,
                      changes={"replaces": row.number})  # fmt: skip
    return made.id
