"""日期与数目的先后: nothing ends before it begins, no minimum exceeds its maximum."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from tonghu.policy.checking.words import origin_problem
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.schema.base import Duration
from tonghu.policy.toml_lines import Path

_NOT_LONGER = (
    ("guardianship.refusal_alert", "guardianship.refusal"),
    ("case.protection_order_urgent", "case.protection_order"),
    ("revocation.recover_from", "revocation.recover_until"),
)
_IN_DAYS = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "working_days": 1.4,
    "weeks": 7.0,
    "months": 30.5,
    "years": 366.0,
}
_SURVEY_ORDER = ("roster_from", "roster_to", "survey_end", "summary_end")


def faults(profile: Profile) -> Iterator[Problem]:
    """Reversed dates and reversed bounds."""
    for path, early, late, what in _pairs(profile):
        if early is not None and late is not None and late < early:
            yield origin_problem(profile, path, f"{what}（{late}）早于开始（{early}）。")
    yield from _survey(profile)
    yield from _clocks(profile)
    yield from _bodies(profile)
    yield from _bounds(profile)
    yield from _years(profile)
    yield from _holidays(profile)


def _holidays(profile: Profile) -> Iterator[Problem]:
    try:
        profile.sheet.holidays.calendar()
    except ValueError as contradiction:
        yield origin_problem(profile, ("holidays",), str(contradiction))


def _pairs(profile: Profile) -> Iterator[tuple[Path, date | None, date | None, str]]:
    identity = profile.sheet.profile
    yield (
        ("profile", "effective_to"),
        identity.effective_from,
        identity.effective_to,
        "方案失效日期",
    )
    for key, document in profile.documents.items():
        yield (
            ("documents", key, "expires_on"),
            document.issued_on,
            document.expires_on,
            "文件失效日期",
        )
    for index, body in enumerate(profile.sheet.conference.bodies):
        yield ("conference", "bodies", index, "to"), body.from_, body.to, "机构终止日期"


def _survey(profile: Profile) -> Iterator[Problem]:
    survey = profile.sheet.survey
    days = [(name, str(getattr(survey, name))) for name in _SURVEY_ORDER]
    for (early, first), (late, second) in itertools.pairwise(days):
        if second < first:
            yield origin_problem(
                profile,
                ("survey", late),
                f"“survey.{late}”（{second}）早于“survey.{early}”（{first}）。",
            )
    stated = profile.own("survey", "feedback_end")  # a default of base is no fault of the place
    if stated and survey.feedback_end < survey.summary_end:
        yield origin_problem(
            profile,
            ("survey", "feedback_end"),
            f"“survey.feedback_end”（{survey.feedback_end}）早于“survey.summary_end”"
            f"（{survey.summary_end}）。",
        )
    for name, day in (*days, ("feedback_end", survey.feedback_end)):
        if not _exists(day):
            yield origin_problem(
                profile, ("survey", name), f"“survey.{name}”写的{day}不是每年都有的日子。"
            )


def _clocks(profile: Profile) -> Iterator[Problem]:
    """Clocks of which one must not outlast the other."""
    for shorter, longer in _NOT_LONGER:
        short, long = profile.clocks.get(shorter), profile.clocks.get(longer)
        if short and long and _days(short) > _days(long):
            sentence = f"时限“{shorter}”（{short}）长于“{longer}”（{long}）。"
            own = profile.own("clocks", shorter) or not profile.own("clocks", longer)
            at = shorter if own else longer
            yield origin_problem(profile, ("clocks", at), sentence)


def _days(length: Duration) -> float:
    return length.number * _IN_DAYS[length.unit]


def _exists(month_day: str) -> bool:
    try:
        date.fromisoformat(f"2023-{month_day}")
    except ValueError:
        return False
    return True


def _bodies(profile: Profile) -> Iterator[Problem]:
    bodies = profile.sheet.conference.bodies
    for index, (earlier, later) in enumerate(itertools.pairwise(bodies)):
        if earlier.to is None or later.from_ <= earlier.to:
            yield origin_problem(
                profile,
                ("conference", "bodies", index + 1, "from"),
                f"“{later.name}”开始时，“{earlier.name}”还没有终止；请写明前者的 to。",
            )


def _bounds(profile: Profile) -> Iterator[Problem]:
    staffing = profile.sheet.staffing
    least, most = staffing.supervisors_per_village_min, staffing.supervisors_per_village_max
    if most < least:
        yield origin_problem(
            profile,
            ("staffing", "supervisors_per_village_max"),
            f"每村最多人数（{most}）少于最少人数（{least}）。",
        )
    towns, assistants = staffing.towns, staffing.assistants_towns
    if towns is not None and assistants is not None and assistants > towns:
        yield origin_problem(
            profile,
            ("staffing", "assistants_towns"),
            f"须配协理员的乡镇数（{assistants}）多于乡镇总数（{towns}）。",
        )


def _years(profile: Profile) -> Iterator[Problem]:
    for index, unit in enumerate(profile.units):
        since, until = _year(unit.since), _year(unit.until)
        if since is not None and until is not None and until < since:
            yield origin_problem(
                profile, ("units", index, "until"), f"“{unit.name}”的 until 早于 since。"
            )


def _year(value: date | int | None) -> int | None:
    return value.year if isinstance(value, date) else value
