"""名单和分工表 (D-300, D-301, D-302): members, liaisons, who answers for what."""

from __future__ import annotations

from collections.abc import Iterable

from tonghu.conference.queries.body import BodyPage, SeatLine
from tonghu.conference.states import HEADS, SeatRole
from tonghu.core.calendar import cn_date
from tonghu.papers.documents import Column, Document, Note, Table
from tonghu.policy import Profile
from tonghu.policy.explain.spoken import citation

PEOPLE = (
    Column("role", "身份", width=5, align="center"), Column("unit", "单位", width=14),
    Column("name", "姓名", width=5, align="center"), Column("post", "职务", width=11),
)  # fmt: skip
LIAISONS = (
    Column("unit", "单位", width=14), Column("name", "姓名", width=5, align="center"),
    Column("post", "职务", width=9), Column("phone", "联系电话", width=8, align="center", format="id"),
)  # fmt: skip
DUTIES = (
    Column("unit", "单位", width=8), Column("text", "职责", width=22),
    Column("period", "周期", width=4, align="center"), Column("clause", "依据", width=8),
)  # fmt: skip


def member_list(page: BodyPage) -> Document:
    """附件1 成员名单: heads, members with the units in their brackets, the office."""
    rows = [_person(one) for one in (*page.heads, *page.members, *page.office)]
    return Document(
        title=f"{page.line.name}成员名单", subtitle=_as_of(page),
        blocks=(Table.of(PEOPLE, rows, empty="名单还没有登记。"), *_notes(page, SeatRole.MEMBER, *HEADS)),
    )  # fmt: skip


def liaison_list(page: BodyPage) -> Document:
    """附件2 联络员名单."""
    rows = [
        {"unit": one.unit_words, "name": one.name or "", "post": one.post_title, "phone": one.phone}
        for one in page.liaisons
    ]
    empty = "文件没有列联络员。" if page.silent_liaisons else "名单还没有登记。"
    return Document(
        title=f"{page.line.name}联络员名单", subtitle=_as_of(page),
        blocks=(Table.of(LIAISONS, rows, empty=empty), *_notes(page, SeatRole.LIAISON)),
    )  # fmt: skip


def duty_table(page: BodyPage, policy: Profile) -> Document:
    """成员单位职责分工表 (D-031): a row per clause, in the order of the document."""
    names = {one.function: one.unit_words for one in page.seats if one.function}
    rows = [
        {
            "unit": names.get(duty.unit) or policy.vocabulary.function(duty.unit),
            "text": duty.text, "period": policy.vocabulary.label("periods", duty.period),
            "clause": citation(policy, duty.basis or ""),
        }
        for duty in policy.duties
    ]  # fmt: skip
    return Document(
        title=f"{page.line.name}成员单位职责分工表",
        subtitle=f"按{policy.name}方案{policy.sheet.profile.version}版",
        blocks=(Table.of(DUTIES, rows, empty="文件没有写各单位的职责。"),),
    )  # fmt: skip


def _person(one: SeatLine) -> dict[str, str]:
    unit = f"　（{one.unit_words}）" if one.sub_of else one.unit_words
    name = "" if one.sub_of else one.name or "（空缺）"
    return {"role": one.role_label, "unit": unit, "name": name, "post": one.post_title or one.post}


def _as_of(page: BodyPage) -> str:
    from tonghu.core import clock

    return f"截至{cn_date(clock.today())}"


def _notes(page: BodyPage, *roles: SeatRole) -> Iterable[Note]:
    """What the list lacks is printed under it, never made up."""
    wanted = {one.id for one in page.of(*roles)}
    lacking = [one.text for one in page.findings if one.seat in wanted]
    if lacking:
        yield Note(f"还缺{len(lacking)}处：" + "".join(lacking[:12]))
