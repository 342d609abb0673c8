"""儿童视图: the records of a result folded into one line per child, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import KINDS, Kind, Population
from tonghu.reconcile.engine.result import ID_STATES, IdState, Result
from tonghu.reconcile.report.cells import UNKNOWN_DAY

I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
SURVEY, SCHOOL, POLICE = (KINDS.index(kind) for kind in (Kind.SURVEY, Kind.SCHOOL, Kind.POLICE))
_STRAY = 0.02  # below this share of the town's longest list, rows of a kind are strays
GOOD = ID_STATES.index(IdState.GOOD)


@dataclass(frozen=True, slots=True)
class Children:
    """One entry per entity; `rows` is records × kinds, `covers` kinds × (towns, last = unknown)."""

    rows: I32  # how many records of each kind
    town: I32  # survey's town, else school's, else the station's; -1 unknown
    birth: I32
    listed: Flags  # a source calls the child left-behind, or (no source says) it is on any roster
    flags_known: bool  # some file says who is left-behind
    covers: Flags
    order: I64  # records sorted by entity
    start: I64  # first place of each entity in `order`; one more entry at the end

    @property
    def present(self) -> Flags:
        """Entities × kinds: on that roster at all."""
        return np.asarray(self.rows > 0)

    def members(self, entity: int) -> I64:
        """Records of one child."""
        return self.order[self.start[entity] : self.start[entity + 1]]

    def covered(self, kind: int) -> Flags:
        """Per child: this kind of roster covers the child's town, so silence means something."""
        return np.asarray(self.covers[kind][self.town])


def children_of(result: Result) -> Children:
    """Fold the records of `result` into children."""
    records, count = result.records, len(result.entity_ids)
    entity = records.entity.astype(np.int64)
    rows = np.bincount(entity * 3 + records.kind, minlength=count * 3).reshape(count, 3)
    flags_known, listed = _listed(result, count)
    start = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(entity, minlength=count), out=start[1:])
    return Children(
        rows=rows.astype(np.int32),
        town=_towns(result, count),
        birth=_births(result, count),
        listed=listed,
        flags_known=flags_known,
        covers=_covers(result),
        order=np.argsort(entity, kind="stable"),
        start=start,
    )


def _listed(result: Result, count: int) -> tuple[bool, Flags]:
    """Whom any roster calls left-behind; a survey lists them unless it says no."""
    records = result.records
    survey = records.kind == SURVEY
    said = ~survey & (records.left_behind == 1)
    if not said.any():
        return bool((records.left_behind >= 0).any()), np.ones(count, np.bool_)
    listed = np.zeros(count, np.bool_)
    listed[records.entity[said | (survey & (records.left_behind != 0))]] = True
    return True, listed


def _towns(result: Result, count: int) -> I32:
    records = result.records
    town = np.full(count, -1, np.int32)
    for kind in (POLICE, SCHOOL, SURVEY):
        known = (records.kind == kind) & (records.town >= 0)
        town[records.entity[known]] = records.town[known]
    return town


def _births(result: Result, count: int) -> I32:
    """The best date known: the station's over others, a good number's holder over all."""
    records = result.records
    birth = np.full(count, UNKNOWN_DAY, np.int32)
    known = records.birth != UNKNOWN_DAY
    for chosen in (known, known & (records.kind == POLICE), known & (records.id_state == GOOD)):
        birth[records.entity[chosen]] = records.birth[chosen]
    return birth


def _covers(result: Result) -> Flags:
    """Which kind covers which town; excerpts cover none (design §4 Rosters)."""
    records, towns = result.records, len(result.towns)
    covers = np.zeros((3, towns + 1), np.bool_)
    whole = np.array([s.file.population is not Population.PARTIAL for s in result.sheets], np.bool_)
    spoken = whole[records.sheet] if len(whole) else np.zeros(0, np.bool_)
    heard = np.zeros((3, towns + 1), np.int64)
    np.add.at(heard, (records.kind[spoken], records.town[spoken]), 1)
    covers |= heard > heard.max(axis=0) * _STRAY  # a stray row of a neighbour is no list
    names = {name: at for at, name in enumerate(result.towns)}
    placed = np.zeros(len(result.sheets), np.bool_)
    placed[np.unique(records.sheet[records.town >= 0])] = True
    for at, sheet in enumerate(result.sheets):
        if not whole[at] or not len(sheet.rows):
            continue
        kind = KINDS.index(sheet.file.kind)
        covers[kind, -1] = True
        if sheet.file.town in names:
            covers[kind, names[sheet.file.town]] = True
        elif not sheet.file.town and not placed[at]:
            covers[kind, :] = True  # a county-wide list that names no towns
    return covers
