"""年龄: full years 周岁 by the profile's birthday rule (domain §2.6), and age bands (D-378)."""

from __future__ import annotations

from datetime import date, timedelta

from tonghu.core.calendar import cn_date
from tonghu.core.periods import birthday
from tonghu.policy.definitions import AgeBand, AgeLimit, Birthday
from tonghu.registry.rules.facts import Birth
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding, all_of, no, unknown, yes

BIRTH = "birth"
BY_AGE = "起按满"  # how a day on which an age is reached is told


def turns(birth: date, years: int, rule: Birthday) -> date:
    """满周岁之日: the first day on which the age counts as reached."""
    day = birthday(birth, years, leap_day_in_march=rule.leap_day == "03-01")
    return day + timedelta(days=1) if rule.still_counts and years > 0 else day


def below(birth: Birth | None, limit: AgeLimit, rule: Birthday, moment: Moment) -> Finding:
    """不满若干周岁: open where a partial date of birth allows both."""
    return younger(birth, limit.below, limit.basis, rule, moment)


def younger(birth: Birth | None, years: int, basis: str, rule: Birthday, moment: Moment) -> Finding:
    """Whether the child is born and younger than so many full years."""
    if birth is None:
        return unknown(BIRTH, "出生日期未采集，请补填")
    event = f"{BY_AGE}{years}周岁计算"
    first, last = turns(birth.earliest, years, rule), turns(birth.latest, years, rule)
    moment.aged(years, rule, last <= moment.day)
    if not moment.reached(birth.earliest, "出生"):
        return no(basis, BIRTH, f"{birth_text(birth)}出生，判断之日尚未出生")
    if moment.reached(last, event):
        return no(basis, BIRTH, f"{birth_text(birth)}出生，已满{years}周岁")
    if first != last and moment.reached(first, f"起可能已满{years}周岁"):
        return unknown(
            BIRTH, f"只知道{birth_text(birth)}出生，无法判断是否满{years}周岁，请查明出生日期"
        )
    return yes(basis, BIRTH, f"{birth_text(birth)}出生，不满{years}周岁")


def band(birth: Birth | None, row: AgeBand, rule: Birthday, moment: Moment) -> Finding:
    """年龄段: from one age to another, both included (D-378)."""
    young = younger(birth, row.to_age + 1, row.basis, rule, moment)
    return all_of((young, _at_least(birth, row, rule, moment)))


def _at_least(birth: Birth | None, row: AgeBand, rule: Birthday, moment: Moment) -> Finding:
    if birth is None:
        return unknown(BIRTH, "出生日期未采集，请补填")
    event = f"{BY_AGE}{row.from_age}周岁计算"
    first, last = (turns(day, row.from_age, rule) for day in (birth.earliest, birth.latest))
    moment.aged(row.from_age, rule, last <= moment.day)
    if moment.reached(last, event):
        return yes(row.basis, BIRTH, f"{birth_text(birth)}出生，已满{row.from_age}周岁")
    if first != last and moment.reached(first, f"起可能已满{row.from_age}周岁"):
        return unknown(BIRTH, f"只知道{birth_text(birth)}出生，无法确定年龄段，请查明出生日期")
    return no(row.basis, BIRTH, f"{birth_text(birth)}出生，不满{row.from_age}周岁")


def birth_text(birth: Birth) -> str:
    """出生日期 as sentences have it."""
    if birth.month is None:
        return f"{birth.year}年"
    if birth.day is None:
        return f"{birth.year}年{birth.month}月"
    return cn_date(birth.earliest)
