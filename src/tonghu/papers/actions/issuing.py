"""签发: a number without gap, a code, frozen content, and the order to print it, in one transaction."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.conf import settings

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.encryption import keyed_digest
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers import keeping, rules
from tonghu.papers.actions.common import OFFICE, Subject, address_of, foot, found, need
from tonghu.papers.actions.printing import JOB
from tonghu.papers.contributions import PaperKind, kind_of
from tonghu.papers.documents import Document
from tonghu.papers.models import Paper, PaperSeries
from tonghu.papers.printing.order import Frame
from tonghu.papers.queries.places import place_of
from tonghu.papers.states import Format, PaperState
from tonghu.papers.workflow import PAPER


def issue(
    *,
    by: Viewer,
    kind: str,
    title: str,
    division: str,
    content: Document,
    subject: Subject = None,
    period: str = "",
    replaces: UUID | None = None,
    formats: tuple[str, ...] = ("pdf", "docx"),
) -> UUID:
    """签发一份文书; returns its id, its page shows how far the printing is."""
    found_kind = kind_of(kind)
    need(by, P.PAPER_ISSUE, found_kind.needs)
    if not by.system and not by.covers(division):
        found(None)
    wanted = tuple(dict.fromkeys(Format(one) for one in formats))
    refusal = rules.fault(content, wanted)
    if refusal:
        raise NotNow(refusal)
    before = _replaced(by, kind, division, replaces) if replaces else None
    paper = _paper(by, found_kind, title, division, content, before)
    paper.subject_type, paper.subject_id = subject or ("", None)
    paper.period, paper.formats = period, ",".join(wanted)
    paper.save(force_insert=True)
    paper.job = jobs.enqueue(
        JOB, by=by, label=f"印制{found_kind.label}（{paper.number}）", link=f"/papers/{paper.id}/",
        paper=str(paper.id),
    )  # fmt: skip
    paper.save(update_fields=["job"])
    events.record(
        "paper.issue", by=by, subject=paper, division=division,
        changes={
            "number": rules.written(paper.number, paper.version), "kind": kind, "period": period,
            "names": paper.names, "replaces": replaces, "subject": list(subject) if subject else None,
        },
    )  # fmt: skip
    return paper.id


def _replaced(by: Viewer, kind: str, division: str, paper: UUID) -> Paper:
    row = found(Paper.objects.visible_to(by).filter(pk=paper).first())
    if (row.kind, row.division) != (kind, division):
        raise NotNow("更正的文书要和原来那份同一种类、同一地方。")
    if row.state != PaperState.ISSUED:
        raise NotNow(f"原来那份{PaperState(row.state).label}，不能再更正，请更正最新的一版。")
    move(PAPER, row, "replace", by=by, division=division)
    return row


def _paper(
    by: Viewer, kind: PaperKind, title: str, division: str, content: Document, before: Paper | None
) -> Paper:
    plain, code = keeping.kept(content), rules.new_code()
    paper = Paper(
        kind=kind.code, kind_label=kind.label, title=title.strip()[:200], division=division, code=code,
        unit_id=by.unit, unit_name=by.unit_name, content=plain, names=len(content.about),
        fingerprint=keyed_digest(b"paper|" + keeping.fingerprint(content).encode()).hex(),
        sensitivity=kind.sensitivity.value, issued_by=by.user, issued_by_name=by.name,
    )  # fmt: skip
    if before is None:
        _numbered(paper, by, kind)
    else:
        paper.replaces, paper.version = before, before.version + 1
        for name in ("number", "series", "year", "sequence", "place"):
            setattr(paper, name, getattr(before, name))
    frame = Frame(
        form=kind.form, orientation=kind.orientation, number=rules.written(paper.number, paper.version),
        code=code, address=address_of(code, settings.TONGHU_ADDRESS), foot=foot(by, "签发"),
    )  # fmt: skip
    paper.frame = asdict(frame)
    return paper


def _numbered(paper: Paper, by: Viewer, kind: PaperKind) -> None:
    """The next number; whoever comes at the same time waits until this transaction has ended."""
    year = clock.today().year
    paper.place = place_of(by, paper.division)
    paper.series, paper.year = kind.series, year
    with scope(OFFICE):  # one row for all who issue in a division, whatever they may read there
        rows = PaperSeries.objects.all_of_them(reason="the counter of a division's papers")
        fresh = PaperSeries(division=paper.division, series=kind.series, year=year)
        rows.bulk_create([fresh], ignore_conflicts=True)
        counter = rows.select_for_update().get(
            division=paper.division, series=kind.series, year=year
        )
        counter.last += 1
        counter.save(update_fields=["last"])
    paper.sequence = counter.last
    pattern = rules.series_of(kind.series, by.profile or settings.TONGHU_PROFILE)
    paper.number = rules.number(pattern, place=paper.place, year=year, sequence=paper.sequence)
