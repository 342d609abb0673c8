"""核心: records that carry the same good number of a child, and which of them do not belong there.

One hash join settles nine records in ten. What it must not do is trust a number blindly: clerks
copy a brother's number into a sister's row. Such a record is taken out of its core when its own
date contradicts the number and its name disagrees with the others; where only the name
disagrees (twins share the date) it is *contested* and the pairs decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I32, I64, U8, U64, Bool
from tonghu.reconcile.engine.compare import (
    NEAR_DAY,
    NO_NAME,
    UNCLEAR,
    _day_levels,
    name_levels,
)
from tonghu.reconcile.engine.result import ID_STATES, IdState

BORROWED = ID_STATES.index(IdState.BORROWED)
UNKNOWN = -6.0  # log-odds of a pair that no key brought together
SURE = 2.0
CLEARLY = 2.0
LIKELY, HOPELESS = 0.0, -6.0  # less is enough where the own core hardly fits
UNLIKE = -4.0


@dataclass(frozen=True, slots=True)
class Cores:
    """`core`: number of the core of each record, -1 for none. `head`: one record per core whose
    facts speak for it. `contested`: in a core, but the name says otherwise. `expelled`: carries a
    good number that is another child's."""

    core: I32
    head: I64
    contested: Bool
    expelled: Bool


def find_cores(t: Table, fingerprint: U64) -> Cores:
    """Group records by good number and put out those that contradict it."""
    core = np.full(len(t), -1, np.int32)
    rows = np.flatnonzero(t.good)
    order = rows[np.argsort(t.good[rows], kind="stable")]
    fresh = _fresh(t.good[order])
    group = np.cumsum(fresh) - 1
    core[order] = group
    head = order[fresh]
    mixed = _mixed(t.name.sound[order], fresh)[group] if len(order) else fresh
    at = np.flatnonzero(mixed)
    some = _heads(t, fingerprint, order[at], group[at])
    head[core[some]] = some
    far = np.zeros(len(order), bool)
    far[at] = _far(t, order[at], head[group[at]])
    against = _against(t, order)
    expelled = np.zeros(len(t), bool)
    contested = np.zeros(len(t), bool)
    expelled[order[far & against]] = True
    contested[order[far & ~against]] = True
    contested[_even_heads(group, head, far)] = True
    alone = np.bincount(group, minlength=len(head))[group] == 1
    expelled[order[alone & against]] = True
    core[expelled] = -1
    return Cores(*_renumber(core, head, expelled), contested, expelled)


def _fresh(sorted_values: np.ndarray) -> Bool:
    """Where a new value begins in sorted values."""
    fresh = np.ones(len(sorted_values), bool)
    fresh[1:] = sorted_values[1:] != sorted_values[:-1]
    return fresh


def _mixed(sound: U64, fresh: Bool) -> Bool:
    """Groups in which names do not all sound alike."""
    starts = np.flatnonzero(fresh)
    out: Bool = np.minimum.reduceat(sound, starts) != np.maximum.reduceat(sound, starts)
    return out


def _even_heads(group: I64, head: I64, far: Bool) -> I64:
    """Heads of cores in which as many records disagree as agree: they may be the wrong ones."""
    size = np.bincount(group, minlength=len(head))
    against = np.bincount(group, weights=far, minlength=len(head))
    return head[(against > 0) & (against * 2 >= size)]


def _renumber(core: I32, head: I64, expelled: Bool) -> tuple[I32, I64]:
    """Close the gaps left by cores that lost their only record."""
    live = np.flatnonzero(~expelled[head])
    new = np.full(len(head), -1, np.int32)
    new[live] = np.arange(len(live), dtype=np.int32)
    kept = core >= 0
    core[kept] = new[core[kept]]
    return core, head[live]


