"""家庭栏差错: sex, parents, guardian, phone."""

from __future__ import annotations

import numpy as np

from bench.generator import names, population
from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Mask, Rng, Rows, codes, swap_characters, text
from bench.generator.words import Text, homophones, lookalikes


def _put(roster: Roster, column: str, rows: Rows, values: Text) -> Mask:
    changed: Mask = roster.columns[column][rows] != values
    roster.columns[column][rows] = values
    return changed


def sex_wrong(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """性别填反."""
    old = roster.columns["sex"][rows]
    return _put(roster, "sex", rows, np.where(old == "男", "女", "男"))


def sex_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """性别未填."""
    return _put(roster, "sex", rows, np.full(len(rows), ""))


_BLANKS = np.array(["", "无", "—", "不详", "/"])


def _missing(roster: Roster, column: str, rows: Rows, rng: Rng) -> Mask:
    word = _BLANKS[rng.choice(5, len(rows), p=[0.82, 0.08, 0.05, 0.03, 0.02])]
    return _put(roster, column, rows, word)


def _misspelt(roster: Roster, column: str, rows: Rows, rng: Rng) -> Mask:
    old = roster.columns[column][rows]
    sound, _ = swap_characters(rng, old, homophones(), keep=1)
    shape, _ = swap_characters(rng, old, lookalikes())
    return _put(roster, column, rows, np.where(rng.random(len(rows)) < 0.8, sound, shape))


def father_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """父亲未填."""
    return _missing(roster, "father", rows, rng)


def father_misspelt(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """父亲姓名错字."""
    return _misspelt(roster, "father", rows, rng)


def father_other(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """父亲为另一人: stepfather, or a name the clerk misheard altogether."""
    new = names.adults(rng, "father", names.any_surname(rng, len(rows)), 0.2)
    return _put(roster, "father", rows, new)


def mother_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """母亲未填."""
    return _missing(roster, "mother", rows, rng)


def mother_misspelt(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """母亲姓名错字."""
    return _misspelt(roster, "mother", rows, rng)


def mother_other(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """母亲为另一人: stepmother."""
    new = names.adults(rng, "mother", names.any_surname(rng, len(rows)), 0.22)
    return _put(roster, "mother", rows, new)


def parents_swapped(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """父母填反."""
    father = roster.columns["father"][rows]
    changed = _put(roster, "father", rows, roster.columns["mother"][rows])
    _put(roster, "mother", rows, father)
    return changed


def guardian_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """监护人未填."""
    return _missing(roster, "guardian", rows, rng)


def guardian_misspelt(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """监护人姓名错字."""
    return _misspelt(roster, "guardian", rows, rng)


def phone_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """电话未填."""
    return _put(roster, "phone", rows, np.full(len(rows), ""))


def phone_changed(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """电话已换: an old or a new number nobody else has on file."""
    return _put(roster, "phone", rows, population.phones(rng, len(rows)))


def phone_digit(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """电话错一位."""
    matrix = codes(roster.columns["phone"][rows])
    row, column = np.arange(len(rows)), rng.integers(2, 11, len(rows))
    matrix[row, column] = (matrix[row, column] - 48 + rng.integers(1, 10, len(rows))) % 10 + 48
    return _put(roster, "phone", rows, text(matrix))


def phone_shared(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """多人同号: the village clerk's or the teacher's own number."""
    place = roster.school[rows] if roster.source == "school" else roster.village[rows]
    number = 13900000000 + (place.astype(np.int64) * 7919 + 12345) % 10**8
    return _put(roster, "phone", rows, number.astype("U11"))


def phone_dashed(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """电话带横线: 138-1234-5678."""
    old = roster.columns["phone"][rows]
    parts = [np.strings.slice(old, a, b) for a, b in ((0, 3), (3, 7), (7, 11))]
    new = np.strings.add(np.strings.add(parts[0], "-"), np.strings.add(parts[1], "-"))
    return _put(roster, "phone", rows, np.where(old != "", np.strings.add(new, parts[2]), old))
