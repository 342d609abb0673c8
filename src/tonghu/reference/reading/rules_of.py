"""谁要报告危险、联席会议: the rules of reporting and of the conference as rows."""

from __future__ import annotations

from tonghu.policy.explain.spoken import day
from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import labels
from tonghu.reference.reading.counting import Line, spoken_length
from tonghu.reference.reading.marks import asked_without_length, mark, marked
from tonghu.reference.reading.names import spoken_name, spoken_names, spoken_words


def reporting(profile: Profile) -> tuple[Line, ...]:
    """Who reports what to whom, how fast, and what comes after."""
    reports, emergency = profile.sheet.reports, profile.sheet.emergency
    return (
        _list(profile, "谁必须报告", "reporters", "reports", "reporters"),
        _list(profile, "见到什么要报告", "circumstances", "reports", "circumstances"),
        _list(profile, "报给谁", "addressees", "reports", "addressees"),
        *_hospital(profile),
        _clock(profile, "最迟多久", "发现后", "report.immediate"),
        Line("当场要做什么", "报告的同时给予应急帮助" if reports.help_at_once else "没有另外要求",
             mark(profile, "reports", "help_at_once")),
        Line("本单位主管部门", "也要同时报" if reports.own_superior_too else "不用另报",
             mark(profile, "reports", "own_superior_too")),
        _list(profile, "群众从哪里报告", "channels", "reports", "channels"),
        _clock(profile, "公安多久出警", "接到报告后", "case.dispatch"),
        Line("处置完通报谁", _words(profile, "addressees", emergency.informs),
             mark(profile, "emergency", "informs")),
        Line("联系不上父母", f"依次护送到：{_words(profile, 'receivers', emergency.receivers)}",
             mark(profile, "emergency", "receivers")),
        *_alone(profile),
    )  # fmt: skip


def conference(profile: Profile) -> tuple[Line, ...]:
    """How the conference is made up, meets and decides; posts only, never a person."""
    rule, at = profile.sheet.conference, "conference"
    label = profile.vocabulary.label
    return (
        *_bodies(profile),
        Line("谁牵头", spoken_name(profile, rule.lead_unit), mark(profile, at, "lead_unit"),
             _note(profile, at, "lead_unit")),
        *_heads(profile),
        Line("办公室", _office(profile), mark(profile, at, "office", "seat")),
        Line("全体会议", f"每年至少{rule.plenary_per_year}次", mark(profile, at, "plenary_per_year")),
        _list(profile, "由谁主持", "head_roles", at, "chair_by"),
        _list(profile, "临时会议", "meeting_reasons", at, "temporary_on"),
        Line("联络员会议", label("liaison_meetings", rule.liaison_meeting),
             mark(profile, at, "liaison_meeting"), _note(profile, at, "liaison_meeting")),
        Line("纪要", label("minutes_rules", rule.minutes_rule), mark(profile, at, "minutes_rule")),
        Line("成员变动", label("member_changes", rule.member_change), mark(profile, at, "member_change")),
        Line("别的部门", "可以邀请参加" if rule.invite_others else "不邀请",
             mark(profile, at, "invite_others")),
        Line("重大事项", label("major_matters", rule.major_matters_to),
             mark(profile, at, "major_matters_to")),
        Line("印章和行文", _papers(profile), mark(profile, at, "seal")),
        _list(profile, "联席会议做什么", "conference_duties", at, "duties_of_conference"),
        Line("办公室做什么", _words(profile, "office_tasks", rule.office.tasks),
             mark(profile, at, "office", "tasks")),
    )  # fmt: skip


def _list(profile: Profile, label: str, words: str, section: str, key: str) -> Line:
    value = getattr(getattr(profile.sheet, section), key)
    return Line(
        label, _words(profile, words, value), mark(profile, section, key),
        _note(profile, section, key),
    )  # fmt: skip


def _words(profile: Profile, word_list: str, words: tuple[str, ...]) -> str:
    said = tuple(spoken_words(one) for one in labels(profile, word_list, words))
    return ("；" if any("、" in one for one in said) else "、").join(said)


def _clock(profile: Profile, label: str, after: str, name: str) -> Line:
    """A length; where the document asks and gives none, its own word and what is done instead."""
    length = spoken_length(profile.clocks[name])
    asked = asked_without_length(profile, "clocks", name)
    if asked is None:
        return Line(label, f"{after}{length}内", mark(profile, "clocks", name))
    found, says = asked
    return Line(label, says.removeprefix("只说"), found, f"文件没写多久，先按{after}{length}内")


def _note(profile: Profile, *path: str) -> str:
    """What the profile remarks: 只说第一时间."""
    fact = profile.facts.get(path)
    if fact is None:
        return ""
    return (fact.silent.note if fact.silent is not None else "") or fact.origin.note


def _hospital(profile: Profile) -> tuple[Line, ...]:
    extra = profile.sheet.reports.hospital_addressees
    if not extra:
        return ()
    return (
        Line("医疗机构还要通报", _words(profile, "addressees", extra),
             mark(profile, "reports", "hospital_addressees")),
    )  # fmt: skip


def _alone(profile: Profile) -> tuple[Line, ...]:
    rule = profile.sheet.guardianship
    return (
        Line("独自居住", f"不满{rule.living_alone_under}周岁不行",
             mark(profile, "guardianship", "living_alone_under")),
        Line("没人看护", f"不满{rule.unattended_under}周岁不行",
             mark(profile, "guardianship", "unattended_under")),
    )  # fmt: skip


def _bodies(profile: Profile) -> tuple[Line, ...]:
    return tuple(
        Line(
            "协调机构" if index == 0 else "后来",
            f"{body.name}，{day(body.from_)}起{f'，到{day(body.to)}为止' if body.to else ''}",
            marked(profile, body.basis),
        )
        for index, body in enumerate(profile.sheet.conference.bodies)
    )


def _heads(profile: Profile) -> tuple[Line, ...]:
    return tuple(
        Line(
            profile.vocabulary.label("head_roles", head.role),
            head.post + (f"，共{head.count}人" if head.count > 1 else ""),
            marked(profile, head.basis),
        )
        for head in profile.sheet.conference.heads
    )


def _office(profile: Profile) -> str:
    office = profile.sheet.conference.office
    director = (
        f"，主任由{profile.vocabulary.label('office_directors', office.director)}兼任"
        if office.director
        else ""
    )
    return f"设在{spoken_name(profile, office.seat)}{director}"


def _papers(profile: Profile) -> str:
    rule = profile.sheet.conference
    seal = "有印章" if rule.seal else "没有印章"
    papers = "可以正式行文" if rule.issues_documents else "不正式行文"
    return f"{seal}，{papers}，函件以{spoken_names(profile, rule.letters_under)}的名义发"
