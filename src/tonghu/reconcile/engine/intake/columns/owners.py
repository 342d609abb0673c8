"""号码是谁的: a column of identity numbers may belong to adults, whatever its header says."""

from __future__ import annotations

from typing import Final

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.decide import Draft
from tonghu.reconcile.engine.intake.sentences import Refusal

ADULT_SHARE: Final = 0.8
_LEAST: Final = 3
_ELDERS: Final = (Field.GUARDIAN_ID, Field.FATHER_ID, Field.MOTHER_ID)


def settle(draft: Draft) -> None:
    """Give children's numbers to the child and adults' to the adult; refuse a roster of adults."""
    own = _first(draft, Field.ID_NUMBER)
    if own is not None and _grown(draft, own):
        minor = next((c for f in _ELDERS for c in draft.of(f) if _minor(draft, c)), None)
        birth = _first(draft, Field.BIRTH_DATE)
        if minor is not None:
            _swap(draft, own, minor)
        elif birth is not None and _minor(draft, birth):
            _hand_over(draft, own)
    _refuse_adults(draft)


def _first(draft: Draft, meaning: Field) -> int | None:
    found = draft.of(meaning)
    return found[0] if found else None


def _grown(draft: Draft, column: int) -> bool:
    profile = draft.profiles[column]
    return len(profile.ages) >= _LEAST and profile.adults >= ADULT_SHARE


def _minor(draft: Draft, column: int) -> bool:
    profile = draft.profiles[column]
    return len(profile.ages) >= _LEAST and profile.adults <= 1 - ADULT_SHARE


def _swap(draft: Draft, own: int, other: int) -> None:
    elder = draft.fields[other]
    if draft.saved:
        return
    draft.take(other, Field.ID_NUMBER, f"表头“{draft.headers[other]}”，但都是未成年人的号码")
    draft.take(own, elder, f"表头“{draft.headers[own]}”，但都是成年人的号码")
    for column, taken in ((other, "未成年人的身份证号"), (own, "成年人的身份证号")):
        draft.say("header_overruled", column=column + 1, header=draft.headers[column], taken=taken)


def _hand_over(draft: Draft, own: int) -> None:
    if draft.saved:
        return
    target = None if draft.of(Field.GUARDIAN_ID) else Field.GUARDIAN_ID
    draft.take(own, target, f"表头“{draft.headers[own]}”，但都是成年人的号码")
    header = draft.headers[own]
    draft.say("header_overruled", column=own + 1, header=header, taken="成年人的身份证号")


def _refuse_adults(draft: Draft) -> None:
    """成年人名册: four fifths of those with a number or a birth date are 18 or older."""
    for meaning in (Field.ID_NUMBER, Field.BIRTH_DATE, Field.STUDENT_NUMBER):
        column = _first(draft, meaning)
        if column is None or len(draft.profiles[column].ages) < _LEAST:
            continue
        ages = draft.profiles[column].ages
        grown = sum(a >= 18 for a in ages)
        if grown >= ADULT_SHARE * len(ages):
            raise Refusal("adults", dated=len(ages), adults=grown)
        return
