"""算不算: who counts under the place's own definition and the nation's, why, what is missing, until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile
from tonghu.registry.actions.common import read_place
from tonghu.registry.fields import BY_CODE, Said
from tonghu.registry.models import Child
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.shapes import Counted
from tonghu.registry.rules import Verdict
from tonghu.registry.rules.classify import verdict
from tonghu.registry.rules.from_file import FileContent, facts_of
from tonghu.registry.rules.judging import NATION
from tonghu.registry.states import Answer
from tonghu.worklist.queries import clause_chip, profile_in_force

FIRST = "left_behind"
LABELS = {
    FIRST: "留守儿童", "difficulty": "困境儿童", "orphan": "孤儿", "de_facto_unsupported": "事实无人抚养儿童",
    "migrant": "流动儿童",
}  # fmt: skip
MOST_MISSING = 4


def counted(viewer: Viewer, child: Child, values: dict[str, Said]) -> tuple[Counted, ...]:
    """The own definition and the nation's side by side; other schemes where the child counts."""
    if not may_see(viewer, BY_CODE["guardianship_grade"].sensitivity):
        return ()
    own = profile_in_force(child.profile or viewer.profile or settings.TONGHU_PROFILE)
    found = list(_under(own, f"{own.name}口径", content_of(child, values), tuple(LABELS)))
    nation = profile_in_force(NATION)
    if nation.code != own.code:
        found[1:1] = _under(nation, "国家口径", content_of(child, values), (FIRST,))
    return tuple(found)


def content_of(child: Child, values: dict[str, Said]) -> FileContent:
    """What the file holds, with the day each value was stated."""
    days = {
        code: date.fromisoformat(noted[1])
        for code, noted in child.provenance.items()
        if len(noted) > 1 and noted[1]
    }
    left = (child.left_reason, child.left_on) if child.left_on else None
    return FileContent(values, days, child.found_on or clock.today(), left=left)


def _under(
    profile: Profile, who: str, content: FileContent, schemes: tuple[str, ...]
) -> Iterator[Counted]:
    facts, today = facts_of(content, read_place), clock.today()
    for scheme in schemes:
        found = verdict(facts, profile.definitions, scheme, today)
        if scheme == FIRST or found.counts is Answer.YES:
            yield _told(profile, who, scheme, found)


def _told(profile: Profile, who: str, scheme: str, found: Verdict) -> Counted:
    reasons = []
    for one in found.reasons:
        chip = clause_chip(profile.code, one.basis) if one.basis else None
        reasons.append((one.sentence, *(chip or ("", ""))))
    missing = [one.sentence for one in found.missing]
    if len(missing) > MOST_MISSING:
        missing = [*missing[:MOST_MISSING], f"另有{len(found.missing) - MOST_MISSING}项"]
    return Counted(
        who, scheme, LABELS[scheme], found.counts.value, tuple(reasons), tuple(missing),
        found.next_change_on, found.why_next or "",
    )  # fmt: skip
