"""候选配对: which pairs are worth comparing. Only the residue asks; everybody may answer.

Each key joins records that share a few facts exactly. A pair needs one key only, so every common
fault leaves some key whole. Keys with very many takers (a teacher's telephone for a whole
school) are dropped: they tell nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.alike import COMPARABLE
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I32, I64, SLICE, U64, Bool, distinct, mix

# Digits of an ID number that must agree; asked by the residue only.
BY_NUMBER = {"number": (0, 15), "number's tail": (6, 17), "number's ends": (3, 18)}
BY_DATELESS = (  # asked only by those who name no date at all
    "name alone", "name town", "phone alone", "parents", "father village", "mother village",
    "surname given village", "surname last village",
)  # fmt: skip
Key = tuple[str, list[np.ndarray], list[np.ndarray]]
Days = dict[str, np.ndarray]
SEVERAL = 3  # keys that begin with one column, from which mixing it beforehand pays
CROWD = 60  # records behind one key value; beyond, the key is no evidence


def _day_words(day: I32, number_day: I32, lunar_day: I32, told: I32) -> Days:
    """The best full date, its lunar reading and its day-month turn, 0 where none."""
    best = np.where(day != NO_DAY, day, number_day).astype(np.int64)
    best[best == NO_DAY] = 0
    months = best.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    in_month = best - months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 1
    low, high = np.minimum(months % 12 + 1, in_month), np.maximum(months % 12 + 1, in_month)
    turned = np.where(best != 0, (months // 12) * 10_000 + low * 100 + high, 0)
    lunar = np.where(lunar_day != NO_DAY, lunar_day, 0).astype(np.int64)
    ident = np.where(number_day != NO_DAY, number_day, 0).astype(np.int64)
    year = np.where(told > 0, told, np.where(ident != 0, _year(ident), 0)).astype(np.int64)
    return {"day": best, "turned": turned, "lunar": lunar, "number_day": ident, "year": year}


def _blind_words(t: Table, days: Days, rows: I64) -> Days:
    """The same for who asks, where some rows know nothing of their number's date."""
    nothing = np.full(len(rows), NO_DAY, np.int32)
    mine = _day_words(t.day[rows], nothing, t.lunar[rows], t.year[rows])
    out = {}
    for label, column in days.items():
        out[label] = column.copy()
        out[label][rows] = mine[label]
    return out


def _year(day: np.ndarray) -> np.ndarray:
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _both(label: str, *columns: np.ndarray) -> Key:
    """A key with which both sides name the same facts."""
    return label, list(columns), list(columns)


def keys(t: Table, blind: Bool | None = None) -> Iterator[Key]:
    """(name, columns the residue asks with, columns everybody answers with), 0 = not there.

    `blind`: records that ask as if they had no number, so they do not know its date either.
    """
    days = _day_words(t.day, t.id_day, t.lunar, t.year)
    asked = days if blind is None else _blind_words(t, days, np.flatnonzero(blind))
    yield from _name_keys(t, asked, days)
    yield from _day_keys(t, asked["day"], days["day"])
    yield from _kin_keys(t, asked["year"], days["year"])
    yield from _number_keys(t)
    yield from _dateless_keys(t)
    yield from _number_parts(t)


def _name_keys(t: Table, asked: Days, days: Days) -> Iterator[Key]:
    """The child's name with one more fact."""
    name, former, day = t.name.sound, t.former.sound, days["day"]
    yield "name day", [name, asked["day"]], [name, day]
    yield "name turned day", [name, asked["turned"]], [name, days["turned"]]
    yield "name number's day", [name, asked["number_day"]], [name, days["number_day"]]
    yield "name lunar", [name, days["lunar"]], [name, day]
    yield "name solar", [name, asked["day"]], [name, days["lunar"]]
    yield "former day", [former, asked["day"]], [name, day]
    yield "called day", [name, asked["day"]], [former, day]
    yield _both("name father", name, t.father.sound)
    yield _both("name mother", name, t.mother.sound)
    yield _both("name guardian", name, t.guardian.sound)
    yield _both("name phone", name, t.phone)
    yield _both("name second phone", name, t.phone2)
    yield _both("name village", name, t.village)
    yield "name town year", [name, t.town, asked["year"]], [name, t.town, days["year"]]
    yield _both("name school", name, t.school)


def _day_keys(t: Table, asked: np.ndarray, day: np.ndarray) -> Iterator[Key]:
    """The day of birth with kin, place, or part of the name."""
    surname, given, last = name_parts(t)
    with_day: tuple[tuple[str, tuple[np.ndarray, ...]], ...] = (
        ("father", (t.father.sound,)),
        ("mother", (t.mother.sound,)),
        ("guardian", (t.guardian.sound,)),
        ("phone", (t.phone,)),
        ("village surname", (t.village, surname)),
        ("surname given", (surname, given)),
        ("surname last", (surname, last)),
        ("given last town", (given, last, t.town)),
    )
    for label, more in with_day:
        yield f"day {label}", [asked, *more], [day, *more]


