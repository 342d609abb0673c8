"""Everything a conference decides and follows up, once at the cast's county and once in the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests import people
from tests.pages.table import Example
from tonghu.conference.models import (
    Body,
    Bulletin,
    Evidence,
    Finding,
    InfoRequest,
    Inspection,
    MajorMatter,
    Meeting,
    Minutes,
    Opinion,
    Plan,
    PlanItem,
    Practice,
    Problem,
    ProblemPart,
    Progress,
    Resolution,
    SampleCase,
    Section,
    Wording,
)
from tonghu.core import clock
from tonghu.core.database import scope

KEEPER, UNIT = frozenset({"zhou"}), frozenset({"zhou", "chen"})
ALONE = KEEPER | {"-"}  # nobody else finds anything there, not even a reason
DRAWER = KEEPER | {"--"}
SEEN = frozenset({"zhou", "chen", "deng", "qian"})
FAR = people.OTHER_COUNTY


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        here, far = _set(people.COUNTY, people.EDUCATION.id), _set(FAR, uuid4())
    return _examples(here, far)


def _set(division: str, unit: UUID) -> dict[str, UUID]:
    """One of everything; at the cast's county the education bureau's."""
    shared = [unit]
    own: dict[str, Any] = {"division": division, "shared_with": shared}
    its: dict[str, Any] = {**own, "unit_id": unit, "unit_name": "演示县教育局"}
    today = clock.today()
    body = Body.objects.put(
        division=division, profile="xinbei", name="演示议事联席会议", kind="joint_conference",
        from_on=date(2024, 1, 1), host_name="演示民政局", shared_with=shared,
    )  # fmt: skip
    meeting = Meeting.objects.put(
        body=body, kind="plenary", year=today.year, number=1, title="演示全体会议", state="held",
        on=today, held_on=today, chair_name="演示主持", **own,
    )  # fmt: skip
    return {"body": body.id, "meeting": meeting.id, **_decided(meeting, own, its, today), **_more(body, own, its, today)}  # fmt: skip


def _decided(
    meeting: Meeting, own: dict[str, Any], its: dict[str, Any], today: date
) -> dict[str, UUID]:
    """Minutes and what came of them."""
    body, division, unit, shared = meeting.body, own["division"], its["unit_id"], own["shared_with"]
    minutes = Minutes.objects.put(
        body=body,
        meeting=meeting,
        title="演示纪要",
        rule="agree_then_issue",
        state="circulated",
        round=1,
        **own,
    )
    section = Section.objects.put(minutes=minutes, heading="一、", text="正文。", **own)
    opinion = Opinion.objects.put(minutes=minutes, **its)
    wording = Wording.objects.put(opinion=opinion, section=section, based_on=1, text="改。", **its)
    resolution = Resolution.objects.put(
        body=body, year=today.year, sequence=1, title="演示事项", state="open", **its
    )
    progress = Progress.objects.put(resolution=resolution, text="在办。", at=clock.now(), **its)
    evidence = Evidence.objects.put(
        division=division, unit_id=unit, of_type="conference.progress", of_id=progress.id, file=uuid4(),
        name="演示.png", shared_with=shared,
    )  # fmt: skip
    major = MajorMatter.objects.put(
        body=body,
        title="演示重大事项",
        to="government",
        to_name="演示政府",
        state="submitted",
        **own,
    )
    return {
        "minutes": minutes.id, "section": section.id,
        "opinion": opinion.id, "wording": wording.id, "resolution": resolution.id,
        "progress": progress.id, "evidence": evidence.id, "major": major.id,
    }  # fmt: skip


def _more(body: Body, own: dict[str, Any], its: dict[str, Any], today: date) -> dict[str, UUID]:
    """Plans, inspections, exchange."""
    plan = Plan.objects.put(
        kind="unit", year=today.year, title="演示安排", body=body, state="issued", **its
    )
    item = PlanItem.objects.put(plan=plan, title="演示事", **its)
    made = {"plan": plan.id, "item": item.id}
    return made | _inspected(body, own, its, today) | _exchanged(body, own, its, today)


def _inspected(
    body: Body, own: dict[str, Any], its: dict[str, Any], today: date
) -> dict[str, UUID]:
    town = people.TOWN_A if body.division == people.COUNTY else f"{body.division[:6]}001000"
    inspection = Inspection.objects.put(
        body=body, title="演示督查", begins_on=today, ends_on=today + timedelta(days=1), places=[town],
        sample_size=1, **own,
    )  # fmt: skip
    case = SampleCase.objects.put(
        inspection=inspection, division=f"{town[:9]}001", child=uuid4(), place=1
    )
    finding = Finding.objects.put(inspection=inspection, text="演示问题", due_on=today, **its)
    return {"inspection": inspection.id, "case": case.id, "finding": finding.id}


def _exchanged(
    body: Body, own: dict[str, Any], its: dict[str, Any], today: date
) -> dict[str, UUID]:
    request = InfoRequest.objects.put(
        body=body, title="演示请求", question="问", purpose="用", **its
    )
    problem = Problem.objects.put(
        body=body, raised_at_division=body.division, title="演示协调", text="问题", state="handled",
        raised_at=clock.now(), **its,
    )  # fmt: skip
    part = ProblemPart.objects.put(problem=problem, **its)
    practice = Practice.objects.put(
        body=body, title="演示经验", text="做法", sent_at=clock.now(), **its
    )
    bulletin = Bulletin.objects.put(
        body=body, year=today.year, issue=1, title="演示通报", as_of=today, state="issued",
        sections=[], **own,
    )  # fmt: skip
    return {
        "request": request.id, "problem": problem.id, "part": part.id, "practice": practice.id,
        "bulletin": bulletin.id,
    }  # fmt: skip


# which row → the routes of it, and within whose reach they lie
ROUTES: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("minutes", "id", "minutes", SEEN),
    ("minutes", "id", "section_add resolution_draft minutes_circulate minutes_rule minutes_revise minutes_issue minutes_follow minutes_correct", KEEPER),
    ("meeting", "id", "minutes_draft", ALONE),
    ("section", "id", "section", KEEPER),
    ("opinion", "id", "opinion", UNIT),
    ("opinion", "id", "opinion_excuse", KEEPER),
    ("wording", "id", "wording", KEEPER),
    ("resolution", "id", "resolution", SEEN),
    ("resolution", "id", "resolution_drop resolution_reassign resolution_insist resolution_urge", KEEPER),
    ("resolution", "id", "resolution_report resolution_decline", UNIT),
    ("progress", "id", "report_check", KEEPER),
    ("evidence", "id", "evidence", SEEN),
    ("major", "id", "major", SEEN),
    ("major", "id", "major_submit", KEEPER),
    ("body", "body", "resolution_assign majors inspection_new bulletins", ALONE),
    ("plan", "id", "work_plan", SEEN),
    ("plan", "id", "work_plan_edit work_plan_item_add work_plan_issue work_plan_correct", frozenset({"chen"})),
    ("item", "id", "work_plan_item", UNIT),
    ("inspection", "id", "inspection", SEEN),
    ("inspection", "id", "inspection_checks finding_add inspection_hold inspection_report", KEEPER),
    ("inspection", "id", "inspection_draw", DRAWER),
    ("case", "id", "case", ALONE),
    ("finding", "id", "finding", SEEN),
    ("finding", "id", "finding_mend", UNIT),
    ("finding", "id", "finding_recheck", KEEPER),
    ("request", "id", "request", SEEN),
    ("request", "id", "request_answer", UNIT),
    ("problem", "id", "problem", SEEN),
    ("problem", "id", "problem_handle problem_settle", KEEPER),
    ("part", "id", "problem_part", UNIT),
    ("practice", "id", "practice", SEEN),
    ("practice", "id", "practice_edit practice_share practice_keep", KEEPER),
    ("bulletin", "id", "bulletin", SEEN),
    ("bulletin", "id", "bulletin_edit bulletin_refresh bulletin_issue bulletin_correct", KEEPER),
)  # fmt: skip
# holders of the row who lack the verb of the deed: told so (403), not shown nothing
LACKING: dict[frozenset[str], frozenset[str]] = {DRAWER: frozenset({"chen", "deng", "qian"}), KEEPER: frozenset({"chen", "deng"}), UNIT: frozenset({"deng"}), frozenset({"chen"}): frozenset({"deng"})}  # fmt: skip


def _examples(here: dict[str, UUID], far: dict[str, UUID]) -> dict[str, Example]:
    made: dict[str, Example] = {}
    for row, key, names, reach in ROUTES:
        seen = reach | LACKING.get(reach, frozenset())
        above = frozenset({"qian"}) & seen
        for name in names.split():
            made[f"conference:{name}"] = Example(
                {key: here[row]}, seen, outside={key: far[row]}, missing={key: uuid4()},
                outside_seen_by=above, may_be_empty=row in ("evidence", "case"),
            )  # fmt: skip
    made["conference:paper_correct"] = Example({"paper": uuid4()}, may_be_empty=True)
    for name in ("request_new", "problem_new", "practice_new"):
        made[f"conference:{name}"] = Example({}, may_be_empty=True)
    return made
