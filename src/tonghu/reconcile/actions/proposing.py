"""提出更改建议: what a finished run would change in the register; run again, it changes nothing.

A verdict stands as long as the facts it was given on: its mark is met again, and nothing is asked.
What waits from an earlier run is carried over when the facts are the same, and dropped when not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import find_key, remembered
from tonghu.core.ids import uuid7
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile
from tonghu.policy.questions.survey import answers_discrepancy
from tonghu.reconcile.actions.common import DESK, found, need, profile_of, series
from tonghu.reconcile.actions.copying import Values, copy_in
from tonghu.reconcile.actions.desk_tasks import tell_desks
from tonghu.reconcile.models import EntityLink, HandIn, Proposal, Run, RunChild
from tonghu.reconcile.rules import proposing as rules
from tonghu.reconcile.rules.filing import sound, typed
from tonghu.reconcile.rules.proposing import Difference, Filed, Register, Stated
from tonghu.reconcile.rules.receiving import county_of, upper
from tonghu.reconcile.running.filing import stated
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.states import (
    PENDING,
    STANDING,
    ProposalKind,
    ProposalState,
)
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held
from tonghu.registry.queries.leaving import due_to_leave
from tonghu.registry.rules.choosing import rank
from tonghu.registry.states import LifeState, SourceKind

K = ProposalKind
AT_ONCE = 500
GONE = frozenset({LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED})
_ASKED_AS = {
    K.NEW: "possible_omission", K.CHANGED: "field_conflict", K.MISSING: "survey_only",
    K.DUPLICATE: "possible_duplicate", K.LEAVE: "survey_only",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Met:
    """比对里的一名儿童, with its file where one was found for certain."""

    row: RunChild
    sides: list[Stated]
    child: str
    rival: str = ""  # the file it met, which another child of this run is with better reason


@dataclass(frozen=True, slots=True)
class Draft:
    """一件建议, before it is a row."""

    kind: ProposalKind
    target: str
    child: str
    number: str
    name: str
    sex: str
    birth: str
    division: str
    standing: str
    certain: bool
    mark: str
    content: dict[str, Any]
    fields: list[str]


def propose(*, by: Viewer, run: UUID) -> dict[str, int]:
    """提出建议 of one run; how many of each kind are new, carried over, answered by old verdicts."""
    need(by, P.RECONCILE_RUN)
    with scope(by), remembered():
        row = found(
            Run.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=run).first()
        )
        with scope(DESK):
            salt = series(row.division).salt
        profile = profile_of(row.profile)
        register = _register(by, row.division)
        met = list(_met(by, row, profile, register))
        drafts = [*_of_children(register, met, salt), *_of_files(by, row, register, met, salt)]
        told = _write(by, row, profile, drafts)
        _link(row, met)
        events.record(
            "proposal.make", by=by, subject=row, division=row.division,
            changes={"number": row.number, **told},
        )  # fmt: skip
        tell_desks(by, row.division)
    return told


def _register(by: Viewer, division: str) -> Register:
    """The files of a county or town, as the rules read them."""
    made = Register()
    rows = Child.objects.visible_to(by).filter(
        division__gte=division, division__lt=upper(division), merged_into=None
    )
    for child in rows.iterator(chunk_size=AT_ONCE):
        made.add(filed(child))
    return made


def filed(child: Child) -> Filed:
    """One file in the words of the rules."""
    values = {code: _text(value) for code, value in held(child).items()}
    sources = {code: str(told[0]) for code, told in child.provenance.items() if told}
    return Filed(
        str(child.id), child.division, values, sources, gone=LifeState(child.state) in GONE
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _met(by: Viewer, run: Run, profile: Profile, register: Register) -> Iterator[Met]:
    """Every counted child of the run with its file, if it has one."""
    with scope(DESK):
        links = dict(_links(run).values_list("number", "child_id"))
    rows = list(RunChild.objects.visible_to(by).filter(run=run).order_by("number"))
    told = stated([(row.content or {"sides": []})["sides"] for row in rows], profile, run.as_of)
    sides = {row.number: one for row, one in zip(rows, told, strict=True)}
    claims = {number: _claim(register, links, number, one) for number, one in sides.items()}
    holds = rules.holders(one for one in claims.values() if one.child)
    for one in claims.values():
        if (
            one.how == "link" and holds[one.child] != one.number
        ):  # two that a person found to be one
            sides[holds[one.child]] = [*sides[holds[one.child]], *sides.pop(one.number)]
    for row in rows:
        if row.number in sides:
            child = claims[row.number].child
            own = not child or holds[child] == row.number
            yield Met(row, sides[row.number], child if own else "", "" if own else child)


def _claim(
    register: Register, links: Mapping[str, UUID], number: str, sides: list[Stated]
) -> rules.Claim:
    known = str(links.get(number, ""))
    child, how = (known, "link") if known in register.files else rules.met(register, sides)
    return rules.Claim(number, child, how)


def _of_children(register: Register, met: Iterable[Met], salt: str) -> Iterator[Draft]:
    for one in met:
        if not one.child:
            yield _unfiled(register, one, salt)
            continue
        file = register.files[one.child]
        if file.gone:
            yield _draft(K.NEW, one, salt, file, why="名册上又有了，原来的档案已经退出")
            continue
        changes = _possible(file, rules.differences(file, one.sides, beats))
        if changes:
            yield _draft(K.CHANGED, one, salt, file, changes=[asdict(c) for c in changes])


def _possible(file: Filed, changes: tuple[Difference, ...]) -> list[Difference]:
    """Without what the file itself refutes, such as a sex the number does not bear out."""
    before, today = typed(file.values), clock.today()
    return [one for one in changes if sound(typed({one.field: one.new}), today, before)]


def beats(field: str, newer: str, held_from: str) -> bool:
    """Whether a source is believed more about a field than another."""
    if not held_from:
        return True
    return rank(field, SourceKind(newer)) < rank(field, SourceKind(held_from))


def _unfiled(register: Register, one: Met, salt: str) -> Draft:
    alike = rules.resembling(register, one.sides)
    if one.rival and one.rival not in alike:
        alike = (one.rival, *alike)
    if alike:
        candidates = [{"child": child, "words": _words(register.files[child])} for child in alike]
        return _draft(
            K.DUPLICATE, one, salt, why=f"和{len(alike)}份档案像是同一个孩子", candidates=candidates
        )
    return _draft(K.NEW, one, salt, why=_why(one))


def _words(file: Filed) -> str:
    told = (
        file.values.get("name", ""),
        file.values.get("birth_date", ""),
        file.values.get("father_name", ""),
    )
    return "，".join(one for one in told if one)


def _why(one: Met) -> str:
    names = [
        label
        for label, has in zip(("村里", "学校", "公安"), one.row.standing, strict=False)
        if has == "1"
    ]
    return f"{'、'.join(names)}的名册上有，档案里没有"


def _draft(
    kind: ProposalKind,
    one: Met,
    salt: str,
    file: Filed | None = None,
    *,
    changes: list[dict[str, Any]] | None = None,
    why: str = "",
    candidates: list[dict[str, str]] | None = None,
) -> Draft:
    target = file.child if file else one.row.number
    told = (
        [[c["field"], rules.plain(c["old"]), rules.plain(c["new"]), c["source"]] for c in changes]
        if changes
        else rules.facts_of(one.sides)
    )
    desk = _desk(file.division if file else one.row.division, one.sides, changes)
    first = next((side.values for side in one.sides if side.values.get("name")), {})
    return Draft(
        kind=kind, target=target, child=file.child if file else "", number=one.row.number,
        name=(file.values.get("name") if file else "") or one.row.name or first.get("name", ""),
        sex=first.get("sex", ""), birth=one.row.birth.isoformat() if one.row.birth else "",
        division=desk,
        standing=one.row.standing, certain=kind is K.NEW
        and file is None
        and not desk.endswith("000")
        and rules.agree(one.sides),
        mark=rules.mark(salt, kind.value, target, told),
        content={
            "sides": [side.told() for side in one.sides],
            "changes": changes or [], "why": why, "candidates": candidates or [],
            "file": dict(file.values) if file else {},
        },
        fields=[c["field"] for c in changes or []],
    )  # fmt: skip


def _desk(home: str, sides: list[Stated], changes: list[dict[str, Any]] | None) -> str:
    """The village where the child lives; the county where another town's unit says something else."""
    speaking = {c["division"] for c in changes} if changes else {s.division for s in sides}
    towns = {town_of(place) for place in speaking if town_of(place)} | {town_of(home)}
    return home if len(towns - {""}) <= 1 else county_of(home)


