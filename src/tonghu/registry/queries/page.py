"""档案页: a child's rows turned into what the page shows, each blank by the viewer's ceiling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import BLOCKS, BY_CODE, FIELDS, Said
from tonghu.registry.models import Child, Hazard, SourceLink
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.shapes import FileBlock, FileLine, HazardLine, Head, Losing, Sibling
from tonghu.registry.rules.choosing import Statement, choose
from tonghu.registry.showing.lines import LINES, TITLES, LineDef, Reading
from tonghu.registry.showing.words import age_said, said
from tonghu.registry.states import LIFE_LABELS, HazardKind, HazardState, LifeState, SourceKind
from tonghu.ui import words

RED = frozenset({HazardKind.LIVING_ALONE.value})
HAZARDS = frozenset(one.value for one in HazardKind)
SCHEMES = {
    "left_behind": "留守儿童", "difficulty": "困境儿童", "orphan": "孤儿",
    "de_facto_unsupported": "事实无人抚养儿童",
}  # fmt: skip


def head(viewer: Viewer, child: Child, values: dict[str, Said], names: dict[str, str],
         hazards: Iterable[HazardLine]) -> Head:  # fmt: skip
    """档案头 from the row; the identity number stays masked."""
    today = clock.today()
    place = names.get(child.division, child.division)
    counted = [SCHEMES[one] for one in child.schemes if one in SCHEMES]
    chips = counted if child.state in (LifeState.REGISTERED, LifeState.TRANSFERRING) else []
    return Head(
        id=child.id, name=str(values.get("name") or "还没采集姓名"), sex=_word("sex", values),
        age=age_said(str(values.get("birth_date") or ""), today),
        grade=str(values.get("grade") or _word("schooling", values)), division=child.division,
        village=place, town=names.get(f"{child.division[:9]}000", ""), state=child.state,
        state_label=LIFE_LABELS[LifeState(child.state)],
        chips=tuple(chips) if may_see(viewer, BY_CODE["guardianship_grade"].sensitivity) else (),
        danger=tuple(one.kind for one in hazards if one.red),
        id_masked=words.mask_id(str(values.get("id_number") or "")),
        id_reason=_word("id_missing_reason", values), file_number=child.file_number,
        paper_number=child.paper_number, page_code=child.page_code, worker=child.worker,
        worker_name=child.worker_name, confirmed_on=child.confirmed_on, left_on=child.left_on,
        left_reason=child.left_reason, version=child.version, merged_into=child.merged_into_id,
        hidden=not all(may_see(viewer, one.sensitivity) for one in FIELDS),
    )  # fmt: skip


def _word(code: str, values: dict[str, Said]) -> str:
    return said(BY_CODE[code], values.get(code), {}, clock.today())


def blocks(
    viewer: Viewer, child: Child, values: dict[str, Said], names: dict[str, str],
    losing: dict[str, tuple[Losing, ...]],
) -> tuple[FileBlock, ...]:  # fmt: skip
    """六大类, each line with its source."""
    reading = Reading(values, names, clock.today())
    found = []
    for number, code in enumerate(BLOCKS, start=1):
        filled, asked = child.completeness.get(code, (0, 0))
        lines = [
            _line(one, reading, child.provenance, losing)
            for one in LINES[code]
            if may_see(viewer, BY_CODE[one.codes[0]].sensitivity)
        ]
        kept = tuple(one for one in lines if one.shown or one.missing or one.losing)
        found.append(FileBlock(code, number, TITLES[code], filled, asked, kept))
    return tuple(found)


def _line(
    one: LineDef, reading: Reading, provenance: dict[str, Any],
    losing: dict[str, tuple[Losing, ...]],
) -> FileLine:  # fmt: skip
    shown = one.shown(reading)
    marked = next(
        (provenance[c] for c in one.codes if c in provenance and c in reading.values), None
    )
    others = tuple(other for code in one.codes for other in losing.get(code, ()))
    missing = one.missing(reading) and not shown
    if marked is None:
        return FileLine(one.codes[0], one.label, shown, losing=others, missing=missing)
    source = SourceKind(marked[0])
    return FileLine(
        one.codes[0], one.label, shown, source.mark, source.label,
        date.fromisoformat(marked[1]) if marked[1] else None, str(marked[2] or ""), others, missing,
    )  # fmt: skip


def contested(child: Child) -> tuple[str, ...]:
    """The blanks of which sources say different things, by the row's own note."""
    return tuple(code for code, noted in child.provenance.items() if len(noted) > 4 and noted[4])


