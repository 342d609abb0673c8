"""名单要哪些: the filter of the list, and the rows it means; the page, its Excel and its print take the same.

Ranges, never LIKE: under row-level security only comparisons that cannot leak may use an index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tonghu.core import clock
from tonghu.core.contributions import contributed
from tonghu.core.encryption import blind_index
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.fields import BLOCKS
from tonghu.registry.models import Child
from tonghu.registry.queries.held import may_see
from tonghu.registry.searching.sealing import Typed
from tonghu.registry.searching.text import AFTER, Means, understood
from tonghu.registry.states import LifeState

CODE, PAGE_CODE = 12, 10  # digits of a division, letters of the code printed on a page
STATES: dict[str, tuple[str, tuple[LifeState, ...]]] = {
    "": ("没退出的", (LifeState.REGISTERED, LifeState.TRANSFERRING, LifeState.CANDIDATE, LifeState.TO_VERIFY)),
    "registered": ("在册", (LifeState.REGISTERED, LifeState.TRANSFERRING)),
    "waiting": ("待核实", (LifeState.CANDIDATE, LifeState.TO_VERIFY)),
    "exited": ("已退出", (LifeState.EXITED,)),
    "archived": ("已归档", (LifeState.ARCHIVED,)),
    "all": ("全部状态", tuple(one for one in LifeState if one is not LifeState.REJECTED)),
}  # fmt: skip
STALE = {"90": "3个月没核对", "180": "半年没核对", "365": "一年没核对"}
NOBODY, MINE = "none", "mine"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """名单筛选: what a higher module lets people narrow the list by."""

    code: str
    label: str
    choices: Callable[[Viewer], tuple[tuple[str, str], ...]]
    apply: Callable[[Viewer, QuerySet[Child], str], QuerySet[Child]]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选: codes only; what is typed of persons stands apart in `typed`."""

    place: str = ""
    school: str = ""
    scheme: str = ""
    grade: str = ""
    flag: str = ""
    guardianship: str = ""
    state: str = ""
    worker: str = ""
    stale: str = ""
    lacks: str = ""
    more: tuple[tuple[str, str], ...] = ()
    typed: Typed = field(default_factory=Typed)
    only: tuple[UUID, ...] = ()  # chosen rows; empty: all

    def codes(self) -> dict[str, str]:
        """What may stand in an address, an order or a saved filter."""
        names = (
            "place",
            "school",
            "scheme",
            "grade",
            "flag",
            "guardianship",
            "state",
            "worker",
            "stale",
            "lacks",
        )
        said = {name: getattr(self, name) for name in names}
        said |= {f"x-{code}": value for code, value in self.more}
        return {name: value for name, value in said.items() if value}  # fmt: skip


def of_codes(codes: dict[str, str], typed: Typed | None = None) -> Filter:
    """A filter again from what `codes` gave; what is unknown is left out."""
    known = {one for one in Filter.__dataclass_fields__ if one not in ("more", "typed", "only")}
    plain = {name: str(value) for name, value in codes.items() if name in known}
    more = tuple(
        (name[2:], str(value)) for name, value in sorted(codes.items()) if name.startswith("x-")
    )
    return replace(Filter(), **plain, more=more, typed=typed or Typed())  # type: ignore[arg-type]


def rows_of(viewer: Viewer, wanted: Filter) -> QuerySet[Child]:
    """The children of a filter within the viewer's reach, unordered, each once."""
    rows = Child.objects.visible_to(viewer).filter(merged_into=None)
    if wanted.only:
        rows = rows.filter(pk__in=wanted.only)
    rows = _in_state(_inside(rows, wanted.place), wanted)
    rows = _typed(rows, wanted.typed)
    if wanted.school:
        rows = rows.filter(
            _from(school_name=wanted.school) | Q(school_name__contains=wanted.school)
        )
    if wanted.grade:
        rows = rows.filter(grade=wanted.grade)
    if may_see(viewer, Sensitivity.RISK):
        rows = _narrowed(rows, wanted)
    rows = _worked(viewer, rows, wanted.worker)
    rows = _old(rows, wanted.stale)
    rows = _lacking(rows, wanted.lacks)
    return _contributed(viewer, rows, wanted.more)


