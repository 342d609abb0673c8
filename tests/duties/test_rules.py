"""The pure rules: taking any one fact away changes exactly the lines it proved; every clause has its proof."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.requirement import requirement
from tonghu.core.contributions import contributed
from tonghu.core.proofs import Credit, Proof, Undoing
from tonghu.duties.rules.crediting import Evidence, Fact, Roll, evidence
from tonghu.duties.rules.holders import Holder, duties_by_function, nobodys, owed
from tonghu.duties.rules.scoring import ScoreLine, Share, checked, computed, total
from tonghu.duties.rules.standing import UPLOAD, Count, line, periods, summed
from tonghu.duties.rules.wrong import Wrong
from tonghu.duties.states import Group, Standing
from tonghu.policy import load
from tonghu.policy.schema.units import Duty

PLACES = ("dali", "songyang", "wuqing", "xinbei")
START = datetime(2026, 1, 5, tzinfo=UTC)
UNITS = tuple(UUID(int=n) for n in range(1, 5))
PROOFS = (
    Proof("roster", undone_by=(Undoing("roster.withdraw"),), unless=(("state", ("refused",)),)),
    Proof("file", credit=Credit.PLACE, unless=(("back", ()),),
          undone_by=(Undoing("file", here="record", there="back"),)),
    Proof("upload", credit=Credit.NAMED, named="holder", claims=True, confirmed_by=("upload.accept",),
          undone_by=(Undoing("upload.return"),), duty="duty"),
)  # fmt: skip
ROLL = Roll(
    units={one: f"u:{one}" for one in UNITS[:3]},
    places={"990101001001": "p:990101001001", "990101001000": "p:990101001000"},
    functions={**{f"u:{one}": ("bureau",) for one in UNITS[:3]},
               "p:990101001001": ("village",), "p:990101001000": ("town",)},
    divisions={"p:990101001001": "990101001001", "p:990101001000": "990101001000"},
)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """A log of some facts about few things, so that they do take one another back."""
    made = []
    for n in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(
            ("roster", "roster.withdraw", "file", "upload", "upload.accept", "upload.return", "other")))  # fmt: skip
        changes: dict[str, object] = {
            "holder": f"u:{draw(st.sampled_from(UNITS))}", "duty": "d",
            "record": draw(st.sampled_from(("r1", "r2"))), "state": draw(st.sampled_from(("ok", "refused"))),
            "on_behalf": draw(st.booleans()),
        }  # fmt: skip
        if kind == "file" and draw(st.booleans()):
            changes["back"] = [draw(st.sampled_from(("r1", "r2")))]
        at = START + timedelta(hours=n)
        made.append(Fact(
            UUID(int=100 + n), at, at.date(), kind, f"thing {draw(st.integers(1, 3))}",
            unit=draw(st.sampled_from((*UNITS, None))), changes=changes,
            division=draw(st.sampled_from(("990101001001", "990101001000", "990101000000"))),
        ))  # fmt: skip
    return made


def counts(found: tuple[Evidence, ...]) -> Counter[tuple[str, str, str]]:
    return Counter((one.holder, one.kind, one.duty) for one in found)


@requirement("D-250", "D-278")
@settings(max_examples=200, deadline=None)
@given(facts(), st.integers(0, 13))
def test_without_one_fact_exactly_its_own_lines_change(log: list[Fact], which: int) -> None:
    gone = log[which % len(log)]
    rest = [one for one in log if one is not gone]
    whole, without = evidence(log, PROOFS, ROLL), evidence(rest, PROOFS, ROLL)
    takes_back = gone.kind not in ("roster", "file", "upload") or "back" in gone.changes
    if not takes_back:  # it only proved
        proved = tuple(one for one in whole if one.event == gone.id)
        assert counts(whole) - counts(proved) == counts(without)
        assert {one.event for one in without} == {one.event for one in whole} - {gone.id}
    else:  # it took back or confirmed: what it took may stand again, and nothing else moves
        assert {one.event for one in whole} - {gone.id} <= {one.event for one in without}
        about = {one.event for one in without} - {one.event for one in whole}
        things = {one.id: one for one in log}
        for one in about:
            same = things[one].subject == gone.subject
            named = things[one].changes["record"] in gone.changes.get("back", [])
            assert same or named


@settings(max_examples=100, deadline=None)
@given(facts(), st.randoms())
def test_the_order_in_which_facts_are_read_does_not_matter(log: list[Fact], dice: object) -> None:
    mixed = list(log)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert evidence(log, PROOFS, ROLL) == evidence(mixed, PROOFS, ROLL)


@requirement("D-250", "D-251", "D-252", "D-253", "D-254", "D-255", "D-256", "D-257", "D-258", "D-259",
             "D-260", "D-261", "D-262", "D-263", "D-264", "D-265", "D-266", "D-267", "D-268", "D-269",
             "D-270", "D-271", "D-272", "D-273", "D-274", "D-275", "D-276", "D-277", "D-278", "D-279")  # fmt: skip
@pytest.mark.parametrize("code", PLACES)
def test_every_clause_of_every_document_has_a_proof_or_says_by_upload(code: str) -> None:
    profile = load(code)
    built = {one.kind for one in contributed(Proof)}
    events = profile.vocabulary.events
    without = []
    for duty in profile.duties:
        for kind in duty.proof:
            if kind not in built and events[kind].state != "planned" and kind != UPLOAD:
                without.append(
                    f"{code} {duty.code}: {kind} is built, yet no module says what it proves"
                )
    assert not without, "\n".join(without)
    assert all(duty.proof for duty in profile.duties)


@pytest.mark.parametrize("code", PLACES)
def test_every_clause_falls_to_somebody_in_the_ledger(code: str) -> None:
    profile = load(code)
    known = {"town", "village", "supervisor", "government", "county", "conference", "conference_office",
             "member_unit", "school", "kindergarten", "police_station", "hospital", "welfare_institution",
             "rescue_institution", "social_organisations", *(one.code for one in profile.units)}  # fmt: skip
    left = [d.code for d in profile.duties if d.unit not in known and d not in nobodys(profile)]
    assert not left


def test_what_the_modules_prove_are_words_of_the_documents() -> None:
    words = set(load("base").vocabulary.events)
    assert {one.kind for one in contributed(Proof)} <= words


def test_the_office_answers_for_the_conference_too() -> None:
    profile = load("wuqing")
    holder = Holder(
        "u:1",
        "民政局",
        Group.MEMBERS,
        ("civil_affairs", "conference_office", "conference", "member_unit"),
        "",
    )
    units = {one.unit for one in owed(profile, holder)}
    assert {"civil_affairs", "conference", "member_unit"} <= units
    assert set(duties_by_function(profile)) >= units


def duty(period: str, *proof: str) -> Duty:
    return Duty(
        code="d",
        unit="education",
        text="办事",
        period=period,
        proof=proof or ("roster",),
        basis="local",
    )


def count(
    month: int, standing: Standing = Standing.PROVEN, kind: str = "roster", code: str = ""
) -> Count:
    return Count("u", kind, date(2026, month, 1), standing, 1, date(2026, month, 9), code)


def test_a_quarter_gone_by_with_nothing_is_missed_and_the_present_one_is_due() -> None:
    made = line(duty("quarterly"), [count(2)], 2026, date(2026, 8, 15))
    assert [one.missed for one in made.spans] == [False, True, False, False]
    assert made.due == date(2026, 9, 30)
    assert made.missing
    assert summed([made]).missed == 1


def test_what_is_done_when_it_happens_is_not_missing_while_nothing_happens() -> None:
    made = line(duty("on_event"), [], 2026, date(2026, 12, 31))
    assert made.waits
    assert not made.missing


def test_an_upload_speaks_for_the_duty_it_names_alone() -> None:
    named = count(3, Standing.CLAIMED, UPLOAD, "other")
    assert (
        line(duty("continuous", UPLOAD), [named], 2026, date(2026, 4, 1)).standing
        is Standing.NOTHING
    )
    own = count(3, Standing.CLAIMED, UPLOAD, "d")
    assert line(duty("continuous"), [own], 2026, date(2026, 4, 1)).standing is Standing.CLAIMED


@pytest.mark.parametrize(
    ("period", "n"), [("monthly", 12), ("quarterly", 4), ("half_yearly", 2), ("yearly", 1), ("once", 1), ("continuous", 1)]
)  # fmt: skip
def test_the_periods_of_a_year_have_no_gap(period: str, n: int) -> None:
    found = periods(period, 2026)
    assert len(found) == n
    for (_, _, ends), (_, begins, _) in itertools.pairwise(found):
        assert begins == ends + timedelta(1)
    assert found[-1][2] == date(2026, 12, 31)


def test_points_are_a_share_and_nothing_to_do_costs_nothing() -> None:
    assert computed(30, Share(1, 3)) == 10.0
    assert computed(20, Share(0, 0)) == 20.0
    assert (
        total([ScoreLine("a", "甲", 30, "x", computed=10.0), ScoreLine("b", "乙", 40, "given")])
        == 10.0
    )


def test_what_a_person_must_give_is_asked_for() -> None:
    with pytest.raises(Wrong):
        checked(ScoreLine("b", "乙", 40, "given"), None, "")
    assert checked(ScoreLine("b", "乙", 40, "given"), 33.0, "").score == 33.0
