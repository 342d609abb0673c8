"""Minutes are issued when every unit that took part has agreed, itself or on paper (D-053, D-376)."""

from __future__ import annotations

import pytest

from tests import people
from tests.conference_decided import stage, steps
from tests.conference_decided.stage import GONG, WEI, Stage
from tests.conference_decided.steps import Events, as_
from tests.people import CHEN, LI, SYSTEM, ZHOU
from tests.requirement import requirement
from tonghu.conference import queries  # noqa: F401
from tonghu.conference.actions import drafting, endorsing, issuing
from tonghu.conference.models import Opinion, SectionText, Wording
from tonghu.conference.queries import minutes as minutes_queries
from tonghu.conference.rules.membership import Wrong
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.papers.models import Paper
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


def tasks(kind: str) -> list[Task]:
    with scope(SYSTEM):
        return list(Task.objects.visible_to(SYSTEM).filter(kind=kind).order_by("unit_name"))


def test_minutes_are_drafted_from_the_agenda_and_what_was_decided(held: Stage) -> None:
    minutes = steps.drafted(held.meeting)
    assert steps.drafted(held.meeting) == minutes, "once a meeting"
    texts = [(one.heading, one.text) for one in steps.sections(minutes)]
    assert texts[0][0] == ""
    assert "副县长演示召集主持召开" in texts[0][1]
    assert "秋季集中排查情况、控辍保学" in texts[0][1]
    assert texts[1] == ("一、秋季集中排查情况", "会议听取了秋季集中排查情况，同意按锁定的数上报。")
    assert texts[2][0] == "二、控辍保学"


