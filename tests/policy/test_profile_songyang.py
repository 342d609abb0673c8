"""松阳县：units, parameters and anomalies of 松政办发〔2017〕139 号, and where it is silent."""

from __future__ import annotations

from datetime import date

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.policy.questions.completeness import completeness_findings, counted
from tonghu.policy.questions.conference import member_change_needs_decision
from tonghu.policy.questions.deadlines import deadline
from tonghu.policy.questions.identity import basis_chain, document_numbered
from tonghu.policy.questions.protection import may_live_alone, report_addressees
from tonghu.policy.questions.roles import title_of
from tonghu.policy.questions.units import unit_named

PRINTED_UNITS = """
县综治办 县农办 县网信办 县文明办 县人大法工委 县发改局 县教育局 县公安局 县民政局 县司法局 县财政局
县人力社保局 县建设局 县农业局 县卫计局 县文广出版局 县统计局 县法制办 县法院 县检察院 县总工会 团县委
县妇联 县残联 县关工委 县慈善总会
"""


@pytest.fixture(scope="module")
def songyang() -> Profile:
    return load("songyang")


@requirement("D-394", "D-408")
def test_the_26_units_in_printed_order(songyang: Profile) -> None:
    assert [row.name for row in songyang.units] == PRINTED_UNITS.split()
    assert [row.number for row in songyang.units] == list(range(1, 27))
    numbers = {"units": 26, "entries": 26, "members": 26, "liaisons": 0, "duty_units": 26}
    assert counted(songyang) == numbers
    assert not completeness_findings(songyang)
    assert all(row.liaison is None for row in songyang.units)


@requirement("D-414")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("农 办", "rural_office"),
        ("法 院", "court"),
        ("妇 联", "womens_federation"),
        ("残　联", "disabled_federation"),
        ("卫生局", "health"),
        ("财政（地税）部门", "finance"),
        ("县卫生健康局", "health"),
        ("县司法局", "justice"),
        ("综治办", "political_legal"),
    ],
)
def test_other_spellings_find_the_unit(songyang: Profile, text: str, code: str) -> None:
    found = unit_named(songyang, text)
    assert found is not None
    assert found.value.code == code


@requirement("D-414")
def test_todays_names_are_marked_unverified(songyang: Profile) -> None:
    changed = [i for i, row in enumerate(songyang.units) if row.successor]
    assert len(changed) == 7
    assert all(songyang.basis("units", i, "successor").startswith("待核") for i in changed)


@requirement("D-039", "D-041", "D-043", "D-413")
def test_heads_office_and_member_change(songyang: Profile) -> None:
    heads = [(head.role, head.unit, head.count) for head in songyang.sheet.conference.heads]
    assert heads == [
        ("convenor", "government", 1),
        ("vice_convenor", "civil_affairs", 1),
        ("vice_convenor", "government_office", 1),
    ]
    office = songyang.sheet.conference.office
    assert (office.seat, office.director) == ("civil_affairs", "leader_in_charge")
    change = member_change_needs_decision(songyang)
    assert (change.value, change.basis) == (False, "sy-2017-139 附件1")


@requirement("D-360", "D-361", "D-376", "D-408")
@pytest.mark.parametrize(
    "key", ["plenary_per_year", "chair_by", "temporary_on", "liaison_meeting", "minutes_rule"]
)
def test_silent_about_meetings(songyang: Profile, key: str) -> None:
    """没有会议规则：the inherited default applies and is labelled so."""
    assert songyang.silent("conference", key)
    assert not songyang.states("conference", key)


@requirement("D-004", "D-087", "D-088", "D-090", "D-091", "D-092", "D-363", "D-364", "D-365")
def test_the_yearly_survey(songyang: Profile) -> None:
    survey = songyang.sheet.survey
    assert survey.cycle == ("yearly_campaign", "real_time")
    assert (survey.roster_from, survey.survey_end) == ("09-01", "09-30")
    assert (survey.summary_end, survey.feedback_end) == ("10-31", "10-31")
    assert songyang.basis("survey", "roster_to") == "local"
    assert (survey.summary_to, survey.feedback_to) == (("civil_affairs",), ("police", "education"))
    assert survey.reverify_by == "education"
    assert len(survey.key_groups) == 5
    assert survey.paper_file
    assert survey.pairing_recorded
    given = {row.kind: (row.from_, row.to, row.urged_by) for row in survey.rosters}
    assert given["school"] == (("school", "kindergarten"), "town", "education")
    assert given["police"] == (("police_station",), "town", "police")


