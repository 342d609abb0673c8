"""近似表头: a header with one wrong character, and the second of two telephones."""

from __future__ import annotations

import re
from typing import Final

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import Aliases, bare, plain
from tonghu.reconcile.engine.intake.columns.decide import Draft
from tonghu.reconcile.engine.intake.columns.kinds import Profile

_KIND: Final[dict[Field, str]] = {
    Field.BIRTH_DATE: "date",
    Field.ID_NUMBER: "id",
    Field.FATHER_ID: "id",
    Field.MOTHER_ID: "id",
    Field.GUARDIAN_ID: "id",
    Field.PHONE: "phone",
    Field.FATHER_PHONE: "phone",
    Field.MOTHER_PHONE: "phone",
}
_SHORTEST: Final = 4
_YOUNG: Final = 3  # mean age in years; below it the day is of entering or leaving something
_SECOND: Final = re.compile(
    r"(?:(?:联系|家长)?(?:电话|手机)(?:号码?)?|联系方式|phone|mobile|tel)(?:number|no)?[2二]"
)


def amend(draft: Draft, words: Aliases) -> None:
    """Give unknown headers the field they all but name, when the values agree."""
    for column, header in enumerate(draft.headers):
        if draft.fields[column] is None and words.find(header) is None:
            meaning = _misspelt(bare(header), draft.profiles[column], words)
            if meaning and not draft.of(meaning):
                draft.take(column, meaning, f"表头“{header}”疑有错字", exact=False)
    _second_phones(draft)


def _misspelt(form: str, held: Profile, words: Aliases) -> Field | None:
    """The one field whose aliases differ in a single character."""
    if len(form) < _SHORTEST or form.isascii():
        return None
    near = {
        field
        for alias, field in words.exact.items()
        if len(alias) == len(form) and sum(a != b for a, b in zip(alias, form, strict=True)) == 1
    }
    if len(near) != 1:
        return None
    (meaning,) = near
    return meaning if _KIND.get(meaning) == held.strong and _of_children(meaning, held) else None


def _of_children(meaning: Field, held: Profile) -> bool:
    if meaning is not Field.BIRTH_DATE:
        return True
    return held.adults <= 0.2 and sum(held.ages) >= _YOUNG * max(1, len(held.ages))


def _second_phones(draft: Draft) -> None:
    """A second telephone is the father's when nothing else is; alone it is the telephone."""
    for column, header in enumerate(draft.headers):
        if not _SECOND.fullmatch(plain(header)):
            continue
        draft.take(column, None, f"表头“{header}”，另有电话，未采用")
        free = [f for f in (Field.PHONE, Field.FATHER_PHONE) if not draft.of(f)]
        if free:
            draft.take(column, free[0], f"表头“{header}”", exact=False)
