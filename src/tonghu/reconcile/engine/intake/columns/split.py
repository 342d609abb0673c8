"""姓、名分列: a surname column and a given-name column are one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import Aliases, bare
from tonghu.reconcile.engine.intake.columns.decide import Draft

_WHOSE: Final = r"(?:学生|儿童|孩子|幼儿|本人|姓名|student|child)*的?"
_SURNAME: Final = re.compile(_WHOSE + r"(?:姓|姓氏|surname|lastname|familyname)")
_GIVEN: Final = re.compile(_WHOSE + r"(?:名|名字|givennames?|firstname|forename)")
_LOOK: Final = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """Where surname and given name stand."""

    surname: int
    given: int


def find_pair(headers: Sequence[str], words: Aliases) -> Pair | None:
    """One column of each and no whole name beside them."""
    forms = [bare(h) for h in headers]
    surnames = [i for i, f in enumerate(forms) if _SURNAME.fullmatch(f)]
    givens = [i for i, f in enumerate(forms) if _GIVEN.fullmatch(f)]
    if len(surnames) != 1 or len(givens) != 1:
        return None
    pair = Pair(surnames[0], givens[0])
    for column, header in enumerate(headers):
        meaning = words.find(header) if column not in (pair.surname, pair.given) else None
        if meaning and meaning.field is Field.NAME and meaning.exact:
            return None
    return pair


def joined(body: tuple[pa.ChunkedArray, ...], pair: Pair) -> tuple[pa.ChunkedArray, ...]:
    """The whole name in the surname's place; a given name that holds the surname is whole already."""
    surname, given = body[pair.surname], body[pair.given]
    columns = list(body)
    if _whole(surname.slice(0, _LOOK).to_pylist(), given.slice(0, _LOOK).to_pylist()):
        columns[pair.surname] = given
    else:
        columns[pair.surname] = _strung(surname, given)
    return tuple(columns)


def _whole(surnames: list[str], givens: list[str]) -> bool:
    both = [(s.strip(), g.strip()) for s, g in zip(surnames, givens, strict=True)]
    filled = [(s, g) for s, g in both if s and g]
    return sum(len(g) > len(s) and g.startswith(s) for s, g in filled) * 2 > len(filled)


def _strung(surname: pa.ChunkedArray, given: pa.ChunkedArray) -> pa.ChunkedArray:
    """Chinese stands together; letters need a space between."""
    whole = pc.binary_join_element_wise(surname, given, "")
    latin = pc.and_(
        pc.match_substring_regex(surname, r"[A-Za-z]\s*$"),
        pc.match_substring_regex(given, r"^\s*[A-Za-z]"),
    )
    return pc.if_else(latin, pc.binary_join_element_wise(surname, given, " "), whole)


def name_it(draft: Draft, pair: Pair) -> None:
    """姓名 stands where the surname stood."""
    surname, given = draft.headers[pair.surname], draft.headers[pair.given]
    both = f"表头“{surname}”和“{given}”两列合成姓名"
    draft.take(pair.surname, Field.NAME, both)
    draft.take(pair.given, None, f"{both}，已并入第{pair.surname + 1}列")
