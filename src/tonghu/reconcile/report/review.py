"""待人工判断: the reasons in Chinese, and one question per item that tells no other unit's value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import Result, Review, Why
from tonghu.reconcile.report.cells import UNKNOWN_DAY, texts

WHY_LABELS: dict[Why, str] = {
    Why.SAME_NUMBER: "同号不同人",
    Why.TWO_NUMBERS: "疑似双重户口",
    Why.UNCERTAIN: "像又不全像",
    Why.CLOSE_SECOND: "有两个相近的候选",
    Why.REPEAT: "疑似重报",
    Why.CONTESTED: "各项很像，按规则没有合并",
    Why.WEAK_LINK: "已认定，依据不多",
}
_ASKS: dict[Why, str] = {
    Why.SAME_NUMBER: "这两条用了同一个证件号，是同一个孩子，还是有一条填错了号码？",
    Why.TWO_NUMBERS: "这两条各有一个可用的号码，是同一个孩子有两个户口，还是两个孩子？",
    Why.UNCERTAIN: "这两条是不是同一个孩子？",
    Why.CLOSE_SECOND: "这一条同时像两个孩子，另一条是不是也是这个孩子？",
    Why.REPEAT: "这两条是不是把同一个孩子登记了两次？",
    Why.CONTESTED: "这两条各项很像，按规则没有合并，是不是同一个孩子？",
    Why.WEAK_LINK: "系统把这两条算作同一个孩子，依据不多，对不对？",
}
_ALONE = "这一条有疑问，请照户口簿核对姓名、出生日期和证件号"
PART_LABELS: dict[str, str] = {
    "number": "证件号",
    "name": "姓名",
    "rarity": "姓名常见程度",
    "birth": "出生日期",
    "both": "姓名与出生日期",
    "parents": "父母",
    "contact": "监护人与电话",
    "family": "家庭成员证件号",
    "household": "户号",
    "place": "乡镇与村",
    "school": "学校",
    "student": "学籍号",
    "sex": "性别",
    "kin": "来源",
    "rivals": "其他人选",
    "gaps": "名册空缺",
    "start": "起点",
}


def part_label(code: str) -> str:
    """得分项的名称; a code the engine adds later shows itself."""
    return PART_LABELS.get(code, code)


def question(result: Result, review: Review) -> str:
    """One question for a person: what to decide, and what agrees and differs, in words."""
    return questions(result, [review])[0]


def questions(result: Result, reviews: Sequence[Review]) -> list[str]:
    """`question` of many items at once; raw cells are fetched in bulk."""
    pairs = [review for review in reviews if review.b >= 0]
    facts = iter(_facts(result, pairs))
    return [_ASKS[r.why] + next(facts) if r.b >= 0 else _ALONE for r in reviews]


def _facts(result: Result, pairs: Sequence[Review]) -> list[str]:
    a, b = np.array([p.a for p in pairs], np.int64), np.array([p.b for p in pairs], np.int64)
    names = zip(texts(result, Field.NAME, a), texts(result, Field.NAME, b), strict=True)
    numbers = zip(texts(result, Field.ID_NUMBER, a), texts(result, Field.ID_NUMBER, b), strict=True)
    records = result.records
    births = zip(records.birth[a].tolist(), records.birth[b].tolist(), strict=True)
    sexes = zip(records.sex[a].tolist(), records.sex[b].tolist(), strict=True)
    rows = zip(names, births, sexes, numbers, strict=True)
    return [_sentence(_Pair(*row)) for row in rows]


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two records say, side by side."""

    name: tuple[str, str]
    birth: tuple[int, int]
    sex: tuple[int, int]
    number: tuple[str, str]


def _sentence(pair: _Pair) -> str:
    """姓名相同，出生日期相同，证件号第16位不同."""
    parts = [
        _same("姓名", pair.name[0].strip(), pair.name[1].strip(), ""),
        _same("出生日期", *pair.birth, UNKNOWN_DAY),
        _same("性别", *pair.sex, 0) if pair.sex[0] != pair.sex[1] else "",
        number_difference(*pair.number),
    ]
    return "，".join(part for part in parts if part) + "。"


def _same(label: str, a: object, b: object, unknown: object) -> str:
    if unknown in (a, b):
        return f"{label}有一边没有填"
    return f"{label}相同" if a == b else f"{label}不同"


def number_difference(a: str, b: str) -> str:
    """How two ID numbers differ, in words: 证件号第16位不同 (ui.md §2.9)."""
    a, b = "".join(a.split()).upper(), "".join(b.split()).upper()
    if not a or not b:
        return "证件号有一边没有填"
    if a == b:
        return "证件号相同"
    if len(a) != 18 or len(b) != 18:
        return "证件号不能比，有一边不是18位"
    places = [at + 1 for at in range(18) if a[at] != b[at]]
    if len(places) > 4:
        return f"证件号有{len(places)}位不同"
    x, y = places[0] - 1, places[-1] - 1
    if len(places) == 2 and a[x] == b[y] and a[y] == b[x]:
        return f"证件号第{places[0]}位和第{places[1]}位对调"
    return f"证件号第{'、'.join(map(str, places))}位不同"
