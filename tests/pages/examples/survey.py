"""A county's quarter with village A answered, and its like in a county nobody of the cast works in."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tests import people
from tests.factories import registry as files
from tests.pages.table import Example
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.registry.models import Child
from tonghu.survey import actions
from tonghu.survey.actions.declaring import Said, declare_at_window
from tonghu.survey.models import (
    Declaration,
    Feedback,
    Round,
    SchoolCheck,
    TownSummary,
    VillageReturn,
)

NUMBERS = frozenset(
    {"zhou", "li", "wang", "zhao", "deng"}
)  # whoever stands in the county's divisions
ABOVE = NUMBERS | {"qian", "he", "luo", "gao"}
VILLAGE_A = frozenset({"zhou", "li", "wang", "deng", "qian"})
TOWN_A = frozenset({"zhou", "li", "deng", "qian"})
FAR_VILLAGE, FAR_TOWN = "990102001001", "990102001000"


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        children = files.children(files.new_child(name="演示例子"))
    with scope(people.ZHOU.viewer):
        round = actions.open_round(
            by=people.ZHOU.viewer, division=people.COUNTY, cycle="quarterly", on=clock.today()
        )
    with scope(people.WANG.viewer):
        said = Said({}, "搬家了", "演示父", "father", "13800000000")
        declared = declare_at_window(by=people.WANG.viewer, child=children[0], said=said)
    with scope(people.SYSTEM):
        return _built(round, children[0], declared)


def _built(round: UUID, child: UUID, declared: UUID) -> dict[str, Example]:
    far = _far_round(round)
    in_county = {"id": round}, {"id": far}, {"id": uuid4()}
    village = tuple(
        {"id": id, "division": code}
        for id, code in ((round, people.VILLAGE_A), (far, FAR_VILLAGE), (uuid4(), people.VILLAGE_A))
    )
    town = tuple(
        {"id": id, "division": code}
        for id, code in ((round, people.TOWN_A), (far, FAR_TOWN), (uuid4(), people.TOWN_A))
    )
    return (
        _all("board listed excel recount remind open_draft lock feedbacks send_feedback", in_county, ABOVE, above=True)
        | _all("walk", in_county, frozenset({"wang", "zhao"}))
        | _all("village pack answer undo change new children sign review accept return", village, VILLAGE_A, above=True, empty=True)
        | _all("town accept_clean summarise take return_town hazards", town, TOWN_A, above=True)
        | _fed(round)
        | _declared(declared, child)
        | dict.fromkeys(
            ("survey:declaration_link", "survey:declaration_window"),
            Example({}, may_be_empty=True, data={"child": str(child)}),
        )
        | {"survey:declare_link": Example({"code": "ABCDE-FGHJK"})}
    )  # fmt: skip


def _all(
    names: str, where: tuple[dict[str, Any], ...], seen: frozenset[str], *, above: bool = False,
    empty: bool = False,
) -> dict[str, Example]:  # fmt: skip
    """The prefecture's numbers hold the next county's too."""
    inside, outside, missing = where
    beyond = frozenset({"qian"}) & seen if above else frozenset()
    one = Example(
        inside, seen, outside=outside, missing=missing, outside_seen_by=beyond, may_be_empty=empty
    )
    return {f"survey:{name}": one for name in names.split()}


def _far_round(round: UUID) -> UUID:
    """The same round in the next county, with one village and one town."""
    known = Round.objects.all_of_them(reason="example").get(pk=round)
    far = Round.objects.put(
        division=people.OTHER_COUNTY, title=known.title, cycle=known.cycle, period=known.period,
        begins_on=known.begins_on, ends_on=known.ends_on, opens_on=known.opens_on,
        due_on=known.due_on, profile=known.profile, state=known.state,
    )  # fmt: skip
    VillageReturn.objects.put(round=far, division=FAR_VILLAGE, name="邻村", due_on=known.due_on)
    TownSummary.objects.put(round=far, division=FAR_TOWN, name="邻镇")
    made: UUID = far.id
    return made


def _fed(round: UUID) -> dict[str, Example]:
    """A list to the education bureau of the county, and what it gave the school in town A."""
    mine = Feedback.objects.put(
        round_id=round, division=people.COUNTY, unit_id=people.EDUCATION.id, function="education",
        unit_name=people.EDUCATION.name, fields=["name"], state="sent",
    )  # fmt: skip
    far = Feedback.objects.put(
        round_id=round, division=people.OTHER_COUNTY, unit_id=uuid4(), function="police",
        unit_name="邻县公安局", fields=["name"], state="sent",
    )  # fmt: skip
    check, other = (
        SchoolCheck.objects.put(
            feedback=one, round_id=round, division=division, unit_id=unit, unit_name="演示学校",
            fields=["name"],
        )
        for one, division, unit in ((mine, people.TOWN_A, people.SCHOOL.id), (far, FAR_TOWN, uuid4()))
    )  # fmt: skip
    lists = ({"id": mine.id}, {"id": far.id}, {"id": uuid4()})
    schools = ({"id": check.id}, {"id": other.id}, {"id": uuid4()})
    return _all("feedback receive distribute", lists, frozenset({"zhou", "chen"})) | _all(
        "check check_excel check_upload", schools, frozenset({"zhou", "li", "sun"})
    )


def _declared(declared: UUID, child: UUID) -> dict[str, Example]:
    known = Child.objects.all_of_them(reason="example").get(pk=child)
    far = Declaration.objects.put(
        division=FAR_VILLAGE, child=known.id, channel="window", state="waiting"
    )
    where = ({"id": declared}, {"id": far.id}, {"id": uuid4()})
    seen = frozenset({"zhou", "li", "wang"})
    return _all("declaration declaration_confirm declaration_refuse", where, seen)
