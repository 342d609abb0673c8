"""Locked figures: named exceptions, the children behind them, never changed, equal to a recount."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import process_time
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import registry as files
from tests.people import COUNTY, DENG, LI, SYSTEM, TOWN_A, VILLAGE_A, VILLAGE_B, WANG, ZHAO, ZHOU
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.conftest import SECOND, SEPTEMBER
from tests.survey.test_rounds import told
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.registry import actions as registry
from tonghu.survey import actions, queries
from tonghu.survey.models import Frozen, FrozenChild, Round, RoundChild, VillageReturn
from tonghu.survey.states import Answer

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 7, 1, tzinfo=UTC)


def test_a_county_names_what_is_not_done_before_it_locks(quarter: UUID) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(ZHOU.viewer):
        board = queries.board(ZHOU.viewer, quarter)
        assert board is not None
        assert len(board.open_exceptions) == 5
        with pytest.raises(NotNow, match="请写明理由"):
            actions.lock(by=ZHOU.viewer, round=quarter, exceptions={VILLAGE_A: "已经上报"})
        reasons = {one.division: "村里停电，下一轮补核" for one in board.open_exceptions}
        mark = actions.lock(by=ZHOU.viewer, round=quarter, exceptions=reasons, why="按期锁定")
        locked = queries.locked(ZHOU.viewer, quarter)
    assert locked is not None
    assert locked.fingerprint == mark
    assert {one.reason for one in locked.exceptions} == {"村里停电，下一轮补核"}
    assert steps.tie(quarter) == (5, 0, 0, 5)
    assert told("survey.lock") == 1


def test_after_the_lock_nothing_is_answered_and_a_second_lock_is_refused(
    quarter: UUID, county: list[UUID]
) -> None:
    steps.locked(quarter)
    with scope(WANG.viewer):
        with pytest.raises(NotNow, match="锁定"):
            actions.undo_answer(by=WANG.viewer, round=quarter, child=county[0])
        with pytest.raises(NotNow, match="锁定"):
            actions.confirm_child(by=WANG.viewer, round=quarter, child=county[0])
    with scope(ZHOU.viewer), pytest.raises(NotNow):
        actions.lock(by=ZHOU.viewer, round=quarter)


def test_the_database_itself_refuses_to_change_a_locked_figure(quarter: UUID) -> None:
    steps.locked(quarter)
    for table in ("survey_frozen", "survey_frozenchild", "survey_correction"):
        for deed in (f"UPDATE {table} SET division = division", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), scope(SYSTEM), connection.cursor() as cursor:
                cursor.execute(deed)


@requirement("D-313")
def test_a_figure_opened_two_rounds_later_shows_the_same_children(
    quarter: UUID, county: list[UUID]
) -> None:
    mark = steps.locked(quarter)
    with scope(ZHOU.viewer):
        then = queries.listed(ZHOU.viewer, quarter)
    with clock.at(DECEMBER):
        with scope(ZHOU.viewer):
            fourth = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
        with scope(WANG.viewer):
            actions.left_child(
                by=WANG.viewer, round=fourth, child=county[0], reason="parent_returned",
                on=date(2026, 12, 1),
            )  # fmt: skip
        steps.locked(fourth)
    with clock.at(datetime(2027, 3, 8, 1, tzinfo=UTC)):
        with scope(ZHOU.viewer):
            fifth = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
        steps.locked(fifth)
        with scope(ZHOU.viewer):
            now = queries.listed(ZHOU.viewer, quarter)
            recount = queries.recount(ZHOU.viewer, quarter)
            board = queries.board(ZHOU.viewer, fifth)
    assert then is not None
    assert now is not None
    assert [one.child for one in now.rows] == [one.child for one in then.rows]
    assert now.n == 5
    assert recount is not None
    assert (recount.same, recount.fingerprint) == (True, mark)
    assert steps.tie(fourth) == (5, 0, 1, 4)
    assert steps.tie(fifth) == (4, 0, 0, 4)
    assert board is not None
    assert board.previous is not None
    assert board.previous.id == fourth


def test_what_came_between_two_rounds_is_counted_in_the_next(
    quarter: UUID, county: list[UUID]
) -> None:
    steps.locked(quarter)
    with clock.at(datetime(2026, 10, 12, 1, tzinfo=UTC)):
        with scope(LI.viewer):
            registry.exit_child(by=LI.viewer, child=county[1], reason="died", on=date(2026, 10, 10))
        with scope(SYSTEM):
            files.child(name="演示十月")
    with clock.at(DECEMBER):
        with scope(ZHOU.viewer):
            fourth = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
        with scope(WANG.viewer):
            walk = queries.village_walk(WANG.viewer, fourth)
    assert steps.tie(fourth) == (5, 1, 1, 5)
    assert walk is not None
    assert sorted(one.name for one in walk.children) == ["演示十月", "演示甲一", "演示甲三"]


def test_a_correction_stands_beside_the_figure_and_changes_nothing(quarter: UUID) -> None:
    mark = steps.locked(quarter)
    with scope(ZHOU.viewer):
        actions.correct(
            by=ZHOU.viewer, round=quarter, division=VILLAGE_A, scheme="register", figure="closing",
            n=1, why="漏报一名，下一轮补",
        )  # fmt: skip
        assert queries.recount(ZHOU.viewer, quarter).fingerprint == mark  # type: ignore[union-attr]
    assert steps.tie(quarter) == (5, 0, 0, 5)
    assert told("survey.correct") == 1


def test_a_leader_reads_the_figures_and_no_name(quarter: UUID) -> None:
    steps.locked(quarter)
    with scope(DENG.viewer):
        board = queries.board(DENG.viewer, quarter)
        figures = queries.figures(DENG.viewer, quarter, scheme="register")
        listed = queries.listed(DENG.viewer, quarter)
        recount = queries.recount(DENG.viewer, quarter)
        assert FrozenChild.objects.visible_to(DENG.viewer).count() == 0
    assert board is not None
    assert (board.total.expected, figures[0].closing) == (5, 5)
    assert listed is not None
    assert listed.rows == ()
    assert recount is not None
    assert recount.same


def test_figures_of_any_place_are_sums_of_its_villages(quarter: UUID) -> None:
    for place, expected in ((COUNTY, 5), (TOWN_A, 4), (VILLAGE_A, 3), (VILLAGE_B, 1)):
        assert steps.tie(quarter, division=place) == (expected, 0, 0, expected)
    steps.locked(quarter)
    for place, expected in ((COUNTY, 5), (TOWN_A, 4), (VILLAGE_A, 3), (SECOND, 1)):
        assert steps.tie(quarter, division=place) == (expected, 0, 0, expected)


class _Undo(Exception):
    """Ends an example and leaves nothing of it."""


_OPS = st.lists(
    st.tuples(
        st.sampled_from(["same", "home", "left", "gone", "undo", "new", "refresh", "outside"]),
        st.integers(0, 4),
    ),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ops=_OPS)
def test_kept_counts_equal_a_recount_whatever_happens(
    quarter: UUID, county: list[UUID], ops: list[tuple[str, int]]
) -> None:
    try:
        with transaction.atomic():
            _act(quarter, county, ops)
            raise _Undo
    except _Undo:
        pass


def _act(quarter: UUID, county: list[UUID], ops: list[tuple[str, int]]) -> None:
    owner = [WANG, WANG, WANG, ZHOU, ZHAO]
    for step, (op, i) in enumerate(ops):
        who, child = owner[i].viewer, county[i]
        with clock.at(SEPTEMBER + timedelta(hours=step + 1)):
            try:
                _one(op, who, child, quarter, step)
            except NotNow:
                continue
        with scope(ZHOU.viewer):
            recount = queries.recount(ZHOU.viewer, quarter)
            assert recount is not None
            assert recount.same, recount.differences
            assert all(one.ties for one in queries.figures(ZHOU.viewer, quarter))
    with scope(ZHOU.viewer):
        open_ = {
            one.division: "期限已到，先锁定" for one in queries.board(ZHOU.viewer, quarter).open_exceptions  # type: ignore[union-attr]
        }  # fmt: skip
        before = queries.figures(ZHOU.viewer, quarter)
        actions.lock(by=ZHOU.viewer, round=quarter, exceptions=open_)
        recount = queries.recount(ZHOU.viewer, quarter)
        assert recount is not None
        assert recount.same, recount.differences
        assert all(one.ties for one in queries.figures(ZHOU.viewer, quarter))
        assert {one.scheme for one in before} >= {"register"}


def _one(op: str, who: Viewer, child: UUID, quarter: UUID, step: int) -> None:
    if op in ("outside", "refresh"):
        with scope(SYSTEM):
            if op == "outside":
                files.child(name=f"演示外{NAMES[step]}")
            actions.refresh(by=SYSTEM, round=quarter)
        return
    with scope(who):
        DEEDS[op](who, quarter, child, step)


def _add(who: Viewer, quarter: UUID, child: UUID, step: int) -> None:
    village = who.division if who.division.endswith("001") else SECOND
    values = files.values(name=f"演示新{NAMES[step]}")
    actions.add_child(by=who, round=quarter, village=village, values=values)


NAMES = "一二三四五六七八九十甲乙丙丁"
HOME = {"father_status": ["at_home"], "father_place": None, "both_away": False}
DEEDS: dict[str, Callable[[Viewer, UUID, UUID, int], object]] = {
    "same": lambda by, r, c, _: actions.confirm_child(by=by, round=r, child=c),
    "home": lambda by, r, c, _: actions.change_child(by=by, round=r, child=c, values=HOME),
    "left": lambda by, r, c, _: actions.left_child(
        by=by, round=r, child=c, reason="parent_returned", on=date(2026, 9, 7)
    ),
    "gone": lambda by, r, c, _: actions.unreachable(by=by, round=r, child=c, note="电话打不通"),
    "undo": lambda by, r, c, _: actions.undo_answer(by=by, round=r, child=c),
    "new": _add,
}


def test_four_hundred_villages_are_frozen_in_four_statements(county: list[UUID]) -> None:
    from django.test.utils import CaptureQueriesContext

    from tests.factories import directory
    from tonghu.survey.actions.locking import _freeze

    with scope(SYSTEM):
        for number in range(100, 500):
            directory.division(f"990101001{number:03d}", f"演示{number}村")
        round_ = actions.open_round(by=SYSTEM, division=COUNTY, cycle="quarterly")
        row = Round.objects.all_of_them(reason="test").get(pk=round_)
        found = VillageReturn.objects.all_of_them(reason="test").filter(round=row)
        villages = {one.division: one for one in found}
        codes = [f"990101001{100 + n % 400}" for n in range(4_000)]
        RoundChild.objects.put_many(
            RoundChild(
                round=row, village=villages[code], division=code, child=UUID(int=n + 1),
                answer=Answer.NO_CHANGE, was=["left_behind"], schemes=["left_behind"],
            )
            for n, code in enumerate(codes)
        )  # fmt: skip
        began = process_time()
        with CaptureQueriesContext(connection) as asked:
            _freeze(row)
        took = process_time() - began
        cells = Frozen.objects.all_of_them(reason="test").filter(round=row).count()
    assert cells == 400 * 4 + 3 * 4
    assert len(asked) == 4
    assert took < 2


def test_a_board_asks_little_however_many_villages(quarter: UUID) -> None:
    from django.test.utils import CaptureQueriesContext

    with scope(ZHOU.viewer), CaptureQueriesContext(connection) as asked:
        queries.board(ZHOU.viewer, quarter)
    assert len(asked) <= 15
    with scope(WANG.viewer), CaptureQueriesContext(connection) as asked:
        queries.village_walk(WANG.viewer, quarter)
    assert len(asked) <= 10