@requirement("D-005", "D-007", "D-131", "D-132", "D-137", "D-412")
def test_reports(songyang: Profile) -> None:
    reports = songyang.sheet.reports
    assert len(reports.circumstances) == 5
    assert reports.reporters[:4] == ("supervisor", "teacher", "womens_cadre", "community_worker")
    assert reports.addressees == ("police", "town")
    assert reports.help_at_once
    assert set(report_addressees(songyang, "hospital").value) >= {"police", "town", "government"}
    assert reports.channels[:3] == ("police_110", "news_hotline", "rescue_phone")
    assert reports.rewarded_by == "civil_affairs"


@requirement("D-156", "D-157", "D-160", "D-192", "D-214", "D-411")
def test_emergency(songyang: Profile) -> None:
    emergency = songyang.sheet.emergency
    assert emergency.informs == ("town",)
    assert emergency.receivers == ("other_guardian", "relative", "village", "protection_centre")
    assert set(emergency.measures) >= {"collect_evidence", "injury_appraisal", "file_case"}
    assert "sexual_harm" in emergency.harm_types
    ladder = songyang.sheet.guardianship.abandonment_ladder
    assert ladder == ("criticise", "public_security_penalty", "criminal")


@requirement("D-014", "D-015", "D-171")
def test_assessment(songyang: Profile) -> None:
    assessment = songyang.sheet.assessment
    assert assessment.dimensions == ("safety", "guardianship", "health")
    assert "legal_aid" not in assessment.services
    assert len(assessment.services) == 5
    assert assessment.led_by == ("town", "emergency_group")
    assert len(assessment.with_) == 6


@requirement("D-008", "D-009", "D-011", "D-013", "D-110", "D-112", "D-113", "D-190")
@requirement("D-367", "D-368", "D-371")
def test_guardianship(songyang: Profile) -> None:
    guardianship = songyang.sheet.guardianship
    assert not may_live_alone(songyang, 15).value
    assert may_live_alone(songyang, 16).value
    assert guardianship.notify_before_leaving == ("village", "school")
    assert guardianship.written_agreement
    assert guardianship.carer_assessed
    assert "violence_or_abandonment" in guardianship.revocation_grounds
    assert guardianship.applicants == ("relative", "village", "civil_affairs")
    assert guardianship.suspects == ("parent", "guardian", "entrusted_carer")
    due = deadline(songyang, "guardianship.refusal", date(2026, 1, 15))
    assert (due.due, due.basis, due.silent) == (
        date(2026, 7, 15),
        "sy-2017-139 三(八)第3句",
        False,
    )


@requirement("D-073", "D-075", "D-076", "D-374", "D-375")
def test_staffing(songyang: Profile) -> None:
    staffing = songyang.sheet.staffing
    assert title_of(songyang, "village_worker").value == "儿童福利督导员"
    assert title_of(songyang, "town_assistant").value == "留守儿童救助协理员"
    assert (staffing.supervisors_per_village_min, staffing.supervisors_per_village_max) == (1, 2)
    assert (staffing.towns, staffing.assistants_towns) == (19, 19)
    assert staffing.town_station
    assert staffing.town_emergency_group


@requirement("D-020", "D-026", "D-232", "D-373", "D-377")
def test_evaluation_and_target(songyang: Profile) -> None:
    evaluation = songyang.sheet.evaluation
    assert (evaluation.by, evaluation.variants) == (("political_legal",), ("safe_governance",))
    assert (evaluation.period, evaluation.rule_named) == ("yearly", True)
    assert [(target.code, target.due_year) for target in songyang.sheet.targets] == [
        ("system_formed", 2017)
    ]
    assert songyang.sheet.links.principles[0] == "家庭主责"


@requirement("D-061", "D-409", "D-410", "D-415")
def test_the_document_and_its_dates(songyang: Profile) -> None:
    own = songyang.documents["sy-2017-139"]
    assert (own.issued_on, own.metadata_date) == (date(2017, 8, 30), date(2017, 9, 1))
    assert (own.status, songyang.sheet.profile.programme) == ("in_force", "留守儿童关爱保护")
    assert "农村" in songyang.documents["gf-2016-13"].title
    assert set(basis_chain(songyang, "sy-2017-139")) >= {"zj-2016-50", "ls-2016-149", "gf-2016-13"}
    assert document_numbered(songyang, "丽政办发〔2016〕149号") == "ls-2016-149"


@pytest.mark.parametrize(
    "clock",
    ["report.immediate", "case.dispatch", "case.inform", "visit.regular", "survey.reverify"],
)
@requirement("D-366")
def test_at_once_has_no_number_in_the_document(songyang: Profile, clock: str) -> None:
    assert songyang.silent("clocks", clock)
    assert songyang.clocks[clock].number > 0
