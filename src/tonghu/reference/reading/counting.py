"""谁算: the definitions in plain words, one card for each way to count, then the rows around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tonghu.policy.definitions import Category, Cause, Definitions, DisabilityTest, Parents
from tonghu.policy.definitions.words import (
    AREA_LABELS,
    DISABILITY_LABELS,
    PARENT_LABELS,
    Area,
    ParentStatus,
    label_of,
)
from tonghu.policy.explain.labels import code_lists
from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import labels
from tonghu.policy.schema.base import Duration
from tonghu.reference.reading.marks import Mark, mark, marked

_BELOW = {
    Area.VILLAGE: "在村里", Area.TOWN: "在本乡镇别的村打工", Area.COUNTY: "在县里别的乡镇打工",
    Area.PREFECTURE: "在市里别的县打工", Area.PROVINCE: "在省内打工", Area.NATION: "在国内打工",
}  # fmt: skip
_LEVELS = {"county": Area.COUNTY, "prefecture": Area.PREFECTURE, "province": Area.PROVINCE,
           "nation": Area.NATION, "town": Area.TOWN}  # fmt: skip
_GRADES = "零一二三四"
_STAYS = {"hukou": "户籍地", "residence": "常住地"}


@dataclass(frozen=True, slots=True)
class Way:
    """一种算法: 第一种 or 第二种."""

    title: str
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """一行: what is asked, what is answered, by which clause."""

    label: str
    text: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class WhoCounts:
    """谁算某种儿童."""

    scheme: str
    name: str
    lead: str  # 不满16周岁，并且符合下面任意一种
    ways: tuple[Way, ...]
    lines: tuple[Line, ...]
    main: bool  # one of those the place's document is about
    given: str  # who gave the definition, for those that are not


def who_counts(profile: Profile) -> tuple[WhoCounts, ...]:
    """Every scheme; those the document is about come first."""
    populations = profile.sheet.scope.populations
    found = (
        _left_behind(profile), _difficulty(profile), _unsupported(profile, "de_facto_unsupported"),
        _unsupported(profile, "orphan"), _migrant(profile),
    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.scheme not in populations))


def _left_behind(profile: Profile) -> WhoCounts:
    rule = profile.definitions.left_behind
    at = ("definitions", "left_behind")
    away = rule.away
    far = _far(profile, away.beyond)
    texts = {
        "both_away": Way("父母双方都外出务工", far),
        "one_away_other_unable": Way(
            "一方外出，另一方没有监护能力", f"{reasons(rule.incapacity)}。"
        ),
        "one_away": Way("父母有一方外出务工", far),
    }
    days = f"外出满{spoken_length(away.at_least)}" if away.at_least else "没有规定，按外出当天起算"
    lines = (
        Line("年龄", f"不满{rule.age.below}周岁", mark(profile, *at, "age", "below")),
        Line("住在哪里", _stay(profile, rule.stay.at), mark(profile, *at, "stay", "at")),
        Line("离开多远算外出", f"离开{_area(profile, away.beyond)}", mark(profile, *at, "away", "beyond")),
        Line("外出多久才算", days, _away_length(profile)),
        Line("要不要农村户籍", "只算农村户籍" if rule.hukou.rural_only else "不限",
             mark(profile, *at, "hukou", "rural_only")),
        _birthday(profile, rule.age.below),
        *_cause_lines(profile, rule.incapacity),
        Line("重点排查", "、".join(labels(profile, "key_groups", profile.sheet.survey.key_groups)),
             mark(profile, "survey", "key_groups")),
    )  # fmt: skip
    return WhoCounts(
        "left_behind", rule.name, _lead(rule.age.below, len(rule.patterns)),
        tuple(texts[one] for one in rule.patterns), lines, _is_main(profile, "left_behind"),
        _given(profile, *at, "patterns"),
    )  # fmt: skip


def _difficulty(profile: Profile) -> WhoCounts:
    rule = profile.definitions.difficulty
    ways = tuple(
        Way(one.name, criteria(profile.definitions, one), marked(profile, one.basis))
        for one in rule.categories
    )
    at = ("definitions", "difficulty")
    lines = (
        Line("年龄", f"不满{rule.age.below}周岁", mark(profile, *at, "age", "below")),
        Line("要不要农村户籍", "只算农村户籍" if rule.hukou.rural_only else "不限",
             mark(profile, *at, "hukou", "rural_only")),
    )  # fmt: skip
    return WhoCounts(
        "difficulty", rule.name, _lead(rule.age.below, len(ways)), ways, lines,
        _is_main(profile, "difficulty"), _given(profile, *at, "name"),
    )  # fmt: skip


def _unsupported(profile: Profile, scheme: str) -> WhoCounts:
    rule = getattr(profile.definitions, scheme)
    at = ("definitions", scheme)
    ways = _parent_ways(rule.parents, marked(profile, rule.basis))
    lines = (Line("年龄", f"不满{rule.age.below}周岁", mark(profile, *at, "age", "below")),)
    return WhoCounts(
        scheme, rule.name, _lead(rule.age.below, len(ways)), ways, lines,
        _is_main(profile, scheme), _given(profile, *at, "name"),
    )  # fmt: skip


def _migrant(profile: Profile) -> WhoCounts:
    rule = profile.definitions.migrant
    at = ("definitions", "migrant")
    carers = {"parent": "父母", "guardian": "其他监护人"}
    who = "或者".join(carers[one] for one in rule.carers)
    way = Way(
        f"跟着{who}住在外面",
        f"离开户籍所在的{AREA_LABELS[rule.across]}，满{spoken_length(rule.at_least)}。",
        mark(profile, *at, "across"),
    )
    lines = (Line("年龄", f"不满{rule.age.below}周岁", mark(profile, *at, "age", "below")),)
    return WhoCounts(
        "migrant", rule.name, _lead(rule.age.below, 1), (way,), lines,
        _is_main(profile, "migrant"), _given(profile, *at, "name"),
    )  # fmt: skip


def _lead(age: int, ways: int) -> str:
    return f"不满{age}周岁，并且{'符合下面任意一种' if ways > 1 else '符合下面这一种'}"


def _is_main(profile: Profile, scheme: str) -> bool:
    return scheme in profile.sheet.scope.populations


def _given(profile: Profile, *path: str) -> str:
    fact = profile.facts.get(path)
    own = fact is None or fact.origin.profile == profile.code
    return "" if own else "按法律和国家文件"


def _area(profile: Profile, area: Area) -> str:
    """松阳县 where the area is the place itself, else 本乡镇."""
    if _LEVELS.get(profile.sheet.profile.level) is area and area is not Area.NATION:
        return profile.name
    return "国境" if area is Area.NATION else f"本{AREA_LABELS[area].removesuffix('域')}"


def _far(profile: Profile, area: Area) -> str:
    return f"离开{_area(profile, area)}才算。{_BELOW[area]}不算。"


def _stay(profile: Profile, at: Iterable[str]) -> str:
    return f"留在{'，或者'.join(_STAYS[one] for one in at)}"


def _away_length(profile: Profile) -> Mark:
    at = ("definitions", "left_behind", "away", "at_least")
    if profile.definitions.left_behind.away.at_least is not None:
        return mark(profile, *at)
    return Mark("silent")


def _birthday(profile: Profile, age: int) -> Line:
    still = profile.definitions.birthday.still_counts
    return Line(
        f"{age}岁生日当天", "还算，第二天转出" if still else "当天起不算",
        mark(profile, "definitions", "birthday", "still_counts"),
    )  # fmt: skip


def _cause_lines(profile: Profile, causes: tuple[Cause, ...]) -> tuple[Line, ...]:
    """没有监护能力: one row where all rest on one clause, else the doubtful ones by themselves."""
    doubtful = [
        _doubt(profile, index, one) for index, one in enumerate(causes)
    ]  # fmt: skip
    said = [line for line in doubtful if line is not None]
    main = Line(
        "没有监护能力", reasons(causes), marked(profile, causes[0].basis, own=True)
    )  # fmt: skip
    return (main, *_joined(said))


def _doubt(profile: Profile, index: int, one: Cause) -> Line | None:
    """A length whose way of counting is 待核."""
    path = ("definitions", "left_behind", "incapacity", index, "measured")
    fact = profile.facts.get(path)
    if fact is None or "待核" not in (fact.origin.basis or ""):
        return None
    words = {"term": "按决定的期限", "elapsed": "按已经过去的时间"}
    return Line(
        f"{PARENT_LABELS[one.cause]}怎么数", f"满{spoken_length(one.at_least)}，{words[one.measured or 'elapsed']}",
        mark(profile, *path), fact.origin.note,
    )  # fmt: skip


def _joined(lines: list[Line]) -> tuple[Line, ...]:
    """Doubts that read the same stand in one row: 服刑在押、强制隔离戒毒怎么数."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.text, []).append(line)
    return tuple(
        Line("、".join(one.label.removesuffix("怎么数") for one in same) + "怎么数",
             text, same[0].mark, same[0].note)
        for text, same in groups.items()
    )  # fmt: skip