def name_parts(t: Table) -> tuple[I64, I64, I64]:
    """Sounds of the surname, the first and the last character of the given name."""
    lanes = np.ascontiguousarray(t.name.sound).view(np.uint16).reshape(-1, 4)
    surname, given = lanes[:, 0].astype(np.int64), lanes[:, 1].astype(np.int64)
    last = np.where(lanes[:, 2] > 0, lanes[:, 2], lanes[:, 1]).astype(np.int64)
    return surname, given, last


def _kin_keys(t: Table, asked: np.ndarray, year: np.ndarray) -> Iterator[Key]:
    """Kin and telephone, for children whose name and day are both spoilt."""
    sex = t.sex.astype(np.int64)
    father, mother, guardian = t.father.sound, t.mother.sound, t.guardian.sound
    yield _both("parents sex", father, mother, sex)
    with_year: tuple[tuple[str, tuple[np.ndarray, ...]], ...] = (
        ("phone year sex", (t.phone, sex)),
        ("guardian phone year", (guardian, t.phone)),
        ("guardian village year sex", (guardian, t.village, sex)),
        ("father village year sex", (father, t.village, sex)),
    )
    for label, more in with_year:
        yield label, [*more, asked], [*more, year]


def dateless(t: Table) -> Bool:
    """Records whose cell tells neither day nor year of birth."""
    out: Bool = (t.day == NO_DAY) & (t.year == 0)
    return out


def _dateless_keys(t: Table) -> Iterator[Key]:
    """What is left to those who name no date: asked by them only, see `BY_DATELESS`."""
    surname, given, last = name_parts(t)
    name, father, mother = t.name.sound, t.father.sound, t.mother.sound
    more = (t.village != 0) | (t.phone != 0) | (father != 0) | (mother != 0)
    yield BY_DATELESS[0], [np.where(more, name, 0)], [name]  # nothing but a name is nobody
    found = (
        (name, t.town),
        (t.phone,),
        (father, mother),
        (father, t.village),
        (mother, t.village),
        (surname, given, t.village),
        (surname, last, t.village),
    )
    for label, columns in zip(BY_DATELESS[1:], found, strict=True):
        yield _both(label, *columns)


def _number_keys(t: Table) -> Iterator[Key]:
    """Numbers that name one child or one family: a grown-up's in the child's cell among them."""
    yield _both("student number", t.student)
    yield _both("father's number", t.father_id, t.sex)
    yield _both("mother's number", t.mother_id, t.sex)
    yield _both("guardian's number", t.guardian_id, t.sex)
    yield _both("number in the cell", t.adult, t.sex)
    for label, column in (
        ("guardian", t.guardian_id),
        ("father", t.father_id),
        ("mother", t.mother_id),
    ):
        yield f"cell is {label}'s", [t.adult, t.sex], [column, t.sex]
        yield f"{label}'s in the cell", [column, t.sex], [t.adult, t.sex]


