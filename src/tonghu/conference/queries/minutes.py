"""查纪要: the text with what each unit says of it, as the office, a unit and a superior see it."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.models import (
    MajorMatter,
    Minutes,
    Opinion,
    Resolution,
    Section,
    SectionText,
    Wording,
)
from tonghu.conference.queries.doors import kept, owned, whole
from tonghu.conference.queries.minutes_shapes import (
    DraftedLine,
    MajorLine,
    MinutesLine,
    MinutesPage,
    OpinionLine,
    OpinionPage,
    SectionLine,
    VersionLine,
    WordingLine,
)
from tonghu.conference.rules.endorsement import (
    OFFICE,
    Asked,
    digest,
    heir_of,
    standing,
    why_not_issue,
)
from tonghu.conference.states.decided import (
    MajorState,
    MinutesState,
    OpinionState,
    ResolutionState,
    WordingState,
)
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.policy.vocabulary import vocabulary

DESK = Viewer.for_system("会签到哪一步，参加会签的单位都看得到")


def minutes_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: minutes within reach."""
    row = Minutes.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("minutes", row.id, row.division, name=row.title) if row else None


def opinion_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: an opinion within reach."""
    row = Opinion.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("opinion", row.id, row.division, unit=row.unit_id) if row else None


def wording_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a proposed wording within reach."""
    row = Wording.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("wording", row.id, row.division, unit=row.unit_id) if row else None


def section_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a section within reach."""
    row = Section.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("section", row.id, row.division) if row else None


def listed(viewer: Viewer, body: UUID | None = None) -> tuple[MinutesLine, ...]:
    """纪要, newest first."""
    rows = Minutes.objects.visible_to(viewer)
    found = list(rows.filter(body=body) if body else rows)
    opinions: dict[UUID, list[Opinion]] = {}
    for one in Opinion.objects.visible_to(viewer).filter(minutes__in=[row.id for row in found]):
        opinions.setdefault(one.minutes_id, []).append(one)
    lines = [_line(viewer, row, opinions.get(row.id, [])) for row in found]
    return tuple(sorted(lines, key=lambda one: str(one.id), reverse=True))


def of_meeting(viewer: Viewer, meeting: UUID) -> tuple[MinutesLine, ...]:
    """一次会议的纪要, the newest edition first."""
    rows = Minutes.objects.visible_to(viewer).filter(meeting=meeting).order_by("-edition")
    return tuple(_line(viewer, row, list(_opinions(viewer, row))) for row in rows)


def _line(viewer: Viewer, row: Minutes, opinions: list[Opinion]) -> MinutesLine:
    own = next((one for one in opinions if viewer.unit and one.unit_id == viewer.unit), None)
    return MinutesLine(
        id=row.id, title=row.title, meeting=row.meeting_id, state=row.state,
        state_label=MinutesState(row.state).label, edition=row.edition, number=row.number,
        reply_by=row.reply_by, issued_at=row.issued_at,
        agreed=sum(one.state == OpinionState.AGREED for one in opinions),
        asked=sum(one.state != OpinionState.EXCUSED for one in opinions),
        mine=own.state if own else "",
    )  # fmt: skip


def _opinions(viewer: Viewer, row: Minutes):  # type: ignore[no-untyped-def]
    return Opinion.objects.visible_to(viewer).filter(minutes=row).order_by("place", "id")


def page(viewer: Viewer, id: UUID) -> MinutesPage | None:
    """一份纪要, with opinions and proposals; None outside one's reach."""
    mine = whole(viewer, Minutes.objects.visible_to(viewer).filter(pk=id), "body", "meeting")
    row = mine[0] if mine else None
    if row is None:
        return None
    runs = viewer.may(P.CONFERENCE_MANAGE) and viewer.division == row.division
    with scope(DESK):  # whoever may read the minutes reads what all say of them
        sections = list(
            Section.objects.visible_to(DESK).filter(minutes=row).order_by("place", "id")
        )
        text = digest((one.heading, one.text) for one in sections)
        opinions = _opinion_lines(viewer, row, text)
        asked = [Asked(one.unit, one.state, not one.stale, one.ended, one.heir) for one in opinions]
        wordings = _wordings(row, sections)
        after = Minutes.objects.visible_to(DESK).filter(replaces=row).first()
        where = standing(asked)
        return MinutesPage(
            line=_line(viewer, row, list(_opinions(DESK, row))), body=row.body_id,
            body_name=row.body.name, meeting_title=row.meeting.title,
            held_on=row.meeting.held_on, division=row.division, rule=row.rule,
            rule_label=vocabulary().lists["minutes_rules"].get(row.rule, row.rule),
            rule_silent=row.rule_silent, rule_basis=row.rule_basis, reply_how=row.reply_how,
            reply_silent=row.reply_silent, round=row.round, digest=text,
            sections=_section_lines(row, sections, wordings, runs), opinions=opinions,
            resolutions=_drafted(row), majors=_majors(row),
            obstacle=_obstacle(row, asked, sum(one.state == "waiting" for one in wordings)),
            paper=row.paper, template=row.template, issued_by=row.issued_by, why=row.why,
            replaces=row.replaces_id, replaced_by=after.id if after and runs else None, runs=runs,
            own=next((one for one in opinions if one.mine), None), waiting=where["waiting"],
            commented=where["commented"], agreed=where["agreed"],
        )  # fmt: skip


