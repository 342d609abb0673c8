"""认定标准 as data: wrong tables are refused, and Part U says what each place has."""

from __future__ import annotations

from enum import StrEnum

import pytest
from pydantic import ValidationError

from tests.registry.children import (
    S,
)
from tests.registry.sheets import CODES, definitions_of
from tests.requirement import requirement
from tonghu.policy.definitions import Cause, Definitions, Span
from tonghu.policy.definitions.words import (
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    label_of,
)
from tonghu.policy.schema.leaves import replaced

Path = tuple[str | int, ...]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("issue_flags", 0, "when"), None, "没有写任何认定条件"),
        (("left_behind", "incapacity", 0, "grades"), (1,), "只有残疾写 grades"),
        (
            ("left_behind", "incapacity", 9, "kinds"),
            (DisabilityKind.MENTAL,),
            "只有残疾可以写 kinds",
        ),
        (("left_behind", "incapacity", 0, "measured"), "term", "须写 at_least"),
        (("left_behind", "age", "below"), -1, "greater than or equal"),
        (("left_behind", "patterns"), ("everybody",), "Input should be"),
    ],
)
def test_wrong_tables_are_refused(path: Path, value: object, says: str) -> None:
    wrong = replaced(definitions_of("base"), path, value)
    with pytest.raises(ValidationError, match=says):
        Definitions.model_validate(wrong.model_dump(exclude_unset=True))


def test_a_lasting_status_is_not_counted_in_hours_or_working_days() -> None:
    for unit in ("hours", "working_days"):
        with pytest.raises(ValidationError, match="只许写 days"):
            Span.model_validate({unit: 3})
    with pytest.raises(ValidationError):
        Cause.model_validate({"cause": "asleep", "basis": "local"})


def test_every_word_has_a_chinese_label() -> None:
    kinds: tuple[type[StrEnum], ...] = (Area, S, DisabilityKind, Circumstance, HarmAct)
    for word in (word for kind in kinds for word in kind):
        assert label_of(word)  # type: ignore[arg-type]


@requirement("D-001", "D-002", "D-369", "D-370")
@pytest.mark.parametrize("code", CODES)
def test_the_table_of_part_u(code: str) -> None:
    rule = definitions_of(code).left_behind
    songyang = code == "songyang"
    assert rule.hukou.rural_only is not songyang
    assert rule.age.below == 16
    assert definitions_of(code).difficulty.age.below == 18
    assert definitions_of(code).difficulty.hukou.rural_only is False
    lost = next(row for row in rule.incapacity if row.cause is S.LOST_CONTACT)
    assert lost.at_least == Span.model_validate({"days": 365} if songyang else {"months": 6})
    assert lost.basis == "sy-2017-139 一" if songyang else lost.basis.startswith("待核")
    grades = {row.grades for row in rule.incapacity if row.cause is S.DISABLED}
    assert grades == ({(1, 2)} if songyang else {(1, 2), (3, 4)})
    assert rule.away.basis.startswith("sy-2017-139" if songyang else "待核")
