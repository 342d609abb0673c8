"""Part U and Part C of Dali and Xinbei: each parameter with its clause, each silence said to be one."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.reconcile.engine.canonical.names import canonical_names

DALI, XINBEI = load("dali"), load("xinbei")
SIX_MEASURES = (
    "remove_and_escort",
    "collect_evidence",
    "medical_help",
    "injury_appraisal",
    "criticise",
    "file_case",
)


def value(profile: Profile, path: str) -> object:
    """The value at a dotted path."""
    at: object = profile.sheet
    for key in path.split("."):
        at = getattr(at, key)
    return at


STATED: list[tuple[Profile, str, object, str]] = [
    (DALI, "conference.lead_unit", "civil_affairs", "四 首段"),
    (DALI, "conference.plenary_per_year", 1, "三"),
    (DALI, "conference.chair_by", ("general_convenor", "convenor"), "三"),
    (DALI, "conference.temporary_on", ("leader_instruction", "work_need"), "三"),
    (DALI, "conference.liaison_meeting", "before_plenary", "三"),
    (DALI, "conference.minutes_rule", "agree_then_issue", "三"),
    (DALI, "conference.member_change", "proposed_and_decided", "二"),
    (DALI, "conference.invite_others", True, "二"),
    (DALI, "conference.major_matters_to", "by_procedure", "三"),
    (
        DALI,
        "conference.duties_of_conference",
        ("plan", "coordinate", "supervise", "assigned"),
        "一",
    ),
    (DALI, "conference.office.director", "leader_in_charge", "二"),
    (DALI, "conference.office.seat", "civil_affairs", "二"),
    (DALI, "reports.addressees", ("police",), "四 州公安局"),
    (DALI, "reports.rewarded_by", "police", "四 州公安局"),
    (DALI, "emergency.informs", ("town",), "四 州公安局"),
    (DALI, "emergency.measures", SIX_MEASURES, "四 州公安局"),
    (
        DALI,
        "emergency.receivers",
        ("rescue_institution", "welfare_institution"),
        "四 州民政局",
    ),
    (DALI, "evaluation.by", ("political_legal",), "四 州综治办"),
    (DALI, "evaluation.rule_named", False, "四 州综治办"),
    (XINBEI, "conference.lead_unit", "civil_affairs", "四"),
    (XINBEI, "conference.plenary_per_year", 1, "三"),
    (XINBEI, "conference.chair_by", ("convenor", "delegate"), "三"),
    (XINBEI, "conference.temporary_on", ("work_need",), "三"),
    (XINBEI, "conference.minutes_rule", "agree_then_issue", "三"),
    (XINBEI, "conference.member_change", "proposed_and_decided", "二"),
    (XINBEI, "conference.invite_others", True, "二"),
    (XINBEI, "conference.major_matters_to", "government", "三"),
    (XINBEI, "conference.duties_of_conference", ("coordinate",), "一"),
    (XINBEI, "conference.office.seat", "civil_affairs", "二"),
    (XINBEI, "reports.addressees", ("police",), "附件3 公安分局"),
    (XINBEI, "reports.rewarded_by", "police", "附件3 公安分局"),
    (XINBEI, "emergency.informs", ("town",), "附件3 公安分局"),
    (XINBEI, "emergency.measures", SIX_MEASURES, "附件3 公安分局"),
    (XINBEI, "evaluation.period", "yearly", "附件3 区委政法委"),
    (XINBEI, "evaluation.rule_named", True, "附件3 区委政法委"),
    (XINBEI, "evaluation.results", ("reward", "supervise", "hold_responsible"), "附件3 区委政法委"),
]

SILENT = {
    "dali": [
        "scope.work",
        "scope.rights",
        "survey.cycle",
        "survey.survey_end",
        "survey.feedback_end",
        "reports.circumstances",
        "reports.hospital_addressees",
        "reports.channels",
        "emergency.harm_types",
        "assessment.services",
        "assessment.led_by",
        "guardianship.living_alone_under",
        "guardianship.revocation_grounds",
        "benefits.items",
        "schooling.report_to",
        "staffing.supervisors_per_village_min",
        "evaluation.period",
        "links.key_links",
    ],
    "xinbei": [
        "conference.liaison_meeting",
        "conference.office.director",
        "survey.cycle",
        "survey.survey_end",
        "reports.circumstances",
        "emergency.receivers",
        "assessment.services",
        "guardianship.revocation_grounds",
        "schooling.report_to",
        "staffing.supervisors_per_village_min",
        "links.principles",
    ],
}


@requirement("D-030", "D-031", "D-032", "D-033", "D-034", "D-040", "D-041", "D-042", "D-044")
@requirement("D-045", "D-048", "D-049", "D-050", "D-053", "D-054", "D-360", "D-361", "D-376")
@requirement("D-373", "D-411", "D-412")
@pytest.mark.parametrize(("profile", "path", "expected", "clause"), STATED)
def test_stated_value_and_its_clause(
    profile: Profile, path: str, expected: object, clause: str
) -> None:
    keys = path.split(".")
    assert value(profile, path) == expected
    key = {"dali": "dl-2016-72", "xinbei": "xb-2020-64"}[profile.code]
    assert f"{key} {clause}" in profile.basis(*keys).split("; ")
    assert profile.states(*keys)
    assert not profile.silent(*keys)


@pytest.mark.parametrize(
    ("profile", "path"),
    [(p, path) for p in (DALI, XINBEI) for path in SILENT[p.code]],
)
def test_silence_is_said_to_be_one(profile: Profile, path: str) -> None:
    assert profile.silent(*path.split("."))
    assert not profile.states(*path.split("."))


@requirement("D-366")
@pytest.mark.parametrize("profile", [DALI, XINBEI], ids=["dali", "xinbei"])
@pytest.mark.parametrize("clock", ["report.immediate", "case.dispatch", "case.inform"])
def test_at_once_has_no_number_in_the_document(profile: Profile, clock: str) -> None:
    """第一时间、及时没有数目：the length is the visible default of base, not the document's."""
    assert profile.silent("clocks", clock)
    assert profile.clocks[clock] == load("base").clocks[clock]


