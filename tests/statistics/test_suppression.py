"""遮盖小数目: an attacker with everything that is shown, and one who knows the rule as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tonghu.core.suppression import (
    Audience,
    Hiding,
    Shown,
    at_least,
    cross,
    flow,
    line,
    said,
    share,
    single,
    small,
)

FLOOR, MOST = 5, 30
lines = st.lists(st.integers(0, 14), min_size=2, max_size=5)


def sums_to(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to write a number as so many parts."""
    if parts == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in sums_to(n - first, parts - 1):
            yield (first, *rest)


def worlds_of_line(shown: Mapping[int, Shown], total: int) -> list[dict[int, int]]:
    """All lines that agree with what can be read, words such as 少于5 taken at their word."""
    hidden = [key for key, one in shown.items() if one.hidden]
    labelled = any(one.why is Hiding.SMALL for one in shown.values())
    left = total - sum(one.n or 0 for one in shown.values())
    found = []
    for guess in sums_to(left, len(hidden)) if hidden else [()]:
        world = dict(zip(hidden, guess, strict=True))
        told = all(
            small(n, FLOOR) if shown[key].why is Hiding.SMALL else n >= FLOOR or not labelled
            for key, n in world.items()
        )
        if told:
            found.append(world)
    return found


@settings(max_examples=400, deadline=None)
@given(lines)
def test_nobody_learns_more_of_a_small_part_than_that_it_is_small(numbers: list[int]) -> None:
    parts = dict(enumerate(numbers))
    total = sum(numbers)
    assume(not small(total, FLOOR))
    shown = line(parts, FLOOR)
    worlds = worlds_of_line(shown, total)
    for key, n in parts.items():
        if not small(n, FLOOR):
            continue
        assert shown[key].hidden
        could_be = {world[key] for world in worlds}
        if shown[key].why is Hiding.SMALL:
            assert could_be == {1, 2, 3, 4}
        else:
            assert max(could_be) - min(could_be) >= FLOOR


@settings(max_examples=300, deadline=None)
@given(lines)
def test_nobody_who_knows_the_rule_finds_a_small_part(numbers: list[int]) -> None:
    parts = dict(enumerate(numbers))
    total = sum(numbers)
    assume(not small(total, FLOOR))
    shown = line(parts, FLOOR)
    hidden = [key for key, one in shown.items() if one.hidden]
    left = total - sum(one.n or 0 for one in shown.values())
    same = [
        world
        for guess in (sums_to(left, len(hidden)) if hidden else [()])
        if line(world := {**parts, **dict(zip(hidden, guess, strict=True))}, FLOOR) == shown
    ]
    for key, n in parts.items():
        if small(n, FLOOR):
            assert len({world[key] for world in same}) > 1, (numbers, shown)


def test_a_line_without_small_parts_is_shown_as_it_is() -> None:
    assert line({"a": 7, "b": 0, "c": 12}, FLOOR) == {"a": Shown(7), "b": Shown(0), "c": Shown(12)}


def test_the_part_hidden_beside_is_the_next_in_order_and_not_the_smallest() -> None:
    shown = line({"a": 3, "b": 90, "c": 8, "d": 40}, FLOOR)
    assert [said(one, FLOOR) for one in shown.values()] == ["少于5", "不公布", "8", "40"]


def test_a_small_total_hides_every_part_of_it() -> None:
    assert all(one.hidden for one in line({"a": 3, "b": 0}, FLOOR).values())
    assert said(single(3, FLOOR), FLOOR) == "少于5"


def test_what_is_hidden_elsewhere_is_hidden_here_and_not_alone() -> None:
    shown = line({"a": 30, "b": 20, "c": 10}, FLOOR, also=frozenset({"b"}))
    assert shown["b"].hidden
    assert sum(one.hidden for one in shown.values()) > 1


tables = st.integers(2, 4).flatmap(
    lambda rows: st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=rows, max_size=rows
    )
)


