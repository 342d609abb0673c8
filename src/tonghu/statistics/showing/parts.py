"""各图各表: trend, comings and goings, age and sex, schooling and care, schemes, punctuality, agreement."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.core.indicators import indicator
from tonghu.core.suppression import Shown
from tonghu.directory.divisions import Level
from tonghu.statistics.indicators.register import AGES, SEXES, scheme_words
from tonghu.statistics.indicators.rounds import flow_words
from tonghu.statistics.queries.dashboard import Dashboard
from tonghu.statistics.rules.periods import short, words
from tonghu.statistics.rules.saying import percent
from tonghu.statistics.showing.charts import Chart, heads, number, spec
from tonghu.statistics.showing.reading import Read
from tonghu.survey.queries.common import profile_of
from tonghu.ui.shapes import Cell, Column, Num

SCHEMES = (
    "register", "left_behind", "difficulty", "orphan", "de_facto_unsupported", "migrant",
    "cn:left_behind",
)  # fmt: skip
Row = tuple[Cell, ...]
ENDS = (("opening", "期初"), ("added", "新增"), ("left", "退出"), ("closing", "期末"))


def charts(read: Read) -> tuple[Chart, ...]:
    """Those that have rows."""
    made = (
        _trend(read), _flow(read), _reasons(read), _ages(read), _schemes(read), _punctual(read),
        _agreement(read),
    )  # fmt: skip
    return tuple(one for one in made if one.rows)


def _there(read: Read, bases: tuple[str, ...] = SCHEMES) -> list[str]:
    """The schemes that the place has at all."""
    found = read.found
    return [
        base
        for base in bases
        if base == "register"
        or any(base in keys for (_, i), keys in found.own.kinds.items() if i == "children.scheme")
    ]


def _trend(read: Read) -> Chart:
    """Closings of the locked rounds; where a quarter has none, counted again as of its last day."""
    periods = [p for p in read.found.periods if read.found.own.of(p)]
    series: list[tuple[str, list[Shown | None]]] = []
    for base in _there(read):
        cuts = [_closing(read, p, base) for p in periods]
        if not read.found.now:
            cuts.append(read.now("children.scheme", base))
        series.append((scheme_words("", base), cuts))
    x = [short(p) for p in periods] + ([] if read.found.now else ["现在"])
    rows: list[Row] = [(name, *(number(cut, read.floor) for cut in cuts)) for name, cuts in series]
    return Chart(
        "trend", "几个季度的走势", "锁定的排查轮次的期末数；没有锁定的按那天的档案重数",
        spec("line", x, series), heads("类别", x), tuple(rows) if periods else (),
    )  # fmt: skip


def structure(read: Read) -> tuple[Chart, ...]:
    """Schooling, care, guardianship, relief, who is responsible."""
    return tuple(one for one in _structure(read) if one.rows)


def _closing(read: Read, period: str, base: str) -> Shown | None:
    locked = all(t.locked for t in read.found.own.of(period))
    if locked and f"{base}|closing" in read.found.own.keys(period, "survey.flow"):
        return read.at(period, "survey.flow", f"{base}|closing")
    return read.at(period, "children.scheme", base)


def _flow(read: Read) -> Chart:
    quarter = read.found.quarter
    keys = read.found.own.keys(quarter, "survey.flow")
    bases = [base for base in SCHEMES if any(key.startswith(f"{base}|") for key in keys)]
    rows: list[Row] = []
    for base in bases:
        cuts = [read.at(quarter, "survey.flow", f"{base}|{end}") for end, _ in ENDS]
        rows.append((scheme_words("", base), *(number(cut, read.floor) for cut in cuts)))
    title = f"{words(quarter)}期初、新增、退出、期末" if quarter else "期初、新增、退出、期末"
    return Chart(
        "flow",
        title,
        "期初＋新增－退出＝期末",
        "",
        heads("类别", (label for _, label in ENDS)),
        tuple(rows),
    )


def _reasons(read: Read) -> Chart:
    quarter = read.found.quarter
    profile = next(iter(read.found.profiles.values()), "")
    keys = [
        key.partition("|")[2]
        for key in read.found.own.keys(quarter, "survey.flow")
        if key.startswith("left_behind|") and ":" in key
    ]
    cuts = [(key, read.at(quarter, "survey.flow", f"left_behind|{key}")) for key in keys]
    names = [flow_words(profile, key) for key, _ in cuts]
    rows = tuple(
        (name, number(cut, read.floor)) for name, (_, cut) in zip(names, cuts, strict=True)
    )
    drawn = spec("bar", names, [("留守儿童", [cut for _, cut in cuts])])
    return Chart(
        "reasons", "留守儿童为什么增、为什么减", words(quarter) if quarter else "", drawn,
        heads("原因", ("人数",)), rows,
    )  # fmt: skip


def _ages(read: Read) -> Chart:
    base = "left_behind" if "left_behind" in _there(read) else "register"
    sexes = [s for s in SEXES if _any(read, "children.sex", f"{base}|{s[0]}")]
    series = [
        (label, [read.now("children.age_sex", f"{base}|{age}|{sex}") for age, _ in AGES])
        for sex, label in sexes
    ]
    totals = [read.now("children.age", f"{base}|{age}") for age, _ in AGES]
    names = [label for _, label in AGES]
    rows: tuple[Row, ...] = tuple(
        (
            name,
            *(number(cuts[at], read.floor) for _, cuts in series),
            number(totals[at], read.floor),
        )
        for at, name in enumerate(names)
    )
    sums = tuple(number(read.now("children.sex", f"{base}|{sex}"), read.floor) for sex, _ in sexes)
    whole = number(read.now("children.scheme", base), read.floor)
    return Chart(
        "ages", f"{scheme_words('', base)}的年龄和性别", "按周岁",
        spec("stack", names, series), heads("年龄", [*(label for label, _ in series), "合计"]),
        rows if sexes else (), ("合计", *sums, whole),
    )  # fmt: skip


def _any(read: Read, code: str, key: str) -> bool:
    cut = read.now(code, key)
    return cut is not None and cut.n != 0


def _structure(read: Read) -> Iterator[Chart]:
    """Schooling, care, guardianship, relief: one table each, a column a scheme."""
    bases = [b for b in _there(read) if b in ("register", "left_behind", "difficulty")]
    for name in ("schooling", "carer", "guardianship", "relief", "worker"):
        one = indicator(f"children.{name}")
        shown = ["register"] if name == "relief" else bases
        rows: list[tuple[Cell, ...]] = []
        for part, label in one.parts:
            cuts = [read.now(one.code, f"{base}|{part}") for base in shown]
            if any(cut is None or cut.n != 0 for cut in cuts):
                rows.append((label, *(number(cut, read.floor) for cut in cuts)))
        told = any(i == one.code for _, i in read.found.own.kinds)
        yield Chart(
            name, one.label, one.definition, "", heads(one.label, (scheme_words("", b) for b in shown)),
            tuple(rows) if told else (),
        )  # fmt: skip


def _schemes(read: Read) -> Chart:
    """Own and the nation's measure side by side, place by place; whose definition it is."""
    found = read.found
    places = (
        list(found.profiles)
        if found.level < Level.COUNTY
        else [found.place, *(c for c in found.names if found.level is Level.COUNTY)]
    )
    rows: list[Row] = []
    for code in places:
        own, nation = (_of(read, code, key) for key in ("left_behind", "cn:left_behind"))
        if own is None and nation is None:
            continue
        whose = _profile(found, code)
        gap = (
            Num(nation.n - own.n)
            if own and nation and own.n is not None and nation.n is not None
            else Num("—")
        )
        rows.append(
            (
                found.names.get(code, found.name),
                number(own, read.floor),
                number(nation, read.floor),
                gap,
                whose,
            )
        )
    columns = (
        Column("地方"), Column("本地口径留守", number=True), Column("国家口径留守", number=True),
        Column("国家减本地", number=True), Column("按哪个文件"),
    )  # fmt: skip
    return Chart(
        "schemes", "本地口径和国家口径", "两个数并排放；差的每一名，档案里写着按哪个口径算、为什么", "",
        columns, tuple(rows),
    )  # fmt: skip


