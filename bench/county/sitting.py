"""联席会议的一年: founded, a plenary in spring with minutes all agreed to, what it decided, plan, bulletin.

Every step is an action of the person whose step it is; what a unit without an account did is recorded
from paper by the office, as it would be.
"""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import cycle
from uuid import UUID

from bench.county.seed import MAKER, Tell, person
from bench.county.story import on
from tonghu.conference.actions import (
    agenda,
    bulletins,
    drafting,
    endorsing,
    inviting,
    issuing,
    meetings,
    members,
    planning,
    reporting,
    resolving,
)
from tonghu.conference.actions.bodies import found_body
from tonghu.conference.models import Attendance, Opinion, Resolution, Seat
from tonghu.core.clock import CHINA
from tonghu.core.database.scope import scope
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import full

FOUNDED = datetime(2025, 9, 3, 10, tzinfo=CHINA)
PLANNED = datetime(2026, 3, 4, 9, tzinfo=CHINA)
HELD = datetime(2026, 3, 18, 15, tzinfo=CHINA)
AGREED = datetime(2026, 3, 25, 10, tzinfo=CHINA)
REPORTED = datetime(2026, 6, 22, 10, tzinfo=CHINA)
BULLETIN = datetime(2026, 7, 8, 10, tzinfo=CHINA)
SURNAMES, GIVEN = (
    cycle("叶潘徐周吴郑王陈雷蓝"),
    cycle(("知远", "文竹", "秋实", "若谷", "清扬", "怀瑾")),
)
TOPICS = (
    ("秋季集中排查的结果和漏报核对", "请各单位对照三方名册，说明差异怎样核清。",
     "会议同意按锁定的数上报，差异由各单位在五月底前核清。"),
    ("控辍保学：劝返学生的接续帮扶", "劝返以后谁来跟，跟多久。",
     "劝返的学生由学校和乡镇各明确一名联系人，跟到学期结束。"),
    ("暑期防溺水和看护点", "看护点设在哪些村，经费从哪里来。",
     "每个乡镇至少设一处暑期看护点，六月底前把地点公布出去。"),
)  # fmt: skip


def conference(county: str, tell: Tell) -> None:
    """The body of the county's document and its first year."""
    office = person("xian")
    with on(FOUNDED), scope(office):
        body = found_body(by=office, division=full(county))
        _named(office, body)
    with on(PLANNED), scope(office):
        plenary, topics = _called(office, body)
    with on(HELD), scope(office):
        _held(office, plenary, topics)
    tell("联席会议成立，开过全体会议")
    with on(AGREED):
        _agreed(office, plenary, topics)
        _planned(office, body)
    with on(REPORTED):
        _reported(office, body)
    with on(BULLETIN), scope(office):
        bulletins.issue_bulletin(by=office, bulletin=bulletins.draft_bulletin(by=office, body=body))
    tell("纪要会签印发，议定事项有办结的、有迟了的，通报已印发")


def _named(office: Viewer, body: UUID) -> None:
    seats = Seat.objects.visible_to(office).filter(body=body, part_of=None).order_by("place", "id")
    for seat in seats:
        members.name_holder(
            by=office, seat=seat.id, name=f"{next(SURNAMES)}{next(GIVEN)}",
            post_title=seat.post or "分管负责人", from_on=FOUNDED.date(),
        )  # fmt: skip


def _called(office: Viewer, body: UUID) -> tuple[UUID, list[UUID]]:
    plan = meetings.Plan(
        on=HELD.date(), starts=time(14, 30), place="县政府三楼会议室", chair_name="方砚秋",
        chair_post="副县长", chair_role="convenor",
    )  # fmt: skip
    plenary = meetings.plan_meeting(by=office, body=body, kind="plenary", plan=plan)
    topics = [
        agenda.propose_topic(by=office, body=body, title=title, question=question)
        for title, question, _ in TOPICS
    ]
    agenda.list_topics(by=office, meeting=plenary, topics=topics)
    agenda.fix_agenda(by=office, meeting=plenary)
    meetings.call_meeting(by=office, meeting=plenary)
    return plenary, topics


