"""Work outside the system: claimed, checked, returned; each deed leaves its one event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.duties.conftest import Browse
from tests.duties.test_counting import EDU, TWN, lines
from tests.people import CHEN, COUNTY, LI, TOWN_A, ZHOU, Person
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.events.models import Event
from tonghu.duties import actions
from tonghu.duties.actions.claiming import Said
from tonghu.duties.models import Claim, ClaimFile
from tonghu.duties.rules.wrong import Wrong
from tonghu.duties.states import Standing
from tonghu.worklist import queries as worklist

pytestmark = pytest.mark.django_db


def a_duty() -> str:
    """A duty of the education bureau that only an upload can prove."""
    return next(code for code, one in lines(EDU).items() if "upload" in one.duty.proof)


def said(duty: str = "", **more: Any) -> Said:
    given: dict[str, Any] = {"title": "印发方案", "done_on": date(2026, 3, 2), **more}
    return Said(duty or a_duty(), **given)


def handed(person: Person = CHEN, key: str = EDU, division: str = COUNTY, **more: Any) -> UUID:
    what = said(**more)
    with scope(person.viewer):
        return actions.claim(by=person.viewer, key=key, division=division, said=what)


def left(kind: str, act: Callable[[], object], person: Person) -> None:
    """Exactly one event of a kind."""
    with scope(person.viewer):
        before = Event.objects.all_of_them(reason="test").filter(kind=kind).count()
        act()
        assert Event.objects.all_of_them(reason="test").filter(kind=kind).count() == before + 1


def test_a_claim_proves_only_when_the_office_has_looked(county: None) -> None:
    duty = a_duty()
    id_ = handed(duty=duty)
    assert lines(EDU)[duty].standing is Standing.CLAIMED
    left("upload.accept", lambda: actions.accept(by=ZHOU.viewer, claim=id_), ZHOU)
    assert lines(EDU)[duty].standing is Standing.PROVEN
    assert lines(EDU)[duty].last == date(2026, 3, 2)  # the day of the deed, not of the upload
    left(
        "upload.return", lambda: actions.give_back(by=ZHOU.viewer, claim=id_, why="没有盖章"), ZHOU
    )
    assert lines(EDU)[duty].standing is Standing.NOTHING
    left("upload.again", lambda: actions.claim_again(
        by=CHEN.viewer, claim=id_, title="印发方案", story="补了扫描件"), CHEN)  # fmt: skip
    assert lines(EDU)[duty].standing is Standing.CLAIMED
    left("upload.withdraw", lambda: actions.withdraw(by=CHEN.viewer, claim=id_), CHEN)
    assert lines(EDU)[duty].standing is Standing.NOTHING


def test_a_claim_leaves_one_event_and_a_task_for_the_office(county: None) -> None:
    what = said()
    left("upload", lambda: actions.claim(by=CHEN.viewer, key=EDU, division=COUNTY, said=what), CHEN)
    with scope(ZHOU.viewer):
        titles = [t.title for g in worklist.mine(ZHOU.viewer).groups for t in g.tasks]
    assert "核对演示县教育局的佐证材料" in titles


def test_the_office_records_from_paper_and_it_says_so(county: None) -> None:
    duty = a_duty()
    with pytest.raises(Wrong):
        handed(ZHOU, duty=duty)
    id_ = handed(ZHOU, duty=duty, paper_number="演教〔2026〕5号")
    with scope(ZHOU.viewer):
        actions.accept(by=ZHOU.viewer, claim=id_)
    assert lines(EDU)[duty].standing is Standing.TRANSCRIBED


def test_nobody_claims_for_another_unit(county: None) -> None:
    with pytest.raises(NotYours):
        handed(CHEN, key=f"u:{ZHOU.unit.id}", duty="civil_affairs.fund")  # type: ignore[union-attr]


def test_a_town_claims_for_itself(county: None) -> None:
    handed(LI, key=TWN, division=TOWN_A, duty="town.territorial")
    assert lines(TWN)["town.territorial"].standing is Standing.CLAIMED


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("duty", {"duty": "police.roster"}), ("title", {"title": "  "}),
        ("done_on", {"done_on": date(2027, 1, 1)}), ("until_on", {"until_on": date(2026, 3, 1)}),
        ("story", {"story": "孩子的号码是110101201501010015"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(county: None, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(Wrong) as told:
        handed(**more)
    assert told.value.field == field


def test_the_files_of_a_claim_open_for_the_office_and_are_logged(
    county: None, browse: Browse
) -> None:
    client = browse(CHEN)
    given = {"duty": a_duty(), "title": "印发方案", "done_on": "2026-03-02",
             "file_1": SimpleUploadedFile("方案.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}  # fmt: skip
    answer = client.post(f"/duties/units/{EDU[2:]}/claim/", given)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    page = browse(ZHOU)
    shown = page.get(answer["Location"]).content.decode()
    assert "方案.pdf" in shown
    assert "核对无误" in shown
    with scope(ZHOU.viewer):
        row = Claim.objects.visible_to(ZHOU.viewer).get()
        file = ClaimFile.objects.visible_to(ZHOU.viewer).get().file_id
    assert page.get(f"/duties/claims/{row.id}/files/{file}/").content.startswith(b"%PDF")


@requirement("D-250", "D-259", "D-265")
def test_a_unit_sees_its_own_claims_and_no_other(county: None, browse: Browse) -> None:
    id_ = handed(ZHOU, key=f"u:{ZHOU.unit.id}", duty="civil_affairs.fund")  # type: ignore[union-attr]
    assert browse(CHEN).get(f"/duties/claims/{id_}/").status_code == 404
    assert browse(ZHOU).get(f"/duties/claims/{id_}/").status_code == 200


def test_the_buttons_of_a_claim_do_what_they_say(county: None, browse: Browse) -> None:
    id_ = handed()
    office, unit = browse(ZHOU), browse(CHEN)
    back = office.post(f"/duties/claims/{id_}/return/", {"why": ""})
    assert back.status_code == 200
    assert "还没填" in back.content.decode()
    assert office.post(f"/duties/claims/{id_}/return/", {"why": "缺扫描件"}).status_code == 303
    assert "缺扫描件" in unit.get(f"/duties/claims/{id_}/").content.decode()
    assert unit.post(f"/duties/claims/{id_}/again/", {"title": "印发方案"}).status_code == 303
    assert office.post(f"/duties/claims/{id_}/accept/").status_code == 303
    with scope(ZHOU.viewer):
        assert Claim.objects.visible_to(ZHOU.viewer).get().state == "accepted"
