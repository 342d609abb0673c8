"""双胞胎: two rows of one list that agree on all but the given name are two children.

Twins share the day, the parents, the place and often a character of the name. Where no number
tells them apart, one list's word that there are two is the best evidence there is: a clerk who
enters one child twice hardly ever misspells one of the two rows, but whoever has twins is asked
for both. So such a pair never counts as a repeat entry, however well all else agrees.
"""

from __future__ import annotations

import numpy as np

from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U8, Bool, mix
from tonghu.reconcile.engine.compare import HOMOPHONE, LENGTH, ONE_OFF, OTHER, SURNAME

TELLING = 5.0  # log-odds from numbers that outweigh two names
_TWO_NAMES = np.isin(np.arange(OTHER + 2), [ONE_OFF, LENGTH, SURNAME, OTHER])


def twin_pairs(t: Table, a: I64, b: I64, name: U8, number: np.ndarray) -> Bool:
    """Pairs of one source with two given names and no numbers that say they are one.

    `name`: levels of the names; `number`: log-odds from the numbers.
    """
    inside = (t.kind[a] == t.kind[b]) & (number < TELLING)
    out: Bool = inside & _TWO_NAMES[name]
    rows = np.flatnonzero(inside & (name == HOMOPHONE))
    out[rows] = _told_twice(t, a[rows], b[rows])
    return out


def _told_twice(t: Table, a: I64, b: I64) -> Bool:
    """Names that only sound alike, yet two sources each hold both spellings for one day."""
    one, two = t.name.code[a], t.name.code[b]
    key = mix(np.minimum(one, two), np.maximum(one, two), t.day[a])
    dated = (t.day[a] == t.day[b]) & (t.day[a] != NO_DAY)
    _, place = np.unique(key, return_inverse=True)
    sources = np.zeros(int(place.max(initial=-1)) + 1, np.uint8)
    np.bitwise_or.at(sources, place[dated], np.uint8(1) << t.kind[a[dated]].astype(np.uint8))
    several = (sources & (sources - np.uint8(1))) != 0
    out: Bool = dated & several[place]
    return out
