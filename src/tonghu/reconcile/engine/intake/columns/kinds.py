"""值的样子: what kind of thing a cell holds, and what kind of column that makes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import Aliases

_LONG: Final = 120  # longer text is prose, and patterns on it would be slow
_SPACES: Final = re.compile(r"[\s'’‘`]+")
_DATE: Final = re.compile(
    r"(19|20)\d\d(?:[-/.年](?:0?[1-9]|1[0-2])(?:[-/.月](?:0?[1-9]|[12]\d|3[01])日?|月)?"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?:00?:00(?::00)?)?"
)
_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("id", re.compile(r"[1-9]\d{16}[\dXx]|[1-9]\d{5}\d\d(?:0\d|1[0-2])[0-3]\d{4}")),
    ("sci", re.compile(r"\d(?:\.\d+)?[Ee]\+?1[4-9]")),
    ("student", re.compile(r"[GLJgljl][1-9]\d{16}[\dXx]")),
    ("phone", re.compile(r"(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}(?:[/、,;].*)?|0\d{2,3}-?[2-8]\d{6,7}")),
    ("date", _DATE),
    ("sex", re.compile(r"男性?|女性?|[男女]孩|[MFmf]|male|female")),
    ("yesno", re.compile(r"是|否|有|无|√|×|[YNyn]|yes|no|[非不]?(?:是)?留守(?:儿童)?|单留守|双留守")),
    ("grade", re.compile(r"(?:小学|初中|高中)?[一二三四五六七八九1-9](?:年级|年)|[大中小托]班|初[一二三]|高[一二三]|学前班?|学前")),
    ("class", re.compile(r".{0,6}(?:\d{1,4}|[一二三四五六七八九十]{1,2})[\)）]?班")),
    ("relation", re.compile(r"(?:之)?[父母子女夫妻]|[祖外]?(?:父|母)亲?|爷爷|奶奶|外公|外婆|姥姥|姥爷|[叔伯舅姑姨][叔伯舅姑姨父母妈]?|父[子女]|母[子女]|祖孙|[外]?祖[父母]|户主|[长次三四]?[子女]|孙[子女]|外孙女?")),
    ("ethnicity", re.compile(r"汉|[一-鿿]{1,6}族")),
    ("school", re.compile(r"[一-鿿（）()·\d]{1,24}(?:小学|中学|学校|幼儿园|学院|完小|初中|高中|校区|教学点|中心校|村小|小|园)")),
    ("village", re.compile(r"[一-鿿\d]{1,12}(?:村|社区|居委会|村委会|居)")),
    ("town", re.compile(r"[一-鿿]{1,10}(?:镇|乡|街道|街道办事处|民族乡|苏木)")),
    ("address", re.compile(r".*[县市区镇乡村].*[村组号路街弄幢室栋巷].*")),
    ("int", re.compile(r"\d{1,7}")),
    ("number", re.compile(r"[-+]?\d[\d.,]*")),
)  # fmt: skip

# which kinds do not speak against a field
FITTING: Final[dict[Field, frozenset[str]]] = {
    Field.NAME: frozenset({"name", "han", "latin", "ethnicity", "village", "relation", "school"}),
    Field.FATHER_NAME: frozenset({"name", "han", "latin", "ethnicity", "yesno"}),
    Field.MOTHER_NAME: frozenset({"name", "han", "latin", "ethnicity", "yesno"}),
    Field.GUARDIAN_NAME: frozenset({"name", "han", "latin", "ethnicity", "yesno"}),
    Field.GUARDIAN_RELATION: frozenset({"relation", "han", "text", "int"}),
    Field.ID_NUMBER: frozenset({"id", "sci", "number"}),
    Field.FATHER_ID: frozenset({"id", "sci", "number"}),
    Field.MOTHER_ID: frozenset({"id", "sci", "number"}),
    Field.GUARDIAN_ID: frozenset({"id", "sci", "number"}),
    Field.SEX: frozenset({"sex", "int"}),
    Field.BIRTH_DATE: frozenset({"date", "int", "number"}),
    Field.PHONE: frozenset({"phone", "int", "number"}),
    Field.FATHER_PHONE: frozenset({"phone", "int", "number"}),
    Field.MOTHER_PHONE: frozenset({"phone", "int", "number"}),
    Field.STUDENT_NUMBER: frozenset({"student", "id", "int", "number", "sci", "text", "latin"}),
    Field.LEFT_BEHIND: frozenset({"yesno", "int", "han", "text", "name", "sex"}),
    Field.TOWN: frozenset({"town", "han", "name", "address", "int"}),
    Field.VILLAGE: frozenset({"village", "han", "name", "address", "int"}),
    Field.SCHOOL: frozenset({"school", "han", "name", "text", "address"}),
}
# fields that keep their header when no other place is found for such values
SOFT: Final = frozenset(
    {Field.TOWN, Field.VILLAGE, Field.SCHOOL, Field.LEFT_BEHIND, Field.STUDENT_NUMBER}
)
# kinds so plain that they may overrule a header, and how a person calls them
STRONG: Final[dict[str, str]] = {
    "id": "身份证号",
    "phone": "电话号码",
    "date": "日期",
    "sex": "性别",
    "name": "姓名",
    "student": "学籍号",
    "town": "乡镇",
    "village": "村或社区",
    "school": "学校",
    "yesno": "是或否",
    "relation": "亲属关系",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A column's values in short."""

    filled: int
    shares: dict[str, float]  # by kind, of the filled cells
    ages: tuple[int, ...] = ()  # of the people its numbers or dates speak of
    males: float = 0.0  # share of male numbers among identity numbers

    @property
    def strong(self) -> str:
        """The kind that nearly all cells have, "" when none."""
        if self.filled < 3 or not self.shares:
            return ""
        kind, share = max(self.shares.items(), key=lambda item: (item[1], item[0]))
        return kind if share >= 0.8 and kind in STRONG else ""

    @property
    def adults(self) -> float:
        """Share of people of 18 or more."""
        return sum(a >= 18 for a in self.ages) / len(self.ages) if self.ages else 0.0

    def share(self, *kinds: str) -> float:
        """Share of cells of these kinds."""
        return sum(self.shares.get(k, 0.0) for k in kinds)

    def contradicts(self, field: Field) -> bool:
        """The values are plainly something else than the field."""
        fitting = FITTING.get(field)
        if fitting is None or not self.strong or self.strong in fitting:
            return False
        return self.share(*fitting) < 0.2


