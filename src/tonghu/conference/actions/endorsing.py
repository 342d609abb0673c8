"""会签: sent to every unit that took part; each agrees or proposes other words, itself or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.drafting import is_draft, keep
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    Wrong,
    follows,
    locked,
    manage,
    name_of,
    need,
    profile_for,
    reach,
    said,
    speaks_for,
    told,
    unit_of,
)
from tonghu.conference.models import Attendance, Minutes, Opinion, Section, Wording
from tonghu.conference.rules.endorsement import (
    AGREE,
    OFFICE,
    Party,
    digest,
    heir_of,
    who_must_agree,
)
from tonghu.conference.states.decided import MinutesState, OpinionState, WordingState
from tonghu.conference.workflow.decided import MINUTES, OPINION, WORDING
from tonghu.core import clock, events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.policy.questions.deadlines import deadline
from tonghu.worklist import actions as worklist

TASK = "conference.endorse"
SUBJECT = "conference.opinion"
CLOCK = "minutes.reply"
OPEN = (OpinionState.WAITING, OpinionState.COMMENTED)

Proposal = tuple[UUID, str, str]  # section, the words proposed, why


def choose_rule(*, by: Viewer, minutes: UUID, rule: str) -> None:
    """选定印发规则: where the document says nothing, the office says by which custom."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    if rule not in (AGREE, OFFICE):
        raise Wrong("rule", "请选一种印发规则。")
    with scope(DESK):
        row = locked(known)
        is_draft(row)
        if not row.rule_silent:
            raise NotNow("文件写明了印发规则，不能另选。")
        before, row.rule = row.rule, rule
        row.save(update_fields=["rule"])
        events.record(
            "minutes.choose_rule", by=by, subject=row, division=row.division,
            changes={"rule": [before, rule]},
        )  # fmt: skip