def _obstacle(row: Minutes, asked: list[Asked], undecided: int) -> str:
    if row.state in (MinutesState.ISSUED, MinutesState.REPLACED) or row.rule == OFFICE:
        return ""
    if row.state == MinutesState.DRAFT:
        return "还没有送会签。" if row.round == 0 else "正文收回来改，改好再送会签。"
    return why_not_issue(row.rule, asked, undecided)


def _opinion_lines(viewer: Viewer, row: Minutes, text: str) -> tuple[OpinionLine, ...]:
    found = list(_opinions(DESK, row))
    units = _ended([one.unit_id for one in found])
    return tuple(_opinion(viewer, one, text, units, row.state) for one in found)


def _ended(ids: list[UUID]) -> dict[UUID, tuple[UUID | None, str]]:
    """Units that are no more, with who follows each: two queries, seldom more."""
    today, told, left = clock.today(), {}, set(ids)
    while left:
        rows = Unit.objects.all_of_them(reason="单位名称是公开的").filter(
            pk__in=left, valid_to__lte=today
        )
        left = set()
        for one in rows.select_related("successor"):
            told[one.id] = (one.successor_id, one.successor.name if one.successor else "")
            if one.successor_id and one.successor_id not in told:
                left.add(one.successor_id)
    return told


def _opinion(
    viewer: Viewer, one: Opinion, text: str, units: dict[UUID, tuple[UUID | None, str]], state: str
) -> OpinionLine:
    stale = one.state == OpinionState.AGREED and one.answered_digest != text
    open_ = state in (MinutesState.DRAFT, MinutesState.CIRCULATED)
    heir = heir_of(one.unit_id, lambda id: units.get(id, (None, ""))[0]) if open_ else None
    names = {id: name for _, (id, name) in units.items() if id}
    word = OpinionState(one.state).label
    return OpinionLine(
        id=one.id, unit=one.unit_name, unit_id=one.unit_id, was=one.was_name,
        succeeded_on=one.succeeded_on, state=one.state,
        word="正文改了，等单位再答复" if stale and open_ else word, comment=one.comment,
        by=one.answered_by, at=one.answered_at, paper=one.paper_number, why=one.why,
        stale=stale and open_, ended=open_ and one.unit_id in units,
        heir=names.get(heir, "") if heir else "",
        mine=bool(viewer.unit) and one.unit_id == viewer.unit,
    )  # fmt: skip