@settings(max_examples=300, deadline=None)
@given(tables)
def test_margins_do_not_give_a_small_cell_away(rows: list[tuple[int, int]]) -> None:
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    of_rows = [sum(row) for row in rows]
    of_columns = [sum(row[c] for row in rows) for c in (0, 1)]
    shown = cross(cells, FLOOR)
    if any(small(n, FLOOR) for n in (*of_rows, *of_columns)):
        assert all(one.hidden for one in shown.values())
        return
    choices = [
        [row[0]] if not shown[r, 0].hidden else range(of_rows[r] + 1) for r, row in enumerate(rows)
    ]
    worlds = [first for first in product(*choices) if sum(first) == of_columns[0]]
    for (r, c), n in cells.items():
        if small(n, FLOOR):
            could_be = {first[r] if c == 0 else of_rows[r] - first[r] for first in worlds}
            assert shown[r, c].hidden
            assert max(could_be) - min(could_be) >= FLOOR, (rows, shown)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 12), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=3))
def test_neighbouring_periods_do_not_give_a_small_number_away(
    start: int, moves: list[tuple[int, int]]
) -> None:
    """Four numbers of each quarter; the closing of one is the opening of the next."""
    truth, shown, was_hidden = [], [], False
    opening = start
    for added, leaving in moves:
        left = min(leaving, opening + added)
        closing = opening + added - left
        now = flow(opening, added, left, closing, FLOOR, was_hidden=was_hidden)
        truth.append((opening, added, left, closing))
        shown.append((now.opening, now.added, now.left, now.closing))
        opening, was_hidden = closing, now.closing.hidden
    for at, quarter in enumerate(truth):
        for which, n in enumerate(quarter):
            if small(n, FLOOR):
                could_be = _possible(shown, at, which)
                assert len(could_be) > 1, (truth, shown)


def _possible(shown: list[tuple[Shown, ...]], at: int, which: int) -> set[int]:
    """Values of one number over the chains of quarters that agree with what is shown; two will do."""
    found: set[int] = set()
    for opening in range(MOST):
        for chain in _chains(shown, opening):
            found.add(chain[at][which])
            if len(found) > 1:
                return found
    return found


def _chains(shown: list[tuple[Shown, ...]], opening: int) -> Iterator[list[tuple[int, ...]]]:
    if not shown:
        yield []
        return
    (o, a, le, c), *later = shown
    if not _fits(opening, o):
        return
    for added, closing in product(_choices(a), _choices(c)):
        left = opening + added - closing
        if left >= 0 and _fits(left, le):
            for rest in _chains(later, closing):
                yield [(opening, added, left, closing), *rest]


def _choices(one: Shown) -> list[int]:
    return [one.n] if one.n is not None else [n for n in range(MOST) if _fits(n, one)]


def _fits(n: int, one: Shown) -> bool:
    if one.n is not None:
        return n == one.n
    return one.why is not Hiding.SMALL or small(n, FLOOR)


def test_an_opening_that_was_hidden_as_closing_stays_hidden_and_so_do_the_moves() -> None:
    later = flow(4, 10, 8, 6, FLOOR, was_hidden=True)
    assert later.opening.hidden
    assert later.added.hidden
    assert later.left.hidden
    assert later.closing == Shown(6)


def test_a_sum_over_places_is_made_of_what_is_shown() -> None:
    assert at_least([Shown(8), single(3, FLOOR), Shown(20)]) == (28, False)
    assert at_least([Shown(8), Shown(20)]) == (28, True)


def test_a_share_is_hidden_where_the_rest_is_small() -> None:
    assert share(40, 43, FLOOR)[0].hidden
    assert share(3, 40, FLOOR)[0].hidden
    assert share(30, 43, FLOOR) == (Shown(30), Shown(43))
    assert share(43, 43, FLOOR) == (Shown(43), Shown(43))


def test_the_public_reads_nothing_below_ten_and_the_office_everything() -> None:
    assert (Audience.TRUE.floor, Audience.UNITS.floor, Audience.PUBLIC.floor) == (1, 5, 10)
    assert single(3, Audience.TRUE.floor) == Shown(3)
    assert said(single(9, Audience.PUBLIC.floor), 10) == "少于10"
