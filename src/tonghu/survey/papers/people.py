"""表里的儿童: rosters and survey sheets, one row a child, with what the viewer's role may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.policy.questions.registry import labels
from tonghu.registry.fields import BY_CODE, Kind
from tonghu.registry.models import Child, Hazard
from tonghu.registry.queries.held import held, seen
from tonghu.registry.queries.places import near_names
from tonghu.registry.showing.words import age, day_said, said
from tonghu.survey.models import FrozenChild, Round, RoundChild
from tonghu.survey.papers.tables import Row
from tonghu.survey.papers.ties import Fact, band
from tonghu.survey.queries.common import profile_of
from tonghu.survey.queries.figures import reason_labels
from tonghu.survey.rules.counting import Row as Counted
from tonghu.survey.rules.counting import cells
from tonghu.survey.states import REGISTER, SCHEME_LABELS, Answer, RoundState

Names = Mapping[str, str]


def closing(viewer: Viewer, round: Round, division: str, scheme: str = REGISTER) -> dict[UUID, str]:
    """期末名单: child → village; the frozen list once the round is locked."""
    lo, hi = division, upper_bound(division)
    if round.state == RoundState.LOCKED:
        rows = FrozenChild.objects.visible_to(viewer).filter(
            round=round, scheme=scheme, stays=True, division__gte=lo, division__lt=hi
        )
        return dict(rows.order_by("division").values_list("child", "division"))
    found = {}
    for one in RoundChild.objects.visible_to(viewer).filter(
        round=round, division__gte=lo, division__lt=hi
    ).order_by("division", "place"):  # fmt: skip
        row = Counted(
            one.origin, tuple(one.was), tuple(one.schemes), one.answer, one.added, one.left
        )
        if any(cell.scheme == scheme and cell.stays for cell in cells(row)):
            found[one.child] = one.division
    return found


def children(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, Child]:
    """Their files within reach."""
    return {row.id: row for row in Child.objects.visible_to(viewer).filter(pk__in=ids)}


def roster_rows(viewer: Viewer, round: Round, listed: Mapping[UUID, str], whole: bool) -> list[Row]:
    """花名册的行; numbers whole only for a purpose, else masked."""
    files = children(viewer, listed)
    values = {id_: seen(viewer, held(row)) for id_, row in files.items()}
    codes = [v.get(c) for v in values.values() for c in ("father_place", "mother_place")]
    names = near_names(viewer, [*codes, *listed.values()])
    return [
        _roster_row(files[id_], values[id_], names, division, whole)
        for id_, division in listed.items()
        if id_ in files
    ]


def _roster_row(
    row: Child, values: Mapping[str, object], names: Names, division: str, whole: bool
) -> Row:
    def word(code: str) -> str:
        one, value = BY_CODE[code], values.get(code)
        if whole and one.kind in (Kind.ID_NUMBER, Kind.PHONE):
            return str(value or "")
        return said(one, value, names, clock.today())  # type: ignore[arg-type]

    phone = next((c for c in ("carer_phone", "father_phone", "mother_phone") if values.get(c)), "")
    return {
        "name": row.name, "sex": word("sex"), "place": names.get(division, ""),
        "birth_date": day_said(str(values["birth_date"]), clock.today()) if values.get("birth_date") else "",
        "id_number": word("id_number"), "school_name": word("school_name") or word("schooling"),
        "grade": word("grade"), "father": _parent(word, "father"), "mother": _parent(word, "mother"),
        "carer_name": word("carer_name"), "carer_relation": word("carer_relation") or word("carer_kind"),
        "phone": word(phone) if phone else "", "pairing": word("pairing"),
        "schemes": "、".join(SCHEME_LABELS.get(one, one) for one in row.schemes if ":" not in one),
        "file_number": row.file_number,
    }  # fmt: skip


def _parent(word: object, which: str) -> str:
    assert callable(word)
    parts = (word(f"{which}_name"), word(f"{which}_status"), word(f"{which}_place"))
    return "，".join(part for part in parts if part)


def survey_rows(viewer: Viewer, round: Round, division: str) -> list[Row]:
    """排查表的行: as they stand in the round, key groups first."""
    rows = list(
        RoundChild.objects.visible_to(viewer)
        .filter(round=round, division__gte=division, division__lt=upper_bound(division))
        .exclude(answer=Answer.WITHDRAWN)
        .order_by("division", "place", "pk")
    )
    files = children(viewer, [one.child for one in rows])
    values = {id_: seen(viewer, held(row)) for id_, row in files.items()}
    codes = [v.get(c) for v in values.values() for c in ("father_place", "mother_place")]
    names = near_names(viewer, codes)
    dangers = _hazards(viewer, division)
    reasons = reason_labels(round.profile)
    return [
        _survey_row(round, one, files[one.child], values[one.child], names, reasons)
        | {"hazards": "、".join(dangers.get(one.child, ()))}
        for one in rows
        if one.child in files
    ]


def _hazards(viewer: Viewer, division: str) -> dict[UUID, list[str]]:
    from tonghu.registry.states import HazardKind

    found: dict[UUID, list[str]] = {}
    rows = Hazard.objects.visible_to(viewer).filter(
        division__gte=division, division__lt=upper_bound(division), state="open"
    )
    for child, kind in rows.values_list("child_id", "kind"):
        found.setdefault(child, []).append(HazardKind(kind).label)
    return found


def _survey_row(
    round: Round, one: RoundChild, row: Child, values: Mapping[str, object], names: Names,
    reasons: Mapping[str, str],
) -> Row:  # fmt: skip
    def word(code: str) -> str:
        return said(BY_CODE[code], values.get(code), names, clock.today())  # type: ignore[arg-type]

    profile = profile_of(round.profile)
    groups = tuple(c for c in profile.sheet.survey.key_groups if c in row.flags)
    relation = word("carer_relation") or word("carer_kind")
    reason = one.left if one.answer == Answer.LEFT else one.added
    return {
        "name": row.name, "sex": word("sex"),
        "age": age(row.birth_date.isoformat(), round.ends_on) if row.birth_date else None,
        "groups": "、".join(labels(profile, "key_groups", groups)),
        "carer": f"{relation}{word('carer_name')}", "father": _parent_short(word, "father"),
        "mother": _parent_short(word, "mother"),
        "school": "，".join(p for p in (word("school_name") or word("schooling"), word("grade")) if p),
        "answer": "" if one.answer == Answer.PENDING else Answer(one.answer).label,
        "reason": reasons.get(reason, ""), "by_name": one.by_name,
        "at": one.at.astimezone(clock.CHINA).date() if one.at else None,
        "note": str((one.detail or {}).get("note", "")),
    }  # fmt: skip


def _parent_short(word: object, which: str) -> str:
    assert callable(word)
    return "，".join(p for p in (word(f"{which}_status"), word(f"{which}_place")) if p)


def facts(
    viewer: Viewer, listed: Mapping[UUID, str], on: date
) -> list[tuple[str, dict[str, Fact]]]:
    """Each child's village and the facts the 32 columns count by."""
    rows = Child.objects.visible_to(viewer).filter(pk__in=listed)
    return [
        (
            listed[id_],
            {
                "band": band(birth, on), "sex": sex, "schooling": schooling or None,
                "hukou_registered": hukou, "boarding": boarding, "carer_kind": carer or None,
                "guardianship_grade": grade or None,
            },
        )
        for id_, birth, sex, schooling, hukou, boarding, carer, grade in rows.values_list(
            "pk", "birth_date", "sex", "schooling", "hukou_registered", "boarding", "carer_kind",
            "guardianship_grade",
        )
    ]  # fmt: skip
