"""武清区：units, parameters and anomalies of 武清政办〔2017〕5 号, and where it is silent."""

from __future__ import annotations

from datetime import date

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.policy.questions.completeness import completeness_findings, counted
from tonghu.policy.questions.conference import may_call_temporary, plenaries_owed
from tonghu.policy.questions.deadlines import deadline
from tonghu.policy.questions.identity import basis_chain, document_numbered
from tonghu.policy.questions.protection import may_live_alone, who_is_informed
from tonghu.policy.questions.units import unit_named

PRINTED_UNITS = """
区民政局 团区委 区妇联 公安武清分局 区综治办 区政府法制办 区司法局 区教育局 区法院 区检察院 区财政局 区农委
区人力社保局 区统计局 区房管局 区卫生计生委 区文广局 区总工会 区残联 区级机关工委
"""


@pytest.fixture(scope="module")
def wuqing() -> Profile:
    return load("wuqing")


@requirement("D-403", "D-418")
def test_the_20_units_in_printed_order(wuqing: Profile) -> None:
    assert [row.name for row in wuqing.units] == PRINTED_UNITS.split()
    assert [row.number for row in wuqing.units] == list(range(1, 21))
    assert [row.code for row in wuqing.units if row.part == "lead"] == ["civil_affairs"]
    numbers = {"units": 20, "entries": 20, "members": 20, "liaisons": 0, "duty_units": 20}
    assert counted(wuqing) == numbers
    assert not completeness_findings(wuqing)
    duty_order = [int(row.basis.rsplit("三(一)", 1)[1]) for row in wuqing.units]
    assert sorted(duty_order) == list(range(1, 21))
    assert duty_order != sorted(duty_order)


@requirement("D-414")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公安局", "police"),
        ("公安 武清分局", "police"),
        ("区司法局", "justice"),
        ("卫生计生部门", "health"),
        ("区卫生健康委", "health"),
        ("区教育行政部门", "education"),
    ],
)
def test_other_spellings_find_the_unit(wuqing: Profile, text: str, code: str) -> None:
    found = unit_named(wuqing, text)
    assert found is not None
    assert found.value.code == code


@requirement("D-404")
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("武清政办〔2017〕5号", "wq-2017-5"),
        ("武清政办〔20175", "wq-2017-5"),
        ("2017414", "wq-2017-5"),
        ("国发201613号", "gf-2016-13"),
        ("津政发201625号", "tj-2016-25"),
        ("法发〔201424号", "ff-2014-24"),
    ],
)
def test_numbers_that_lost_brackets_and_digits_are_found(
    wuqing: Profile, text: str, key: str
) -> None:
    assert document_numbered(wuqing, text) == key


@requirement("D-061", "D-404", "D-410", "D-415")
def test_the_document(wuqing: Profile) -> None:
    own = wuqing.documents["wq-2017-5"]
    assert (own.number, own.issued_on) == ("武清政办〔2017〕5号", date(2017, 4, 14))
    assert {"gf-2016-13", "tj-2016-25"} <= set(basis_chain(wuqing, "wq-2017-5"))
    assert wuqing.sheet.profile.programme == "农村留守儿童关爱保护"


@requirement("D-036", "D-046", "D-049", "D-360", "D-413")
def test_conference(wuqing: Profile) -> None:
    assert [(head.role, head.unit) for head in wuqing.sheet.conference.heads] == [
        ("convenor", "government")
    ]
    owed = plenaries_owed(wuqing, 0)
    assert (owed.value, owed.basis, owed.silent) == (1, "wq-2017-5 三(一)第3句", False)
    assert may_call_temporary(wuqing, "work_need").value
    assert wuqing.states("conference", "lead_unit")


@requirement("D-361", "D-376")
@pytest.mark.parametrize("key", ["liaison_meeting", "minutes_rule", "member_change"])
def test_silent_about_liaisons_minutes_and_member_change(wuqing: Profile, key: str) -> None:
    assert wuqing.silent("conference", key)


@requirement("D-002", "D-003", "D-081", "D-086", "D-362")
def test_the_quarterly_survey(wuqing: Profile) -> None:
    survey = wuqing.sheet.survey
    assert survey.cycle == ("quarterly",)
    assert survey.compare == ("survey", "school", "police")
    assert wuqing.states("survey", "compare")
    assert len(survey.blocks) == 6
    assert survey.issue_flags == (
        "nobody_guards",
        "one_away_other_unable",
        "dropout",
        "no_hukou",
    )
    assert wuqing.silent("survey", "roster_from")
    assert wuqing.silent("survey", "survey_end")


@requirement("D-005", "D-006", "D-130", "D-137", "D-412")
def test_reports(wuqing: Profile) -> None:
    reports = wuqing.sheet.reports
    assert len(reports.circumstances) == 5
    assert len(reports.reporters) == 7
    assert reports.addressees == ("police",)
    assert reports.rewarded_by == "police"
    assert wuqing.silent("reports", "hospital_addressees")


@requirement("D-151", "D-152", "D-153", "D-154", "D-155", "D-160", "D-411")
def test_emergency(wuqing: Profile) -> None:
    assert who_is_informed(wuqing).value == ("town", "village")
    emergency = wuqing.sheet.emergency
    assert emergency.receivers == (
        "relative",
        "village",
        "rescue_institution",
        "welfare_institution",
    )
    assert {"search", "temporary_shelter", "contact_parents"} <= set(emergency.measures)


@requirement("D-014", "D-015", "D-170")
def test_assessment(wuqing: Profile) -> None:
    assessment = wuqing.sheet.assessment
    assert assessment.dimensions == ("safety", "guardianship", "health")
    assert assessment.services[-2:] == ("legal_service", "legal_aid")
    assert assessment.led_by == ("town",)
    assert assessment.with_ == ("civil_affairs", "police")
    assert assessment.helpers is not None
    assert len(assessment.helpers) == 5


@requirement("D-008", "D-009", "D-010", "D-012", "D-190", "D-368", "D-371")
def test_guardianship(wuqing: Profile) -> None:
    guardianship = wuqing.sheet.guardianship
    assert not may_live_alone(wuqing, 15).value
    assert guardianship.revocation_grounds == ("in_danger_uncorrected", "refusal")
    assert guardianship.abandonment_ladder == (
        "criticise_and_notify_village",
        "public_security_penalty",
        "criminal",
    )
    due = deadline(wuqing, "guardianship.refusal", date(2026, 3, 10))
    assert (due.due, due.silent) == (date(2026, 9, 10), False)
    assert wuqing.silent("guardianship", "written_agreement")


@requirement("D-020", "D-021", "D-025", "D-072", "D-232", "D-373", "D-377")
def test_evaluation_target_and_staffing(wuqing: Profile) -> None:
    evaluation = wuqing.sheet.evaluation
    assert (evaluation.by, evaluation.variants) == (("political_legal",), ("governance",))
    assert (evaluation.period, evaluation.rule_named) == ("yearly", True)
    assert [target.due_year for target in wuqing.sheet.targets] == [2020]
    assert wuqing.sheet.staffing.responsible_person_per_child
    assert wuqing.states("staffing", "responsible_person_per_child")
    assert len(wuqing.sheet.links.problems) == 5
    assert wuqing.sheet.links.principles[0] == "家庭尽责"


@pytest.mark.parametrize("clock", ["report.immediate", "case.assess", "visit.regular"])
@requirement("D-366")
def test_at_once_has_no_number_in_the_document(wuqing: Profile, clock: str) -> None:
    assert wuqing.silent("clocks", clock)
    assert wuqing.clocks[clock].number > 0
