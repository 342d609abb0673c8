"""起草纪要: sections from agenda and decisions; two who edit at once both keep what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    locked,
    manage,
    profile_for,
    reach,
    said,
)
from tonghu.conference.models import AgendaItem, Meeting, Minutes, Section, SectionText
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.endorsement import clashes
from tonghu.conference.rules.texts import chinese
from tonghu.conference.states import MeetingState
from tonghu.conference.states.decided import MinutesState
from tonghu.core import clock, events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile

TALKED = ("listed", "discussed")  # topics that were on the agenda of the day


@dataclass(frozen=True, slots=True)
class Saved:
    """存的结果: saved as a version, or not, because somebody else had saved meanwhile."""

    saved: bool
    version: int
    section: UUID
    mine: str = ""
    theirs: str = ""
    their_name: str = ""


def draft_minutes(*, by: Viewer, meeting: UUID) -> UUID:
    """起草纪要: from the agenda and what was decided on each topic; once a meeting."""
    row = reach(Meeting, by, meeting)
    manage(by, row.division)
    if row.state != MeetingState.HELD:
        raise NotNow("会议还没有开，开过以后再起草纪要。")
    with scope(DESK):
        known = Minutes.objects.visible_to(DESK).filter(meeting=row).order_by("-edition").first()
        if known is not None:
            return known.id
        profile = profile_for(row.body)
        rule = profile.sheet.conference.minutes_rule
        made = Minutes.objects.put(
            body=row.body, meeting=row, division=row.division, title=_title(row, profile),
            rule=rule, rule_basis=profile.basis("conference", "minutes_rule"),
            rule_silent=profile.silent("conference", "minutes_rule"),
        )  # fmt: skip
        for place, (heading, text, topic) in enumerate(_drafted(row, profile)):
            _section(by, made, place, heading, text, topic)
        events.record(
            "minutes.draft", by=by, subject=made, division=row.division,
            changes={"meeting": row.title, "rule": rule, "profile": profile.hash},
        )  # fmt: skip
    return made.id


def _title(row: Meeting, profile: Profile) -> str:
    return wording("minutes", profile.code).say("title", meeting=row.title, body=row.body.name)


def _drafted(row: Meeting, profile: Profile) -> list[tuple[str, str, AgendaItem | None]]:
    """Opening, then a section a topic with what was decided on it."""
    words = wording("minutes", profile.code)
    topics = list(
        AgendaItem.objects.visible_to(DESK).filter(meeting=row, state__in=TALKED).order_by("place", "id")
    )  # fmt: skip
    held = {
        "date": cn_date(row.held_on or row.on), "meeting": row.title,
        "chair": f"{row.chair_post}{row.chair_name}" or "召集人",
    }  # fmt: skip
    named = "、".join(one.title for one in topics)
    opening = (
        words.say("opening", **held, topics=named)
        if topics
        else words.say("opening_without_topics", **held)
    )
    parts: list[tuple[str, str, AgendaItem | None]] = [
        (words.say("opening_heading"), opening, None)
    ]
    for at, one in enumerate(topics, 1):
        heading = words.say("topic_heading", n=chinese(at), title=one.title)
        parts.append((heading, one.outcome.strip() or words.say("topic_empty"), one))
    return parts


def _section(
    by: Viewer, minutes: Minutes, place: int, heading: str, text: str, topic: AgendaItem | None
) -> Section:
    row = Section.objects.put(
        minutes=minutes, division=minutes.division, place=place, heading=heading, text=text,
        topic=topic, edited_by=by.name, edited_at=clock.now(), shared_with=minutes.shared_with,
    )  # fmt: skip
    keep(by, row, minutes.round)
    return row


def keep(
    by: Viewer, row: Section, round: int, *, version: int | None = None, text: str | None = None,
    heading: str | None = None, unit_name: str = "",
) -> None:  # fmt: skip
    """留下一稿: what stands now, or what somebody wrote that did not come to stand (version 0)."""
    SectionText.objects.put(
        section=row, division=row.division, version=row.version if version is None else version,
        round=round, heading=row.heading if heading is None else heading,
        text=row.text if text is None else text, by_name=by.name, unit_name=unit_name,
        at=clock.now(), shared_with=row.shared_with,
    )  # fmt: skip


def is_draft(minutes: Minutes) -> None:
    """Refuses to change a text that units are reading or that has been issued."""
    if minutes.state != MinutesState.DRAFT:
        word = MinutesState(minutes.state).label
        raise NotNow(f"纪要现在是“{word}”，正文不能改；要改先收回修改，签发了的另出更正。")


def edit_section(
    *, by: Viewer, section: UUID, based_on: int, text: str, heading: str = ""
) -> Saved:
    """改一节: saved when nobody saved in between, else both texts are kept and shown."""
    known = reach(Section, by, section)
    manage(by, known.division)
    wanted = said(text, "text", "正文不能空着。")
    with scope(DESK):
        minutes = locked(known.minutes)
        row = locked(known)
        is_draft(minutes)
        if clashes(based_on, row.version):
            keep(by, row, minutes.round, version=0, text=wanted, heading=heading)
            events.record(
                "minutes.clash", by=by, subject=minutes, division=row.division,
                changes={"section": row.heading, "based_on": based_on, "version": row.version},
            )  # fmt: skip
            return Saved(False, row.version, row.id, wanted, row.text, row.edited_by)
        row.heading, row.text, row.version = heading.strip(), wanted, row.version + 1
        row.edited_by, row.edited_at = by.name, clock.now()
        row.save(update_fields=["heading", "text", "version", "edited_by", "edited_at"])
        keep(by, row, minutes.round)
        events.record(
            "minutes.edit", by=by, subject=minutes, division=row.division,
            changes={"section": row.heading, "version": row.version},
        )  # fmt: skip
        return Saved(True, row.version, row.id)


def add_section(*, by: Viewer, minutes: UUID, heading: str, text: str) -> UUID:
    """添一节, at the end."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    wanted = said(text, "text", "正文不能空着。")
    with scope(DESK):
        row = locked(known)
        is_draft(row)
        last = Section.objects.visible_to(DESK).filter(minutes=row).count()
        made = _section(by, row, last, heading.strip(), wanted, None)
        events.record(
            "minutes.edit", by=by, subject=row, division=row.division,
            changes={"section": made.heading, "version": 1},
        )  # fmt: skip
    return made.id


def correct_minutes(*, by: Viewer, minutes: UUID, why: str) -> UUID:
    """另出更正: a new issue beside the old one, which stays as it was issued."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    reason = said(why, "why", "请写更正什么、为什么。")[:400]
    with scope(DESK):
        row = locked(known)
        if row.state != MinutesState.ISSUED:
            raise NotNow("签发了的纪要才能更正；没有签发的直接改。")
        open_ = Minutes.objects.visible_to(DESK).filter(replaces=row).first()
        if open_ is not None:
            return open_.id
        made = Minutes.objects.put(
            body=row.body, meeting=row.meeting, division=row.division, title=row.title,
            rule=row.rule, rule_basis=row.rule_basis, rule_silent=row.rule_silent,
            edition=row.edition + 1, replaces=row, why=reason,
        )  # fmt: skip
        for one in Section.objects.visible_to(DESK).filter(minutes=row):
            _section(by, made, one.place, one.heading, one.text, one.topic)
        events.record(
            "minutes.correct", by=by, subject=made, division=row.division, why=reason,
            changes={"replaces": row.number, "edition": made.edition},
        )  # fmt: skip
    return made.id
