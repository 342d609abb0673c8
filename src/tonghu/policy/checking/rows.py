"""单位与职责各行之间的检查: unique codes, brackets that point somewhere, one rule per kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tonghu.policy.checking.words import origin_problem
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.schema.units import Unit
from tonghu.policy.toml_lines import Path

_DIGITS = {"nation": 0, "province": 2, "prefecture": 4, "county": 6, "town": 9}


def faults(profile: Profile) -> Iterator[Problem]:
    """Faults between rows."""
    yield from _twice(profile, ("units",), "code", (u.code for u in profile.units), "单位代码")
    yield from _twice(profile, ("units",), "name", (u.name for u in profile.units), "单位名称")
    numbers = (str(u.number) if u.number else "" for u in profile.units)
    yield from _twice(profile, ("units",), "number", numbers, "名单序号")
    yield from _twice(profile, ("duties",), "code", (d.code for d in profile.duties), "职责代码")
    targets = (target.code for target in profile.sheet.targets)
    yield from _twice(profile, ("targets",), "code", targets, "目标代码")
    kinds = (roster.kind for roster in profile.sheet.survey.rosters)
    yield from _twice(profile, ("survey", "rosters"), "kind", kinds, "名册")
    leads = ("lead" if unit.part == "lead" else "" for unit in profile.units)
    yield from _twice(profile, ("units",), "part", leads, "牵头单位的身份")
    yield from _aliases(profile)
    yield from _discrepancies(profile)
    for index, unit in enumerate(profile.units):
        yield from _bracketed(profile, index, unit)
    yield from _duty_codes(profile)
    yield from _identity(profile)


def _twice(
    profile: Profile, table: Path, key: str, values: Iterable[str], what: str
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, value in enumerate(values):
        if value and first.setdefault(value, index) != index:
            yield origin_problem(
                profile,
                (*table, index, key),
                f"{what}“{value}”重复，第{first[value] + 1}行已经用过。",
            )


def _aliases(profile: Profile) -> Iterator[Problem]:
    """A spelling that means two units, and a body that is no member unit."""
    owners = {unit.name: unit.code for unit in profile.units}
    for index, unit in enumerate(profile.units):
        for position, alias in enumerate(unit.aliases):
            if owners.setdefault(alias, unit.code) != unit.code:
                sentence = f"“{unit.name}”的别名“{alias}”已是另一个单位的名称或者别名。"
                yield origin_problem(profile, ("units", index, "aliases", position), sentence)
        function = profile.vocabulary.functions.get(unit.code)
        if function is not None and not function.member:
            sentence = f"“{unit.code}”（{function.label}）不是成员单位，不能写进单位名单。"
            yield origin_problem(profile, ("units", index, "code"), sentence)


def _discrepancies(profile: Profile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, rule in enumerate(profile.sheet.rosters.discrepancies):
        path = ("rosters", "discrepancies", index, "kind")
        if rule.kind in seen:
            yield origin_problem(profile, path, f"差异“{rule.kind}”写了两行，只能由一家负责。")
        seen.add(rule.kind)
    missing = [kind for kind in profile.vocabulary.lists["discrepancies"] if kind not in seen]
    if missing:
        yield origin_problem(
            profile, ("rosters", "discrepancies"), f"差异“{'、'.join(missing)}”没有写由谁负责。"
        )


def _bracketed(profile: Profile, index: int, unit: Unit) -> Iterator[Problem]:
    by_code = {other.code: other for other in profile.units}
    at = ("units", index)
    if unit.part == "sub" and unit.within is None:
        yield origin_problem(
            profile,
            (*at, "part"),
            f"“{unit.name}”是括号内的下属单位，请用 within 写明在哪个单位里。",
        )
    if unit.part != "sub" and unit.within is not None:
        yield origin_problem(
            profile,
            (*at, "within"),
            f'“{unit.name}”不是括号内的下属单位（part = "sub"），不能写 within。',
        )
    host = by_code.get(unit.within) if unit.within else None
    if unit.within and (host is None or host is unit or host.part == "sub"):
        yield origin_problem(
            profile,
            (*at, "within"),
            f"“{unit.name}”的 within 指向“{unit.within}”，名单里没有这个独立条目。",
        )


def _duty_codes(profile: Profile) -> Iterator[Problem]:
    for index, duty in enumerate(profile.duties):
        if not duty.code.startswith(f"{duty.unit}.") or duty.code == f"{duty.unit}.":
            yield origin_problem(
                profile,
                ("duties", index, "code"),
                f"职责代码“{duty.code}”要以单位代码“{duty.unit}.”开头。",
            )


def _identity(profile: Profile) -> Iterator[Problem]:
    place = profile.origins["profile",].source.path
    named = {place.stem, place.parent.name}
    if profile.code not in named:
        yield origin_problem(
            profile,
            ("profile", "code"),
            f"方案代码“{profile.code}”与文件（夹）名不一致，请改成一样。",
        )
    identity = profile.sheet.profile
    digits = _DIGITS.get(identity.level)
    if digits is not None and len(identity.division) != digits:
        level = profile.vocabulary.label("levels", identity.level)
        sentence = f"层级是{level}，行政区划代码应当是{digits}位，这里写的是“{identity.division}”。"
        yield origin_problem(profile, ("profile", "division"), sentence)
