"""A second reading of the access rule, from a table, by other means than src/tonghu/access.

A cell is answered by subtraction: start from everything a way could give and take away, in order,
what the sentence of each column forbids. Nothing of `tonghu.access` is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass

DEPTH = [
    "public", "internal", "aggregate", "pseudonymous", "identity", "risk", "narrative",
]  # fmt: skip
LOCKED = {"reporter", "placement", "sealed"}
READING = {"body.see", "paper.see", "conference.view", "duty.view", "statistics.view", "statistics.true",
    "child.list", "round.view",
    "roster.view", "reconcile.view", "reconcile.children", "task.view", "profile.view",
    "directory.view", "account.view", "audit.view", "audit.who_can_see", "job.view",
}  # fmt: skip

#         role            stands      most        verbs beside profile.view directory.view task.view
TABLE = """
          village_worker  village     risk        task.do roster.hand_in roster.view question.answer job.view child.list child.edit round.view round.fill family.confirm body.see paper.see paper.issue
          town_worker     town        risk        task.do roster.hand_in roster.view question.answer job.view roster.hand_in_for reconcile.view reconcile.children reconcile.judge identity.show export break_glass child.list child.edit round.view round.fill child.decide child.transfer child.merge child.assign child.import round.review family.confirm body.see body.edit task.remind paper.see paper.issue paper.void conference.view conference.act duty.view duty.claim statistics.view conference.manage
          town_assistant  town        identity    task.do child.list child.edit round.view round.fill job.view body.see paper.see paper.issue
          school          unit        identity    task.do roster.hand_in roster.view question.answer job.view
          police_station  unit        identity    task.do roster.hand_in roster.view question.answer job.view break_glass
          hospital        unit        aggregate   task.do
          social_worker   unit        aggregate   task.do
          county_office   county      narrative   task.do roster.hand_in roster.view question.answer job.view roster.hand_in_for reconcile.run reconcile.view reconcile.children reconcile.judge reconcile.withdraw identity.show export directory.edit account.view role.grant audit.who_can_see break_glass child.list child.edit round.view round.fill child.decide child.transfer child.merge child.assign child.import round.review family.confirm round.manage body.see body.edit task.remind paper.see paper.issue paper.void conference.view conference.act duty.view duty.claim statistics.view conference.manage duty.check evaluation.score statistics.keep statistics.true
          liaison         unit        identity    task.do roster.hand_in roster.view question.answer job.view conference.view conference.act duty.view duty.claim statistics.view
          leader          prefecture  aggregate   reconcile.view round.view body.see conference.view duty.view statistics.view conference.decide statistics.true
          superior        prefecture  aggregate   reconcile.view round.view body.see conference.view conference.act duty.view duty.claim statistics.view conference.manage duty.check evaluation.score statistics.keep task.do job.view paper.see paper.issue paper.void
          court           unit        aggregate   task.do
          auditor         admin       internal    audit.view audit.who_can_see
          security_admin  admin       internal    account.view account.manage role.grant
          system_admin    admin       internal    system.operate job.view
"""
ROWS = {
    name: (stands, most, {"profile.view", "directory.view", "task.view", *verbs})
    for name, stands, most, *verbs in (line.split() for line in TABLE.strip().splitlines())
}


@dataclass(frozen=True)
class Cell:
    """One combination: who, which verb, how near, how deep, under which circumstances."""

    role: str
    verb: str
    relation: str  # own below above sibling unit mine elsewhere
    depth: str
    part: str  # none · proposed · accepted · ended · other_field · other_thing
    conflict: str  # none · torn · kept
    glass: str  # none · open · over · long · other_child · other_person
    names: tuple[str, ...] = ("county", "town", "village")  # levels that look down on the table


def status(cell: Cell) -> int:
    """200, 403 or 404."""
    stands, most, verbs = ROWS[cell.role]
    if cell.conflict == "torn":
        return 404
    kept = cell.conflict == "kept"
    inside = cell.relation in {"unit", "mine"} or (
        cell.relation in {"own", "below"} and stands in cell.names
    )
    offers: list[tuple[set[str], set[str]]] = []
    if inside:
        limit = DEPTH.index(most)
        offers.append((verbs, set(DEPTH[: (min(limit, 4) if kept else limit) + 1])))
    if not kept and cell.part in {"accepted", "other_field"}:
        seen = set() if cell.part == "other_field" else set(DEPTH)
        offers.append(({"reconcile.children", "identity.show"}, seen))
    if not kept and cell.glass in {"open"} and "break_glass" in verbs:
        offers.append((READING, set(DEPTH)))
    if not offers:
        return 404
    granted = [seen for acts, seen in offers if cell.verb in acts]
    if not granted:
        return 403
    if any(cell.depth in seen for seen in granted):
        return 200
    return 404 if cell.depth == "sealed" else 403