def circulate(*, by: Viewer, minutes: UUID) -> int:
    """送会签: to every unit that took part, with the days the profile gives; how many are asked."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.rule == OFFICE:
            raise NotNow("按规则由办公室直接印发，不用会签。")
        if row.round == 0:
            _ask_all(row)
        asked = list(Opinion.objects.visible_to(DESK).filter(minutes=row))
        if not asked:
            raise NotNow("会议没有登记到会的单位，先在会议上登记谁到会。")
        profile = profile_for(row.body)
        limit = deadline(profile, CLOCK, clock.today())
        row.round += 1
        row.circulated_at = clock.now()
        row.reply_by = limit.due if isinstance(limit.due, date) else None
        row.reply_how, row.reply_silent = limit.how[:300], limit.silent
        row.save(update_fields=["round", "circulated_at", "reply_by", "reply_how", "reply_silent"])
        share(row, [one.unit_id for one in asked])
        move(
            MINUTES, row, "circulate", by=by, division=row.division,
            changes={"round": row.round, "to": [one.unit_name for one in asked], "reply_by": str(row.reply_by)},
        )  # fmt: skip
        text = digest_of(row)
        owing = [one for one in asked if owes(one, text)]
        for one in owing:
            ask(by, row, one)
    return len(owing)


def _ask_all(row: Minutes) -> None:
    """One opinion a unit; of a unit that has ended since, its heir is asked and both names stand."""
    parties = [
        Party(one.unit_id, one.unit_name, one.state, one.cls)
        for one in Attendance.objects.visible_to(DESK).filter(meeting=row.meeting).order_by("place", "id")
        if one.unit_id
    ]  # fmt: skip
    known: set[UUID] = set()
    for place, party in enumerate(who_must_agree(parties)):
        heir = heir_of(party.unit, follows)
        unit = heir or party.unit
        if unit in known:
            continue
        known.add(unit)
        Opinion.objects.put(
            minutes=row, division=row.division, unit_id=unit, place=place,
            unit_name=name_of(heir) if heir else party.name,
            was_unit=party.unit if heir else None, was_name=party.name if heir else "",
            succeeded_on=clock.today() if heir else None,
        )  # fmt: skip


def share(row: Minutes, units: Sequence[UUID]) -> None:
    """给谁看: the minutes with their sections, versions, opinions and proposals."""
    wanted = list(dict.fromkeys([*row.shared_with, *units]))
    row.shared_with = wanted
    row.save(update_fields=["shared_with"])
    for table, of in (
        (Section, {"minutes": row}), (Opinion, {"minutes": row}),
        (Wording, {"opinion__minutes": row}),
    ):  # fmt: skip
        table.objects.visible_to(DESK).filter(**of).update(shared_with=wanted)


def texts_of(row: Minutes) -> list[tuple[str, str]]:
    """Headings and texts as they stand."""
    rows = Section.objects.visible_to(DESK).filter(minutes=row).order_by("place", "id")
    return list(rows.values_list("heading", "text"))


def digest_of(row: Minutes) -> str:
    """数据版本 of the text that stands."""
    return digest(texts_of(row))


def owes(one: Opinion, text: str) -> bool:
    """Whether a unit still has to answer: it did not agree, or not to this text."""
    if one.state in OPEN:
        return True
    return one.state == OpinionState.AGREED and one.answered_digest != text


def ask(by: Viewer, row: Minutes, one: Opinion) -> None:
    """A task of the unit; one that agreed to an earlier text is told that it changed."""
    again = one.state == OpinionState.AGREED
    worklist.open_task(
        by=by, kind=TASK, subject=(SUBJECT, one.id), division=row.division, unit=one.unit_id,
        unit_name=one.unit_name, due=row.reply_by, counted=row.reply_how, again=True,
        title=f"会签{row.title}"[:120], basis=row.rule_basis[:120], profile=row.body.profile,
        why="你们同意过的正文改了，请再看一遍" if again else f"{row.meeting.title}的与会单位",
        link=f"/conference/minutes/{row.id}/",
    )  # fmt: skip


def _mine(by: Viewer, opinion: UUID, paper_number: str):  # type: ignore[no-untyped-def]
    need(by, P.CONFERENCE_ACT)
    known = reach(Opinion, by, opinion)
    return known, speaks_for(by, known.unit_id, known.unit_name, known.division, paper_number)


def _answered(
    by: Viewer, row: Opinion, minutes: Minutes, name: str, instead: worklist.OnBehalf | None,
    paper_on: date | None,
) -> None:  # fmt: skip
    row.round, row.answered_at = minutes.round, clock.now()
    row.answered_by = name.strip()[:80] or (by.name if instead is None else "")
    row.answered_digest = digest_of(minutes)
    row.paper_number = instead.paper_number if instead else ""
    row.paper_on = paper_on if instead else None
    row.save(
        update_fields=[
            "round", "answered_at", "answered_by", "answered_digest", "paper_number", "paper_on", "comment",
        ]
    )  # fmt: skip
    worklist.close_task(by=by, kind=TASK, subject=(SUBJECT, row.id), on_behalf=instead)


def _in_circulation(row: Opinion) -> Minutes:
    minutes: Minutes = locked(row.minutes)
    if minutes.state != MinutesState.CIRCULATED:
        word = MinutesState(minutes.state).label
        raise NotNow(f"纪要现在是“{word}”，不在会签，刷新后看最新的情况。")
    return minutes


def endorse(
    *, by: Viewer, opinion: UUID, seen: str = "", name: str = "", paper_number: str = "",
    paper_on: date | None = None,
) -> None:  # fmt: skip
    """同意: to the text that stands; `seen` is the version the person had before them."""
    known, instead = _mine(by, opinion, paper_number)
    with scope(DESK):
        minutes = _in_circulation(known)
        row = locked(known)
        text = digest_of(minutes)
        if seen and seen != text:
            raise NotNow("正文刚刚改过，你看到的不是最新一稿。请看过最新的再会签。")
        if row.state == OpinionState.AGREED and row.answered_digest == text:
            return
        if instead and not name.strip():
            raise Wrong("name", "请写在纸质会签上签字的人。")
        waiting = Wording.objects.visible_to(DESK).filter(opinion=row, state=WordingState.WAITING)
        withdrawn = list(waiting)
        move(
            OPINION, row, "endorse", by=by, division=row.division, unit=row.unit_id,
            changes={"endorsed": str(row.id), "round": minutes.round, "text": text, "withdrawn": len(withdrawn), **told(instead)},
        )  # fmt: skip
        for one in withdrawn:  # who agrees after all asks for no change
            one.state, one.answer = WordingState.DECLINED, "单位后来同意了原文"
            one.decided_by, one.decided_at = by.name, clock.now()
            one.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        _answered(by, row, minutes, name, instead, paper_on)


def comment(
    *, by: Viewer, opinion: UUID, text: str = "", wordings: Sequence[Proposal] = (), name: str = "",
    paper_number: str = "", paper_on: date | None = None,
) -> None:  # fmt: skip
    """提修改意见: in words, and as other words for single sections; earlier ones of the unit stay."""
    known, instead = _mine(by, opinion, paper_number)
    with scope(DESK):
        minutes = _in_circulation(known)
        row = locked(known)
        wanted = list(_proposals(minutes, wordings))
        if not text.strip() and not wanted:
            raise Wrong("text", "请写意见，或者把某一节改成你们建议的样子。")
        row.comment = text.strip()[:4_000]
        move(
            OPINION, row, "comment", by=by, division=row.division, unit=row.unit_id,
            changes={"endorsed": str(row.id), "round": minutes.round, "sections": [one.heading for one, _, _ in wanted], **told(instead)},
        )  # fmt: skip
        for section, words, reason in wanted:
            Wording.objects.put(
                opinion=row, section=section, division=row.division, unit_id=row.unit_id,
                unit_name=row.unit_name, round=minutes.round, based_on=section.version, text=words,
                reason=reason[:300], shared_with=minutes.shared_with,
            )  # fmt: skip
        _answered(by, row, minutes, name, instead, paper_on)


def _proposals(minutes: Minutes, wordings: Sequence[Proposal]):  # type: ignore[no-untyped-def]
    """Only what really differs from the text that stands."""
    rows = {one.id: one for one in Section.objects.visible_to(DESK).filter(minutes=minutes)}
    for section, words, reason in wordings:
        row, plain = rows.get(section), words.replace("\r\n", "\n").strip()
        if row is not None and plain and plain != row.text.strip():
            yield row, said(plain, "text", ""), reason.strip()


def revise(*, by: Viewer, minutes: UUID) -> None:
    """收回修改: the text can be changed again; answers given stay on record."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        move(MINUTES, row, "revise", by=by, division=row.division, changes={"round": row.round})
        for one in Opinion.objects.visible_to(DESK).filter(minutes=row, state__in=OPEN):
            worklist.cancel_task(
                by=by, kind=TASK, subject=(SUBJECT, one.id), note="办公室收回修改，改好再送"
            )


