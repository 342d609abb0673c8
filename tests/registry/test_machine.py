"""不重不漏: whatever is done to files in whatever order, nothing is lost, doubled or miscounted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import people
from tests.factories import registry as made
from tests.requirement import requirement
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.registry import actions
from tonghu.registry.actions.sheets import take_out
from tonghu.registry.models import Child, Merge, SourceLink, SourceRecord
from tonghu.registry.queries import recounts, standing, tallies
from tonghu.registry.queries.held import held
from tonghu.registry.rules.cells import ON_REGISTER
from tonghu.registry.states import LifeState

VILLAGES = (people.VILLAGE_A, people.VILLAGE_B, "990101001002")
START = datetime(2026, 9, 1, 2, tzinfo=UTC)
OPEN = (LifeState.CANDIDATE, LifeState.TO_VERIFY, *ON_REGISTER)
GONE = (LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED)
WRITES = st.one_of(
    st.tuples(st.just("name"), st.sampled_from(["演示甲", "演示乙", "演示丙"])),
    st.tuples(st.just("grade"), st.sampled_from(["一年级", "二年级", ""])),
    st.tuples(st.just("carer_kind"), st.sampled_from(["none", "grandparent", "father"])),
    st.tuples(st.just("carer_name"), st.sampled_from(["演示祖母", "演示外公"])),
    st.tuples(st.just("father_status"), st.sampled_from([["away"], ["at_home"], ["dead"]])),
    st.tuples(st.just("phone"), st.sampled_from(["13900000001", "13900000002"])),
)  # fmt: skip
SOURCES = st.sampled_from(["village", "school", "police", "family"])


class Files(RuleBasedStateMachine):
    """What a county does in a year, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.day = START
        self.stack.enter_context(_undone())
        self._at()
        self.by = self.stack.enter_context(scope(people.SYSTEM))
        self.live: set[UUID] = set()
        self.number_of: dict[UUID, str] = {}
        self.records = 0

    def _at(self) -> None:
        if hasattr(self, "hand"):
            self.hand.__exit__(None, None, None)
        self.hand = clock.at(self.day)
        self.hand.__enter__()

    def teardown(self) -> None:
        self.hand.__exit__(None, None, None)
        self.stack.close()

    # what the machine picks from

    def _rows(self, **wanted: Any) -> list[Child]:
        rows = Child.objects.all_of_them(reason="test").filter(pk__in=self.live, **wanted)
        return list(rows.order_by("pk"))

    def _pick(self, data: st.DataObject, **wanted: Any) -> Child | None:
        rows = self._rows(**wanted)
        return data.draw(st.sampled_from(rows)) if rows else None

    # deeds

    @rule(who=st.integers(0, 4), village=st.sampled_from(VILLAGES))
    def enter(self, who: int, village: str) -> None:
        number = made.id_number(date(2012 + who, 3, 1), "1", who)
        values = made.values(born=date(2012 + who, 3, 1), sex="1", name=f"演示{who}甲".replace(str(who), "一二三四五"[who]), id_number=number)  # fmt: skip
        known = number in self.number_of.values()  # of files merged away too
        told = actions.enter(by=self.by, values=values, division=village)
        assert (told.outcome == "candidate") is not known
        if told.child not in self.live:
            assert told.child is not None
            self.live.add(told.child)
            self.number_of[told.child] = number
            self.records += 1

    @rule(who=st.integers(5, 9), village=st.sampled_from(VILLAGES))
    def enter_twice_by_import(self, who: int, village: str) -> None:
        """An import that nobody compared: the same child may stand twice, to be merged."""
        number = made.id_number(date(2011, 3, who), "2", who)
        (child,) = made.children(
            made.new_child(
                born=date(2011, 3, who), id_number=number, name="演示重", division=village
            )
        )
        self.live.add(child)
        self.number_of[child] = number
        self.records += 1

    @rule(data=st.data(), said=WRITES, source=SOURCES, decided=st.booleans())
    def write(self, data: st.DataObject, said: tuple[str, Any], source: str, decided: bool) -> None:
        child = self._pick(data, state__in=OPEN)
        if child is None:
            return
        told = actions.update(
            by=self.by, child=child.pk, values=dict([said]), source=source, decided=decided
        )
        again = actions.update(
            by=self.by, child=child.pk, values=dict([said]), source=source, decided=decided
        )
        assert again == actions.Updated(told.version), "the same said twice changes nothing"
        self.records += told.version > child.version

    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        if child := self._pick(data, state__in=OPEN):
            actions.confirm(by=self.by, child=child.pk)

    @rule(data=st.data())
    def register(self, data: st.DataObject) -> None:
        if child := self._pick(data, state=LifeState.CANDIDATE):
            actions.send_to_verify(by=self.by, child=child.pk)
            actions.register(by=self.by, child=child.pk)

    @rule(data=st.data(), to=st.sampled_from(VILLAGES), accepted=st.booleans())
    def move(self, data: st.DataObject, to: str, accepted: bool) -> None:
        child = self._pick(data, state=LifeState.REGISTERED)
        if child is None or child.division == to:
            return
        transfer = actions.propose_transfer(
            by=self.by, child=child.pk, to_division=to, reason="搬家"
        )
        if accepted:
            actions.accept_transfer(by=self.by, transfer=transfer)
        else:
            actions.decline_transfer(by=self.by, transfer=transfer, why="没有来")

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        if child := self._pick(data, state=LifeState.REGISTERED):
            actions.exit_child(by=self.by, child=child.pk, reason="parent_returned")

    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        if child := self._pick(data, state__in=GONE):
            actions.readmit(by=self.by, child=child.pk, why="又外出")
            actions.register(by=self.by, child=child.pk)

    @precondition(lambda self: len(self.live) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        keep, other = self._pick(data), self._pick(data)
        if keep is None or other is None or keep == other:
            return
        if other.state in ON_REGISTER and keep.state not in ON_REGISTER:
            keep, other = other, keep
        merge = actions.propose_merge(by=self.by, keep=keep.pk, other=other.pk, reason="同一名儿童")
        row = Merge.objects.all_of_them(reason="test").get(pk=merge)
        if row.state == "proposed":
            actions.agree_merge(by=self.by, merge=merge)
        self.live.remove(other.pk)

    @rule(data=st.data(), theirs=st.booleans())
    def unmerge(self, data: st.DataObject, theirs: bool) -> None:
        done = Merge.objects.all_of_them(reason="test").filter(state="done", kept__in=self.live)
        rows = list(done.order_by("pk"))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        actions.propose_unmerge(by=self.by, merge=row.pk, why="是两名儿童")
        for record in actions.unmerge(by=self.by, merge=row.pk):
            child = row.other_id if theirs else row.kept_id
            actions.divide(by=self.by, merge=row.pk, record=record, child=child)
        self.live.add(row.other_id)

    @rule(days=st.sampled_from([1, 30, 200]))
    def advance_day(self, days: int) -> None:
        self.day += timedelta(days=days)
        self._at()
        actions.midnight()

    # what must always be true

    @invariant()
    def nothing_said_is_lost(self) -> None:
        records = SourceRecord.objects.all_of_them(reason="test")
        assert records.count() == self.records
        held_by = SourceLink.objects.all_of_them(reason="test").filter(
            until_at=None, child__in=self.live
        )
        assert set(held_by.values_list("record", flat=True)) == set(
            records.values_list("pk", flat=True)
        )

    @invariant()
    def no_child_is_doubled(self) -> None:
        rows = Child.objects.all_of_them(reason="test").filter(merged_into=None)
        assert set(rows.values_list("pk", flat=True)) == self.live

    @invariant()
    def a_file_is_what_its_sources_say(self) -> None:
        for child, sheet in take_out(self.live).items():
            assert held(sheet.child) == sheet.values, child

    @invariant()
    def every_count_is_a_recount(self) -> None:
        assert recounts.differences(self.by) == {}
        now = len([one for one in self._rows() if one.state in ON_REGISTER])
        rolled = sum(row.n for row in tallies.roll_up(self.by, people.COUNTY))
        assert rolled == now == standing.count(self.by, "0", "~", "", clock.today())
        classed = len([one for one in self._rows() if "left_behind" in one.schemes])
        assert classed == standing.count(self.by, "0", "~", "left_behind", clock.today())


@contextmanager
def _undone() -> Iterator[None]:
    """Each run begins with an empty county and leaves one."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _run(runs: int, steps: int) -> None:
    run_state_machine_as_test(
        Files,
        settings=settings(
            max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.django_db
@requirement("D-093")
def test_nothing_is_lost_or_doubled_in_a_few_runs() -> None:
    _run(8, 12)


@pytest.mark.long
@pytest.mark.django_db
def test_nothing_is_lost_or_doubled_in_many_runs() -> None:
    _run(200, 15)
