"""报表: the tables of a quarter or a year from the cells of its readings, and what does not add up. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghu.core.indicators import Indicator

Cells = Mapping[tuple[str, str], int]  # indicator, key → n of the county
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Quarter:
    """一季的格子."""

    period: str
    locked: bool
    cells: Cells

    def n(self, indicator: str, key: str) -> int:
        """A cell; nought where there is none."""
        return self.cells.get((indicator, key), 0)

    def named(self, indicator: str) -> list[str]:
        """The keys of an indicator."""
        return sorted(key for code, key in self.cells if code == indicator)


@dataclass(frozen=True, slots=True)
class Words:
    """各分组的叫法."""

    indicators: Mapping[str, Indicator]
    scheme: Callable[[str], str]
    flow: Callable[[str], str]
    place: Mapping[str, str]


Table = dict[str, Any]  # as it is kept: code, title, heads, rows, note


def tables_of(
    quarters: Sequence[Quarter], towns: Mapping[str, Mapping[str, int]], words: Words
) -> list[Table]:
    """Every table; structure as of the end of the last quarter, flows and work of all of them."""
    last = quarters[-1]
    bases = last.named("children.scheme")
    flows = sorted({k.partition("|")[0] for q in quarters for k in q.named("survey.flow")})
    made = [_flow(quarters, flows, words), *_reasons(quarters, flows, words)]
    made += [_age_sex(last, base, words) for base in _chosen(bases)]
    for code in ("schooling", "carer", "guardianship", "relief", "worker"):
        made.append(_parts(last, f"children.{code}", bases, words))
    made += [_work(quarters, words), _towns(towns, bases, words)]
    return [one for one in made if one["rows"]]


def _chosen(bases: Iterable[str]) -> list[str]:
    there = set(bases)
    return [one for one in ("register", "left_behind") if one in there]


def _table(
    code: str, title: str, heads: Sequence[str], rows: list[list[Any]], note: str = ""
) -> Table:
    return {"code": code, "title": title, "heads": list(heads), "rows": rows, "note": note}


def flow_of(quarters: Sequence[Quarter], base: str) -> tuple[int, int, int, int]:
    """Opening of the first, added and left of all, closing of the last."""
    return (
        quarters[0].n("survey.flow", f"{base}|opening"),
        sum(q.n("survey.flow", f"{base}|added") for q in quarters),
        sum(q.n("survey.flow", f"{base}|left") for q in quarters),
        quarters[-1].n("survey.flow", f"{base}|closing"),
    )


def _flow(quarters: Sequence[Quarter], bases: Sequence[str], words: Words) -> Table:
    rows = [[words.scheme(base), *flow_of(quarters, base)] for base in _ordered(bases)]
    heads = ("类别", "期初", "新增", "退出", "期末")
    return _table("flow", "各类儿童增减", heads, rows, "期初＋新增－退出＝期末；取自锁定的排查轮次")


def _ordered(bases: Sequence[str]) -> list[str]:
    return sorted(bases, key=lambda one: (":" in one, one != "register", one))


def _reasons(quarters: Sequence[Quarter], bases: Sequence[str], words: Words) -> list[Table]:
    made = []
    keys = {k for q in quarters for k in q.named("survey.flow")}
    for head, title in (("added", "新增原因"), ("left", "退出原因")):
        reasons = sorted({k.partition("|")[2] for k in keys if f"|{head}:" in k})
        rows = []
        for reason in reasons:
            numbers = [
                sum(q.n("survey.flow", f"{base}|{reason}") for q in quarters)
                for base in _ordered(bases)
            ]
            told = words.flow(reason).partition("：")[2]
            rows.append([told, *numbers])
        heads = ("原因", *(words.scheme(base) for base in _ordered(bases)))
        made.append(_table(head, title, heads, rows))
    return made


def _age_sex(last: Quarter, base: str, words: Words) -> Table:
    one = words.indicators["children.age_sex"]
    ages = words.indicators["children.age"].parts
    rows: list[list[Any]] = []
    for age, label in ages:
        numbers = [last.n(one.code, f"{base}|{age}|{sex}") for sex, _ in one.parts]
        rows.append([label, *numbers, sum(numbers)])
    rows.append([TOTAL, *(sum(row[at] for row in rows) for at in range(1, len(rows[0])))])
    heads = ("年龄", *(label for _, label in one.parts), TOTAL)
    return _table(f"age_sex:{base}", f"{words.scheme(base)}年龄和性别", heads, rows)


def _parts(last: Quarter, code: str, bases: Sequence[str], words: Words) -> Table:
    one = words.indicators[code]
    shown = [
        base for base in _ordered(bases) if any(k.startswith(f"{base}|") for k in last.named(code))
    ]
    rows: list[list[Any]] = [
        [label, *(last.n(code, f"{base}|{part}") for base in shown)] for part, label in one.parts
    ]
    note = one.definition if one.unit == "人次" else ""
    if rows and shown and not note:
        rows.append([TOTAL, *(sum(row[at] for row in rows) for at in range(1, len(shown) + 1))])
    heads = (one.label, *(words.scheme(base) for base in shown))
    return _table(code, one.label, heads, rows if shown else [], note)


def _work(quarters: Sequence[Quarter], words: Words) -> Table:
    rows = []
    for code in ("survey.villages", "survey.towns", "tasks.done", "hazards.quarter"):
        one = words.indicators[code]
        base = one.default.partition("|")[0]
        for part, label in one.parts:
            n = sum(q.n(code, f"{base}|{part}") for q in quarters)
            rows.append([f"{one.label}：{label}", n, one.unit])
    last = quarters[-1]
    for code in ("rosters.agreement", "rosters.coverage", "rosters.settled", "rosters.punctual"):
        one = words.indicators[code]
        base = one.default.partition("|")[0]
        rows += [
            [f"{one.label}：{label}", last.n(code, f"{base}|{part}"), one.unit]
            for part, label in one.parts
        ]
    return _table("work", "开展的工作", ("项目", "数", "单位"), [row for row in rows if row[1]])


def _towns(towns: Mapping[str, Mapping[str, int]], bases: Sequence[str], words: Words) -> Table:
    shown = _ordered(bases)
    rows = [
        [words.place.get(town, town), *(found.get(base, 0) for base in shown)]
        for town, found in sorted(towns.items())
    ]
    heads = ("乡镇（街道）", *(words.scheme(base) for base in shown))
    return _table("towns", "分乡镇（街道）", heads, rows)


def faults_of(
    quarters: Sequence[Quarter], before: Quarter | None, missing: Sequence[str],
    towns: Mapping[str, Mapping[str, int]], words: Words, said: Callable[[str], str],
) -> list[str]:  # fmt: skip
    """What does not add up, a sentence each; nothing is made to agree."""
    told = [f"{said(period)}没有读数，这一季没有算进来。" for period in missing]
    told += [
        f"{said(q.period)}没有锁定的排查，没有期初、新增、退出、期末。"
        for q in quarters
        if not q.locked
    ]
    last = quarters[-1]
    bases = sorted({k.partition("|")[0] for q in quarters for k in q.named("survey.flow")})
    for base in bases:
        opening, added, left, closing = flow_of(quarters, base)
        name = words.scheme(base)
        if opening + added - left != closing:
            told.append(f"{name}：期初{opening}＋新增{added}－退出{left}不等于期末{closing}。")
        if before is not None and before.locked:
            ended = before.n("survey.flow", f"{base}|closing")
            if ended != opening:
                told.append(f"{name}：期初{opening}同上一期的期末{ended}不一样。")
        counted = last.n("children.scheme", base)
        if last.locked and counted != closing:
            told.append(
                f"{name}：锁定的期末数{closing}，按档案重数是{counted}，差{abs(closing - counted)}。"
            )
    for base in last.named("children.scheme"):
        in_towns = sum(found.get(base, 0) for found in towns.values())
        if in_towns != last.n("children.scheme", base):
            told.append(
                f"{words.scheme(base)}：各乡镇合计{in_towns}，全县{last.n('children.scheme', base)}。"
            )
    return told