@requirement("D-035", "D-038", "D-413")
def test_who_heads_the_conference() -> None:
    for profile, chief in ((DALI, "副州长"), (XINBEI, "分管民政工作的副区长")):
        heads = profile.sheet.conference.heads
        assert [head.role for head in heads] == ["general_convenor", "convenor"]
        assert heads[0].post == chief
        assert [head.unit for head in heads] == ["government", "civil_affairs"]


@requirement("D-400", "D-406")
def test_stated_numbers_agree_with_the_rows() -> None:
    for profile in (DALI, XINBEI):
        counts = profile.sheet.conference.counts
        units = profile.units
        assert counts.units == len(units)
        assert counts.entries == sum(unit.part != "sub" for unit in units)
        assert counts.members == sum(unit.part == "member" for unit in units)
        assert counts.liaisons == sum(unit.liaison is True for unit in units)
        assert counts.duty_units == len({d.unit for d in profile.duties} & {u.code for u in units})


@requirement("D-017")
def test_benefit_items_of_xinbei() -> None:
    assert XINBEI.sheet.benefits.items == (
        "orphan_allowance",
        "guardian_missing_allowance",
        "severe_disability_illness",
        "poor_family_child",
        "disability_two_subsidies",
        "minimum_living",
        "special_hardship",
        "temporary_relief",
    )


@requirement("D-061", "D-415")
def test_documents_and_what_they_rest_on() -> None:
    dali, xinbei = DALI.documents["dl-2016-72"], XINBEI.documents["xb-2020-64"]
    assert (dali.number, dali.issued_on) == ("大政办发〔2016〕72号", None)
    assert (xinbei.number, xinbei.issued_on) == ("常开委办〔2020〕64号", date(2020, 5, 22))
    numbers = {XINBEI.documents[key].number for key in xinbei.basis_documents or ()}
    assert {
        "国发〔2016〕13号",
        "国发〔2016〕36号",
        "国办函〔2016〕30号",
        "常政办发〔2014〕161号",
        "常政办发〔2015〕146号",
        "常民事〔2020〕4号",
    } <= numbers
    titles = {DALI.documents[key].title for key in dali.basis_documents or ()}
    assert "云南省人民政府关于加强农村留守儿童关爱保护工作的实施意见" in titles


@requirement("D-027")
def test_expired_outline_points_to_its_successor() -> None:
    for profile in (DALI, XINBEI):
        (target,) = (target for target in profile.sheet.targets if target.code == "outline")
        outline = profile.documents[target.document]
        assert (outline.status, target.valid_to) == ("expired", date(2020, 12, 31))
        assert outline.replaced_by == "outline-2021"


@requirement("D-402")
def test_names_padded_with_a_blank_are_the_same_name() -> None:
    """名单里双字姓名中间夹空格：invented names, padded as the roster prints them."""
    codes = canonical_names(pa.array(["童 护", "童　护", "童  护", "童护"])).code
    assert len(set(codes.tolist())) == 1
