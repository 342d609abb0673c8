"""拿一个孩子试试: the page says what the registry's rules say, for every profile."""

import itertools
from datetime import date

import pytest
from django.test import Client

from tests.reference.test_profile_pages import SIX, plain
from tonghu.policy.definitions.words import Circumstance, ParentStatus
from tonghu.policy.loader import load
from tonghu.reference.forms import TryForm
from tonghu.reference.trying import EXAMPLES, facts_of, judged
from tonghu.reference.trying.examples import example
from tonghu.reference.trying.words import PLACES
from tonghu.registry.rules import classify
from tonghu.registry.rules.facts import (
    Birth,
    ChildFacts,
    Home,
    ParentFact,
    ParentFacts,
    Place,
    Residence,
)
from tonghu.registry.states import Answer, HukouKind

DAY = date(2026, 11, 24)


def said(**given: object) -> dict[str, object]:
    form = TryForm({"as_of": DAY.isoformat(), "born": "2016-05-01", "hukou": "rural",
                    "lives": "village", **given}, others=(("cn", "国家"),))  # fmt: skip
    assert form.is_valid(), form.errors
    return dict(form.cleaned_data)


def test_the_form_becomes_the_facts_the_registry_knows() -> None:
    since = date(2024, 1, 1)
    found = facts_of(
        said(father_status="away", father_place="nation", father_since=since.isoformat())
    )
    assert found == ChildFacts(
        birth=Birth(2016, 5, 1), hukou=Home(kind=HukouKind.RURAL),
        residences=(Residence(place=PLACES["village"][1], seen=DAY),),
        father=ParentFacts(
            (ParentFact(status=ParentStatus.AWAY, since=since, seen=DAY, place=PLACES["nation"][1]),)
        ),
    )  # fmt: skip
    assert isinstance(PLACES["nation"][1], Place)


def test_what_is_not_chosen_is_only_denied_when_it_was_checked() -> None:
    open_ = facts_of(said())
    assert (open_.denied, open_.father, open_.not_disabled) == (frozenset(), ParentFacts(), False)
    checked = facts_of(said(rest_denied="on", circumstances=["abuse"], mother_status="dead"))
    assert Circumstance.ABUSE not in checked.denied
    assert Circumstance.VAGRANT in checked.denied
    assert ParentStatus.AWAY in checked.mother.denied
    assert ParentStatus.DEAD not in checked.mother.denied
    assert checked.not_disabled


@pytest.mark.parametrize(
    ("code", "chosen"), list(itertools.product(SIX, [one for one, _ in EXAMPLES]))
)
def test_every_example_is_judged_as_the_registry_judges_it(code: str, chosen: str) -> None:
    profile = load(code)
    values = said(**{k: "on" if v is True else v for k, v in example(chosen, DAY).items()})
    facts = facts_of(values)
    by_rules = {one.scheme: one for one in classify(facts, profile.definitions, DAY)}
    shown = {one.scheme: one for one in judged(facts, profile, DAY)}
    assert shown.keys() == by_rules.keys()
    for scheme, verdict in by_rules.items():
        assert shown[scheme].answer is verdict.counts
        assert [one.sentence for one in shown[scheme].grounds] == [
            one.sentence for one in verdict.reasons
        ]
        assert shown[scheme].next_on == verdict.next_change_on
        assert shown[scheme].missing == tuple(one.sentence for one in verdict.missing)


def test_a_child_near_home_counts_by_the_nation_and_not_by_songyang() -> None:
    facts = facts_of(said(**{k: "on" if v is True else v for k, v in example("near", DAY).items()}))
    answers = {code: judged(facts, load(code), DAY)[0].answer for code in ("songyang", "cn")}
    assert answers == {"songyang": Answer.NO, "cn": Answer.YES}


@pytest.mark.django_db
def test_the_page_shows_both_sides_with_clause_and_next_day(office: Client) -> None:
    path = "/reference/profiles/songyang/try/"
    assert "填一个孩子" in plain(office.get(path).content.decode())
    answer = office.post(path, {"as_of": "2026-11-24", "born": "2016-05-01", "hukou": "rural",
                                "lives": "village", "other": "cn", "rest_denied": "on",
                                "father_status": "away", "father_place": "county",
                                "mother_status": "away", "mother_place": "county"})  # fmt: skip
    text = answer.content.decode()
    assert "有1种结论不一样" in text
    assert "父亲外出务工，但没有离开本县域" in text
    assert "第一部分" in text
    assert "2032年5月2日" in text  # the day after the sixteenth birthday


@pytest.mark.django_db
def test_what_cannot_be_is_told_at_the_field_and_nothing_is_lost(office: Client) -> None:
    answer = office.post("/reference/profiles/cn/try/", {"as_of": "2020-01-01", "born": "2021-01-01",
                                                         "other": "songyang", "carer": "grandparent"})  # fmt: skip
    text = answer.content.decode()
    assert "出生日期在所看的那天之后" in text
    assert '<option value="grandparent" selected>' in text
    unreadable = office.post("/reference/profiles/cn/try/", {"as_of": "2020-01-01", "born": "昨天"})
    assert "日期看不懂" in unreadable.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("code", SIX)
def test_every_profile_can_be_tried_with_every_example(office: Client, code: str) -> None:
    for chosen, _ in EXAMPLES:
        answer = office.get(f"/reference/profiles/{code}/try/?example={chosen}")
        assert answer.status_code == 200
        assert "结论" in answer.content.decode()
