"""名录的判断: how names of units are compared and made, and what a row of a list must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tonghu.directory.divisions import Level
from tonghu.directory.divisions.names import short
from tonghu.directory.states import UnitKind
from tonghu.policy.questions.units import plain_name

_LEVEL_WORDS = ("省", "州", "市", "县", "区", "旗")
_COMMITTEES = ("村民委员会", "居民委员会", "社区居委会", "社区村委会", "村委会", "居委会")
LONGEST_NAME = 120
KINDS = frozenset(one.value for one in UnitKind)
_PHONE = re.compile(r"^[0-9][0-9\- ]{2,38}(转[0-9]{1,6})?$")


@dataclass(frozen=True, slots=True)
class NameOf:
    """名称: what a unit is called, and what else people write."""

    name: str
    aliases: tuple[str, ...] = ()


def plain(name: str) -> str:
    """比对名称: without blanks and brackets, as the policies compare names."""
    return plain_name(name)


def name_forms(asked: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """A written name and the forms it may stand for inside some places, likeliest first.

    松阳县公安局 inside 松阳县 may be printed 县公安局 or 公安局; 浙江省松阳县古市镇中心小学 is the
    school without what stands above it.
    """
    forms = [plain(asked)]
    for place in sorted(places, key=len, reverse=True):
        for form in tuple(forms):
            if form.startswith(place) and len(form) > len(place) + 1:
                rest = form[len(place) :]
                forms += [f"{place[-1]}{rest}", rest] if place[-1] in _LEVEL_WORDS else [rest]
    return tuple(dict.fromkeys(forms))


def place_names(full_name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Every way a place may stand in front of a unit's name: 浙江省丽水市松阳县, 松阳县, 松阳."""
    found = [full_name, *names]
    for at in range(len(names)):
        found.append("".join(names[at:]))
    levels = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWN)
    found += [short(name, level) for name in names for level in levels]
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))


def town_government(name: str) -> NameOf:
    """大东坝镇 → 大东坝镇人民政府; a 街道 has an 办事处, a zone its 管理委员会 only if it says so."""
    if name.endswith("街道") or name.endswith("街道办事处"):
        street = name.removesuffix("办事处")
        return NameOf(f"{street}办事处", (street, f"{street}办"))
    if name.endswith(("镇", "乡", "苏木")):
        return NameOf(f"{name}人民政府", (name, f"{name}政府"))
    return NameOf(name)


def village_committee(name: str) -> NameOf:
    """蔡宅村 → 蔡宅村村民委员会; 城东社区 → 城东社区居民委员会."""
    stem = next((name.removesuffix(end) for end in _COMMITTEES if name.endswith(end)), name)
    if stem.endswith("社区") or "居" in name[len(stem) :]:
        stem = stem if stem.endswith("社区") else f"{stem}社区"
        full, spoken = f"{stem}居民委员会", f"{stem}居委会"
    else:
        stem = stem if stem.endswith(("村", "嘎查")) else f"{stem}村"
        full, spoken = f"{stem}村民委员会", f"{stem.removesuffix('村')}村委会"
    others = dict.fromkeys((name, stem, spoken, f"{stem}委员会"))
    return NameOf(full, tuple(one for one in others if one != full))


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """一条单位信息 as somebody gave it, from a form or from a row of a list."""

    name: str
    kind: str
    division: str  # 12 digits
    short_name: str = ""
    function: str = ""
    phone: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""  # a name
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""  # a name
    why_closed: str = ""


def faults_of(draft: UnitDraft, functions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a draft, each with the field it stands in."""
    yield from _said_faults(draft, functions)
    yield from _day_faults(draft)


def _said_faults(draft: UnitDraft, functions: frozenset[str]) -> Iterator[tuple[str, str]]:
    if not draft.name.strip():
        yield "name", "没有写单位名称。"
    elif len(draft.name) > LONGEST_NAME:
        yield "name", f"单位名称超过{LONGEST_NAME}个字，请写全称即可。"
    if draft.kind not in KINDS:
        yield "kind", "没有写类别，或者不是已有的类别。"
    elif draft.kind == UnitKind.BUREAU and not draft.function:
        yield "function", "机关部门要写职能，职责按它对应。"
    if draft.function and draft.function not in functions:
        yield "function", f"没有“{draft.function}”这种职能。"
    if draft.phone and not _PHONE.match(draft.phone):
        yield "phone", f"电话“{draft.phone}”不像电话号码，请写成0578-1234567这样。"


def _day_faults(draft: UnitDraft) -> Iterator[tuple[str, str]]:
    if draft.valid_from and draft.valid_to and draft.valid_to <= draft.valid_from:
        yield "valid_to", "停用日期要晚于启用日期。"
    if draft.successor and not draft.valid_to:
        yield "successor", "写了承继单位，还要写停用日期。"
    if draft.valid_to and not draft.why_closed:
        yield "why_closed", "停用要写原因。"
