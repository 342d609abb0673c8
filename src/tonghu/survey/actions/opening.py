"""发出一轮: the children in charge, a list and a task for every village; proposed at night, opened by a click."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions import Level
from tonghu.directory.divisions.rows import upper_bound
from tonghu.policy import Profile
from tonghu.policy.explain.spoken import citation
from tonghu.survey.actions import register
from tonghu.survey.actions.common import (
    DESK,
    RETURN,
    day_of,
    found,
    moment,
    need,
    profile_of,
    round_of,
)
from tonghu.survey.actions.keeping import first_counts, refresh_counters
from tonghu.survey.actions.refreshing import added_reason, groups_of
from tonghu.survey.contributions import FILL, PROPOSE
from tonghu.survey.models import (
    FrozenChild,
    Round,
    RoundChild,
    RoundTally,
    TownSummary,
    VillageReturn,
)
from tonghu.survey.rules.naming import village_name
from tonghu.survey.rules.plans import Plan, counted, due_plans, last_day, plan_of
from tonghu.survey.states import REGISTER, Answer, Origin, RoundState
from tonghu.survey.workflow import ROUND
from tonghu.worklist import actions as worklist

WHY = "a round is made for a whole county, from its register and its last locked list"
NOON = time(9, 0, tzinfo=clock.CHINA)


def open_round(
    *, by: Viewer, division: str, cycle: str, period: str = "", on: date | None = None,
    profile: str = "",
) -> UUID:  # fmt: skip
    """发出一轮 of a county: of the named period, or of the one the day lies in."""
    row = _draft(by, division, cycle, period, on, profile)
    if row.state == RoundState.DRAFT:
        open_draft(by=by, round=row.id, at=datetime.combine(on, NOON) if on else None)
    return row.id


def propose_round(
    *, by: Viewer, division: str, cycle: str, period: str = "", profile: str = ""
) -> UUID:
    """提出一轮: a draft, and the county's task to send it out."""
    row = _draft(by, division, cycle, period, None, profile)
    if row.state == RoundState.DRAFT:
        worklist.open_task(
            by=by, kind=PROPOSE, subject=("survey.round", row.id), title=f"发出{row.title}",
            why="到了制度定的时间", division=row.division, role="county_office", due=row.opens_on,
            basis=row.basis, link=f"/rounds/{row.id}/", profile=row.profile,
        )  # fmt: skip
    return row.id


def _draft(
    by: Viewer, division: str, cycle: str, period: str, on: date | None, profile: str
) -> Round:
    need(by, P.ROUND_MANAGE)
    if not by.system and not by.covers(division):
        found(None)
    known = profile_of(profile or by.profile)
    plan = plan_of(known, cycle, period, on or clock.today())
    if plan is None:
        raise NotNow("没有这一期，请重新选季度或者年份。")
    rows = Round.objects.all_of_them(reason=WHY).exclude(state=RoundState.CANCELLED)
    row = rows.filter(division=division, cycle=plan.cycle, period=plan.period).first()
    if row is None:
        row = Round.objects.put(**_planned(known, plan, division))
        events.record(
            "survey.propose", by=by, subject=row, division=division, changes={"title": row.title}
        )
    return row


def _planned(profile: Profile, plan: Plan, division: str) -> dict[str, object]:
    local = not plan.basis or plan.basis.startswith(("local", "待核"))
    return {
        "division": division, "title": plan.title, "cycle": plan.cycle, "period": plan.period,
        "begins_on": plan.begins_on, "ends_on": plan.ends_on, "opens_on": plan.opens_on,
        "due_on": plan.due_on, "rosters_from": plan.rosters_from, "rosters_to": plan.rosters_to,
        "summary_due": plan.summary_due, "feedback_due": plan.feedback_due, "basis": plan.basis,
        "clause": "" if local else citation(profile, plan.basis)[:200], "profile": profile.code,
        "profile_hash": profile.hash,
    }  # fmt: skip


def cancel_draft(*, by: Viewer, round: UUID, why: str) -> None:
    """不发这一轮: before any village has heard of it."""
    row = round_of(by, round, lock=True)
    move(ROUND, row, "cancel", by=by, division=row.division, note=why)
    worklist.cancel_task(by=by, kind=PROPOSE, subject=("survey.round", row.id), note=why)


def open_draft(*, by: Viewer, round: UUID, at: datetime | None = None) -> None:
    """发出: every village of the county gets its list and its task."""
    row = round_of(by, round, lock=True)
    if row.state != RoundState.DRAFT:
        raise NotNow("这一轮已经发出或者撤销了，不用再发。")
    when = moment(at)
    with scope(DESK):
        row.previous = _previous(row)
        row.opened_by, row.opened_name, row.opened_at = by.user, by.name, when
        row.save(update_fields=["previous", "opened_by", "opened_name", "opened_at"])
        villages = _villages(row)
        children = _children(row, villages, day_of(when))
        move(
            ROUND, row, "open", by=by, division=row.division,
            changes={"villages": len(villages), "children": len(children)},
        )  # fmt: skip
        _give_tasks(by, row, list(villages.values()))
    worklist.close_task(by=by, kind=PROPOSE, subject=("survey.round", row.id))


