"""Part Q and Part C: the questions answer with the date, the person and the deciding clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.policy.questions import DECISIONS, conference, protection, survey, work
from tonghu.policy.questions.conference import Reply
from tonghu.policy.questions.deadlines import deadline
from tonghu.policy.questions.identity import basis_chain, document_numbered, may_cite
from tonghu.policy.questions.survey import Window
from tonghu.policy.questions.work import Staff
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.leaves import replaced
from tonghu.registry.rules import limits_of


@cache
def profile_of(code: str) -> Profile:
    return load(code)


@requirement("D-045", "D-046", "D-047", "D-048", "D-360")
@pytest.mark.parametrize("code", ["dali", "wuqing", "cn", "xinbei"])
def test_one_plenary_a_year(code: str) -> None:
    due = conference.plenary_due(profile_of(code), 2026, held=0)
    assert due.value == date(2026, 12, 31)
    assert not due.silent
    assert conference.plenary_due(profile_of(code), 2026, held=1).value is None


@requirement("D-408")
def test_songyang_has_no_meeting_rules_and_says_so() -> None:
    assert conference.plenaries_owed(profile_of("songyang"), 0).silent
    assert conference.minutes_may_issue(profile_of("songyang"), {}).silent


@requirement("D-050", "D-361")
def test_liaison_meeting_comes_before_the_plenary() -> None:
    found = deadline(profile_of("dali"), "conference.liaison_meeting", date(2026, 12, 20))
    assert found.due == date(2026, 12, 5)
    assert found.silent
    assert profile_of("cn").sheet.conference.liaison_meeting == "regular"


@pytest.mark.parametrize(
    ("length", "due"),
    [
        ({"days": 15}, date(2026, 9, 26)),
        ({"working_days": 5}, date(2026, 9, 29)),
        ({"weeks": 1}, date(2026, 10, 4)),
        ({"months": 1}, date(2026, 9, 11)),
    ],
)
def test_counting_backwards_from_the_plenary(length: dict[str, int], due: date) -> None:
    path = ("clocks", "conference.liaison_meeting")
    dali = profile_of("dali")
    changed = replace(dali, sheet=replaced(dali.sheet, path, Duration(**length)))
    assert deadline(changed, "conference.liaison_meeting", date(2026, 10, 11)).due == due


@requirement("D-062", "D-426")
@pytest.mark.parametrize("code", ["cn", "dali", "wuqing", "xinbei", "songyang"])
def test_no_conference_seal_anywhere(code: str) -> None:
    seal = conference.may_seal(profile_of(code))
    assert not seal.value
    assert seal.basis.startswith("na-2016-30")


@requirement("D-053", "D-376")
@pytest.mark.parametrize("code", ["dali", "xinbei"])
def test_minutes_wait_for_every_unit(code: str) -> None:
    profile = profile_of(code)
    agreed = {"教育": Reply.AGREED, "公安": Reply.AGREED}
    assert conference.minutes_may_issue(profile, agreed).value
    for reply in (Reply.WAITING, Reply.OBJECTED):
        assert not conference.minutes_may_issue(profile, {**agreed, "公安": reply}).value


def test_where_the_office_issues_nobody_is_waited_for() -> None:
    sheet = replaced(profile_of("dali").sheet, ("conference", "minutes_rule"), "office_issues")
    free = replace(profile_of("dali"), sheet=sheet)
    assert conference.minutes_may_issue(free, {"教育": Reply.WAITING}).value


@requirement("D-042", "D-043")
def test_member_change_by_place() -> None:
    assert conference.member_change_needs_decision(profile_of("dali")).value
    automatic = conference.member_change_needs_decision(profile_of("songyang"))
    assert not automatic.value
    assert automatic.basis == "sy-2017-139 附件1"


@requirement("D-081", "D-362")
def test_wuqing_updates_every_quarter() -> None:
    due = survey.updates_due(profile_of("wuqing"), 2026)
    assert [day.month for day in due.value] == [3, 6, 9, 12]
    assert due.value[-1] == date(2026, 12, 31)
    assert not survey.updated_at_once(profile_of("wuqing")).value


@requirement("D-088", "D-089", "D-090", "D-091", "D-094", "D-363", "D-364", "D-365")
def test_songyang_autumn_campaign() -> None:
    songyang = profile_of("songyang")
    window = survey.roster_window(songyang, 2026).value
    assert window == Window(date(2026, 9, 1), date(2026, 9, 10))
    assert survey.survey_end(songyang, 2026).value == date(2026, 9, 30)
    assert survey.summary_end(songyang, 2026).value == date(2026, 10, 31)
    assert survey.feedback_end(songyang, 2026).basis.startswith("sy-2017-139 三(三)")
    assert survey.updates_due(songyang, 2026).value == (date(2026, 9, 30),)
    assert survey.updated_at_once(songyang).value


@requirement("D-366")
@pytest.mark.parametrize("code", ["dali", "wuqing", "xinbei", "songyang"])
def test_at_once_is_a_visible_local_number(code: str) -> None:
    found = deadline(profile_of(code), "report.immediate", datetime(2026, 9, 15, 8, 0))
    assert found.due == datetime(2026, 9, 15, 8, 30)
    assert found.basis == "local"
    assert found.silent


def test_rules_added_by_law() -> None:
    base, start = profile_of("base"), datetime(2026, 9, 15, 8, 0)
    assert deadline(base, "guardianship.contact", start).due == date(2026, 9, 22)
    assert deadline(base, "report.feedback", start).due == date(2026, 9, 18)
    assert deadline(base, "case.protection_order", start).due == datetime(2026, 9, 18, 8, 0)
    assert deadline(base, "case.protection_order_urgent", start).due == datetime(2026, 9, 16, 8, 0)
    assert deadline(base, "benefit.cross_accept", start).due == date(2026, 9, 18)
    assert deadline(base, "benefit.cross_opinion", start).due == date(2026, 10, 12)
    assert base.clocks["staff.record_check"].unit == "years"
    assert str(base.sheet.retention.network_logs) == "6个月"
    assert str(base.sheet.retention.impact_assessments) == "3年"


@requirement("D-110", "D-367")
def test_village_and_school_are_told_before_leaving() -> None:
    told = profile_of("songyang").sheet.guardianship.notify_before_leaving
    assert told == ("village", "school")
    assert profile_of("songyang").own("guardianship", "notify_before_leaving")


@requirement("D-009", "D-368")
@pytest.mark.parametrize("code", ["wuqing", "songyang"])
def test_refusal_clock_is_six_months(code: str) -> None:
    found = deadline(profile_of(code), "guardianship.refusal", date(2026, 3, 2))
    assert found.due == date(2026, 9, 2)
    assert profile_of(code).own("clocks", "guardianship.refusal")


@requirement("D-009", "D-368")
@pytest.mark.parametrize("clock", ["refusal", "refusal_alert"])
@pytest.mark.parametrize("start", [date(2026, 7, 17), date(2026, 4, 3), date(2026, 8, 31)])
def test_a_day_from_which_one_may_act_is_not_moved_over_a_holiday(clock: str, start: date) -> None:
    songyang = profile_of("songyang")
    found = deadline(songyang, f"guardianship.{clock}", start)
    assert found.due == getattr(limits_of(songyang), clock).after(start)
    said = DECISIONS[f"{clock}_clock" if clock == "refusal" else clock].says(songyang)
    assert "可自" in said[0]
    assert "前考虑" not in said[0]


@requirement("D-008", "D-371")
@pytest.mark.parametrize("code", ["wuqing", "songyang"])
def test_nobody_under_sixteen_lives_alone(code: str) -> None:
    assert not protection.may_live_alone(profile_of(code), 15).value
    assert protection.may_live_alone(profile_of(code), 16).value
    assert profile_of(code).own("guardianship", "living_alone_under")


@requirement("D-178", "D-372")
def test_parents_school_is_yearly() -> None:
    lectures = [duty for duty in profile_of("songyang").duties if "D-372" in duty.d]
    assert lectures
    assert {duty.period for duty in lectures} == {"yearly"}


@requirement("D-073", "D-076", "D-374", "D-375")
def test_staffing_findings() -> None:
    staff = Staff({"甲村": 0, "乙村": 1, "丙村": 2, "丁村": 3}, towns_with_assistant=18)
    findings = work.staffing_findings(profile_of("songyang"), staff)
    assert [finding.sentence[:2] for finding in findings] == ["甲村", "丁村", "18"]
    assert not work.staffing_findings(profile_of("songyang"), Staff({"乙村": 1}, 19))
    assert not work.staffing_findings(profile_of("dali"), Staff({"乙村": 1}, 0))


@requirement("D-025", "D-026", "D-377")
def test_target_years() -> None:
    assert {target.due_year for target in profile_of("wuqing").sheet.targets} >= {2020}
    assert {target.due_year for target in profile_of("songyang").sheet.targets} >= {2017}
    for code in ("wuqing", "songyang"):
        profile = profile_of(code)
        for target in profile.sheet.targets:
            assert work.target_state(profile, target.code, 2026).value.endswith("已到期")
            assert "已到期" not in work.target_state(profile, target.code, target.due_year).value


@requirement("D-028")
def test_the_national_conference_approves_work_points_every_year() -> None:
    (points,) = profile_of("cn").sheet.targets
    state = work.target_state(profile_of("cn"), points.code, 2026)
    assert state.value == "自2016年起每年完成，2026年的应在年底前完成"
    assert state.basis == "na-report 末段"
    assert "职责分工" in points.text
    assert profile_of("cn").basis("targets", 0, "yearly") == "local"
    assert "plan" in profile_of("cn").sheet.conference.duties_of_conference


KEY_LINKS = [
    "家庭监护监督指导",
    "摸底排查",
    "教育关爱",
    "强制报告",
    "应急处置",
    "评估帮扶",
    "监护干预",
]


@requirement("D-016")
def test_the_seven_key_links_in_the_national_order() -> None:
    cn = profile_of("cn")
    assert list(DECISIONS["key_links"].says(cn)) == KEY_LINKS
    assert cn.basis("links", "key_links") == "na-report ¶部长讲话"
    for code in ("dali", "wuqing", "xinbei", "songyang"):
        assert list(DECISIONS["key_links"].says(profile_of(code))) == KEY_LINKS
    assert profile_of("songyang").silent("links", "key_links")


@requirement("D-027")
@pytest.mark.parametrize("code", ["dali", "xinbei"])
def test_expired_outline_is_warned_of(code: str) -> None:
    profile = profile_of(code)
    (target,) = profile.sheet.targets
    assert may_cite(profile, target.document, date(2020, 12, 31)).value is False
    assert "已到期" in work.target_state(profile, target.code, 2026).value
    assert profile.documents[target.document].replaced_by == "outline-2021"


@requirement("D-001", "D-378")
def test_register_age() -> None:
    songyang = profile_of("songyang").definitions
    assert songyang.left_behind.age.below == 16
    bands = [(band.from_age, band.to_age) for band in songyang.age_bands]
    assert bands == [(0, 5), (6, 13), (14, 15)]


@requirement("D-061", "D-415")
@pytest.mark.parametrize(
    ("code", "own", "number", "rests_on"),
    [
        ("dali", "dl-2016-72", "大政办发〔2016〕72号", 4),
        ("wuqing", "wq-2017-5", "武清政办〔2017〕5号", 2),
        ("xinbei", "xb-2020-64", "常开委办〔2020〕64号", 6),
        ("songyang", "sy-2017-139", "松政办发〔2017〕139号", 3),
    ],
)
def test_document_and_its_basis(code: str, own: str, number: str, rests_on: int) -> None:
    profile = profile_of(code)
    assert document_numbered(profile, number) == own
    assert len(basis_chain(profile, own)) >= rests_on
    assert all(key in profile.documents for key in basis_chain(profile, own))


@requirement("D-404")
@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("武清政办〔20175", "wq-2017-5"),
        ("国发201613号", "gf-2016-13"),
        ("法发〔201424号", "ff-2014-24"),
    ],
)
def test_misprinted_numbers_are_recognised(printed: str, key: str) -> None:
    assert document_numbered(profile_of("wuqing"), printed) == key


def test_an_unknown_number_is_not_guessed() -> None:
    assert document_numbered(profile_of("wuqing"), "国发〔2016〕1号") is None
    assert document_numbered(profile_of("wuqing"), "") is None


@requirement("D-130", "D-131", "D-132", "D-412")
def test_report_addressees() -> None:
    assert protection.report_addressees(profile_of("wuqing"), "teacher").value[0] == "police"
    songyang = protection.report_addressees(profile_of("songyang"), "teacher")
    assert songyang.value[:2] == ("police", "town")
    hospital = protection.report_addressees(profile_of("songyang"), "hospital")
    assert "government" in hospital.value
    assert "附件2(十四)" in hospital.basis


@requirement("D-154", "D-155", "D-156", "D-411")
def test_police_inform_the_village_only_in_wuqing() -> None:
    informed = {
        code: protection.who_is_informed(profile_of(code)).value
        for code in ("dali", "wuqing", "songyang")
    }
    assert informed == {"dali": ("town",), "wuqing": ("town", "village"), "songyang": ("town",)}


@requirement("D-010", "D-011")
def test_revocation_grounds_by_place() -> None:
    wuqing = protection.revocation_grounds(profile_of("wuqing")).value
    songyang = protection.revocation_grounds(profile_of("songyang")).value
    assert wuqing == ("in_danger_uncorrected", "refusal")
    assert set(songyang) == {*wuqing, "violence_or_abandonment"}


def test_the_body_of_a_day() -> None:
    cn = profile_of("cn")
    names = [
        body.kind
        for year in (2017, 2020, 2022, 2026)
        if (body := conference.body_on(cn, date(year, 6, 1)).value)
    ]
    assert names == [
        "joint_conference",
        "joint_conference",
        "leading_group",
        "women_children_committee",
    ]
    assert conference.body_on(cn, date(2015, 1, 1)).value is None


def test_discrepancies_have_an_owner_and_a_date() -> None:
    songyang = profile_of("songyang")
    found = survey.answers_discrepancy(songyang, "possible_omission", date(2026, 9, 17))
    assert found.value.owner
    assert found.value.due > date(2026, 9, 17)
    assert not survey.raise_omission(songyang, flagged=False, fits=False).value
    assert survey.raise_omission(songyang, flagged=True, fits=False).value
    assert survey.raise_omission(songyang, flagged=False, fits=True).value


def test_raw_rosters_are_erased_and_delays_climb() -> None:
    songyang = profile_of("songyang")
    assert survey.erase_on(songyang, "raw_rosters", date(2026, 9, 17)).value == date(2027, 3, 16)
    assert survey.hears_of_delay(songyang, 0).value == ()
    assert len(survey.hears_of_delay(songyang, 20).value) == 4
