"""保护: who reports what to whom, who informs whom, who assesses, what guardians owe."""

from __future__ import annotations

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import (
    Answer,
    Says,
    answered,
    called,
    decides,
    functions,
    labels,
    yes,
)


def must_report(profile: Profile, circumstance: str) -> Answer[bool]:
    """须报告的情形（D-005）."""
    listed = circumstance in profile.sheet.reports.circumstances
    return answered(profile, listed, "reports", "circumstances")


def is_mandated(profile: Profile, reporter: str) -> Answer[bool]:
    """强制报告主体（D-006、D-007）."""
    return answered(profile, reporter in profile.sheet.reports.reporters, "reports", "reporters")


def report_addressees(profile: Profile, reporter: str) -> Answer[tuple[str, ...]]:
    """向谁报告（D-130、D-131、D-132、D-412）: every addressee, each once."""
    reports = profile.sheet.reports
    more = reports.hospital_addressees or () if reporter == "hospital" else ()
    superior = ("own_superior",) if reports.own_superior_too else ()
    words = dict.fromkeys((*reports.addressees, *more, *superior))
    path = "hospital_addressees" if more else "addressees"
    return answered(profile, tuple(words), "reports", path)


def who_is_informed(profile: Profile) -> Answer[tuple[str, ...]]:
    """公安机关处置后通报谁（D-154、D-155、D-156、D-411）."""
    return answered(profile, profile.sheet.emergency.informs, "emergency", "informs")


def may_live_alone(profile: Profile, age: int) -> Answer[bool]:
    """独居（D-008、D-371）: whether a child of this age may live away from guardianship."""
    allowed = age >= profile.sheet.guardianship.living_alone_under
    return answered(profile, allowed, "guardianship", "living_alone_under")


def revocation_grounds(profile: Profile) -> Answer[tuple[str, ...]]:
    """可申请撤销监护人资格的情形（D-009…D-011）."""
    grounds = profile.sheet.guardianship.revocation_grounds
    return answered(profile, grounds, "guardianship", "revocation_grounds")


def _ages(name: str, limit: int) -> str:
    return "、".join(f"{age}周岁{name}" for age in range(19) if age < limit)


@decides("must_report", "见到哪些情形必须报告")
def _circumstances(profile: Profile) -> Says:
    return labels(profile, "circumstances", profile.sheet.reports.circumstances)


@decides("mandated_reporters", "谁负有强制报告责任")
def _reporters(profile: Profile) -> Says:
    return labels(profile, "reporters", profile.sheet.reports.reporters)


@decides("report_addressees", "教师、医院各向谁报告")
def _addressees(profile: Profile) -> Says:
    said = []
    for reporter, label in (("teacher", "教师"), ("hospital", "医疗机构")):
        words = report_addressees(profile, reporter).value
        said.append(f"{label}依次报告{'、'.join(labels(profile, 'addressees', words))}")
    extra = profile.sheet.reports.hospital_addressees or ()
    return (*said, f"医疗机构另须通报：{'、'.join(labels(profile, 'addressees', extra)) or '无'}")


@decides("public_channels", "公众从哪里报告")
def _channels(profile: Profile) -> Says:
    return labels(profile, "channels", profile.sheet.reports.channels)


@decides("help_at_once", "报告人除报告外要不要当场帮助")
def _help(profile: Profile) -> Says:
    return (f"报告的同时给予应急帮助：{yes(profile.sheet.reports.help_at_once)}",)


@decides("reward", "报告经查实由谁表扬奖励")
def _reward(profile: Profile) -> Says:
    return (f"{called(profile, profile.sheet.reports.rewarded_by)}表扬奖励",)


@decides("own_superior", "报告人要不要同时报本单位主管部门")
def _superior(profile: Profile) -> Says:
    return (f"同时报告主管部门：{yes(profile.sheet.reports.own_superior_too)}",)


@decides("police_inform", "公安机关处置后通报谁")
def _informs(profile: Profile) -> Says:
    return labels(profile, "addressees", who_is_informed(profile).value)


@decides("escort_to", "联系不上父母，儿童依次护送到哪里")
def _receivers(profile: Profile) -> Says:
    return labels(profile, "receivers", profile.sheet.emergency.receivers)


@decides("police_measures", "公安机关要采取哪些措施")
def _measures(profile: Profile) -> Says:
    return labels(profile, "measures", profile.sheet.emergency.measures)


@decides("harm_struck", "严厉打击哪些侵害")
def _harm(profile: Profile) -> Says:
    return labels(profile, "harm_types", profile.sheet.emergency.harm_types)


@decides("assessed_on", "评估表必填哪几部分")
def _dimensions(profile: Profile) -> Says:
    return labels(profile, "dimensions", profile.sheet.assessment.dimensions)


@decides("services_offered", "评估后可以安排哪些服务")
def _services(profile: Profile) -> Says:
    return labels(profile, "services", profile.sheet.assessment.services)


@decides("assessors", "谁牵头评估、会同谁、谁协助")
def _assessors(profile: Profile) -> Says:
    assessment = profile.sheet.assessment
    return (
        f"{'、'.join(labels(profile, 'assessors', assessment.led_by))}牵头",
        f"会同{'、'.join(labels(profile, 'assessors', assessment.with_))}",
        f"{'、'.join(labels(profile, 'assessors', assessment.helpers or ())) or '无人'}协助",
    )


@decides("living_alone", "几周岁的儿童独居要报警")
def _alone(profile: Profile) -> Says:
    return (_ages("独居即报警", profile.sheet.guardianship.living_alone_under),)


@decides("unattended", "几周岁的儿童无人看护要报警")
def _unattended(profile: Profile) -> Says:
    return (_ages("无人看护即报警", profile.sheet.guardianship.unattended_under),)


@decides("child_heard", "委托照护前要不要听取儿童意见")
def _heard(profile: Profile) -> Says:
    return (_ages("不必须听取", profile.sheet.guardianship.child_heard_from),)


@decides("before_leaving", "父母外出前告知谁、签不签协议、评不评估")
def _leaving(profile: Profile) -> Says:
    guardianship = profile.sheet.guardianship
    return (
        f"外出前依次告知{'、'.join(functions(profile, guardianship.notify_before_leaving))}",
        f"签订委托监护协议：{yes(guardianship.written_agreement)}",
        f"评估被委托人监护能力：{yes(guardianship.carer_assessed)}",
    )


@decides("revocation", "什么情形下谁可以申请撤销监护人资格")
def _revocation(profile: Profile) -> Says:
    grounds = labels(profile, "revocation_grounds", profile.sheet.guardianship.revocation_grounds)
    applicants = labels(profile, "applicants", profile.sheet.guardianship.applicants)
    return (*grounds, f"{'、'.join(applicants)}可以申请")


@decides("abandonment", "遗弃行为由轻到重如何处理")
def _abandonment(profile: Profile) -> Says:
    return labels(profile, "dispositions", profile.sheet.guardianship.abandonment_ladder)


@decides("suspects", "谁的侵害按监护侵害处理")
def _suspects(profile: Profile) -> Says:
    return labels(profile, "suspects", profile.sheet.guardianship.suspects)
