"""联席会议: meetings, chair, minutes, members, office, seal (Part C)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import (
    Answer,
    Says,
    answered,
    called,
    decides,
    functions,
    labels,
    yes,
)
from tonghu.policy.schema.conference import Body, Head


class Reply(StrEnum):
    """会签答复: what a unit answered on the draft minutes."""

    AGREED = "同意"
    OBJECTED = "不同意"
    WAITING = "未答复"


def plenaries_owed(profile: Profile, held: int) -> Answer[int]:
    """全体会议（D-360）: how many more plenaries this year owes after those held."""
    owed = max(0, profile.sheet.conference.plenary_per_year - held)
    return answered(profile, owed, "conference", "plenary_per_year")


def plenary_due(profile: Profile, year: int, held: int) -> Answer[date | None]:
    """Until when the next plenary must be held; None when none is owed."""
    owed = plenaries_owed(profile, held).value
    return answered(profile, date(year, 12, 31) if owed else None, "conference", "plenary_per_year")


def may_chair(profile: Profile, role: str) -> Answer[bool]:
    """主持: whether a role may chair the plenary."""
    return answered(profile, role in profile.sheet.conference.chair_by, "conference", "chair_by")


def may_call_temporary(profile: Profile, reason: str) -> Answer[bool]:
    """临时会议（D-049）: whether a reason is enough for a temporary meeting."""
    allowed = reason in profile.sheet.conference.temporary_on
    return answered(profile, allowed, "conference", "temporary_on")


def minutes_may_issue(profile: Profile, replies: Mapping[str, Reply]) -> Answer[bool]:
    """纪要（D-053、D-376）: whether the minutes may be issued on these replies."""
    agreed = all(reply is Reply.AGREED for reply in replies.values())
    free = profile.sheet.conference.minutes_rule == "office_issues"
    return answered(profile, free or agreed, "conference", "minutes_rule")


def member_change_needs_decision(profile: Profile) -> Answer[bool]:
    """成员调整（D-042、D-043）: whether the conference must decide, or the successor follows."""
    decided = profile.sheet.conference.member_change == "proposed_and_decided"
    return answered(profile, decided, "conference", "member_change")


def body_on(profile: Profile, day: date) -> Answer[Body | None]:
    """协调机构: the body that coordinated on a day; names and seats change (domain §0.1)."""
    bodies = profile.sheet.conference.bodies
    for index, body in enumerate(bodies):
        if body.from_ <= day and (body.to is None or day <= body.to):
            return Answer(body, body.basis, profile.silent("conference", "bodies", index))
    return Answer(None, profile.basis("conference"))


def heads(profile: Profile) -> tuple[Head, ...]:
    """召集人（D-413）: the heading posts in printed order."""
    return profile.sheet.conference.heads


def may_seal(profile: Profile) -> Answer[bool]:
    """印章（D-062）: whether an output may carry a conference seal."""
    return answered(profile, profile.sheet.conference.seal, "conference", "seal")


@decides("lead_unit", "谁牵头联席会议日常工作")
def _lead(profile: Profile) -> Says:
    return (f"{called(profile, profile.sheet.conference.lead_unit)}牵头",)


@decides("plenary", "今年还须开几次全体会议、最迟何时")
def _plenary(profile: Profile) -> Says:
    owed, due = plenaries_owed(profile, 0).value, plenary_due(profile, 2026, 0).value
    return (f"2026年尚未开会，须在{due}前召开{owed}次全体会议",)


@decides("chair", "全体会议可以由谁主持，谁在先")
def _chair(profile: Profile) -> Says:
    roles = profile.vocabulary.lists["head_roles"]
    may = (
        f"{label}{'可以' if may_chair(profile, role).value else '不能'}主持"
        for role, label in roles.items()
    )
    first = labels(profile, "head_roles", profile.sheet.conference.chair_by)[0]
    return (*may, f"首先由{first}主持")


@decides("temporary_meeting", "什么事由可以召开临时会议")
def _temporary(profile: Profile) -> Says:
    reasons = profile.vocabulary.lists["meeting_reasons"]
    first = labels(profile, "meeting_reasons", profile.sheet.conference.temporary_on)[0]
    each = (
        f"因{label}{'可以' if may_call_temporary(profile, reason).value else '不能'}召开"
        for reason, label in reasons.items()
    )
    return (*each, f"首要事由是{first}")


@decides("liaison_meeting", "办公室要不要召开联络员会议")
def _liaison_meeting(profile: Profile) -> Says:
    word = profile.sheet.conference.liaison_meeting
    return (f"联络员会议：{profile.vocabulary.label('liaison_meetings', word)}",)


@decides("minutes", "还有单位未答复或者不同意，纪要能不能印发")
def _minutes(profile: Profile) -> Says:
    cases = (Reply.AGREED, Reply.WAITING, Reply.OBJECTED)
    return tuple(
        f"一家单位{reply}：{'可以' if minutes_may_issue(profile, {'甲': Reply.AGREED, '乙': reply}).value else '不能'}印发"
        for reply in cases
    )


@decides("member_change", "成员工作变动，要不要联席会议确定")
def _member_change(profile: Profile) -> Says:
    needs = member_change_needs_decision(profile).value
    return ("由单位提出、联席会议确定后更换" if needs else "由单位继任者自然替补，只登记不审定",)


@decides("invitation", "能不能邀请非成员单位列席")
def _invitation(profile: Profile) -> Says:
    return (f"可以邀请其他部门参加：{yes(profile.sheet.conference.invite_others)}",)


@decides("major_matters", "重大事项报谁批准")
def _major(profile: Profile) -> Says:
    word = profile.sheet.conference.major_matters_to
    return (f"重大事项{profile.vocabulary.label('major_matters', word)}",)


@decides("seal", "纪要能不能盖联席会议的章")
def _seal(profile: Profile) -> Says:
    return (f"可以加盖联席会议印章：{yes(may_seal(profile).value)}",)


@decides("letters", "对外函件以谁的名义发出")
def _letters(profile: Profile) -> Says:
    conference = profile.sheet.conference
    names = functions(profile, conference.letters_under)
    own = ("联席会议自行行文",) if conference.issues_documents else ("联席会议不正式行文",)
    return (*own, f"依次以{'、'.join(names)}的名义发函")


@decides("conference_duties", "联席会议本身要做什么")
def _duties(profile: Profile) -> Says:
    return labels(profile, "conference_duties", profile.sheet.conference.duties_of_conference)


@decides("office", "办公室设在哪里、谁任主任、要做什么")
def _office(profile: Profile) -> Says:
    office = profile.sheet.conference.office
    director = (
        profile.vocabulary.label("office_directors", office.director) if office.director else "未定"
    )
    seat = called(profile, office.seat)
    return (f"设在{seat}", f"主任：{director}", *labels(profile, "office_tasks", office.tasks))


@decides("coordinating_body", "某一天由哪个机构协调，设在谁家")
def _body(profile: Profile) -> Says:
    return tuple(
        f"{body.from_}起{f'至{body.to}' if body.to else ''}由{body.name}"
        f"（{profile.vocabulary.label('body_kinds', body.kind)}，设在{profile.vocabulary.function(body.host)}）协调"
        for body in profile.sheet.conference.bodies
    )


@decides("heads", "谁任总召集人、召集人、副召集人，各几人")
def _heads(profile: Profile) -> Says:
    return tuple(
        f"{profile.vocabulary.label('head_roles', head.role)}{head.count}人：{head.post}"
        f"{f'（{profile.vocabulary.function(head.unit)}）' if head.unit else ''}"
        for head in heads(profile)
    )