def _held(office: Viewer, plenary: UUID, topics: list[UUID]) -> None:
    asked = list(Attendance.objects.visible_to(office).filter(meeting=plenary).order_by("place"))
    came = {one.id: "leave" if at == 7 else "came" for at, one in enumerate(asked)}
    inviting.sign_in(by=office, meeting=plenary, came=came)
    meetings.hold_meeting(by=office, meeting=plenary, held_on=HELD.date())
    outcomes = {id_: outcome for id_, (_, _, outcome) in zip(topics, TOPICS, strict=True)}
    agenda.discuss(by=office, meeting=plenary, outcomes=outcomes)


def _agreed(office: Viewer, plenary: UUID, topics: list[UUID]) -> None:
    """Minutes with three resolutions, agreed to by everybody who was there, issued."""
    with scope(office):
        units = _units(office)
        minutes = drafting.draft_minutes(by=office, meeting=plenary)
        for lead, title, measure, due, topic in (
            ("civil_affairs", "核清三方名册的差异", "差异全部有结论", date(2026, 5, 29), topics[0]),
            ("education", "劝返学生一人一名联系人", "联系人名单报办公室", date(2026, 6, 19), topics[1]),
            ("youth_league", "每个乡镇设一处暑期看护点", "地点公布、有人值守", date(2026, 6, 30), topics[2]),
        ):  # fmt: skip
            wanted = resolving.Wanted(title, units[lead], measure, (units["police"],), due, topic)
            resolving.draft_resolution(by=office, minutes=minutes, wanted=wanted)
        endorsing.choose_rule(by=office, minutes=minutes, rule="agree_then_issue")
        endorsing.circulate(by=office, minutes=minutes)
        opinions = list(Opinion.objects.visible_to(office).filter(minutes=minutes))
    liaison = person("lianluo")
    for at, one in enumerate(opinions, 1):
        who = {liaison.unit: liaison, office.unit: office}.get(one.unit_id)
        with scope(who or office):
            if who:
                endorsing.endorse(by=who, opinion=one.id)
            else:
                endorsing.endorse(by=office, opinion=one.id, name="演示经办", paper_number=f"演示会签〔2026〕{at}号")  # fmt: skip
    with scope(office):
        issuing.issue_minutes(by=office, minutes=minutes)


def _units(office: Viewer) -> dict[str, UUID]:
    rows = Seat.objects.visible_to(office).filter(part_of=None, unit_id__isnull=False)
    return dict(rows.values_list("function", "unit_id"))


def _planned(office: Viewer, body: UUID) -> None:
    with scope(office):
        units = _units(office)
        draft = planning.Draft(
            title="2026年关爱保护工作要点", text="围绕不漏一人、不重一人，把今年的事排定。"
        )
        plan = planning.draft_plan(by=office, kind="key_points", year=2026, draft=draft, body=body)
        for unit, title, due in (
            ("civil_affairs", "九月底前完成集中排查", date(2026, 9, 30)),
            ("education", "秋季开学两周内核对在校留守学生", date(2026, 9, 15)),
            ("police", "十月前反馈户籍变动", date(2026, 10, 30)),
            ("justice", "法治宣传进村", date(2026, 12, 18)),
        ):
            item = planning.NewItem(title=title, unit=units[unit], due=due)
            planning.add_item(by=office, plan=plan, item=item)
        planning.issue_plan(by=office, plan=plan)


def _reported(office: Viewer, body: UUID) -> None:
    """One cleared, one reported and not yet checked, one silent and late."""
    with scope(MAKER):
        rows = {one.title: one for one in Resolution.objects.visible_to(MAKER).filter(body=body)}
    liaison = person("lianluo")
    with scope(office):
        own = next(one for title, one in rows.items() if "差异" in title)
        done = reporting.report(
            by=office, resolution=own.id, text="差异清单已逐条有结论，报表附后。", final=True
        )
        reporting.check_report(by=office, progress=done, accept=True)
    with scope(liaison):
        theirs = next(one for title, one in rows.items() if "联系人" in title)
        reporting.report(
            by=liaison, resolution=theirs.id, text="中小学都已明确联系人，名单在汇总。"
        )