def _heads(t: Table, fingerprint: U64, order: I64, group: I64) -> I64:
    """The record of each core that agrees with most others in sound, and with the number's date."""
    if not len(order):
        return order
    sound = t.name.sound[order]
    by_sound = np.lexsort((sound, group))
    fresh = _fresh(group[by_sound]) | _fresh(sound[by_sound])
    run = np.cumsum(fresh) - 1
    votes = np.empty(len(order), np.int64)
    votes[by_sound] = np.bincount(run)[run]
    dated = t.day[order] == t.id_day[order]
    best = np.lexsort((fingerprint[order], ~dated, -votes, group))
    return order[best[_fresh(group[best])]]


def _far(t: Table, order: I64, head: I64) -> Bool:
    """Is the name of each record of a core far from its head's?"""
    level = name_levels(t.name.take(order), t.name.take(head))
    former: Bool = (t.former.sound[order] == t.name.sound[head]) | (
        t.name.sound[order] == t.former.sound[head]
    )
    far: Bool = (level > UNCLEAR) & (level != NO_NAME)
    return far & ~former


def _against(t: Table, order: I64) -> Bool:
    """Does the date in the cell contradict the number (slips and lunar dates do not)?"""
    out = np.zeros(len(order), bool)
    look = np.flatnonzero((t.day[order] != t.id_day[order]) & (t.day[order] != NO_DAY))
    rows = order[look]
    none = np.full(len(rows), NO_DAY, np.int32)
    out[look] = _day_levels(t.day[rows], t.id_day[rows], t.lunar[rows], none) > NEAR_DAY
    return out


def set_aside(t: Table, expelled: Bool) -> None:
    """A borrowed number says nothing of its bearer: forget it, its date and the sex it told."""
    t.state[expelled] = BORROWED
    t.id_day[expelled] = NO_DAY
    t.good[expelled] = 0


def sex_from_numbers(t: Table, contested: Bool) -> None:
    """Where the cell is silent, an undisputed good number tells the sex (GB 11643: 17th digit)."""
    silent = (t.sex == 0) & (t.good != 0) & ~contested
    t.sex_by_number[silent] = 1
    t.sex[silent] = np.where(t.digits[silent, 16] % 2 == 1, 1, 2)


def leaving(cores: Cores, a: I64, b: I64, score: np.ndarray, name: U8) -> Bool:
    """Which contested records belong elsewhere: a child of that very name fits clearly better.

    `score`: log-odds of the pairs without the evidence of numbers; `name`: their name levels.
    """
    own, together = _own(cores, a, b, score)
    other = np.full(len(own), UNKNOWN)
    apart = ~together & (name <= UNCLEAR)
    for side in (a, b):
        np.maximum.at(other, side[apart], score[apart])
    enough = (other >= SURE) | ((other >= LIKELY) & (own <= HOPELESS))
    out: Bool = cores.contested & enough & (other > own + CLEARLY)
    return out


def _own(cores: Cores, a: I64, b: I64, score: np.ndarray) -> tuple[np.ndarray, Bool]:
    """Best score of each record with its own core, and which pairs lie inside one core."""
    own = np.full(len(cores.core), UNKNOWN)
    together = (cores.core[a] == cores.core[b]) & (cores.core[a] >= 0)
    for side in (a, b):
        np.maximum.at(own, side[together], score[together])
    return own, together


def ousted(
    kind: np.ndarray, cores: Cores, entity: I32, pairs: tuple[I64, I64], score: np.ndarray
) -> Bool:
    """Contested records unlike their core whose place a record without a number has taken."""
    core = cores.core
    own, _ = _own(cores, *pairs, score)
    doubt = np.flatnonzero(cores.contested & (core >= 0) & (own <= UNLIKE))
    out = np.zeros(len(core), bool)
    sure = np.flatnonzero((core < 0) & np.isin(entity, entity[doubt]))
    taken = entity[sure].astype(np.int64) * 8 + kind[sure]
    out[doubt] = np.isin(entity[doubt].astype(np.int64) * 8 + kind[doubt], taken)
    return out