def _of_files(
    by: Viewer, run: Run, register: Register, met: list[Met], salt: str
) -> Iterator[Draft]:
    """档案这边看: on no roster any more, and files the rules say are due to leave."""
    seen = {one.child for one in met if one.child}
    covered = _covered(by, run)
    due = due_to_leave(by, run.division, upper(run.division), run.as_of)
    for child, file in register.files.items():
        if file.gone:
            continue
        if UUID(child) in due:
            yield _of_file(K.LEAVE, file, salt, why=due[UUID(child)])
        elif child not in seen and town_of(file.division) in covered:
            yield _of_file(K.MISSING, file, salt, why="这次交来的名册上都没有这个孩子")


def _covered(by: Viewer, run: Run) -> set[str]:
    """Towns whose own survey list was compared: absence from it means something."""
    used = [UUID(one["hand_in"]) for one in run.files if one["kind"] == "survey"]
    rows = HandIn.objects.visible_to(by).filter(pk__in=used, state__in=STANDING)
    whole = rows.exclude(population="partial").values_list("division", flat=True)
    return {town_of(one) for one in whole if town_of(one)}


def _of_file(kind: ProposalKind, file: Filed, salt: str, why: str) -> Draft:
    return Draft(
        kind=kind, target=file.child, child=file.child, number="",
        name=file.values.get("name", ""), sex=file.values.get("sex", ""),
        birth=file.values.get("birth_date", "")[:10], division=file.division, standing="",
        certain=False, mark=rules.mark(salt, kind.value, file.child, [why]),
        content={"sides": [], "changes": [], "why": why, "candidates": [], "file": dict(file.values)},
        fields=[],
    )  # fmt: skip


