"""逐名核对的一页 (mock b): every child of a village, what is asked, what was answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.policy.questions.registry import labels
from tonghu.survey.models import Round, RoundChild, VillageReturn
from tonghu.survey.queries.children import HIDDEN, Shown, facts, shown
from tonghu.survey.queries.common import late_of, line, profile_of, round_row
from tonghu.survey.queries.shapes import Button, Change, ExceptionLine, Fact, Walk, WalkChild
from tonghu.survey.rules.answering import closed, sign_stop
from tonghu.survey.rules.asking import CHANGES
from tonghu.survey.states import Answer, ReturnState, RoundState
from tonghu.survey.workflow import RETURN


def village_walk(viewer: Viewer, round: UUID, division: str = "") -> Walk | None:
    """A village's round: the viewer's own village unless another is named."""
    row = round_row(viewer, round)
    rows = VillageReturn.objects.visible_to(viewer).filter(round=round)
    home = rows.filter(division=division or viewer.division).first()
    return _walk(viewer, row, home) if row and home else None


def walk_of(viewer: Viewer, return_id: UUID) -> Walk | None:
    """The same by the return."""
    home = VillageReturn.objects.visible_to(viewer).filter(pk=return_id).first()
    row = round_row(viewer, home.round_id) if home else None
    return _walk(viewer, row, home) if row and home else None


def _walk(viewer: Viewer, row: Round, home: VillageReturn) -> Walk:
    rows = list(
        RoundChild.objects.visible_to(viewer)
        .filter(village=home)
        .exclude(answer=Answer.WITHDRAWN)
        .exclude(answer=Answer.LEFT, by_name="")
        .order_by("place", "pk")
    )
    seen = shown(viewer, [one.child for one in rows])
    told = facts(viewer, list(seen.values()))
    last = _last(viewer, row, [one.child for one in rows])
    children = tuple(
        _child(viewer, row, home, one, seen.get(one.child), told.get(one.child, ()), last)
        for one in rows
    )
    may_fill = viewer.may(P.ROUND_FILL) and not closed(row.state, home.state)
    stop = sign_stop(home.state, sum(one.answer == Answer.PENDING for one in rows))
    return Walk(
        round=line(viewer, row), id=home.id, division=home.division, village=home.name,
        state=home.state, state_label=ReturnState(home.state).label, due_on=row.due_on,
        late=late_of(row, home.state), children=children, expected=home.expected, done=home.done,
        returned_why=home.returned_why, signed_name=home.signed_name, signed_at=home.signed_at,
        may_fill=may_fill, may_sign=may_fill and not stop, sign_stop=stop,
        exceptions=tuple(
            ExceptionLine(home.division, one.name, "联系不上", one.note)
            for one in children
            if one.answer == Answer.UNREACHABLE
        ),
        changes=tuple(Change(one.code, one.label, one.icon, one.fields) for one in CHANGES),
        leave_reasons=tuple(
            (one.code, one.name) for one in profile_of(row.profile).definitions.exits
        ),
        buttons=_buttons(viewer, row, home),
    )  # fmt: skip


def _buttons(viewer: Viewer, row: Round, home: VillageReturn) -> tuple[Button, ...]:
    if row.state != RoundState.OPEN:
        return ()
    rows = RETURN.open_to(home.state, viewer.permissions)
    return tuple(Button(one.action, one.label) for one in rows if one.action != "begin")


def _child(
    viewer: Viewer, row: Round, home: VillageReturn, one: RoundChild, seen: Shown | None,
    told: tuple[Fact, ...], last: dict[UUID, tuple[datetime | None, str, str]],
) -> WalkChild:  # fmt: skip
    at, by_name, answer = last.get(one.child, (None, "", ""))
    groups = _groups(row, seen) if one.key_group else ()
    return WalkChild(
        id=one.id, child=one.child, name=seen.name if seen else HIDDEN,
        sex=seen.sex if seen else "", age=seen.age if seen else None,
        grade=seen.grade if seen else "", facts=told, last=_last_words(viewer, at, by_name, answer),
        groups=groups, place=one.place, answer=one.answer, answer_label=Answer(one.answer).label,
        at=one.at, by_name=one.by_name, note=str((one.detail or {}).get("note", "")),
        version=seen.version if seen else 1,
        can_undo=bool(
            one.answer != Answer.PENDING and one.by_name and not one.applied
            and viewer.may(P.ROUND_FILL) and not closed(row.state, home.state)
        ),
    )  # fmt: skip


def _groups(row: Round, seen: Shown | None) -> tuple[str, ...]:
    profile = profile_of(row.profile)
    held = seen.flags if seen else ()
    return labels(
        profile, "key_groups", tuple(c for c in profile.sheet.survey.key_groups if c in held)
    )


def _last(
    viewer: Viewer, row: Round, children: list[UUID]
) -> dict[UUID, tuple[datetime | None, str, str]]:
    """Who answered last time, when and what; one query."""
    rows = RoundChild.objects.visible_to(viewer).filter(
        child__in=children, round__state=RoundState.LOCKED, at__isnull=False
    )
    found: dict[UUID, tuple[datetime | None, str, str]] = {}
    for child, at, by_name, answer in rows.order_by("at").values_list(
        "child", "at", "by_name", "answer"
    ):
        found[child] = (at, by_name, answer)
    return found


def _last_words(viewer: Viewer, at: datetime | None, by_name: str, answer: str) -> str:
    if at is None:
        return ""
    day = at.astimezone(clock.CHINA)
    part = "上旬" if day.day <= 10 else "中旬" if day.day <= 20 else "下旬"
    year = "" if day.year == clock.today().year else f"{day.year}年"
    who = "你" if by_name == viewer.name and viewer.level is Level.VILLAGE else by_name
    return f"上次核对：{year}{day.month}月{part}，{who}核的，{Answer(answer).label}"
