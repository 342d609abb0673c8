"""A table of steps checks itself, and buttons come from it."""

from __future__ import annotations

import dataclasses

import pytest

from tonghu.core.workflow import Row, Workflow

LABELS = {"new": "新建", "sent": "已送", "done": "办完"}
SOUND = Workflow(
    "parcel", "包裹", start="new", final=frozenset({"done"}), states=LABELS,
    rows=(Row("send", "寄出", "new", "sent", "parcel_send", clock="parcel.arrive"),
          Row("sign", "签收", "sent", "done", "parcel_sign")),
)  # fmt: skip
MAY, CLOCKS = {"parcel_send", "parcel_sign"}, {"parcel.arrive"}


def changed(**fields: object) -> Workflow:
    return dataclasses.replace(SOUND, **fields)  # type: ignore[arg-type]


def test_a_sound_table_has_no_problems() -> None:
    assert SOUND.problems(MAY, CLOCKS) == []


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (changed(rows=(*SOUND.rows, Row("find", "找回", "lost", "done", "parcel_sign"))), "lost: no step leads there"),
        (changed(rows=SOUND.rows[:1]), "sent: a dead end that is not final"),
        (changed(rows=(*SOUND.rows, Row("open", "拆开", "done", "new", "parcel_sign"))), "done: final, yet a step leaves it"),
        (changed(rows=(*SOUND.rows, SOUND.rows[0])), "send from new: stands twice"),
        (changed(states={"new": "新建"}), "sent: has no label"),
    ],
)  # fmt: skip
def test_each_fault_of_a_table_is_told(broken: Workflow, told: str) -> None:
    assert f"parcel: {told}" in broken.problems(MAY, CLOCKS)


def test_unknown_permissions_and_clocks_are_told() -> None:
    assert "parcel: sign: unknown permission parcel_sign" in SOUND.problems({"parcel_send"}, CLOCKS)
    assert "parcel: send: unknown clock parcel.arrive" in SOUND.problems(MAY, ())


def test_buttons_are_the_steps_open_from_here_to_this_person() -> None:
    assert [row.label for row in SOUND.open_to("new", MAY)] == ["寄出"]
    assert SOUND.open_to("new", {"parcel_sign"}) == ()
    assert SOUND.open_to("done", MAY) == ()
