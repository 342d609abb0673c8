"""成员单位与职责: who sits in the conference, what each unit owes and by when."""

from __future__ import annotations

import re
from datetime import date

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import Answer, Says, called, decides
from tonghu.policy.schema.units import Duty, Unit

SAMPLE_DAY = date(2026, 11, 22)
_BLANKS = re.compile(r"[\s\u3000]+")
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def unit_named(profile: Profile, text: str, on: date | None = None) -> Answer[Unit] | None:
    """按名称找单位（D-402、D-407、D-414）: by printed name, alias, or today's name.

    Padded blanks, lost brackets and half- or full-width brackets make no difference. With `on`,
    a name counts only while it was in use.
    """
    wanted = plain_name(text)
    found = next((u for u in profile.units if wanted in _printed(u) and _in_use(u, on)), None)
    if found is None:  # 职能并入别家的单位，今名就是别家的名称：先认名单上叫这个名称的
        found = next((u for u in profile.units if _heir_is(u, wanted) and _succeeded(u, on)), None)
    return Answer(found, found.basis) if found else None


def _printed(unit: Unit) -> set[str]:
    return {plain_name(name) for name in (unit.name, *unit.aliases)}


def _heir_is(unit: Unit, wanted: str) -> bool:
    return unit.successor is not None and wanted == plain_name(unit.successor)


def plain_name(text: str) -> str:
    """A unit's name without blanks and brackets, as printings differ in them."""
    return re.sub(r"[（）()【】\[\]]", "", _BLANKS.sub("", text))


def _in_use(unit: Unit, on: date | None) -> bool:
    until = unit.until if unit.until is not None else unit.since
    return on is None or until is None or on < _first_day(until)


def _succeeded(unit: Unit, on: date | None) -> bool:
    return on is None or unit.since is None or on >= _first_day(unit.since)


def _first_day(value: date | int) -> date:
    return value if isinstance(value, date) else date(value, 1, 1)


def called_on(profile: Profile, code: str, on: date) -> str:
    """The name a unit bears on a day: the printed one, or its successor's (D-414)."""
    unit = next(unit for unit in profile.units if unit.code == code)
    changed = unit.successor is not None and unit.since is not None and on >= _first_day(unit.since)
    return unit.successor if changed and unit.successor else unit.name


def duties_of(profile: Profile, unit: str) -> tuple[Duty, ...]:
    """职责: the duties of one unit or body in printed order."""
    return tuple(duty for duty in profile.duties if duty.unit == unit)


def duty_due(duty: Duty, day: date) -> date | None:
    """Until when a periodic duty must next be proven; None for continuous and on-event ones."""
    quarter = next(date(day.year, m, d) for m, d in _QUARTER_ENDS if date(day.year, m, d) >= day)
    half = date(day.year, 6, 30) if day <= date(day.year, 6, 30) else date(day.year, 12, 31)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    dues = {
        "monthly": date.fromordinal(following.toordinal() - 1),
        "quarterly": quarter,
        "half_yearly": half,
        "yearly": date(day.year, 12, 31),
    }
    return dues.get(duty.period)


@decides("member_list", "谁派成员、谁是召集人单位、名单怎么排")
def _members(profile: Profile) -> Says:
    return tuple(
        f"{unit.number or '—'}、{unit.name}（{profile.vocabulary.function(unit.code)}）："
        f"{profile.vocabulary.label('parts', unit.part)}"
        + (f"，列在{called(profile, unit.within)}括号内" if unit.within else "")
        for unit in profile.units
    )


@decides("liaison_list", "哪些单位要报联络员")
def _liaisons(profile: Profile) -> Says:
    words = {True: "已列联络员", False: "未列联络员，请补报", None: "文件不列联络员"}
    return tuple(f"{unit.name}：{words[unit.liaison]}" for unit in profile.units)


@decides("unit_names", "哪年起、到哪年止用哪个单位名称")
def _names(profile: Profile) -> Says:
    return tuple(
        f"{unit.name}{f'用到{unit.until}' if unit.until else ''}"
        f"{f'，{unit.since}起称{unit.successor}' if unit.since else ''}"
        for unit in profile.units
        if unit.since or unit.until
    )


@decides("duties_due", "每项职责由谁办、多久一次、凭什么证明")
def _duties(profile: Profile) -> Says:
    events = profile.vocabulary.events
    says = []
    for duty in profile.duties:
        due = duty_due(duty, SAMPLE_DAY)
        when = f"{due}前" if due else ""
        period = profile.vocabulary.label("periods", duty.period)
        proof = "、".join(events[kind].label if kind in events else kind for kind in duty.proof)
        says.append(f"{called(profile, duty.unit)}{when}（{period}）{duty.text}，凭{proof}")
    return tuple(says)


@decides("unit_load", "每个单位各有几项职责")
def _load(profile: Profile) -> Says:
    units = dict.fromkeys(duty.unit for duty in profile.duties)
    return tuple(f"{called(profile, unit)}：{len(duties_of(profile, unit))}项" for unit in units)