def squeezed(text: str) -> str:
    """Half-width, without spaces and apostrophes."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def kind_of(text: str, words: Aliases) -> str:
    """The kind of one non-empty, squeezed cell."""
    if len(text) > _LONG:
        return "text"
    for name, rule in _RULES:
        if rule.fullmatch(text):
            if name in {"village", "town", "school"} and _is_name(text, words):
                return "name"
            return name
    if _is_name(text, words):
        return "name"
    if all("一" <= c <= "鿿" or c in "·•." for c in text):
        return "han" if len(text) <= 12 else "text"
    return "latin" if text.isascii() and text[0].isalpha() else "text"


def _is_name(text: str, words: Aliases) -> bool:
    if not all("㐀" <= c <= "鿿" or c in "·•?�" or ord(c) > 0xFFFF for c in text):
        return False
    if "·" in text or "•" in text:
        return 4 <= len(text) <= 20
    if not 2 <= len(text) <= 4 or text[-1] in "镇乡村县市区族":
        return False
    return (text[0] in words.surnames and len(text) <= 3) or text[:2] in words.double_surnames


def profile(values: list[str], words: Aliases, today: date) -> Profile:
    """Look at a sample of a column; each distinct text once."""
    counts: Counter[str] = Counter()
    ages: list[int] = []
    males = 0
    for value, times in Counter(values).items():
        text = squeezed(value)
        if not text:
            continue
        kind = kind_of(text, words)
        counts[kind] += times
        age = _age(text, kind, today)
        if age is not None:
            ages += [age] * times
        if kind == "id":
            males += times * (int(text[16] if len(text) == 18 else text[14]) % 2)
    filled = counts.total()
    shares = {k: n / filled for k, n in sorted(counts.items())}
    return Profile(filled, shares, tuple(ages), males / counts["id"] if counts["id"] else 0.0)


def _age(text: str, kind: str, today: date) -> int | None:
    if kind == "id":
        digits = text[6:14] if len(text) == 18 else "19" + text[6:12]
    elif kind == "student":
        digits = text[7:15]
    elif kind == "date":
        digits = _digits(text)
    else:
        return None
    year, rest = int(digits[:4]), digits[4:8].ljust(4, "0")
    if not 1900 <= year <= today.year:
        return None
    return today.year - year - (rest > f"{today.month:02d}{today.day:02d}")


def _digits(text: str) -> str:
    parts = re.findall(r"\d+", text)
    if len(parts) == 1:
        return str(parts[0])
    return str(parts[0]) + "".join(p.zfill(2) for p in parts[1:3])
