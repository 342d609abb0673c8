"""Two files of one child: merged, written to, parted; nothing is lost."""

from datetime import date

import pytest

from tests import people
from tests.factories import registry as made
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.registry import actions
from tonghu.registry.models import Child, Merge, Tally

pytestmark = pytest.mark.django_db
NUMBER = made.id_number(date(2016, 5, 20), "2", 7)
OTHER_LI = people.Person(45, "wen", "文甲镇", "town_worker", people.TOWN_A)


def _count(scheme: str = "left_behind") -> int:
    rows = Tally.objects.all_of_them(reason="test").filter(scheme=scheme, figure="counted")
    return sum(rows.values_list("n", flat=True))


@requirement("D-093")
def test_the_same_number_name_and_birthday_are_merged_by_one_person() -> None:
    with scope(people.SYSTEM):
        keep = made.child(id_number=NUMBER)
        other = made.child(id_number=NUMBER, phone="13900000001", grade=None)
        assert _count() == 2
    with scope(people.LI.viewer) as li:
        merge = actions.propose_merge(
            by=li, keep=keep.pk, other=other.pk, reason="同一个孩子登记了两次"
        )
        assert Merge.objects.visible_to(li).get(pk=merge).state == "done"
        keep.refresh_from_db()
        assert keep.private["phone"] == "13900000001"
        assert Child.objects.visible_to(li).get(pk=other.pk).merged_into_id == keep.pk
    with scope(people.SYSTEM):
        assert _count() == 1


def test_a_contested_merge_waits_for_another_person() -> None:
    with scope(people.SYSTEM):
        keep, other = made.child(name="演示小明"), made.child(name="演示晓明")
    with scope(people.LI.viewer) as li:
        merge = actions.propose_merge(by=li, keep=keep.pk, other=other.pk, reason="音同字不同")
        assert Merge.objects.visible_to(li).get(pk=merge).state == "proposed"
        with pytest.raises(NotYours, match="另一个人"):
            actions.agree_merge(by=li, merge=merge)
    with scope(OTHER_LI.viewer) as wen:
        actions.agree_merge(by=wen, merge=merge)
        assert Child.objects.visible_to(wen).get(pk=other.pk).merged_into_id == keep.pk


def test_unmerging_gives_both_back_and_asks_whose_the_new_writing_is() -> None:
    with scope(people.SYSTEM):
        keep = made.child(id_number=NUMBER, grade="三年级")
        other = made.child(id_number=NUMBER, grade="四年级", phone="13900000001")
    with scope(people.LI.viewer) as li:
        merge = actions.propose_merge(by=li, keep=keep.pk, other=other.pk, reason="重复")
        with pytest.raises(NotNow, match="已并入另一份"):
            actions.update(by=li, child=other.pk, values={"grade": "五年级"})
        actions.update(by=li, child=keep.pk, values={"carer_name": "演示新祖母"}, source="town")
        actions.propose_unmerge(by=li, merge=merge, why="其实是堂姐妹")
        with pytest.raises(NotYours):
            actions.unmerge(by=li, merge=merge)
    with scope(OTHER_LI.viewer) as wen:
        (between,) = actions.unmerge(by=wen, merge=merge)
        actions.divide(by=wen, merge=merge, record=between, child=other.pk)
        keep.refresh_from_db(), other.refresh_from_db()
    assert (keep.grade, keep.carer_name, keep.private.get("phone")) == ("三年级", "演示祖母", None)
    assert (other.grade, other.carer_name, other.private["phone"]) == (
        "四年级",
        "演示新祖母",
        "13900000001",
    )
    assert other.merged_into_id is None
    with scope(people.SYSTEM):
        assert _count() == 2


def test_the_registered_file_is_the_one_that_stays() -> None:
    with scope(people.SYSTEM) as by:
        registered = made.child()
        candidate = made.child(register=False, name="演示又一")
        with pytest.raises(NotNow, match="保留在册"):
            actions.propose_merge(by=by, keep=candidate.pk, other=registered.pk, reason="重复")