def reasons(causes: Iterable[Cause]) -> str:
    """死亡、失踪；失联、服刑在押满365日；残疾一、二级."""
    at_once: list[str] = []
    lasting: dict[str, list[str]] = {}
    graded: list[str] = []
    for one in causes:
        label = PARENT_LABELS[one.cause]
        if one.cause is ParentStatus.DISABLED:
            graded.append(grades(one.grades or (), one.kinds or ()))
        elif one.at_least is not None:
            lasting.setdefault(spoken_length(one.at_least), []).append(label)
        elif one.cause is ParentStatus.OTHER_UNABLE:
            graded.append("经认定的其他原因")
        else:
            at_once.append(label)
    said = ["、".join(at_once)] if at_once else []
    said += [f"{'、'.join(names)}满{length}" for length, names in lasting.items()]
    return "；".join((*said, *graded))


def grades(levels: Iterable[int], kinds: Iterable[object]) -> str:
    """残疾一、二级; 智力、精神残疾三、四级."""
    which = "、".join(DISABILITY_LABELS[kind] for kind in kinds)  # type: ignore[index]
    return f"{which}残疾{'、'.join(_GRADES[level] for level in levels)}级"


def spoken_length(length: Duration | None) -> str:
    """365日 reads as 1年（365日）."""
    if length is None:
        return ""
    if length.unit == "days" and length.number % 365 == 0:
        return f"{length.number // 365}年（{length.number}日）"
    return str(length)