def _write(by: Viewer, run: Run, profile: Profile, drafts: list[Draft]) -> dict[str, int]:
    """Rows for what is new; the same facts keep their row, their day and their verdict."""
    waiting, judged = _known(by, run.division)
    told = {"made": 0, "kept": 0, "answered": 0, "dropped": 0}
    fresh: list[Draft] = []
    still: set[UUID] = set()
    for one in drafts:
        old = waiting.get((one.target, one.kind.value))
        if old and old[1] == one.mark:
            still.add(old[0])
        elif (one.target, one.kind.value, one.mark) in judged:
            told["answered"] += 1
        else:
            fresh.append(one)
    gone = [id_ for id_, _ in waiting.values() if id_ not in still]
    Proposal.objects.visible_to(by).filter(pk__in=gone).update(
        state=ProposalState.GONE, decided_at=clock.now(), reason="新一次比对里已经不是这样"
    )
    told["dropped"], told["kept"], told["made"] = len(gone), len(still), len(fresh)
    if run.data_key is not None:
        due = {
            kind: answers_discrepancy(profile, word, clock.today())
            for kind, word in _ASKED_AS.items()
        }
        copy_in(Proposal, (_row(run, one, due[one.kind]) for one in fresh), find_key(run.data_key))
    return told


def _known(
    by: Viewer, division: str
) -> tuple[dict[tuple[str, str], tuple[UUID, str]], set[tuple[str, str, str]]]:
    """What waits, and what was decided on which facts."""
    rows = Proposal.objects.visible_to(by).filter(
        division__gte=division, division__lt=upper(division)
    )
    waiting = {
        (target, kind): (id_, mark)
        for id_, target, kind, mark in rows.filter(state__in=PENDING).values_list(
            "id", "target", "kind", "mark"
        )
    }
    decided = rows.filter(state__in=(ProposalState.ACCEPTED, ProposalState.REFUSED))
    return waiting, set(decided.values_list("target", "kind", "mark"))


def _row(run: Run, one: Draft, due: Any) -> Values:
    return {
        "id": uuid7(), "run_id": run.id, "data_key": run.data_key, "division": one.division,
        "kind": one.kind.value, "target": one.target, "child_id": UUID(one.child) if one.child else None,
        "number": one.number, "name": one.name[:72], "sex": one.sex[:2], "birth": _day(one.birth),
        "standing": one.standing, "certain": one.certain, "mark": one.mark,
        "content": one.content | {"as_of": run.as_of.isoformat()},
        "fields": one.fields, "due_on": due.value.due, "basis": due.basis[:120],
    }  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _links(run: Run) -> QuerySet[EntityLink]:
    return EntityLink.objects.all_of_them(reason="the county's own, whoever compares").filter(
        division=county_of(run.division)
    )


def _link(run: Run, met: Iterable[Met]) -> None:
    """The number of the comparisons is this file from now on."""
    with scope(DESK):
        known = set(_links(run).values_list("number", flat=True))
        EntityLink.objects.put_many(
            EntityLink(
                division=county_of(run.division), number=one.row.number, child_id=UUID(one.child),
                how="met",
            )
            for one in met
            if one.child and one.row.number not in known
        )  # fmt: skip
