"""The page of a profile says what the profile says, for every profile."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.reference.conftest import As
from tonghu.policy import places
from tonghu.policy.explain.entries import unverified
from tonghu.policy.loader import load
from tonghu.reference.reading import profile_page
from tonghu.reference.reading.clauses import clause_shown
from tonghu.reference.reading.duties import UPLOAD
from tonghu.reference.showing.profile import FEW

pytestmark = pytest.mark.django_db
SIX = ("base", "cn", "dali", "wuqing", "xinbei", "songyang")
UNITS = {"base": 0, "cn": 27, "dali": 25, "wuqing": 20, "xinbei": 23, "songyang": 26}
DUTIES = {"base": 0, "cn": 0, "dali": 154, "wuqing": 228, "xinbei": 118, "songyang": 316}


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    shown = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.S)
    return unescape(re.sub(r"<[^>]+>", " ", shown))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_six_profiles_are_listed_with_units_and_duties(office: Client) -> None:
    assert set(places.known()) == set(SIX)
    text = plain(text_of(office, "/reference/"))
    for code in SIX:
        title = profile_page(load(code)).title
        assert title in text
    assert "松政办发〔2017〕139号2017年8月30日26316" in text.replace("本地用的", "")


@pytest.mark.parametrize("code", SIX)
def test_the_whole_page_holds_every_unit_duty_count_doubt_and_document(
    office: Client, code: str
) -> None:
    profile = load(code)
    page = profile_page(profile)
    text = plain(text_of(office, f"/reference/profiles/{code}/?more=all"))
    assert plain(page.title) in text
    assert (page.members, page.duties) == (UNITS[code], DUTIES[code])
    for unit in profile.units:
        assert plain(unit.name) in text
    for one in page.units:
        if one.duties:
            assert f"{len(one.duties)}条" in text
            assert plain(one.proved) in text
    assert sum(len(one.duties) for one in page.units) == len(profile.duties)
    assert page.doubts.own_count == len(list(unverified(profile)))
    assert f"待核的{page.doubts.count}处" in text
    for paper in profile.documents.values():
        assert plain(paper.title) in text


@pytest.mark.parametrize("code", SIX)
def test_the_short_page_says_how_many_it_leaves_out(office: Client, code: str) -> None:
    page = profile_page(load(code))
    text = plain(text_of(office, f"/reference/profiles/{code}/"))
    for who in page.who:
        if who.main:
            assert plain(f"谁算{who.name}{who.lead}") in text
    assert f"{page.totals.own:,}条取自" in text
    assert f"{page.totals.silent}条文件没写" in text
    assert f"{len(page.when)}项期限" in text
    if page.members > FEW + 2:
        assert f"展开其余{page.members - FEW}个单位" in text


def test_who_counts_in_songyang_is_told_in_two_ways(office: Client) -> None:
    text = plain(text_of(office, "/reference/profiles/songyang/"))
    assert "不满16周岁，并且符合下面任意一种" in text
    assert "第一种父母双方都外出务工离开松阳县才算。在县里别的乡镇打工不算。" in text
    assert "第二种一方外出，另一方没有监护能力" in text
    assert "失联、服刑在押、强制隔离戒毒、患重病满1年（365日）；残疾一、二级" in text
    assert "外出多久才算没有规定，按外出当天起算文件没写" in text
    assert "要不要农村户籍不限第一部分" in text
    assert "按决定的期限文件没有写明“1年以上”指刑期还是已服刑时间" in text


def test_what_is_due_when_is_told_with_who_and_clause(office: Client) -> None:
    text = plain(text_of(office, "/reference/profiles/songyang/?more=when"))
    assert (
        "每年9月1日至10日村（居）委会、学校、幼儿园、派出所把留守儿童名册交给乡镇（街道）三（三）"
        in text
    )
    assert "9月底前乡镇（街道）辖区内全部排查完三（三）" in text
    assert "10月底前县民政局把结果反馈县公安局、县教育局三（三）" in text
    assert "第一时间县公安局接到报告后，出警调查文件没写多久，先按30分钟附件2（七）" in text
    assert "满6个月县民政局" in text
    assert "每年县教育局、县民政局、团县委、县妇联、乡镇（街道）每年请专家" in text


def test_a_definition_of_other_places_stays_their_own(office: Client) -> None:
    xinbei = plain(text_of(office, "/reference/profiles/xinbei/"))
    assert "要不要农村户籍只算农村户籍" in xinbei
    assert "谁算困境儿童不满18周岁，并且符合下面任意一种" in xinbei
    assert "第六种" in xinbei
    nation = plain(text_of(office, "/reference/profiles/cn/"))
    assert "27个单位，按文件的次序，文件没有分单位写职责" in nation
    assert "文件没有单列它的职责" in nation
    base = plain(text_of(office, "/reference/profiles/base/"))
    assert "这里只有法律和默认值，没有单位" in base


def test_one_unit_opens_with_each_duty_and_how_it_is_proved(office: Client) -> None:
    profile = load("songyang")
    page = profile_page(profile)
    police = page.unit("police")
    assert police is not None
    assert len(police.duties) == 26
    text = plain(text_of(office, "/reference/profiles/songyang/?unit=police"))
    for duty in police.duties:
        assert plain(duty.text) in text
    assert "接到报告，以后自动取" in text
    assert "单位上传，办公室核" in text


def test_what_the_program_already_leaves_is_taken_by_itself() -> None:
    page = profile_page(load("songyang"))
    kinds = {
        proof.kind for unit in page.units for duty in unit.duties for proof in duty.proofs
    }  # fmt: skip
    assert kinds <= {"auto", "later", UPLOAD}
    handing_in = [
        duty for unit in page.units for duty in unit.duties
        if any(proof.text == "交来花名册" for proof in duty.proofs)
    ]  # fmt: skip
    assert handing_in


def test_a_unit_is_found_by_any_of_its_names_and_opens_when_it_is_the_only_one(
    office: Client,
) -> None:
    text = plain(text_of(office, "/reference/profiles/songyang/?find=公安局"))
    assert "收起26条" in text
    assert "文件要它做什么依据拿什么证明做了县公安局" in text
    today = plain(text_of(office, "/reference/profiles/songyang/?find=卫生健康"))
    assert "县卫计局" in today
    none = plain(text_of(office, "/reference/profiles/songyang/?find=没有这个"))
    assert "文件里没有叫“没有这个”的单位" in none


def test_a_liaison_sees_the_duties_of_the_own_unit_open(signed_in: As) -> None:
    from tests.people import EDUCATION, SYSTEM
    from tonghu.core.database import scope
    from tonghu.directory.models import Unit

    client = signed_in("chen")
    with scope(SYSTEM):
        Unit.objects.all_of_them(reason="test").filter(pk=EDUCATION.id).update(function="education")
    assert "收起28条" in plain(text_of(client, "/reference/profiles/songyang/"))


def test_doubts_say_what_is_done_meanwhile_and_whom_to_ask(office: Client) -> None:
    text = plain(text_of(office, "/reference/profiles/songyang/"))
    assert "机构改革后7个单位的今用名" in text
    assert "先按：新旧两个名称都认得要问：县机构编制部门" in text
    assert "12件事由谁办" in text
    assert "要问：松阳县人民政府办公室" in text


@pytest.mark.parametrize("code", SIX)
def test_every_doubt_has_an_answer_and_somebody_to_ask(code: str) -> None:
    found = profile_page(load(code)).doubts
    for one in (*found.own, *found.taken):
        assert one.what
        assert one.meanwhile
        assert one.ask


def test_no_name_of_a_person_and_no_code_reaches_a_reader() -> None:
    for code in SIX:
        page = profile_page(load(code))
        said = [line.text for line in (*page.reporting, *page.conference)]
        said += [way.text for who in page.who for way in who.ways]
        said += [f"{one.when}{one.who}{one.does}" for one in page.when]
        for text in said:
            assert not re.search(r"[a-z]{4,}_|\b[a-z]+\.[a-z]+\b", text), text


def test_a_clause_opens_everything_taken_from_it(office: Client) -> None:
    text = plain(text_of(office, "/reference/profiles/songyang/clause/?doc=sy-2017-139&at=三(三)"))
    assert "松政办发〔2017〕139号三（三）" in text
    assert "不是原文" in text
    assert "把留守儿童和结对帮扶对象录入信息系统" in text
    shown = clause_shown(load("songyang"), "sy-2017-139", "三(三)")
    assert shown is not None
    assert {one.who for one in shown.duties} >= {"县教育局", "县公安局", "乡镇（街道）"}
    assert any(one.label == "排查完毕" for one in shown.values)
    whole = clause_shown(load("songyang"), "sy-2017-139", "")
    assert whole is not None
    assert len(whole.duties) > len(shown.duties)
    assert office.get("/reference/profiles/songyang/clause/?doc=nothing").status_code == 404


def test_a_clause_lies_in_its_part_and_not_in_its_namesake() -> None:
    profile = load("songyang")
    ten = clause_shown(profile, "sy-2017-139", "三(十)")
    assert ten is not None
    assert {one.text for one in ten.duties} == {"每年请专家为家长和受托监护人办讲座"}


@pytest.mark.parametrize("code", ["nothing", "..", "songyang.toml", "vocabulary"])
def test_an_unknown_profile_is_a_missing_page(office: Client, code: str) -> None:
    assert office.get(f"/reference/profiles/{code}/").status_code == 404


def test_differences_are_those_of_the_policy_and_narrow_to_a_word(office: Client) -> None:
    from tonghu.policy.explain.compare import differences

    found = tuple(differences(load("songyang"), load("dali")))
    text = plain(text_of(office, "/reference/profiles/songyang/compare/dali/?part=all"))
    assert f"松阳县和大理州有{len(found)}处不同" in text
    for one in found:
        assert plain(one.label.replace("·", "：")) in text
    narrowed = plain(text_of(office, "/reference/profiles/songyang/compare/dali/?q=走访"))
    assert "全部" in narrowed
    none = plain(text_of(office, "/reference/profiles/songyang/compare/dali/?q=没有这个词"))
    assert "没有含“没有这个词”的不同之处" in none


def test_reminding_is_claimed_only_for_what_the_program_makes_tasks_of() -> None:
    from tonghu.core.contributions import contributed
    from tonghu.worklist.contributions import TaskKind

    codes = {kind.code for kind in contributed(TaskKind)}
    for code in SIX:
        profile = load(code)
        reminded = [one for one in profile_page(profile).when if one.reminds]
        rosters = any(one.startswith("roster.") for one in codes)
        assert ("名册" in "".join(one.does for one in reminded)) == (
            rosters and bool(profile.sheet.survey.rosters)
        )