def _wordings(row: Minutes, sections: list[Section]) -> list[WordingLine]:
    by_id = {one.id: one for one in sections}
    rows = Wording.objects.visible_to(DESK).filter(opinion__minutes=row).order_by("section", "id")
    found = list(rows)
    bases = {
        (one.section_id, one.version): one.text
        for one in SectionText.objects.visible_to(DESK).filter(
            section__minutes=row, version__in={one.based_on for one in found}
        )
    }
    return [_wording(one, by_id[one.section_id], bases) for one in found]


def _wording(one: Wording, section: Section, bases: dict[tuple[UUID, int], str]) -> WordingLine:
    return WordingLine(
        id=one.id, unit=one.unit_name, unit_id=one.unit_id, section=section.id,
        heading=section.heading, base=bases.get((section.id, one.based_on), section.text),
        text=one.text, now=section.text,
        stale=one.state == WordingState.WAITING and one.based_on != section.version,
        reason=one.reason, state=one.state, state_label=WordingState(one.state).label,
        answer=one.answer, round=one.round,
    )  # fmt: skip


def _section_lines(
    row: Minutes, sections: list[Section], wordings: list[WordingLine], runs: bool
) -> tuple[SectionLine, ...]:
    texts: dict[UUID, list[SectionText]] = {}
    if runs:  # drafts of the office are the office's
        for one in SectionText.objects.visible_to(DESK).filter(section__minutes=row):
            texts.setdefault(one.section_id, []).append(one)
    return tuple(
        SectionLine(
            id=one.id,
            heading=one.heading,
            text=one.text,
            version=one.version,
            edited_by=one.edited_by,
            edited_at=one.edited_at,
            wordings=tuple(said for said in wordings if said.section == one.id),
            versions=tuple(
                VersionLine(v.version, v.text, v.by_name, v.unit_name, v.at)
                for v in reversed(texts.get(one.id, []))
            ),
            lost=sum(v.version == 0 for v in texts.get(one.id, [])),
        )
        for one in sections
    )


def _drafted(row: Minutes) -> tuple[DraftedLine, ...]:
    rows = Resolution.objects.visible_to(DESK).filter(minutes=row).order_by("year", "sequence")
    return tuple(
        DraftedLine(
            id=one.id, number=f"{one.year}-{one.sequence:02}", title=one.title, measure=one.measure,
            lead=one.unit_name, lead_id=one.unit_id,
            supports=tuple((id, name) for id, name in one.supports), due=one.due_on,
            state=one.state, state_label=ResolutionState(one.state).label,
        )
        for one in rows
    )  # fmt: skip


def _majors(row: Minutes) -> tuple[MajorLine, ...]:
    rows = MajorMatter.objects.visible_to(DESK).filter(meeting=row.meeting_id)
    return tuple(
        MajorLine(
            one.id, one.title, one.state, MajorState(one.state).label, one.to_name, one.number
        )
        for one in rows
    )


def section(viewer: Viewer, id: UUID) -> tuple[SectionLine, UUID] | None:
    """一节 to be edited, and its minutes."""
    row = Section.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    line = SectionLine(
        row.id, row.heading, row.text, row.version, row.edited_by, row.edited_at, (), (), 0
    )
    return line, row.minutes_id


def kept_minutes_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, minutes_subject(viewer, id=id))


def kept_wording_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, wording_subject(viewer, id=id))


def kept_section_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, section_subject(viewer, id=id))


def kept_opinion_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, opinion_subject(viewer, id=id))


def own_opinion_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the unit whose opinion it is, or the office that enters it from paper."""
    return owned(viewer, opinion_subject(viewer, id=id))


def opinion_page(viewer: Viewer, id: UUID) -> OpinionPage | None:
    """An opinion within reach."""
    row = Opinion.objects.visible_to(viewer).filter(pk=id).first()
    found = page(viewer, row.minutes_id) if row else None
    if row is None or found is None:
        return None
    return OpinionPage(found, next(one for one in found.opinions if one.id == id))


def minutes_of_wording(viewer: Viewer, id: UUID) -> UUID | None:
    """The minutes a proposal is about."""
    row = Wording.objects.visible_to(viewer).select_related("opinion").filter(pk=id).first()
    return row.opinion.minutes_id if row else None