def _parent_ways(parents: Parents, by: Mark) -> tuple[Way, ...]:
    names = code_lists()["parents_patterns"]
    gone, unable = reasons(parents.gone), reasons(parents.unable)
    texts = {
        "both_gone": f"父亲和母亲都{gone}。",
        "one_gone_other_unable": f"一方{gone}；另一方{unable}。",
        "both_unable": f"父亲和母亲都有这样的情形：{unable}。",
    }
    return tuple(Way(names[one], texts[one], by) for one in parents.patterns)


def criteria(definitions: Definitions, one: Category) -> str:
    """困境类别 in words: 已经认定为孤儿；受到虐待、被遗弃。"""
    names = {
        "orphan": definitions.orphan.name, "left_behind": definitions.left_behind.name,
        "de_facto_unsupported": definitions.de_facto_unsupported.name,
        "migrant": definitions.migrant.name,
    }  # fmt: skip
    said = []
    if one.counted_as:
        said.append("已经认定为" + "、".join(names.get(word, word) for word in one.counted_as))
    if one.when:
        said.append("、".join(label_of(word) for word in one.when))
    said += [f"本人{_own_disability(test)}" for test in one.disability]
    if one.parents:
        ways = code_lists()["parents_patterns"]
        said.append("或者".join(ways[word] for word in one.parents.patterns))
    return "；".join(said) + "。"


def _own_disability(test: DisabilityTest) -> str:
    return grades(test.grades, test.kinds or ())