def _inside(rows: QuerySet[Child], place: str) -> QuerySet[Child]:
    if not place:
        return rows
    if not (place.isascii() and place.isdigit() and len(place) == CODE):
        return rows.none()
    return rows.filter(division__gte=place, division__lt=upper_bound(place))


def _in_state(rows: QuerySet[Child], wanted: Filter) -> QuerySet[Child]:
    """Who looks for somebody by name or number means the files that ended too."""
    asked = wanted.state or ("all" if wanted.typed.text or wanted.only else "")
    found = STATES.get(asked)
    return rows.filter(state__in=[one.value for one in found[1]]) if found else rows.none()


def _typed(rows: QuerySet[Child], typed: Typed) -> QuerySet[Child]:
    if typed.text:
        rows = rows.filter(fits(typed.text))
    if typed.guardian:
        rows = rows.filter(guarded_by(typed.guardian))
    if typed.worker:
        rows = rows.filter(worker_name__contains=typed.worker)
    return rows


def fits(text: str) -> Q:
    """姓名的任何一段、拼音、首字母、证件号、电话、档案号."""
    asked = understood(text)
    match asked.means:
        case Means.NOTHING:
            return Q()
        case Means.ID_NUMBER:
            return Q(id_index=blind_index(asked.text, "id_number"))
        case Means.PHONE:
            return Q(phone_indexes__contains=[blind_index(asked.text, "phone")])
        case Means.FILE_NUMBER:
            return (
                Q(page_code=asked.text)
                | Q(file_number=asked.text)
                | Q(file_number__endswith=asked.text)
            )
        case Means.SOUND:
            said = _from(name_sound=asked.text, name_initials=asked.text, initials_rest=asked.text)
            return said | Q(page_code=asked.text.upper()) if len(asked.text) == PAGE_CODE else said
    return _from(name=asked.text, name_rest=asked.text, name_last=asked.text, former_name=asked.text)  # fmt: skip


def guarded_by(text: str) -> Q:
    """监护人、照料人的姓名 begins with the text, or the telephone is theirs."""
    asked = understood(text)
    if asked.means is Means.PHONE:
        return Q(phone_indexes__contains=[blind_index(asked.text, "phone")])
    said = text.strip()
    return _from(father_name=said, mother_name=said, carer_name=said)


def _from(**starts: str) -> Q:
    """One of the columns begins with the text."""
    found = Q()
    for column, text in starts.items():
        found |= Q(**{f"{column}__gte": text, f"{column}__lt": text + AFTER})
    return found


def _narrowed(rows: QuerySet[Child], wanted: Filter) -> QuerySet[Child]:
    if wanted.scheme:
        rows = rows.filter(schemes__contains=[wanted.scheme])
    if wanted.flag:
        rows = rows.filter(flags__contains=[wanted.flag])
    if wanted.guardianship:
        rows = rows.filter(guardianship_grade=wanted.guardianship)
    return rows


def _worked(viewer: Viewer, rows: QuerySet[Child], worker: str) -> QuerySet[Child]:
    if worker == NOBODY:
        return rows.filter(worker=None)
    return rows.filter(worker=viewer.user) if worker == MINE else rows


def _old(rows: QuerySet[Child], stale: str) -> QuerySet[Child]:
    if stale not in STALE:
        return rows
    before = clock.today() - timedelta(days=int(stale))
    return rows.filter(Q(confirmed_on__lt=before) | Q(confirmed_on=None))


def _lacking(rows: QuerySet[Child], block: str) -> QuerySet[Child]:
    asked = BLOCKS if block == "any" else (block,) if block in BLOCKS else ()
    found = Q()
    for one in asked:
        found |= Q(**{f"completeness__{one}__0__lt": F(f"completeness__{one}__1")})
    return rows.filter(found) if asked else rows


def _contributed(
    viewer: Viewer, rows: QuerySet[Child], more: tuple[tuple[str, str], ...]
) -> QuerySet[Child]:
    known = {one.code: one for one in filters_for(viewer)}
    for code, value in more:
        if code in known and value:
            rows = known[code].apply(viewer, rows, value)
    return rows


def filters_for(viewer: Viewer) -> tuple[ListFilter, ...]:
    """The contributed filters this person may use."""
    return tuple(one for one in contributed(ListFilter) if not one.needs or viewer.may(one.needs))
