"""什么时候办什么: every date and clock as a row — when, who, what, by which clause."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.policy.profile import Profile
from tonghu.policy.questions.deadlines import OPENS
from tonghu.policy.questions.registry import labels
from tonghu.policy.schema.units import Duty
from tonghu.reference.reading import running
from tonghu.reference.reading.counting import spoken_length
from tonghu.reference.reading.marks import Mark, asked_without_length, mark, marked
from tonghu.reference.reading.names import spoken_name, spoken_names

_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
_FEW = 3
_WORD = 5  # characters of a word for how soon
_PERIODS = ("once", "monthly", "quarterly", "half_yearly", "yearly")


@dataclass(frozen=True, slots=True)
class When:
    """一项期限."""

    when: str
    who: str
    does: str
    note: str
    mark: Mark
    reminds: bool
    written: bool  # the place's document states it, or wants it and leaves the length open


def timing(profile: Profile) -> tuple[When, ...]:
    """Dates of the year first, then clocks the document states, then what only defaults set."""
    names = sorted(profile.clocks, key=lambda name: not name.startswith("survey."))
    clocks = tuple(_clock(profile, name) for name in names)
    stated = tuple(one for one in clocks if one.written)
    rest = tuple(one for one in clocks if not one.written)
    return (*_survey(profile), *stated, *_meetings(profile), *_periodic(profile), *rest)


def _survey(profile: Profile) -> tuple[When, ...]:
    survey = profile.sheet.survey
    programme = "、".join(labels(profile, "scopes", profile.sheet.scope.populations))
    rows = []
    for to, givers in _givers(profile).items():
        who = spoken_names(profile, tuple(givers))
        rows.append(
            _when(
                profile, _window(survey.roster_from, survey.roster_to), who,
                f"把{programme}名册交给{spoken_name(profile, to)}", ("survey", "roster_from"),
                reminded=running.asks_for_rosters(),
            )
        )  # fmt: skip
    first = spoken_name(profile, survey.summary_to[0])
    town = spoken_name(profile, "town")
    rows += [
        _when(profile, _until(survey.survey_end), town, "辖区内全部排查完", ("survey", "survey_end")),
        _when(profile, _until(survey.summary_end), town,
              f"汇总报{spoken_names(profile, survey.summary_to)}", ("survey", "summary_end")),
        _when(profile, _until(survey.feedback_end), first,
              f"把结果反馈{spoken_names(profile, survey.feedback_to)}", ("survey", "feedback_end")),
    ]  # fmt: skip
    cycles = "、".join(labels(profile, "survey_cycles", survey.cycle))
    rows.append(_when(profile, cycles, "村（居）、乡镇", "更新每个孩子的信息", ("survey", "cycle")))
    return tuple(rows)


def _givers(profile: Profile) -> dict[str, dict[str, None]]:
    """receiver → givers, in the profile's order."""
    found: dict[str, dict[str, None]] = {}
    for row in profile.sheet.survey.rosters:
        found.setdefault(row.to, {}).update(dict.fromkeys(row.from_))
    return found


def _meetings(profile: Profile) -> tuple[When, ...]:
    number = profile.sheet.conference.plenary_per_year
    return (
        _when(
            profile, f"每年{number}次", "联席会议", "开全体会议", ("conference", "plenary_per_year")
        ),
    )


def _when(
    profile: Profile,
    when: str,
    who: str,
    does: str,
    path: tuple[str, ...],
    *,
    reminded: bool = False,
) -> When:
    found = mark(profile, *path)
    return When(when, who, does, "", found, reminded, found.kind == "clause" and found.own)


def _clock(profile: Profile, name: str) -> When:
    known = profile.vocabulary.clocks[name]
    who, reminds = _who(profile, known.who), running.reminds(profile, name)
    asked = asked_without_length(profile, "clocks", name)
    length = spoken_length(profile.clocks[name])
    if asked is not None:  # 文件要办，没写多久
        found, says = asked
        word = says.removeprefix("只说") if says.startswith("只说") else ""
        plain = 0 < len(word) <= _WORD  # 第一时间, 及时: what the document says instead of a length
        when = word if plain else f"{known.starts}之后"
        does = _doing(profile, name) if plain else known.does
        return When(when, who, does, f"文件没写多久，先按{length}", found, reminds, True)
    found = mark(profile, "clocks", name)
    written = found.kind in ("clause", "doubt") and found.own
    return When(_span(profile, name), who, _doing(profile, name), "", found, reminds, written)


def _who(profile: Profile, code: str) -> str:
    """The reporters of a danger by their first few kinds, everybody else by name."""
    if code != "reporter":
        return spoken_name(profile, code)
    kinds = labels(profile, "reporters", profile.sheet.reports.reporters)
    return f"{'、'.join(kinds[:_FEW])}等{len(kinds)}类" if len(kinds) > _FEW else "、".join(kinds)


def _span(profile: Profile, name: str) -> str:
    """30分钟内, 满6个月, 会前15日."""
    length = spoken_length(profile.clocks[name])
    if profile.vocabulary.clocks[name].backward:
        return f"提前{length}"
    return f"满{length}" if name in OPENS else f"{length}内"


def _doing(profile: Profile, name: str) -> str:
    known = profile.vocabulary.clocks[name]
    if name in OPENS:
        return f"从{known.starts}算起，可以{known.does.removeprefix('考虑')}"
    if known.backward:
        return f"{known.starts}前，{known.does}"
    return f"{known.starts}后，{known.does}"


def _periodic(profile: Profile) -> tuple[When, ...]:
    """Duties the document repeats by the calendar, those of one text in one row.

    What rests on the clause of the survey's dates is those dates over again, and left out.
    """
    dated = {
        (chip.document, chip.at)
        for key in ("roster_from", "survey_end", "summary_end", "feedback_end")
        for chip in mark(profile, "survey", key).chips
    }
    groups: dict[tuple[str, str], list[Duty]] = {}
    for duty in profile.duties:
        chips = marked(profile, duty.basis).chips
        again = any((chip.document, chip.at) in dated for chip in chips)
        if duty.period in _PERIODS and not again:
            groups.setdefault((duty.period, duty.text), []).append(duty)
    rows = []
    for (period, text), same in groups.items():
        who = spoken_names(profile, tuple(duty.unit for duty in same))
        proven = any(
            running.leaves(kind) for duty in same for kind in duty.proof if kind != "upload"
        )
        rows.append(
            When(profile.vocabulary.label("periods", period), who, text, "",
                 marked(profile, same[0].basis), proven, True)
        )  # fmt: skip
    return tuple(rows)


def _window(first: str, last: str) -> str:
    (from_month, from_day), (to_month, to_day) = _split(first), _split(last)
    if from_month == to_month:
        return f"每年{from_month}月{from_day}日至{to_day}日"
    return f"每年{from_month}月{from_day}日至{to_month}月{to_day}日"


def _until(day: str) -> str:
    month, number = _split(day)
    last = 31 if month in _LONG_MONTHS else 28 if month == 2 else 30
    return f"{month}月底前" if number == last else f"{month}月{number}日前"


def _split(day: str) -> tuple[int, int]:
    month, number = day.split("-")
    return int(month), int(number)
