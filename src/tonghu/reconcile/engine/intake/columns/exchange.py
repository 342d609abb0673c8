"""两列填反: two columns whose values each belong under the other's header change places."""

from __future__ import annotations

from typing import Final

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.decide import Draft
from tonghu.reconcile.engine.intake.columns.duplicates import LABELS
from tonghu.reconcile.engine.intake.columns.kinds import STRONG

_PAIRS: Final = (
    (Field.NAME, Field.VILLAGE),
    (Field.NAME, Field.SCHOOL),
    (Field.BIRTH_DATE, Field.PHONE),
    (Field.GUARDIAN_NAME, Field.PHONE),
    (Field.TOWN, Field.VILLAGE),
    (Field.SEX, Field.GUARDIAN_RELATION),
)
_PERSON: Final = ("name", "han", "latin")
_OWN: Final[dict[Field, tuple[str, ...]]] = {
    Field.NAME: _PERSON,
    Field.GUARDIAN_NAME: _PERSON,
    Field.VILLAGE: ("village",),
    Field.TOWN: ("town",),
    Field.SCHOOL: ("school",),
    Field.BIRTH_DATE: ("date",),
    Field.PHONE: ("phone",),
    Field.SEX: ("sex",),
    Field.GUARDIAN_RELATION: ("relation",),
}
_MOST, _LEAST, _CELLS = 0.8, 0.2, 3


def exchange(draft: Draft) -> None:
    """Change places where both columns speak for it; then no village is left under 姓名."""
    for a, b in _PAIRS:
        for one in draft.of(a):
            other = next((c for c in draft.of(b) if _belongs(draft, c, a, b)), None)
            if other is not None and _belongs(draft, one, b, a):
                _swap(draft, one, other)
                break
    for column in draft.of(Field.NAME):
        for place in (Field.VILLAGE, Field.SCHOOL):
            if _belongs(draft, column, place, Field.NAME):
                _overrule(draft, column, place)
                break


def _belongs(draft: Draft, column: int, there: Field, here: Field) -> bool:
    """Four fifths of its cells fit `there`, at most one fifth `here`."""
    held = draft.profiles[column]
    fits, own = held.share(*_OWN[there]), held.share(*_OWN[here])
    return held.filled >= _CELLS and fits >= _MOST and own <= _LEAST


def _swap(draft: Draft, one: int, other: int) -> None:
    fields = (draft.fields[other], draft.fields[one])
    headers = (draft.headers[one], draft.headers[other])
    for column, meaning, header in zip((one, other), fields, headers, strict=True):
        if meaning:
            draft.take(
                column, meaning, f"表头“{header}”，但与另一列填反，按内容作{LABELS[meaning]}"
            )
    draft.say(
        "exchanged_columns",
        one=one + 1,
        one_header=headers[0],
        other=other + 1,
        other_header=headers[1],
    )


def _overrule(draft: Draft, column: int, place: Field) -> None:
    header, taken = draft.headers[column], STRONG[_OWN[place][0]]
    meaning = None if draft.of(place) else place
    draft.take(
        column, meaning, f"表头“{header}”，但内容像{taken}" + ("" if meaning else "，未采用")
    )
    draft.say("header_overruled", column=column + 1, header=header, taken=taken)
