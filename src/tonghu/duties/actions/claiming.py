"""交佐证材料: work outside the system, with files and days; nothing is proven until it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.duties.actions.common import claim_of, found, need, office_role, register_at
from tonghu.duties.actions.recounting import recount_kind
from tonghu.duties.contributions import CHECK, REDO
from tonghu.duties.models import Claim, ClaimFile
from tonghu.duties.queries.register import Register
from tonghu.duties.rules.holders import Holder, owed
from tonghu.duties.rules.standing import UPLOAD
from tonghu.duties.rules.wrong import Wrong, no_child_in
from tonghu.duties.states import Group
from tonghu.duties.workflow import CLAIM
from tonghu.files import actions as files
from tonghu.files.actions import Upload
from tonghu.policy.schema.units import Duty
from tonghu.worklist import actions as worklist

SUBJECT, MOST, PURPOSE = "duties.claim", 8, "duty"


@dataclass(frozen=True, slots=True)
class Said:
    """填的内容."""

    duty: str
    title: str
    done_on: date
    until_on: date | None = None
    story: str = ""
    document: str = ""
    paper_number: str = ""


def claim(
    *, by: Viewer, key: str, division: str, said: Said, uploads: Sequence[Upload] = ()
) -> UUID:
    """交一份材料; the unit's own people, or the office from the unit's paper."""
    need(by, P.DUTY_CLAIM)
    register = register_at(by, division)
    holder = found(register.by_key.get(key))
    behalf = _on_behalf(by, register, holder, said)
    duty = _checked(register, holder, said)
    row = Claim.objects.put(
        book=register.division, holder=holder.key, holder_name=holder.name,
        division=holder.division, unit_id=holder.unit, profile=register.profile.code,
        duty=duty.code, duty_text=duty.text[:200], title=no_child_in("title", said.title),
        done_on=said.done_on, until_on=said.until_on, story=no_child_in("story", said.story),
        document=said.document.strip()[:80], on_behalf=behalf,
        paper_number=said.paper_number.strip() if behalf else "", handed_by=by.user,
        handed_name=by.name, handed_at=clock.now(),
    )  # fmt: skip
    _attach(by, row, uploads)
    events.record(
        UPLOAD, by=by, subject=row, division=row.division, unit=row.unit_id, changes=_told(row)
    )
    _to_check(by, row)
    _recounted(by, row)
    return row.id


def _on_behalf(by: Viewer, register: Register, holder: Holder, said: Said) -> bool:
    """Whether it is transcribed; refuses whoever is neither the unit nor its office."""
    own = by.unit == holder.unit if holder.unit else by.division == holder.division and not by.unit
    if own or (
        holder.unit is not None and register.units.get(by.unit or UUID(int=0)) == holder.key
    ):
        return False
    above = by.covers(holder.division)
    if not above or not (by.may(P.DUTY_CHECK) or holder.group is Group.VILLAGES):
        raise NotYours("这是别的单位的职责，要由他们自己交，或者由办公室凭他们的纸质材料代录。")
    if not said.paper_number.strip():
        raise Wrong("paper_number", "代别的单位录入的，请写他们来文、纸质材料的编号。")
    return True


def _checked(register: Register, holder: Holder, said: Said) -> Duty:
    duties = {one.code: one for one in owed(register.profile, holder)}
    if said.duty not in duties:
        raise Wrong("duty", "请从列出的职责里选一项。")
    if not said.title.strip():
        raise Wrong("title", "请写做了什么，一句话。")
    if said.done_on > clock.today():
        raise Wrong("done_on", "日期在今天以后。做完了再交，请核对日期。")
    if said.until_on is not None and said.until_on < said.done_on:
        raise Wrong("until_on", "结束的日期早于开始的日期，请核对。")
    return duties[said.duty]


def _attach(by: Viewer, row: Claim, uploads: Sequence[Upload]) -> None:
    kept = ClaimFile.objects.visible_to(by).filter(claim=row).count() if uploads else 0
    if kept + len(uploads) > MOST:
        raise Wrong("files", f"一份材料最多{MOST}个附件，请合并后再交。")
    for one in uploads:
        stored = files.store(
            upload=one, purpose=PURPOSE, division=row.division, unit=row.unit_id, by=by,
            sensitivity=Sensitivity.INTERNAL,
        )  # fmt: skip
        ClaimFile.objects.put(
            claim=row, division=row.division, unit_id=row.unit_id, file=stored,
            name=stored.name or "",
        )  # fmt: skip


def _told(row: Claim) -> dict[str, Any]:
    return {
        "holder": row.holder, "duty": row.duty, "on": row.done_on.isoformat(), "title": row.title,
        "on_behalf": row.on_behalf, "paper_number": row.paper_number,
    }  # fmt: skip


def _to_check(by: Viewer, row: Claim) -> None:
    worklist.open_task(
        by=by, kind=CHECK, subject=(SUBJECT, row.id), again=True, division=row.book,
        title=f"核对{row.holder_name}的佐证材料", why=row.title, role=office_role(row.book),
        profile=row.profile,
    )  # fmt: skip


def _recounted(by: Viewer, row: Claim) -> None:
    recount_kind(by=by, division=row.book, kind=UPLOAD, year=row.done_on.year)


def accept(*, by: Viewer, claim: UUID) -> None:
    """核对无误: from now on it proves."""
    row = claim_of(by, claim)
    move(CLAIM, row, "accept", by=by, division=row.division, unit=row.unit_id, changes=_told(row))
    _mark(by, row, "")
    worklist.close_task(by=by, kind=CHECK, subject=(SUBJECT, row.id))
    _recounted(by, row)


def give_back(*, by: Viewer, claim: UUID, why: str) -> None:
    """退回: with what is missing; it proves nothing until it comes again."""
    if not why.strip():
        raise Wrong("why", "请写明差什么、怎么补。")
    row = claim_of(by, claim)
    move(
        CLAIM, row, "return", by=by, division=row.division, unit=row.unit_id, note=why.strip(),
        changes=_told(row),
    )  # fmt: skip
    _mark(by, row, why.strip()[:200])
    worklist.close_task(by=by, kind=CHECK, subject=(SUBJECT, row.id))
    worklist.open_task(
        by=by, kind=REDO, subject=(SUBJECT, row.id), again=True, division=row.division,
        title=f"补佐证材料：{row.title}", why=f"办公室退回：{row.why}", unit=row.unit_id,
        unit_name=row.holder_name, role="" if row.unit_id else _role_of(row.division),
        profile=row.profile,
    )  # fmt: skip
    _recounted(by, row)


def _role_of(division: str) -> str:
    if division[6:9] == "000":
        return office_role(division)
    return "town_worker" if division[9:] == "000" else "village_worker"


def _mark(by: Viewer, row: Claim, why: str) -> None:
    row.checked_name, row.checked_at, row.why = by.name, clock.now(), why
    row.save(update_fields=["checked_name", "checked_at", "why"])


def claim_again(
    *, by: Viewer, claim: UUID, title: str, story: str, document: str = "",
    uploads: Sequence[Upload] = (),
) -> None:  # fmt: skip
    """补好再交."""
    row = claim_of(by, claim)
    _own(by, row)
    move(CLAIM, row, "again", by=by, division=row.division, unit=row.unit_id, changes=_told(row))
    row.title, row.story = no_child_in("title", title) or row.title, no_child_in("story", story)
    row.document, row.handed_by, row.handed_name = document.strip()[:80], by.user, by.name
    row.handed_at, row.why = clock.now(), ""
    row.save(
        update_fields=["title", "story", "document", "handed_by", "handed_name", "handed_at", "why"]
    )
    _attach(by, row, uploads)
    worklist.close_task(by=by, kind=REDO, subject=(SUBJECT, row.id))
    _to_check(by, row)
    _recounted(by, row)


def withdraw(*, by: Viewer, claim: UUID) -> None:
    """撤回材料: handed in by mistake."""
    row = claim_of(by, claim)
    _own(by, row)
    move(CLAIM, row, "withdraw", by=by, division=row.division, unit=row.unit_id, changes=_told(row))
    for kind in (CHECK, REDO):
        worklist.cancel_task(by=by, kind=kind, subject=(SUBJECT, row.id), note="材料已撤回")
    _recounted(by, row)


def _own(by: Viewer, row: Claim) -> None:
    """The unit itself, or the office that transcribed it."""
    own = by.unit == row.unit_id if row.unit_id else by.division == row.division
    if not own and not (row.on_behalf and by.may(P.DUTY_CHECK)):
        raise NotNow("这份材料要由交的单位自己改、自己撤。")
