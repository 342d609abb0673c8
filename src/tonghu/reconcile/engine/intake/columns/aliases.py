"""表头别名: normalising a header and finding the field it names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tonghu.reconcile.engine.fields import Field

_BRACKETS: Final = re.compile(r"[(\[{【<《〔「].*?[)\]}】>》〕」]")
_NOISE: Final = re.compile(r"[\s*＊#:：_\-—/\\、,，.。;；·'\"“”‘’|&+]+")
_EDGES: Final = re.compile(r"[()\[\]{}【】<>《》〔〕「」]")

# person x thing; a guardian's telephone is simply the telephone
_PERSONAL: Final[dict[tuple[str, str], Field]] = {
    ("child", "name"): Field.NAME,
    ("child", "id"): Field.ID_NUMBER,
    ("child", "phone"): Field.PHONE,
    ("child", "former_name"): Field.FORMER_NAME,
    ("child", "sex"): Field.SEX,
    ("child", "birth_date"): Field.BIRTH_DATE,
    ("child", "ethnicity"): Field.ETHNICITY,
    ("father", "name"): Field.FATHER_NAME,
    ("father", "id"): Field.FATHER_ID,
    ("father", "phone"): Field.FATHER_PHONE,
    ("father", "place"): Field.FATHER_PLACE,
    ("mother", "name"): Field.MOTHER_NAME,
    ("mother", "id"): Field.MOTHER_ID,
    ("mother", "phone"): Field.MOTHER_PHONE,
    ("mother", "place"): Field.MOTHER_PLACE,
    ("guardian", "name"): Field.GUARDIAN_NAME,
    ("guardian", "id"): Field.GUARDIAN_ID,
    ("guardian", "phone"): Field.PHONE,
    ("guardian", "relation"): Field.GUARDIAN_RELATION,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header was found to say."""

    field: Field | None  # None: known and of no use here
    exact: bool


def plain(header: str) -> str:
    """A header without width, case, spaces, stars and punctuation."""
    return _EDGES.sub("", _NOISE.sub("", unicodedata.normalize("NFKC", header).lower()))


def bare(header: str) -> str:
    """The same without what stands in brackets."""
    return plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", header)))


@dataclass(frozen=True, slots=True)
class Aliases:
    """The alias file, ready for look-up."""

    exact: dict[str, Field]
    roles: tuple[tuple[str, str], ...]  # (word, role), longest first
    items: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    surnames: frozenset[str]
    double_surnames: tuple[str, ...]

    def find(self, header: str) -> Meaning | None:
        """The field of a header, or None when it says nothing known."""
        for form in (plain(header), bare(header)):
            if form in self.exact:
                return Meaning(self.exact[form], exact=True)
        form = bare(header) or plain(header)
        if len(form) > 24 or not form:
            return None
        if any(word in form for word in self.ignored):
            return Meaning(None, exact=True)
        return self._composed(plain(header)) or self._contained(form)

    def _composed(self, form: str) -> Meaning | None:
        """父亲 … 电话: a person and a thing somewhere in the header; two parents are no one's."""
        if "父母" in form or "双亲" in form:
            return None
        item = next((name for word, name in self.items if len(word) > 1 and word in form), None)
        role = next((name for word, name in self.roles if word in form), None)
        if item is None or role is None:
            return None
        found = _PERSONAL.get((role, item))
        return Meaning(found, exact=False) if found else None

    def _contained(self, form: str) -> Meaning | None:
        """The longest alias of three or more characters inside the header."""
        inside = [a for a in self.exact if len(a) >= 3 and a in form and not a.isascii()]
        return Meaning(self.exact[max(inside, key=len)], exact=False) if inside else None


def _longest_first(table: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    pairs = {(plain(word), name) for name, words in table.items() for word in words}
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p)))


@lru_cache(maxsize=1)
def aliases() -> Aliases:
    """Load the alias file once."""
    raw = tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))
    roles, items = _longest_first(raw["roles"]), _longest_first(raw["items"])
    exact = {
        role + middle + item: _PERSONAL[(person, thing)]
        for role, person in roles
        for item, thing in items
        for middle in ("", "的")
        if (person, thing) in _PERSONAL
    }
    for name, words in raw["fields"].items():
        exact.update({plain(word): Field(name) for word in words})
    return Aliases(
        exact,
        roles,
        items,
        tuple(raw["ignore"]["words"]),
        frozenset(raw["surnames"]["single"]),
        tuple(raw["surnames"]["double"]),
    )
