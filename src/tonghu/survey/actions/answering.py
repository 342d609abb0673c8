"""逐名核对: one child, one answer; undone until the village has signed; late ones keep their own time.

What a village finds changed goes into the file at once. That a child left or is new, the town decides
when it accepts; until then the round counts it and the register does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.survey.actions import register
from tonghu.survey.actions.common import (
    DESK,
    day_of,
    found,
    moment,
    need,
    profile_of,
    round_of,
    village_of,
)
from tonghu.survey.actions.keeping import Change, as_row, refresh_counters
from tonghu.survey.models import Round, RoundChild, VillageReturn
from tonghu.survey.rules.answering import checked_reason, closed, newer, own_time
from tonghu.survey.rules.given import Answered, Given
from tonghu.survey.states import ADDED_LABELS, Answer, Origin, ReturnState
from tonghu.survey.workflow import RETURN

WHY = "rows of a village its answerer has been found to reach"
OLDER = "这名儿童后来已经核过，按后核的算。"
_PLAIN = ["answer", "left", "left_on", "at", "by", "by_name", "client_key", "late_sent", "applied"]


def confirm_child(
    *, by: Viewer, round: UUID, child: UUID, key: str = "", at: datetime | None = None
) -> Answered:
    """没有变化."""
    return answer(by=by, round=round, given=Given(child, Answer.NO_CHANGE, at=at, key=key))


def change_child(
    *, by: Viewer, round: UUID, child: UUID, values: Mapping[str, Any], version: int | None = None,
    key: str = "", at: datetime | None = None,
) -> Answered:  # fmt: skip
    """有变化: these blanks; into the file at once."""
    given = Given(child, Answer.CHANGED, values=values, at=at, key=key, version=version)
    return answer(by=by, round=round, given=given)


def left_child(
    *, by: Viewer, round: UUID, child: UUID, reason: str, on: date, note: str = "", key: str = "",
    at: datetime | None = None,
) -> Answered:  # fmt: skip
    """应退出: why and from which day; the town decides it by accepting."""
    given = Given(child, Answer.LEFT, reason=reason, on=on, note=note, at=at, key=key)
    return answer(by=by, round=round, given=given)


def unreachable(
    *, by: Viewer, round: UUID, child: UUID, note: str, key: str = "", at: datetime | None = None
) -> Answered:
    """联系不上: what was tried; an exception that town and county see."""
    given = Given(child, Answer.UNREACHABLE, note=note, at=at, key=key)
    return answer(by=by, round=round, given=given)


def answer(*, by: Viewer, round: UUID, given: Given) -> Answered:
    """答复一名儿童; see the four above."""
    need(by, P.ROUND_FILL)
    known = round_of(by, round)
    row = _row(by, known, given.child)
    village = village_of(by, known, row.division)  # locked: the village's answers stand in line
    row = _row(by, known, given.child)
    if given.key and row.client_key == given.key:
        return _answered(village, row, applied=False, sentence="这一条已经收到过，没有重复记。")
    at = _open(known, village, given.at)
    if row.answer != Answer.PENDING and not newer(row.at, at):
        return _answered(village, row, applied=False, sentence=OLDER)
    change = Change()
    _apply(by, known, village, row, replace(given, at=at), change)
    change.keep(known.id)
    _told(by, known, village, [row], at)
    return _answered(village, row, applied=True)


def _row(by: Viewer, round: Round, child: UUID) -> RoundChild:
    rows = RoundChild.objects.visible_to(by).filter(round=round, child=child)
    ranked = sorted(rows, key=lambda one: one.answer in (Answer.LEFT, Answer.WITHDRAWN))
    return found(ranked[0] if ranked else None)


def _open(round: Round, village: VillageReturn, at: datetime | None) -> datetime:
    if stop := closed(round.state, village.state):
        raise NotNow(stop)
    return own_time(at, clock.now() if at is None or at <= clock.now() else at, round.opened_at)


def _apply(
    by: Viewer, round: Round, village: VillageReturn, row: RoundChild, given: Given, change: Change
) -> None:
    """The row and, for changed blanks, the file; the counts follow."""
    _check(round, row, given)
    before = as_row(row)
    with_detail = row.detail is not None
    if row.answer == Answer.CHANGED and given.answer != Answer.CHANGED:
        _put_back(by, round, row)
    at = moment(given.at)
    row.answer, row.at, row.by, row.by_name = given.answer, at, by.user, by.name
    row.left, row.left_on = (given.reason, given.on) if given.answer == Answer.LEFT else ("", None)
    row.client_key, row.applied = given.key, False
    row.late_sent = day_of(at) < clock.today()
    detail: dict[str, Any] = {"note": given.note} if given.note else {}
    if given.answer == Answer.CHANGED:
        detail |= _changed(by, round, row, given)
    row.detail = detail or None
    fields = [*_PLAIN, "schemes", *(["detail"] if detail or with_detail else [])]
    row.save(update_fields=fields)
    change.of(row.division, before, as_row(row))


def _check(round: Round, row: RoundChild, given: Given) -> None:
    if row.applied and row.answer in (Answer.LEFT, Answer.NEW):
        raise NotNow("镇里已经核定过这名儿童，要改请在档案里办。")
    if given.answer == Answer.LEFT:
        checked_reason(given.reason, given.on, _leave_reasons(round.profile), clock.today())
    if given.answer == Answer.UNREACHABLE and len(given.note.strip()) < 2:
        from tonghu.survey.rules.answering import Wrong

        raise Wrong("note", "请写明怎么联系的，例如两次打电话没人接。")


def _leave_reasons(profile: str) -> dict[str, str]:
    return {one.code: one.name for one in profile_of(profile).definitions.exits}


def _changed(by: Viewer, round: Round, row: RoundChild, given: Given) -> dict[str, Any]:
    """Into the file; what stood there before is kept until the village has signed."""
    at = moment(given.at)
    before, keys = register.change(
        by, row.child, given.values, version=given.version, on=day_of(at), round=round.id,
        why=round.title,
    )  # fmt: skip
    row.schemes = list(register.schemes_of(row.child, day_of(clock.now()), round.profile))
    earlier = (row.detail or {}).get("before", {}) if row.answer == Answer.CHANGED else {}
    return {"before": {**before, **earlier}, "keys": list(keys)}


def _put_back(by: Viewer, round: Round, row: RoundChild) -> None:
    """撤销 of a change: the blanks hold again what they held."""
    before = (row.detail or {}).get("before", {})
    if before:
        register.change(
            by, row.child, before, version=None, on=clock.today(), round=round.id,
            why="撤销本轮核对时的更改",
        )  # fmt: skip
        row.schemes = list(register.schemes_of(row.child, clock.today(), round.profile))


def undo_answer(*, by: Viewer, round: UUID, child: UUID) -> Answered:
    """撤销: until the village has signed."""
    need(by, P.ROUND_FILL)
    known = round_of(by, round)
    village = village_of(by, known, _row(by, known, child).division)
    row = _row(by, known, child)
    _open(known, village, None)
    if row.answer == Answer.PENDING:
        return _answered(village, row, applied=False, sentence="这名儿童还没有核。")
    if row.applied or not row.by_name:
        raise NotNow("这一条已经由镇里或者档案核定，不能在这里撤销。")
    change, before, was = Change(), as_row(row), row.answer
    if was == Answer.CHANGED:
        _put_back(by, known, row)
    row.answer = Answer.WITHDRAWN if was == Answer.NEW else Answer.PENDING
    row.left, row.left_on, row.at, row.client_key, row.detail = "", None, None, "", None
    row.by, row.by_name = None, "" if was != Answer.NEW else row.by_name
    row.save(update_fields=[*_PLAIN, "schemes", "detail"])
    change.of(row.division, before, as_row(row))
    change.keep(known.id)
    _count(village)
    events.record(
        "survey.undo", by=by, subject=row, division=row.division,
        changes={"answer": [was, row.answer]},
    )  # fmt: skip
    return _answered(village, row, applied=True)


def add_child(
    *, by: Viewer, round: UUID, village: str, values: Mapping[str, Any],
    reason: str = "newly_found", key: str = "", at: datetime | None = None,
) -> Answered:  # fmt: skip
    """新增: a candidate of this village; who stands elsewhere is 乡镇核实中 and counts there."""
    need(by, P.ROUND_FILL)
    known = round_of(by, round)
    home = village_of(by, known, village)
    when = _open(known, home, at)
    rows = RoundChild.objects.visible_to(by).filter(round=known, division=village)
    if key and (same := rows.filter(client_key=key).first()) is not None:
        return _answered(home, same, applied=False, sentence="这一条已经收到过，没有重复记。")
    child, outcome, sentence = register.enter(by, values, village, day_of(when), known.id)
    if child is None:
        return Answered(None, Answer.NEW, False, home.done, home.expected, sentence)
    row = rows.filter(child=child).first()
    if row is not None and row.answer != Answer.WITHDRAWN:
        return _answered(
            home, row, applied=False, sentence=sentence or "本村名单里已经有这名儿童。"
        )
    row = _new(by, known, home, child, reason, key, when, row)
    _told(by, known, home, [row], when)
    return _answered(home, row, applied=True, sentence=sentence if outcome != "candidate" else "")


def _new(
    by: Viewer, round: Round, home: VillageReturn, child: UUID, reason: str, key: str,
    at: datetime, known: RoundChild | None,
) -> RoundChild:  # fmt: skip
    change = Change()
    row = known or RoundChild(round=round, village=home, division=home.division, child=child)
    before = as_row(known) if known else None
    row.origin, row.added = Origin.ADDED, reason if reason in ADDED_LABELS else "newly_found"
    row.answer, row.place, row.applied = Answer.NEW, 20_000, False
    row.at, row.by, row.by_name, row.client_key = at, by.user, by.name, key
    row.schemes = list(register.schemes_of(child, clock.today(), round.profile))
    row.save()
    change.of(home.division, before, as_row(row))
    change.keep(round.id)
    return row


def answer_many(
    *, by: Viewer, round: UUID, village: str, answers: Iterable[Given], at: datetime | None = None
) -> int:
    """成批答复 of one village: an offline phone's, the demo's; those older than what stands are left."""
    need(by, P.ROUND_FILL)
    known = round_of(by, round)
    home = village_of(by, known, village)
    if stop := closed(known.state, home.state):
        raise NotNow(stop)
    rows = RoundChild.objects.visible_to(by).filter(round=known, division=village)
    listed = {row.child: row for row in rows}
    work = _Batch(by, known, home, at)
    for given in answers:
        row = listed.get(given.child)
        if row is not None:
            work.take(row, given)
    return work.done()


@dataclass
class _Batch:
    """一批答复: plain ones in one write, those that touch a file one by one."""

    by: Viewer
    round: Round
    home: VillageReturn
    at: datetime | None

    def __post_init__(self) -> None:
        self.change = Change()
        self.plain: list[RoundChild] = []
        self.all: list[RoundChild] = []

    def take(self, row: RoundChild, given: Given) -> None:
        """One of them."""
        if given.key and row.client_key == given.key:
            return
        at = own_time(given.at or self.at, clock.now(), self.round.opened_at)
        if row.answer != Answer.PENDING and not newer(row.at, at):
            return
        if given.answer != Answer.NO_CHANGE or row.detail is not None:
            _apply(self.by, self.round, self.home, row, replace(given, at=at), self.change)
        else:
            before = as_row(row)
            row.answer, row.at, row.by, row.by_name = given.answer, at, self.by.user, self.by.name
            row.left, row.left_on, row.client_key = "", None, given.key
            row.late_sent = day_of(at) < clock.today()
            self.plain.append(row)
            self.change.of(row.division, before, as_row(row))
        self.all.append(row)

    def done(self) -> int:
        """Writes what is left to write; how many answers stand."""
        if self.all:
            rows = RoundChild.objects.all_of_them(reason=WHY)
            rows.bulk_update(self.plain, _PLAIN, batch_size=1_000)
            self.change.keep(self.round.id)
            latest = max(row.at for row in self.all if row.at)
            _told(self.by, self.round, self.home, self.all, latest)
        return len(self.all)


def _told(
    by: Viewer, round: Round, village: VillageReturn, rows: list[RoundChild], at: datetime
) -> None:
    """The village has moved: its state, its counters, an event a child."""
    if village.state == ReturnState.NOT_STARTED:
        move(RETURN, village, "begin", by=by, division=village.division)
    village.last_at = max(at, village.last_at) if village.last_at else at
    village.save(update_fields=["last_at"])
    _count(village)
    events.record_many(
        "survey.answer", by=by,
        facts=[
            events.Fact(
                row, changes={"answer": row.answer, "child": str(row.child), "at": str(row.at)}
            )
            for row in rows
        ],
    )  # fmt: skip


def _count(village: VillageReturn) -> None:
    with scope(DESK):
        refresh_counters([village])


def _answered(
    village: VillageReturn, row: RoundChild, *, applied: bool, sentence: str = ""
) -> Answered:
    return Answered(row.id, row.answer, applied, village.done, village.expected, sentence)
