"""方案一页: everything the page of a profile shows, computed once for each content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tonghu.policy.explain.entries import entries
from tonghu.policy.profile import Profile
from tonghu.policy.questions.completeness import completeness_findings
from tonghu.reference.reading.counting import Line, WhoCounts, who_counts
from tonghu.reference.reading.doubts import Doubts, doubts
from tonghu.reference.reading.duties import UnitDuties, duties
from tonghu.reference.reading.identity import here, intro, main_key, page_title
from tonghu.reference.reading.marks import document_name
from tonghu.reference.reading.rules_of import conference, reporting
from tonghu.reference.reading.timing import When, timing


@dataclass(frozen=True, slots=True)
class Totals:
    """多少条取自哪里."""

    own: int
    default: int
    silent: int
    doubt: int


@dataclass(frozen=True, slots=True)
class Paper:
    """依据的一份文件."""

    key: str
    number: str
    title: str
    issuer: str
    issued_on: date | None
    status: str
    main: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """制度的一页."""

    code: str
    name: str
    here: str
    title: str
    intro: str
    version: str
    effective_from: date
    effective_doubt: bool
    fingerprint: str
    totals: Totals
    who: tuple[WhoCounts, ...]
    when: tuple[When, ...]
    reporting: tuple[Line, ...]
    conference: tuple[Line, ...]
    units: tuple[UnitDuties, ...]
    members: int
    duties: int
    findings: tuple[str, ...]
    doubts: Doubts
    papers: tuple[Paper, ...]

    @property
    def written(self) -> tuple[When, ...]:
        """Dates the document itself is about."""
        return tuple(one for one in self.when if one.written)

    @property
    def unwritten(self) -> tuple[When, ...]:
        """Dates only law or the product's defaults set."""
        return tuple(one for one in self.when if not one.written)

    def unit(self, code: str) -> UnitDuties | None:
        """One unit by its code."""
        return next((one for one in self.units if one.code == code), None)


def profile_page(profile: Profile) -> ProfilePage:
    """The page of a profile; made again when its content or the program's abilities change."""
    return _page(_Same(profile))


class _Same:
    """A profile that is equal to itself only: loaded again, it is another."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __hash__(self) -> int:
        return id(self.profile)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.profile is self.profile


@lru_cache(maxsize=16)
def _page(same: _Same) -> ProfilePage:
    profile = same.profile
    identity = profile.sheet.profile
    units = duties(profile)
    found = doubts(profile)
    return ProfilePage(
        code=profile.code, name=profile.name, here=here(profile), title=page_title(profile),
        intro=intro(profile), version=identity.version, effective_from=identity.effective_from,
        effective_doubt="待核" in profile.basis("profile", "effective_from"),
        fingerprint=profile.hash, totals=_totals(profile, found), who=who_counts(profile),
        when=timing(profile), reporting=reporting(profile), conference=conference(profile),
        units=units, members=len(profile.units), duties=len(profile.duties),
        findings=tuple(dict.fromkeys(one.sentence for one in completeness_findings(profile))),
        doubts=found, papers=_papers(profile),
    )  # fmt: skip


def _totals(profile: Profile, found: Doubts) -> Totals:
    """Each line counts once: silent, else the place's own document, else what it takes over."""
    own = default = silent = 0
    for entry in entries(profile):
        if entry.path[0] == "documents" or entry.unverified:
            continue
        if entry.silent:
            silent += 1
        elif entry.own and not entry.local:
            own += 1
        else:
            default += 1
    return Totals(own, default, silent, found.count)


def _papers(profile: Profile) -> tuple[Paper, ...]:
    main = main_key(profile)
    rows = [
        Paper(
            key, document_name(profile, key), one.title, one.issuer, one.issued_on,
            profile.vocabulary.label("document_status", one.status), key == main,
        )
        for key, one in profile.documents.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: not one.main))