def _number_parts(t: Table) -> Iterator[Key]:
    """Keys of parts of comparable numbers, 0 where the part is not all there."""
    usable = COMPARABLE[t.state]
    places = np.zeros((18, len(BY_NUMBER)))
    for at, (low, high) in enumerate(BY_NUMBER.values()):
        size = high - low
        places[low:high, at] = 10.0 ** np.arange(size - 1, -1, -1)
        if high == 18:  # the check character may be an X: give it room of its own
            places[low : high - 1, at] *= 6.4
    key = np.zeros((len(BY_NUMBER), len(t)), np.int64)
    for at in range(0, len(t), SLICE):
        part = slice(at, at + SLICE)
        digits = t.digits[part]
        value = ((digits.astype(np.float64) - 0x30) @ places).astype(np.int64) + 1
        for row, (_, high) in enumerate(BY_NUMBER.values()):
            there = usable[part] & (digits[:, high - 1] != 0)
            key[row, part] = np.where(there, value[:, row], 0)
    for label, column in zip(BY_NUMBER, key, strict=True):
        yield _both(label, column)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth comparing: of the residue (each once), and of the sample (asker first)."""

    residue: tuple[I64, I64]
    sample: tuple[I64, I64]


def candidate_pairs(t: Table, asking: I64, sample: I64, core: I32) -> Candidates:
    """Pairs that share a key: those the residue asks for, and those the sample asks for.

    Of two askers in the residue a pair comes once, smaller row first. The sample (records that
    know their number and are asked as if they did not) never asks by number, and only records
    in a core answer it. Both are found in one pass, for it is the pass that costs.
    """
    size = len(t)
    everybody = distinct(np.concatenate([asking, sample]))
    who = dict.fromkeys(BY_NUMBER, asking)
    who |= dict.fromkeys(BY_DATELESS, everybody[dateless(t)[everybody]])
    found_keys = list(keys(t, _among(sample, size)))
    heads = _heads(found_keys)
    with ThreadPoolExecutor(2) as pool:
        todo = [
            pool.submit(_join, one, two, who.get(label, everybody), size, heads)
            for label, one, two in found_keys
        ]
        found = np.concatenate([job.result() for job in todo])
    left, right = _unpack(found)
    learnt = _among(sample, size)[left] & (core[right] >= 0)
    pairs = distinct(found[learnt])
    asks = _among(asking, size)
    mine = asks[left]
    left, right = left[mine], right[mine]
    turn = asks[right] & (left > right)
    packed = distinct(_pack(np.where(turn, right, left), np.where(turn, left, right)))
    return Candidates(_unpack(packed), _unpack(pairs))


def _pack(left: I64, right: I64) -> I64:
    """A pair of rows as one number that sorts like the pair."""
    return (left << 32) | right


def _unpack(packed: I64) -> tuple[I64, I64]:
    return packed >> 32, packed & 0xFFFFFFFF


def _among(rows: I64, size: int) -> Bool:
    out = np.zeros(size, bool)
    out[rows] = True
    return out


Heads = dict[int, tuple[np.ndarray, U64]]  # keys of columns that lead many keys, by identity


def _heads(found: list[Key]) -> Heads:
    """The columns with which several keys begin, mixed once and not once a key."""
    times = Counter(id(two[0]) for _, _, two in found)
    out: Heads = {}
    for _, _, two in found:
        column = two[0]
        if times[id(column)] >= SEVERAL and id(column) not in out:
            head = np.empty(len(column), np.uint64)
            for at in range(0, len(column), SLICE):
                part = slice(at, at + SLICE)
                head[part] = mix(column[part])
            out[id(column)] = column, head
    return out


def _join(
    one: list[np.ndarray], two: list[np.ndarray], asking: I64, size: int, heads: Heads
) -> np.ndarray:
    """Packed pairs (asker, other) that share this key.

    A bitmap of the asked values sifts the answering side slice by slice, so that its keys are
    made, looked up and forgotten without leaving the processor's cache.
    """
    askers, ask_value = _values(one, asking)
    if not len(askers) or not all(column.any() for column in two):
        return np.zeros(0, np.int64)
    bits = max(10, int(np.ceil(np.log2(len(askers) * 16))))
    shift = np.uint64(64 - bits)
    marks = np.zeros(1 << bits, bool)
    marks[ask_value >> shift] = True
    rows: list[np.ndarray] = []
    values: list[np.ndarray] = []
    for at in range(0, size, SLICE):
        part = slice(at, at + SLICE)
        value = _mixed(two, part, heads)
        hit = marks[value >> shift]
        for column in two:
            hit &= column[part] != 0
        found = np.flatnonzero(hit)
        rows.append(found + at)
        values.append(value[found])
    return _expand(askers, ask_value, np.concatenate(rows), np.concatenate(values))


def _mixed(columns: list[np.ndarray], part: slice, heads: Heads) -> U64:
    """The key of a slice of columns."""
    head = heads.get(id(columns[0]))
    if head is None or len(columns) == 1:
        return mix(*(column[part] for column in columns))
    return mix(*(column[part] for column in columns[1:]), after=head[1][part])


def _values(columns: list[np.ndarray], rows: I64) -> tuple[I64, U64]:
    """Rows in which every column is there, and the key they ask with."""
    there = np.ones(len(rows), bool)
    for column in columns:
        there &= column[rows] != 0
    rows = rows[there]
    return rows, mix(*(column[rows] for column in columns))


def _expand(askers: I64, ask_value: U64, others: I64, value: U64) -> I64:
    """Join two sides on equal values, crowds left out."""
    order = np.argsort(value)
    value, others = value[order], others[order]
    order = np.argsort(ask_value)
    ask_value, askers = ask_value[order], askers[order]
    low = np.searchsorted(value, ask_value, side="left")
    count = np.searchsorted(value, ask_value, side="right") - low
    count[count > CROWD] = 0
    total = int(count.sum())
    left = np.repeat(askers, count)
    step = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    right = others[np.repeat(low, count) + step]
    unequal: Bool = left != right
    return _pack(left[unequal], right[unequal])