def statements(viewer: Viewer, child: Child) -> tuple[Statement, ...]:
    """The statements that make this file now."""
    rows = (
        SourceLink.objects.visible_to(viewer)
        .filter(child=child, until_at=None)
        .select_related("record")
    )
    return tuple(
        Statement(
            str(one.record_id), SourceKind(one.record.source), one.record.stated_on,
            one.record.recorded_at, one.record.values or {}, one.record.officer, one.record.decided,
        )
        for one in rows
    )  # fmt: skip


def losing_of(
    viewer: Viewer, child: Child, names: dict[str, str], all_said: Iterable[Statement]
) -> dict[str, tuple[Losing, ...]]:
    """没被采信的说法 blank by blank: what each other source said last, each wording once."""
    kept, today, found = tuple(all_said), clock.today(), {}
    for code in contested(child):
        one = BY_CODE.get(code)
        choice = choose(code, kept) if one and may_see(viewer, one.sensitivity) else None
        if one is None or choice is None:
            continue
        latest: dict[SourceKind, Statement] = {}
        for lost in choice.losing:  # latest first
            settled = choice.by.decided and lost.recorded_at <= choice.by.recorded_at
            if lost.source is not choice.by.source and not settled:
                latest.setdefault(lost.source, lost)
        found[code] = tuple(
            Losing(
                code, said(one, lost.values[code], names, today) or "没有",
                source.label, lost.stated_on, UUID(lost.record),
            )
            for source, lost in latest.items()
        )  # fmt: skip
    return found


def siblings(viewer: Viewer, child: Child) -> tuple[Sibling, ...]:
    """Other files of the household within reach, eldest first."""
    if child.household_id is None:
        return ()
    rows = (
        Child.objects.visible_to(viewer)
        .filter(household_id=child.household_id, merged_into=None)
        .exclude(pk=child.pk)
        .order_by("birth_date")
        .only("id", "name", "sex", "birth_date")
    )
    today = clock.today()
    return tuple(
        Sibling(
            one.id, one.name, age_said(one.birth_date.isoformat() if one.birth_date else "", today),
            _sibling(one, child),
        )
        for one in rows
    )  # fmt: skip


def _sibling(one: Child, child: Child) -> str:
    if not (one.birth_date and child.birth_date and one.sex):
        return "兄弟姐妹"
    older = one.birth_date < child.birth_date
    return {("1", True): "哥哥", ("1", False): "弟弟", ("2", True): "姐姐", ("2", False): "妹妹"}[
        (one.sex, older)
    ]


def hazards(viewer: Viewer, child: Child) -> tuple[HazardLine, ...]:
    """没消除的隐患."""
    if not may_see(viewer, BY_CODE["guardianship_grade"].sensitivity):
        return ()
    if not HAZARDS & set(child.flags):
        return ()
    rows = Hazard.objects.visible_to(viewer).filter(child=child, state=HazardState.OPEN.value)
    return tuple(
        HazardLine(one.id, HazardKind(one.kind).label, one.note, one.found_on, one.kind in RED)
        for one in rows.order_by("found_on")
    )


def by_year(found: Iterable[Any]) -> dict[int, list[Any]]:
    """Entries of a long timeline by year, newest first."""
    years: dict[int, list[Any]] = defaultdict(list)
    for one in found:
        years[one.at.astimezone(clock.CHINA).year].append(one)
    return dict(years)