@requirement("D-376")
def test_every_unit_that_took_part_is_asked_and_has_the_days_of_the_profile(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    with scope(SYSTEM):
        asked = list(Opinion.objects.visible_to(SYSTEM).values_list("unit_name", flat=True))
    assert asked == [one.name for one in stage.MEMBERS], "whoever was invited is not asked"
    row = steps.row(minutes)
    assert str(row.reply_by) == "2026-12-01"  # five working days after Tuesday 24 November
    assert row.reply_silent, "the document gives no days: the page says so"
    assert [one.unit_name for one in tasks("conference.endorse")] == sorted(asked)


@requirement("D-053")
def test_it_is_issued_only_when_all_have_agreed(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    steps.agree(minutes, ZHOU, CHEN, GONG)
    with pytest.raises(NotNow, match="还有1个单位没有同意：演示县卫生健康局"):
        as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    steps.agree(minutes, WEI)
    events = Events()
    paper = as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    assert events.own() == ["minutes.issue"]
    row = steps.row(minutes)
    assert row.state == "issued"
    assert row.paper == paper
    assert row.number == "演示县儿童会纪〔2026〕1号"
    assert row.template.startswith("会议纪要 2026.1 ")
    with scope(SYSTEM):
        kept = Paper.objects.visible_to(SYSTEM).get(pk=paper)
    assert kept.kind == "conference.minutes"
    assert "会签单" in str(kept.content)


def test_an_agreement_is_one_event_of_the_unit_whose_duty_it_is(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    events = Events()
    steps.agree(minutes, CHEN)
    steps.agree(minutes, CHEN)
    assert events.own() == ["minutes.endorse"], "twice is once"
    [one] = [row for row in events.rows if row.kind == "minutes.endorse"]
    assert one.for_unit == people.EDUCATION.id
    done = [one for one in tasks("conference.endorse") if one.state == "done"]
    assert [(one.unit_name, one.proof) for one in done] == [("演示县教育局", "proven")]


def test_the_office_enters_an_agreement_from_paper_and_the_event_is_the_units(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    its = steps.opinion(minutes, GONG)
    with pytest.raises(Wrong, match="文号或编号"):
        as_(ZHOU, endorsing.endorse, opinion=its)
    events = Events()
    as_(ZHOU, endorsing.endorse, opinion=its, name="演示局长", paper_number="演公函〔2026〕9号")
    [one] = [row for row in events.rows if row.kind == "minutes.endorse"]
    assert one.for_unit == stage.POLICE.id
    assert one.changes["paper_number"] == "演公函〔2026〕9号"
    [task] = [one for one in tasks("conference.endorse") if one.state == "done"]
    assert (task.proof, task.paper_number) == ("transcribed", "演公函〔2026〕9号")


def test_nobody_answers_for_another_unit(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    with pytest.raises(NotYours):
        as_(CHEN, endorsing.endorse, opinion=steps.opinion(minutes, GONG))
    with pytest.raises((NotYours, Missing)):
        as_(LI, endorsing.endorse, opinion=steps.opinion(minutes, GONG), paper_number="甲镇1号")


def test_two_units_propose_other_words_for_one_section_and_both_stand_beside_each_other(
    held: Stage,
) -> None:
    minutes = steps.circulated(held.meeting)
    section = steps.sections(minutes)[2]
    hers = "由县教育局牵头劝返，县公安局、乡镇配合查找去向。"
    his = "由县教育局牵头劝返，县公安局协助查找去向。"
    as_(
        CHEN,
        endorsing.comment,
        opinion=steps.opinion(minutes, CHEN),
        wordings=[(section.id, hers, "乡镇更熟悉")],
    )
    as_(
        GONG,
        endorsing.comment,
        opinion=steps.opinion(minutes, GONG),
        wordings=[(section.id, his, "")],
    )
    with scope(ZHOU.viewer):
        page = minutes_queries.page(ZHOU.viewer, minutes)
    assert page is not None
    [shown] = [one for one in page.sections if one.id == section.id]
    assert {one.unit: one.text for one in shown.wordings} == {
        "演示县教育局": hers,
        "演示县公安局": his,
    }
    assert "还有2条修改建议没有答复" in page.obstacle
    first = shown.wordings[0].id
    with pytest.raises(NotNow, match="先收回修改"):
        as_(ZHOU, endorsing.decide_wording, wording=first, take=True)


def test_a_proposal_is_taken_or_refused_and_those_who_agreed_are_asked_again(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    section = steps.sections(minutes)[2]
    steps.agree(minutes, ZHOU, WEI)
    for person, words in ((CHEN, "甲的写法。"), (GONG, "乙的写法。")):
        its = steps.opinion(minutes, person)
        as_(person, endorsing.comment, opinion=its, wordings=[(section.id, words, "")])
    as_(ZHOU, endorsing.revise, minutes=minutes)
    with scope(SYSTEM):
        taken, refused = Wording.objects.visible_to(SYSTEM).order_by("id")
    with pytest.raises(Wrong, match="写明理由"):
        as_(ZHOU, endorsing.decide_wording, wording=refused.id, take=False)
    as_(ZHOU, endorsing.decide_wording, wording=taken.id, take=True, text="合并后的写法。")
    as_(ZHOU, endorsing.decide_wording, wording=refused.id, take=False, answer="与甲的写法意思相同")
    assert steps.sections(minutes)[2].text == "合并后的写法。"
    with scope(SYSTEM):
        last = (
            SectionText.objects.visible_to(SYSTEM)
            .filter(section=section)
            .order_by("at", "id")
            .last()
        )
    assert last is not None
    assert last.unit_name == "演示县教育局"
    assert as_(ZHOU, endorsing.circulate, minutes=minutes) == 4, "the text changed: all are asked"
    steps.agree(minutes, CHEN, GONG)
    with pytest.raises(NotNow, match="还有2个单位没有同意：演示县民政局、演示县卫生健康局"):
        as_(ZHOU, issuing.issue_minutes, minutes=minutes)


def test_those_who_agreed_need_not_answer_again_when_nothing_was_changed(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    steps.agree(minutes, ZHOU, CHEN, WEI)
    as_(GONG, endorsing.comment, opinion=steps.opinion(minutes, GONG), text="请再斟酌。")
    as_(ZHOU, endorsing.revise, minutes=minutes)
    assert as_(ZHOU, endorsing.circulate, minutes=minutes) == 1


def test_who_read_an_older_text_does_not_agree_to_a_newer_one(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    with pytest.raises(NotNow, match="不是最新一稿"):
        as_(CHEN, endorsing.endorse, opinion=steps.opinion(minutes, CHEN), seen="0" * 16)


def test_two_who_edit_one_section_at_once_both_keep_what_they_wrote(held: Stage) -> None:
    minutes = steps.drafted(held.meeting)
    section = steps.sections(minutes)[1]
    first = as_(
        ZHOU,
        drafting.edit_section,
        section=section.id,
        based_on=1,
        text="先存的。",
        heading="一、改",
    )
    events = Events()
    second = as_(ZHOU, drafting.edit_section, section=section.id, based_on=1, text="后存的。")
    assert first.saved
    assert not second.saved
    assert (second.mine, second.theirs, second.their_name) == ("后存的。", "先存的。", "周县办")
    assert events.own() == ["minutes.clash"]
    assert steps.sections(minutes)[1].text == "先存的。"
    with scope(SYSTEM):
        kept = SectionText.objects.visible_to(SYSTEM).filter(section=section, version=0).get()
    assert kept.text == "后存的。"
    again = as_(
        ZHOU, drafting.edit_section, section=section.id, based_on=second.version, text="合在一起。"
    )
    assert again.saved


def test_a_unit_dissolved_before_the_issue_is_followed_by_its_heir(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    steps.agree(minutes, ZHOU, CHEN)
    with scope(SYSTEM):
        stage.dissolve(stage.HEALTH, into=people.HOSPITAL)
    with pytest.raises(NotNow, match="演示县卫生健康局已经撤并，由演示县人民医院承继"):
        as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    events = Events()
    assert as_(ZHOU, endorsing.ask_heirs, minutes=minutes) == 1
    assert events.own() == ["minutes.succeed"]
    with scope(SYSTEM):
        one = Opinion.objects.visible_to(SYSTEM).get(minutes=minutes, unit_id=people.HOSPITAL.id)
    assert one.was_name == "演示县卫生健康局"
    assert [t.unit_name for t in tasks("conference.endorse") if t.state == "open"] == [
        "演示县人民医院", "演示县公安局",
    ]  # fmt: skip
    as_(ZHOU, endorsing.endorse, opinion=one.id, name="演示院长", paper_number="演医〔2026〕2号")
    steps.agree(minutes, GONG)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    with scope(SYSTEM):
        kept = Paper.objects.visible_to(SYSTEM).get(pk=steps.row(minutes).paper)
    assert "演示县人民医院（承继演示县卫生健康局）" in str(kept.content)


def test_an_heir_that_took_part_itself_agrees_once_for_both(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    with scope(SYSTEM):
        stage.dissolve(stage.HEALTH, into=people.EDUCATION)
    as_(ZHOU, endorsing.ask_heirs, minutes=minutes)
    with scope(SYSTEM):
        its = Opinion.objects.visible_to(SYSTEM).get(minutes=minutes, unit_id=stage.HEALTH.id)
    assert its.state == "excused"
    assert "由它一并会签" in its.why
    steps.agree(minutes, ZHOU, CHEN, GONG)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)


def test_a_unit_nobody_follows_is_excused_with_a_reason_and_one_that_is_there_is_not(
    held: Stage,
) -> None:
    minutes = steps.circulated(held.meeting)
    its = steps.opinion(minutes, WEI)
    with pytest.raises(NotNow, match="还在"):
        as_(ZHOU, endorsing.excuse, opinion=its, why="联系不上")
    with scope(SYSTEM):
        stage.dissolve(stage.HEALTH, into=None)
    as_(ZHOU, endorsing.excuse, opinion=its, why="机构撤销，职能取消")
    steps.agree(minutes, ZHOU, CHEN, GONG)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)


def test_issued_minutes_are_corrected_by_a_new_issue_and_the_old_one_stays(held: Stage) -> None:
    old = steps.issued(held.meeting)
    new = as_(ZHOU, drafting.correct_minutes, minutes=old, why="到会单位写漏了一个")
    section = steps.sections(new)[1]
    as_(
        ZHOU,
        drafting.edit_section,
        section=section.id,
        based_on=1,
        text="更正后的。",
        heading="一、秋季",
    )
    as_(ZHOU, endorsing.circulate, minutes=new)
    steps.agree(new, *steps.UNITS)
    as_(ZHOU, issuing.issue_minutes, minutes=new)
    before, after = steps.row(old), steps.row(new)
    assert (before.state, after.state, after.edition) == ("replaced", "issued", 2)
    assert before.number == after.number
    assert steps.sections(old)[1].text != "更正后的。"
    with scope(SYSTEM):
        papers = Paper.objects.visible_to(SYSTEM).filter(number=after.number).order_by("version")
        assert [one.state for one in papers] == ["replaced", "issued"]


def test_where_the_document_is_silent_the_office_says_by_which_custom(cast: None) -> None:
    with scope(SYSTEM):
        silent = stage.held("wuqing")
    minutes = steps.drafted(silent.meeting)
    assert steps.row(minutes).rule_silent
    events = Events()
    as_(ZHOU, endorsing.choose_rule, minutes=minutes, rule="office_issues")
    assert events.own() == ["minutes.choose_rule"]
    with pytest.raises(NotNow, match="不用会签"):
        as_(ZHOU, endorsing.circulate, minutes=minutes)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    assert steps.row(minutes).state == "issued"


def test_where_the_document_decides_nobody_chooses(held: Stage) -> None:
    minutes = steps.drafted(held.meeting)
    with pytest.raises(NotNow, match="写明了"):
        as_(ZHOU, endorsing.choose_rule, minutes=minutes, rule="office_issues")


@pytest.mark.parametrize(
    "act",
    [
        lambda m: (endorsing.circulate, {"minutes": m}),
        lambda m: (issuing.issue_minutes, {"minutes": m}),
        lambda m: (drafting.correct_minutes, {"minutes": m, "why": "试"}),
        lambda m: (drafting.add_section, {"minutes": m, "heading": "", "text": "试"}),
        lambda m: (endorsing.revise, {"minutes": m}),
    ],
)
def test_only_the_office_of_the_body_works_on_its_minutes(held: Stage, act) -> None:  # type: ignore[no-untyped-def]
    minutes = steps.circulated(held.meeting)
    deed, told = act(minutes)
    for person in (CHEN, people.QIAN):
        with pytest.raises(NotYours):
            as_(person, deed, **told)


def test_a_draft_is_seen_by_no_unit_and_sent_minutes_by_those_who_took_part(held: Stage) -> None:
    minutes = steps.drafted(held.meeting)
    for person, sees in ((ZHOU, True), (CHEN, False), (GONG, False), (people.WANG, False)):
        with scope(person.viewer):
            assert (minutes_queries.page(person.viewer, minutes) is not None) == sees, person.login
    as_(ZHOU, endorsing.circulate, minutes=minutes)
    for person, sees in ((CHEN, True), (GONG, True), (people.SUN, False), (people.LI, False)):
        with scope(person.viewer):
            assert (minutes_queries.page(person.viewer, minutes) is not None) == sees, person.login
