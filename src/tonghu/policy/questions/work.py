"""范围、福利、控辍、队伍、考核、目标: who is served, what is owed, who is short of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import (
    Answer,
    Says,
    answered,
    decides,
    functions,
    labels,
    yes,
)
from tonghu.policy.questions.roles import title_of
from tonghu.policy.schema.work import EvaluationLine, Target

SAMPLE_YEAR = 2026


@dataclass(frozen=True)
class Staff:
    """基层队伍现状: what a county counts, to be held against the profile."""

    supervisors_by_village: dict[str, int]
    towns_with_assistant: int


@dataclass(frozen=True)
class Finding:
    """提醒: something to look at; it does not stop anything."""

    sentence: str
    basis: str


def serves(profile: Profile, scheme: str) -> Answer[bool]:
    """服务对象（D-018、D-410）: whether a scheme's children are this place's work."""
    return answered(profile, scheme in profile.sheet.scope.populations, "scope", "populations")


def staffing_findings(profile: Profile, staff: Staff) -> tuple[Finding, ...]:
    """队伍核对（D-073、D-076、D-374、D-375）: villages and towns outside the numbers."""
    staffing = profile.sheet.staffing
    least, most = staffing.supervisors_per_village_min, staffing.supervisors_per_village_max
    basis = profile.basis("staffing", "supervisors_per_village_min")
    title = title_of(profile, "village_worker").value
    found = [
        Finding(f"{village}有{title}{count}名，应为{least}至{most}名", basis)
        for village, count in staff.supervisors_by_village.items()
        if not least <= count <= most
    ]
    wanted = staffing.assistants_towns
    if wanted is not None and staff.towns_with_assistant < wanted:
        sentence = f"{staff.towns_with_assistant}个乡镇配了救助协理员，应为{wanted}个"
        found.append(Finding(sentence, profile.basis("staffing", "assistants_towns")))
    return tuple(found)


def target_state(profile: Profile, code: str, year: int) -> Answer[str]:
    """目标（D-025…D-028、D-377）: still ahead, due, or resting on an expired document."""
    index = next(i for i, target in enumerate(profile.sheet.targets) if target.code == code)
    target = profile.sheet.targets[index]
    return Answer(_target(target, year), target.basis)


def _target(target: Target, year: int) -> str:
    due = f"应在{target.due_year}年底前完成"
    if target.yearly:
        due = f"自{target.due_year}年起每年完成，{year}年的应在年底前完成"
    if target.valid_to is not None and date(year, 12, 31) > target.valid_to:
        return f"{due}；所依据的文件{target.valid_to}已到期，请换新文件"
    return f"{due}，已到期" if year > target.due_year and not target.yearly else due


@decides("population_served", "留守、困境儿童哪些要建档")
def _population(profile: Profile) -> Says:
    words = profile.vocabulary.lists["scopes"]
    served = (
        f"{label}{'建档' if serves(profile, word).value else '不建档'}"
        for word, label in words.items()
    )
    return (
        *served,
        f"工作对象依次为{'、'.join(labels(profile, 'scopes', profile.sheet.scope.populations))}",
    )


@decides("work_owed", "对建档儿童要做什么、保障什么")
def _work(profile: Profile) -> Says:
    scope = profile.sheet.scope
    return (*labels(profile, "work", scope.work), *labels(profile, "rights", scope.rights))


@decides("benefits_checked", "要逐项核对哪些福利")
def _benefits(profile: Profile) -> Says:
    return labels(profile, "benefits", profile.sheet.benefits.items)


@decides("dropout_report_to", "劝返无效书面报告谁")
def _dropout(profile: Profile) -> Says:
    return (f"书面报告{'、'.join(functions(profile, profile.sheet.schooling.report_to))}",)


@decides("staffing_short", "每村0至4名、逐镇增加时，哪些地方人手不合规定")
def _staffing(profile: Profile) -> Says:
    villages = {f"{count}人的村": count for count in range(5)}
    wanted = profile.sheet.staffing.assistants_towns or 0
    enough = [n for n in range(wanted + 2) if not staffing_findings(profile, Staff({}, n))]
    findings = staffing_findings(profile, Staff(villages, 0))
    total = profile.sheet.staffing.towns
    missing = f"，还有{total - wanted}个乡镇不要求" if total is not None else ""
    return (*(f.sentence for f in findings), f"配到{enough[0]}个乡镇才够{missing}")


@decides("supervisor_numbers", "每村至少、至多配几名")
def _supervisors(profile: Profile) -> Says:
    staffing = profile.sheet.staffing
    return (
        f"少于{staffing.supervisors_per_village_min}名须补",
        f"多于{staffing.supervisors_per_village_max}名须减",
    )


@decides("town_bodies", "每个乡镇要设什么、每名儿童要不要落实到人")
def _town(profile: Profile) -> Says:
    staffing = profile.sheet.staffing
    return (
        f"设儿童福利督导工作站：{yes(staffing.town_station)}",
        f"设应急干预救助小组：{yes(staffing.town_emergency_group)}",
        f"每名儿童落实责任人：{yes(staffing.responsible_person_per_child)}",
    )


@decides("evaluation", "谁考核、纳入什么考核、多久一次、结果怎么用")
def _evaluation(profile: Profile) -> Says:
    evaluation = profile.sheet.evaluation
    period = profile.vocabulary.label("periods", evaluation.period)
    rule = "按综治领导责任制规定" if evaluation.rule_named else "按本地考核办法"
    return (
        f"{'、'.join(functions(profile, evaluation.by))}{period}考核",
        *(
            f"纳入{name}考核"
            for name in labels(profile, "evaluation_variants", evaluation.variants)
        ),
        *(f"{rule}{name}" for name in labels(profile, "evaluation_results", evaluation.results)),
    )


def evaluation_lines(profile: Profile, variant: str) -> tuple[EvaluationLine, ...]:
    """评分项（D-232、D-233、D-373）of one kind of assessment, in the order written."""
    return tuple(one for one in profile.sheet.evaluation.lines if variant in one.variants)


@decides("evaluation_lines", "年度考核有哪些评分项、各多少分、凭什么算")
def _evaluation_lines(profile: Profile) -> Says:
    return tuple(
        f"{one.code}：用于{'、'.join(labels(profile, 'evaluation_variants', one.variants))}考核，"
        f"{one.points}分，{profile.vocabulary.label('evaluation_measures', one.measure)}"
        for one in profile.sheet.evaluation.lines
    )


@decides("targets", "目标到哪年、所依据的文件还有没有效")
def _targets(profile: Profile) -> Says:
    return tuple(
        f"{target.text}（{target.document}）：{_target(target, SAMPLE_YEAR)}"
        + (f"，文件有效到{target.valid_to}" if target.valid_to else "")
        for target in profile.sheet.targets
    )


@decides("key_links", "工作分哪些环节")
def _links(profile: Profile) -> Says:
    return labels(profile, "key_links", profile.sheet.links.key_links)


@decides("report_chapters", "年度总结按哪些实际问题分章")
def _problems(profile: Profile) -> Says:
    return labels(profile, "problems", profile.sheet.links.problems)