def _of(read: Read, code: str, key: str) -> Shown | None:
    if code == read.found.place:
        return read.now("children.scheme", key)
    period = read.tiles_period
    return read.part(code, "children.scheme", key, period)


def _profile(found: Dashboard, code: str) -> str:
    profile = found.profiles.get(code[:6] + "000000", "")
    return profile_of(profile).name if profile else ""


def _punctual(read: Read) -> Chart:
    """Late first, then by division code; places, never people."""
    quarter = read.found.quarter
    lines: list[tuple[int, str, Row]] = []
    for code, name in read.found.names.items():
        villages = _counts(read, code, "survey.villages", "villages", quarter)
        rosters = _counts(read, code, "rosters.punctual", "rosters", read.tiles_period)
        if sum(villages) or sum(rosters):
            behind = villages[1] + villages[2]
            share = percent(villages[0], sum(villages)) if sum(villages) else "—"
            lines.append(
                (
                    -behind,
                    code,
                    (
                        name,
                        *map(Num, villages),
                        Num(share),
                        Num(rosters[0]),
                        Num(rosters[1] + rosters[2]),
                    ),
                )
            )
    names = ("村按时", "村迟交", "村没交", "按时率", "名册按时", "名册迟交、没交")
    return Chart(
        "punctual", "各地按时上报", f"{words(quarter)}的排查和最近一次名册；迟的在前" if quarter else "迟的在前",
        "", heads("地方", names), tuple(row for _, _, row in sorted(lines, key=lambda one: one[:2])),
    )  # fmt: skip


def _counts(read: Read, code: str, indicator_: str, base: str, period: str) -> list[int]:
    cuts = [
        read.part(code, indicator_, f"{base}|{part}", period)
        for part in ("in_time", "late", "missing")
    ]
    return [(cut.n or 0) if cut else 0 for cut in cuts]


def _agreement(read: Read) -> Chart:
    """How far three rosters agree and how many are covered; town by town only for those who read all."""
    rows: list[Row] = []
    places = [("", read.found.name), *read.found.names.items()]
    for code, name in places:
        agreed, listed = read.share("rosters.agreement", "listed", read.found.now, code)
        seen, union = read.share("rosters.coverage", "union", read.found.now, code)
        done, settled = read.share("rosters.settled", "settled", read.found.now, code)
        if listed is None and union is None and settled is None:
            continue
        rows.append(
            (
                name,
                number(listed, read.floor),
                _percent(agreed, listed),
                _percent(seen, union),
                _percent(done, settled),
            )
        )
    names = ("被列为留守", "三方一致率", "覆盖率", "差异办结率")
    note = "覆盖率：任一名册列为留守的儿童里，村里排查到的。一致率：三份名册都有的"
    return Chart("agreement", "不重不漏", note, "", heads("地方", names), tuple(rows))


def _percent(part: Shown | None, whole: Shown | None) -> Num:
    if part is None or whole is None:
        return Num("—")
    if part.n is None or whole.n is None:
        return Num("不公布")
    return Num(percent(part.n, whole.n))