def _previous(row: Round) -> Round | None:
    locked = Round.objects.all_of_them(reason=WHY).filter(
        division=row.division, cycle=row.cycle, state=RoundState.LOCKED, ends_on__lt=row.ends_on
    )
    return locked.order_by("-ends_on").first()


def _villages(row: Round) -> dict[str, VillageReturn]:
    towns = directory.subtree(DESK, row.division, Level.TOWN)
    places = directory.subtree(DESK, row.division, Level.VILLAGE)
    TownSummary.objects.put_many(
        TownSummary(round=row, division=one.code, name=one.name, due_on=row.summary_due)
        for one in towns
    )
    made = VillageReturn.objects.put_many(
        VillageReturn(
            round=row, division=one.code, name=village_name(one.name)[:80], due_on=row.due_on
        )
        for one in places
    )
    return {one.division: one for one in made}


@dataclass(frozen=True, slots=True)
class _Base:
    """期初: the children of the last lock, or of the register on the day."""

    schemes: dict[tuple[UUID, str], tuple[str, ...]]
    from_lock: bool


def _base(row: Round, there: dict[tuple[UUID, str], register.Listed]) -> _Base:
    if row.previous_id is None:
        return _Base({key: one.schemes for key, one in there.items()}, from_lock=False)
    rows = FrozenChild.objects.all_of_them(reason=WHY).filter(round=row.previous_id, stays=True)
    held: dict[tuple[UUID, str], list[str]] = {}
    for child, division, scheme in rows.values_list("child", "division", "scheme"):
        held.setdefault((child, division), []).extend([] if scheme == REGISTER else [scheme])
    return _Base({key: tuple(sorted(some)) for key, some in held.items()}, from_lock=True)


def _children(row: Round, villages: dict[str, VillageReturn], on: date) -> list[RoundChild]:
    there = register.standing(row.division, upper_bound(row.division), on, row.profile)
    base = _base(row, there)
    gone = register.why_gone({key[0] for key in base.schemes if key not in there}, on)
    new = {key[0] for key in there if key not in base.schemes}
    was = register.earlier(new, on)
    everyone = {key[0] for key in base.schemes} | new
    order = register.in_order(everyone, groups_of(row.profile))
    rows = []
    for child, division in sorted({*there, *base.schemes}, key=lambda key: (key[1], order[key[0]])):
        if division not in villages:
            continue
        listed, held = there.get((child, division)), base.schemes.get((child, division))
        one = RoundChild(
            round=row, village=villages[division], division=division, child=child,
            place=order[child][0], key_group=order[child][1], was=list(held or ()),
            schemes=list(listed.schemes if listed else held or ()),
            origin=Origin.ADDED if held is None else Origin.OPENING,
            added=added_reason(child, was) if held is None else "",
        )  # fmt: skip
        if listed is None:
            one.answer, one.applied = Answer.LEFT, True
            one.left, one.left_on = gone.get(child, ("wrong_or_duplicate", None))
        rows.append(one)
    RoundChild.objects.put_many(rows)
    RoundTally.objects.put_many(first_counts(row.id, rows))
    refresh_counters(villages.values())
    return rows


def _give_tasks(by: Viewer, row: Round, villages: list[VillageReturn]) -> None:
    profile = profile_of(row.profile)
    due, how = last_day(profile, row.due_on), counted(profile, row.due_on)
    worklist.open_tasks(
        by=by,
        tasks=[
            worklist.NewTask(
                kind=FILL, subject=(RETURN, one.id), title=f"{row.title}：逐名核对本村儿童",
                why=f"{by.unit_name or by.place or by.name}发出，要核{one.expected}名",
                division=one.division, role="village_worker", due=due, counted=how,
                basis=row.basis, count=max(one.expected, 1), link=village_link(row, one.division),
                profile=row.profile,
            )
            for one in villages
        ],
    )  # fmt: skip


def village_link(row: Round, division: str) -> str:
    """Where a village answers."""
    return f"/rounds/{row.id}/village/{division}/"


def propose_due() -> str:
    """Nightly: rounds whose day has come, as the county's profile has them."""
    from django.conf import settings

    by = Viewer.for_system("按制度到了开始排查的时间")
    made: Counter[str] = Counter()
    with scope(by):
        for division, code in _counties(settings.TONGHU_PROFILE):
            rows = Round.objects.all_of_them(reason=WHY).filter(division=division)
            known = frozenset(rows.values_list("cycle", "period"))
            for plan in due_plans(profile_of(code), clock.today(), known):
                propose_round(
                    by=by, division=division, cycle=plan.cycle, period=plan.period, profile=code
                )
                made[division] += 1
    return f"{cn_date(clock.today())}提出{sum(made.values())}轮排查"


def _counties(installed: str) -> list[tuple[str, str]]:
    """Counties that have had a round, with its profile; else those with a county office here."""
    from tonghu.access.models import Post

    rows = Round.objects.all_of_them(reason=WHY).order_by("division", "-opens_on")
    known = dict(rows.values_list("division", "profile"))
    posts = Post.objects.all_of_them(reason="where a county office works").filter(
        role="county_office", state="held"
    )
    for division in posts.values_list("division", flat=True).distinct():
        known.setdefault(division, installed)
    return sorted(known.items())
