"""存疑: what people should decide, how sure each record's place is, worst first.

The list is short on purpose: at most one row in a hundred records, ranked by the estimated chance
that the machine is wrong there. A clerk who works from the top mends most errors first.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tonghu.reconcile.engine.blocking import CROWD
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U64, Bool, distinct, mix
from tonghu.reconcile.engine.compare import PARTLY_KNOWN, UNCLEAR, compare
from tonghu.reconcile.engine.leftovers import leftovers, of_gaps
from tonghu.reconcile.engine.matching import Match
from tonghu.reconcile.engine.questions import WHYS, Doubts, chance, in_order, made, together
from tonghu.reconcile.engine.result import Review, Why
from tonghu.reconcile.engine.weights import cells

SHARE = 0.01  # of all records
GRAVE = 0.15  # chance of an error from which every record concerned is named
AT_LEAST = 10  # rows, however few the records are
_NOT_SEEN = -6.0  # of a record no key brought together with another of its entity
_SLOT_BITS = 23


def findings(m: Match, doubts: Doubts) -> tuple[Review, ...]:
    """What is wrong with the rosters whether or not the machine may err there: the whole of it.

    A borrowed number is a fact for its sender to mend even where it moved nobody.
    """
    facts = [WHYS.index(w) for w in (Why.SAME_NUMBER, Why.TWO_NUMBERS, Why.REPEAT)]
    told = np.isin(doubts.why, facts)
    borrowed = (doubts.why == WHYS.index(Why.SAME_NUMBER)) & m.dislodged[doubts.a]
    repeat = doubts.why == WHYS.index(Why.REPEAT)
    told &= borrowed | repeat | (doubts.risk >= GRAVE)  # a misspelt name is no second child
    rows = np.flatnonzero(told)
    order = np.lexsort(
        (m.fingerprint[doubts.b[rows]], m.fingerprint[doubts.a[rows]], -doubts.risk[rows])
    )
    return _as_reviews(doubts, _first_of_each(m, doubts, rows[order]))


def reviews(m: Match, doubts: Doubts) -> tuple[Review, ...]:
    """The review list: highest risk first within the budget, then ordered by urgency for people."""
    fingerprint = m.fingerprint
    order = np.lexsort((fingerprint[doubts.b], fingerprint[doubts.a], -doubts.risk.round(6)))
    doubts = _every_record(m, _taken(doubts, _first_of_each(m, doubts, order)))
    order = np.lexsort((fingerprint[doubts.b], fingerprint[doubts.a], -doubts.risk.round(6)))
    keep = _within_budget(doubts, order, len(m.table))
    return _as_reviews(doubts, keep[np.lexsort((-doubts.risk[keep], doubts.why[keep]))])


def _as_reviews(doubts: Doubts, keep: I64) -> tuple[Review, ...]:
    return tuple(
        Review(WHYS[why], a, -1 if a == b else b, score)
        for why, a, b, score in zip(
            doubts.why[keep].tolist(),
            doubts.a[keep].tolist(),
            doubts.b[keep].tolist(),
            doubts.score[keep].round(3).tolist(),
            strict=True,
        )
    )


def _taken(doubts: Doubts, rows: I64) -> Doubts:
    return Doubts(*(getattr(doubts, column)[rows] for column in Doubts.__slots__))


def _every_record(m: Match, doubts: Doubts) -> Doubts:
    """For grave questions between two entities, one row for each record of the smaller entity.

    If they are one child, every record of the smaller one is misplaced, and whoever settles the
    question must see them all.
    """
    one, two = m.entity[doubts.a], m.entity[doubts.b]
    size = np.bincount(m.entity)
    grave = (doubts.risk >= GRAVE) & (one != two)
    small = np.where(size[one] <= size[two], doubts.a, doubts.b)
    grave &= (size[m.entity[small]] > 1) & (size[m.entity[small]] <= 4)
    rows = np.flatnonzero(grave)
    if not len(rows):
        return doubts
    asked = np.zeros(len(size), bool)
    asked[m.entity[small[rows]]] = True
    members = np.flatnonzero(asked[m.entity])
    members = members[np.argsort(m.entity[members], kind="stable")]
    begin = np.searchsorted(m.entity[members], m.entity[small[rows]])
    count = size[m.entity[small[rows]]]
    source = np.repeat(rows, count)
    step = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    record = members[np.repeat(begin, count) + step]
    other = np.where(small == doubts.a, doubts.b, doubts.a)[source]
    new = record != small[source]
    source, record, other = source[new], record[new], other[new]
    more = Doubts(
        doubts.why[source], record, other, doubts.score[source], doubts.risk[source] * 0.9
    )
    return together([doubts, more])


def _within_budget(doubts: Doubts, order: I64, records: int) -> I64:
    """As many questions as touch at most one record in a hundred."""
    budget = max(AT_LEAST, int(SHARE * records))
    seen: set[int] = set()
    for place, (a, b) in enumerate(
        zip(doubts.a[order].tolist(), doubts.b[order].tolist(), strict=True)
    ):
        seen.add(a)
        seen.add(b)
        if len(seen) > budget:
            return order[:place]
    return order


def _first_of_each(m: Match, doubts: Doubts, order: I64) -> I64:
    """One question per pair of entities (per record where both sit in one), the riskiest."""
    one, two = m.entity[doubts.a].astype(np.int64), m.entity[doubts.b].astype(np.int64)
    inside = one == two
    low = np.where(inside, doubts.a + len(m.entity), np.minimum(one, two))
    high = np.where(inside, -1, np.maximum(one, two))
    key = mix(low, high)[order]
    _, first = np.unique(key, return_index=True)
    return order[np.sort(first)]


def all_doubts(m: Match) -> Doubts:
    """Every question the match leaves, with the chance of an error."""
    return together([_two_numbers(m), _same_number(m), _refused(m), leftovers(m)])


def _two_numbers(m: Match) -> Doubts:
    """疑似双重户口: children with two good numbers who agree on everything else.

    The learnt weights count two numbers as two children, so they cannot speak here; a namesake
    born on the same day of the same parents can hardly be somebody else.
    """
    a, b = in_order(m, *_core_pairs(m.table, m.cores.core, m.fingerprint))
    if not len(a):
        return made(Why.TWO_NUMBERS, a, b, np.zeros(0), np.zeros(0))
    levels = compare(m.table, m.rarity, a, b)
    score = m.weights.score(cells(levels))
    named = levels.name <= UNCLEAR
    dated = levels.date <= PARTLY_KNOWN
    father, mother = levels.father, levels.mother
    kin = (np.minimum(father, mother) <= 1) & (father != 2) & (mother != 2)
    both = (father <= 1) & (mother <= 1)
    reached = (levels.phone == 0) | (levels.guardian <= 2)
    risk = chance(score) / 4
    risk[named & dated & kin & (both | reached)] = 0.9
    again = named & ~dated & both & reached
    risk[again] = np.maximum(risk[again], 0.03)  # most are brothers with names that sound alike
    likely = np.flatnonzero(risk > 0.02)
    return made(Why.TWO_NUMBERS, a[likely], b[likely], score[likely], risk[likely])


def _core_pairs(t: Table, core: np.ndarray, fingerprint: U64) -> tuple[I64, I64]:
    """Records of different cores that share a name and a day, or a name and two kin."""
    rows = np.flatnonzero(core >= 0)
    name, day = t.name.sound[rows], np.where(t.day[rows] != NO_DAY, t.day[rows], t.id_day[rows])
    father, mother = t.father.sound[rows], t.mother.sound[rows]
    keys: tuple[tuple[np.ndarray, ...], ...] = (
        (name, day.astype(np.int64) + 1_000_000),
        (name, father, mother),
        (name, t.phone[rows]),
        (name, father, t.village[rows]),
        (name, mother, t.village[rows]),
    )
    with ThreadPoolExecutor(2) as pool:
        packed = list(pool.map(lambda c: _one_a_group(rows, core, fingerprint, c), keys))
    pairs = distinct(np.concatenate(packed))
    return pairs // len(t), pairs % len(t)


def _one_a_group(
    rows: I64, core: np.ndarray, fingerprint: U64, columns: tuple[np.ndarray, ...]
) -> I64:
    """Neighbouring records of different cores among those with equal columns."""
    there = np.ones(len(rows), bool)
    for column in columns:
        there &= column != 0
    rows = rows[there]
    key: U64 = mix(*(column[there] for column in columns))
    shared = _shared(key, core[rows])
    rows, key = rows[shared], key[shared]
    order = np.lexsort((fingerprint[rows], core[rows], key))
    key, rows = key[order], rows[order]
    out = [np.zeros(0, np.int64)]
    for gap in (1, 2, 3):
        near = np.flatnonzero((key[gap:] == key[:-gap]) & (core[rows[gap:]] != core[rows[:-gap]]))
        crowd = np.zeros(len(near), bool)
        if len(key) > CROWD:
            far = np.minimum(near + CROWD, len(key) - 1)
            crowd = key[far] == key[near]
        near = near[~crowd]
        one, two = rows[near], rows[near + gap]
        out.append(np.minimum(one, two) * len(core) + np.maximum(one, two))
    return np.concatenate(out)


def _shared(key: U64, core: np.ndarray) -> Bool:
    """Which keys may occur in more than one core: the last core to write a slot finds the others.

    Two keys may share a slot, which only lets some pass in vain.
    """
    slot = (key >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
    owner = np.full(1 << _SLOT_BITS, -1, np.int32)
    owner[slot] = core
    several = np.zeros(1 << _SLOT_BITS, bool)
    several[slot[owner[slot] != core]] = True
    out: Bool = several[slot]
    return out


def _same_number(m: Match) -> Doubts:
    """同号不同人: put out of a core, or still in it though the name disagrees."""
    holder = _holders(m)
    out = np.flatnonzero(m.dislodged)
    stay = np.flatnonzero(m.doubtful)
    own = _best_inside(m)
    told = np.concatenate([out, stay])
    risk = np.concatenate([_unsettled(m, out), 0.005 + 0.4 * chance(-own[stay] - 4)])
    score = np.concatenate([m.joined.score[out], own[stay]])
    return made(Why.SAME_NUMBER, told, holder[told], score, risk)


def _unsettled(m: Match, out: I64) -> np.ndarray:
    """Chance of an error for records put out of a core: small once another child claims them."""
    held = m.joined.partner[out] >= 0
    risk: np.ndarray = np.where(held, 0.002 + chance(1 - m.joined.score[out]), 0.25)
    return risk


def _holders(m: Match) -> I64:
    """For each record told apart from its number: the record that speaks for that number, or itself."""
    holder = np.arange(len(m.entity))
    stay = np.flatnonzero(m.doubtful)
    holder[stay] = m.cores.head[m.cores.core[stay]]
    out = np.flatnonzero(m.dislodged)
    digits = m.table.digits
    words = np.zeros((len(digits), 24), np.uint8)
    words[:, :18] = digits
    wide = words.view(np.uint64)
    heads = m.cores.head
    head_key = mix(wide[heads, 0], wide[heads, 1], wide[heads, 2])
    order = np.argsort(head_key)
    mine = mix(wide[out, 0], wide[out, 1], wide[out, 2])
    at = np.minimum(np.searchsorted(head_key[order], mine), max(len(heads) - 1, 0))
    if len(heads):
        found = head_key[order[at]] == mine
        holder[out[found]] = heads[order[at[found]]]
    return holder


def _best_inside(m: Match) -> np.ndarray:
    """Best fact score of each record with another of its entity."""
    a, b = m.pairs
    best = np.full(len(m.entity), _NOT_SEEN)
    together = m.entity[a] == m.entity[b]
    for side in (a, b):
        np.maximum.at(best, side[together], m.scored.facts[together])
    return best


def _refused(m: Match) -> Doubts:
    """Joins that a rule forbade although the score wanted them."""
    if not m.joined.refused:
        return made(
            Why.CONTESTED, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
        )
    rows = np.array([(a, b) for a, b, _ in m.joined.refused], np.int64)
    score = np.array([s for _, _, s in m.joined.refused])
    a, b = in_order(m, rows[:, 0], rows[:, 1])
    apart = m.entity[a] != m.entity[b]
    a, b, score = a[apart], b[apart], score[apart]
    held = np.maximum(m.joined.score[a], m.joined.score[b])
    one_source = m.table.kind[a] == m.table.kind[b]
    risk = 0.002 + chance(score - np.maximum(held, 0)) * np.where(one_source, 1.0, 0.5)
    risk = np.maximum(risk, chance(score + of_gaps(m, a, b)))
    why = np.where(
        one_source,
        WHYS.index(Why.REPEAT),
        np.where(held - score < 2, WHYS.index(Why.CLOSE_SECOND), WHYS.index(Why.CONTESTED)),
    )
    return Doubts(why.astype(np.int8), a, b, score, risk)


def confidence(m: Match) -> np.ndarray:
    """How sure it is that each record stands where it should, 0..1."""
    out = np.full(len(m.entity), 0.999, np.float32)
    out[m.doubtful] = 0.6
    loose = m.cores.core < 0
    held = loose & (m.joined.partner >= 0)
    out[held] = chance(m.joined.score[held])
    alone = np.flatnonzero(loose & ~held)
    best = np.full(len(m.entity), -12.0)
    a, b = m.pairs
    for side in (a, b):
        np.maximum.at(best, side, m.total)
    out[alone] = 1 - chance(best[alone])
    for a_, b_, score in m.joined.refused:
        for record in (a_, b_):
            if loose[record]:
                out[record] = min(
                    out[record], 1 - chance(np.float64(score - m.joined.score[record]))
                )
    return out.astype(np.float32)