def decide_wording(
    *, by: Viewer, wording: UUID, take: bool, text: str = "", answer: str = ""
) -> None:
    """定一条修改建议: taken as proposed or as merged by the office, or not taken and why."""
    known = reach(Wording, by, wording)
    manage(by, known.division)
    with scope(DESK):
        minutes = locked(known.opinion.minutes)
        row = locked(known)
        if take:
            is_draft(minutes)
            _into_the_text(by, minutes, row, text.replace("\r\n", "\n").strip() or row.text)
        elif not answer.strip():
            raise Wrong("answer", "没采纳的请写明理由，单位看得到。")
        elif minutes.state not in (MinutesState.DRAFT, MinutesState.CIRCULATED):
            raise NotNow("纪要已经签发，不能再定修改建议。")
        row.answer, row.decided_by, row.decided_at = answer.strip()[:300], by.name, clock.now()
        row.save(update_fields=["answer", "decided_by", "decided_at"])
        move(
            WORDING, row, "take" if take else "decline", by=by, division=row.division,
            changes={"section": row.section.heading, "unit": row.unit_name}, note=row.answer,
        )  # fmt: skip


def _into_the_text(by: Viewer, minutes: Minutes, row: Wording, text: str) -> None:
    section = locked(row.section)
    section.text, section.version = said(text, "text", "正文不能空着。"), section.version + 1
    section.edited_by, section.edited_at = by.name, clock.now()
    section.save(update_fields=["text", "version", "edited_by", "edited_at"])
    keep(by, section, minutes.round, unit_name=row.unit_name)


def excuse(*, by: Viewer, opinion: UUID, why: str) -> None:
    """不再请它会签: a unit that has ended and that nobody follows."""
    known = reach(Opinion, by, opinion)
    manage(by, known.division)
    reason = said(why, "why", "请写明为什么不再请它会签。")[:200]
    unit = unit_of(known.unit_id)
    if unit is None or unit.valid_to is None or unit.valid_to > clock.today():
        raise NotNow(f"{known.unit_name}还在，纪要要它同意；不能登录的凭纸质会签代录。")
    if heir_of(known.unit_id, follows):
        raise NotNow(f"{known.unit_name}有承继单位，请改请承继单位会签。")
    with scope(DESK):
        row = locked(known)
        row.why = reason
        row.save(update_fields=["why"])
        move(OPINION, row, "excuse", by=by, division=row.division, note=reason)
        worklist.cancel_task(by=by, kind=TASK, subject=(SUBJECT, row.id), note=reason)


def ask_heirs(*, by: Viewer, minutes: UUID) -> int:
    """改请承继单位会签: for units that ended between the meeting and the minutes; how many."""
    known = reach(Minutes, by, minutes)
    if not by.system:
        manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        rows = Opinion.objects.visible_to(DESK).select_for_update(of=("self",))
        open_ = list(rows.filter(minutes=row, state__in=OPEN))
        return sum(_followed(by, row, one) for one in open_)


def _followed(by: Viewer, minutes: Minutes, one: Opinion) -> bool:
    heir = heir_of(one.unit_id, follows)
    if heir is None:
        return False
    worklist.cancel_task(
        by=by, kind=TASK, subject=(SUBJECT, one.id), note=f"{one.unit_name}已经撤并，由承继单位会签"
    )
    others = Opinion.objects.visible_to(DESK).filter(minutes=minutes, unit_id=heir)
    if others.exists():  # the heir took part itself: it agrees once, for both
        one.why = f"{cn_date(clock.today())}并入{name_of(heir)}，由它一并会签"
        one.save(update_fields=["why"])
        move(
            OPINION,
            one,
            "excuse",
            by=Viewer.for_system("单位撤并"),
            division=one.division,
            note=one.why,
        )
        return True
    if one.was_unit is None:
        one.was_unit, one.was_name = one.unit_id, one.unit_name
    before, one.unit_id, one.unit_name = one.unit_name, heir, name_of(heir)
    one.succeeded_on = clock.today()
    one.save(update_fields=["was_unit", "was_name", "unit_id", "unit_name", "succeeded_on"])
    Wording.objects.visible_to(DESK).filter(opinion=one).update(unit_id=heir)
    share(minutes, [heir])
    events.record(
        "minutes.succeed", by=by, subject=minutes, division=one.division, unit=heir,
        changes={"unit": [before, one.unit_name]},
    )  # fmt: skip
    if minutes.state == MinutesState.CIRCULATED:
        ask(by, minutes, one)
    return True
