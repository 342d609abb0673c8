"""Part U: the table of parameters per jurisdiction, parameter by place; — is "not said there"."""

from __future__ import annotations

from functools import cache

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.policy.schema.leaves import value_at
from tonghu.policy.toml_lines import Path

PLACES = ("dali", "wuqing", "cn", "xinbei", "songyang")
SILENT = "—"
ONE_YEAR = ("lost_contact", "imprisoned", "drug_rehabilitation", "ill")

AGREE, DECIDE = "agree_then_issue", "proposed_and_decided"
POLICE, BOTH = ("police",), ("police", "town")
WUQING_HELP = ("village", "school", "hospital", "relative", "social_work")
SONGYANG_WITH = ("civil_affairs", "police", "education", "health", "justice", "village")
GOVERNANCE = ("political_legal",)

# fmt: off
TABLE: list[tuple[Path, tuple[object, ...]]] = [
    # parameter                                        DL                  WQ                  NA                  XB                  SY
    (("profile", "programme"),                        ("农村留守儿童关爱保护", "农村留守儿童关爱保护", "农村留守儿童关爱保护", "农村留守儿童关爱保护和困境儿童保障", "留守儿童关爱保护")),
    (("definitions", "left_behind", "hukou", "rural_only"), (True,          True,               True,               True,               False)),
    (("definitions", "left_behind", "away", "beyond"), (SILENT,             SILENT,             SILENT,             SILENT,             "county")),
    (("conference", "plenary_per_year"),              (1,                   1,                  1,                  1,                  SILENT)),
    (("conference", "chair_by"),                      (("general_convenor", "convenor"), ("convenor",), ("convenor", "delegate"), ("convenor", "delegate"), SILENT)),
    (("conference", "liaison_meeting"),               ("before_plenary",    SILENT,             "regular",          SILENT,             SILENT)),
    (("conference", "minutes_rule"),                  (AGREE,               SILENT,             SILENT,             AGREE,              SILENT)),
    (("conference", "member_change"),                 (DECIDE,              SILENT,             SILENT,             DECIDE,             "automatic")),
    (("survey", "cycle"),                             (SILENT,              ("quarterly",),     SILENT,             SILENT,             ("yearly_campaign", "real_time"))),
    (("survey", "roster_from"),                       (SILENT,              SILENT,             SILENT,             SILENT,             "09-01")),
    (("survey", "survey_end"),                        (SILENT,              SILENT,             SILENT,             SILENT,             "09-30")),
    (("survey", "feedback_end"),                      (SILENT,              SILENT,             SILENT,             SILENT,             "10-31")),
    (("reports", "addressees"),                       (POLICE,              POLICE,             SILENT,             POLICE,             BOTH)),
    (("emergency", "informs"),                        (("town",),           ("town", "village"), SILENT,            ("town",),          ("town",))),
    (("clocks", "guardianship.refusal"),              (SILENT,              "6个月",           SILENT,             SILENT,             "6个月")),
    (("assessment", "led_by"),                        (SILENT,              ("town",),          SILENT,             SILENT,             ("town", "emergency_group"))),
    (("assessment", "with"),                          (POLICE,              ("civil_affairs", "police"), SILENT,    POLICE,             SONGYANG_WITH)),
    (("evaluation", "by"),                            (GOVERNANCE,          GOVERNANCE,         SILENT,             ("political_legal", "publicity"), GOVERNANCE)),
    (("evaluation", "variants"),                      (("governance",),     ("governance",),    SILENT,             ("governance", "civility"), ("safe_governance",))),
    (("evaluation", "period"),                        (SILENT,              "yearly",           SILENT,             "yearly",           "yearly")),
    (("staffing", "supervisors_per_village_min"),     (SILENT,              SILENT,             SILENT,             SILENT,             1)),
    (("staffing", "supervisors_per_village_max"),     (SILENT,              SILENT,             SILENT,             SILENT,             2)),
    (("staffing", "assistants_towns"),                (SILENT,              SILENT,             SILENT,             SILENT,             19)),
]
# fmt: on


@cache
def profile_of(code: str) -> Profile:
    return load(code)


def _said(profile: Profile, path: Path) -> object:
    if not profile.own(*path):
        return SILENT
    value = value_at(profile.sheet, path)
    return value if isinstance(value, bool | int | str | tuple) else str(value)


@requirement("D-360", "D-361", "D-362", "D-363", "D-364", "D-365", "D-368", "D-373", "D-374")
@requirement("D-375", "D-376", "D-410", "D-411", "D-412")
@pytest.mark.parametrize(
    ("path", "place", "expected"),
    [
        pytest.param(path, place, answer, id=f"{'.'.join(map(str, path))}-{place}")
        for path, answers in TABLE
        for place, answer in zip(PLACES, answers, strict=True)
    ],
)
def test_parameter_of_a_place(path: Path, place: str, expected: object) -> None:
    assert _said(profile_of(place), path) == expected


@pytest.mark.parametrize(("path", "answers"), TABLE)
def test_what_a_place_does_not_say_still_has_an_answer(
    path: Path, answers: tuple[object, ...]
) -> None:
    if path == ("staffing", "assistants_towns"):
        return  # nobody but Songyang must hire assistants: there is nothing to fall back on
    for place, answer in zip(PLACES, answers, strict=True):
        if answer == SILENT:
            assert value_at(profile_of(place).sheet, path) is not None
            assert not profile_of(place).states(*path)


@requirement("D-001", "D-369", "D-370")
def test_incapacity_minimum_and_grades() -> None:
    songyang = profile_of("songyang").definitions.left_behind.incapacity
    lengths = {row.cause.value: str(row.at_least) for row in songyang if row.at_least}
    assert lengths == dict.fromkeys(ONE_YEAR, "365日")
    assert [row.grades for row in songyang if row.grades] == [(1, 2)]
    for place in ("dali", "wuqing", "cn", "xinbei"):
        assert not profile_of(place).own("definitions", "left_behind", "incapacity", 0, "cause")
        assert profile_of(place).silent("definitions", "left_behind", "incapacity", 0)


@requirement("D-039", "D-073", "D-076", "D-413")
@pytest.mark.parametrize(
    ("place", "roles"),
    [
        ("dali", ["general_convenor", "convenor"]),
        ("wuqing", ["convenor"]),
        ("cn", ["convenor"]),
        ("xinbei", ["general_convenor", "convenor"]),
        ("songyang", ["convenor", "vice_convenor", "vice_convenor"]),
    ],
)
def test_extra_roles(place: str, roles: list[str]) -> None:
    assert [head.role for head in profile_of(place).sheet.conference.heads] == roles


@requirement("D-018", "D-410")
def test_difficulty_is_not_only_rural_in_xinbei() -> None:
    xinbei = profile_of("xinbei")
    assert xinbei.definitions.left_behind.hukou.rural_only
    assert not xinbei.definitions.difficulty.hukou.rural_only
    assert xinbei.sheet.scope.populations == ("left_behind", "difficulty")
