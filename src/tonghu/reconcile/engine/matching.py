"""比对: from canonical records to entities. The whole walk, one named step after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from tonghu.reconcile.engine.blocking import candidate_pairs
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I32, I64, U8, U64, Bool, mix
from tonghu.reconcile.engine.compare import NO_DATE, PARTLY_KNOWN, SAME_NAME, UNCLEAR, rarity_bins
from tonghu.reconcile.engine.cores import (
    Cores,
    find_cores,
    leaving,
    ousted,
    set_aside,
    sex_from_numbers,
)
from tonghu.reconcile.engine.gaps import Gaps, close, gaps
from tonghu.reconcile.engine.joining import Joined, join
from tonghu.reconcile.engine.rivals import asking_side, learn_rivals, suits, tied
from tonghu.reconcile.engine.scoring import Labelled, Scored, label, score_pairs
from tonghu.reconcile.engine.twins import TELLING, twin_pairs
from tonghu.reconcile.engine.weights import Lessons, Weights, fit_some, shipped

MISLED_SAME, MISLED_OTHER = -2.0, 4.0  # labels that contradict everything else are not believed
SAMPLE = 16_000  # records asked as if they had no number; about ten labelled pairs each
TOSSED_AT, NOT_JOINED = 2.0, 4.0  # log-odds from which a toss may join; what keeps it from it
SURELY = 8.0  # log-odds from which name and number together outweigh a place that is taken
TAUGHT = 2_000  # labelled pairs from which weights know how like each other twins are
Step = Callable[[str], None]


@dataclass(slots=True)
class Match:
    """Everything the later steps (confidence, review, explanation) read."""

    table: Table
    fingerprint: U64
    rarity: U8
    weights: Weights
    cores: Cores
    pairs: tuple[I64, I64]
    scored: Scored
    rival: np.ndarray  # of the facts of each pair: points for who else fits, see `rivals`
    tossed: Bool  # pairs without dates where another child fits as well
    dislodged: Bool  # had a good number of a core, but was put out of it
    total: np.ndarray = field(init=False)  # log-odds of each pair, numbers included
    joined: Joined = field(init=False)
    entity: I32 = field(init=False)
    doubtful: Bool = field(init=False)  # in a core by number only: the name says otherwise
    standing: Gaps = field(init=False)  # on which lists the entities stand
    gap: np.ndarray = field(init=False)  # points that joined a pair as it filled a gap, else 0


def match(t: Table, step: Step = lambda name: None, weights: Weights | None = None) -> Match:
    """Entities of a canonical table.

    `step` is told what is being done, for the progress bar; `weights` of an earlier run spare
    the learning.
    """
    step("归并证件号相同的记录")
    fingerprint = t.fingerprint()
    cores = find_cores(t, fingerprint)
    set_aside(t, cores.expelled)
    sex_from_numbers(t, cores.contested)
    rarity = rarity_bins(t)
    step("寻找候选配对")
    hidden = t.id_day[cores.contested].copy()
    t.id_day[cores.contested] = NO_DAY  # a number under suspicion is no witness
    asking = np.flatnonzero((cores.core < 0) | cores.contested)
    sample = _sample(cores, fingerprint) if weights is None else np.zeros(0, np.int64)
    candidates = candidate_pairs(t, asking, sample, cores.core)
    step("从名册自身学习权重")
    weights = weights or learn(t, cores, rarity, candidates.sample)
    a, b = candidates.residue
    step("逐对比较打分")
    scored = score_pairs(t, rarity, weights, a, b)
    scored, rival, tossed = _beside_rivals(weights, cores, asking, a, b, scored)
    t.id_day[cores.contested] = hidden
    gone = leaving(cores, a, b, scored.facts, scored.name)
    cores.core[gone] = -1
    set_aside(t, gone)
    step("按规则合并")
    return _joined(Match(
        t, fingerprint, rarity, weights, cores, (a, b), scored, rival, tossed,
        dislodged=cores.expelled | gone,
    ))  # fmt: skip


def _joined(m: Match) -> Match:
    """The match with its entities; what its numbers say of pairs is added to their facts."""
    t, cores, (a, b) = m.table, m.cores, m.pairs
    m.total = m.scored.facts + np.where(_may_use_numbers(t, m.dislodged, a, b), m.scored.number, 0)
    m.tossed &= m.total < TOSSED_AT
    m.total[m.tossed] -= NOT_JOINED  # a person decides, not a coin
    m.doubtful = cores.contested & (cores.core >= 0)
    untaught = m.weights.learnt_from < TAUGHT  # numbers enough, and the weights know twins better
    twins = twin_pairs(t, a, b, m.scored.name, m.scored.number) if untaught else None
    sure = (m.scored.number >= TELLING) & (m.total >= SURELY) & (m.scored.name <= UNCLEAR)
    m.joined = join(t.kind, cores.core, m.fingerprint, m.doubtful, m.pairs, m.total, twins, sure)
    entity, m.gap = _close_gaps(m)
    out = ousted(t.kind, cores, entity, m.pairs, m.scored.facts)
    m.entity = _apart(entity, out)
    m.standing = gaps(t.kind, m.entity, cores.core)
    m.doubtful &= ~out
    m.dislodged = m.dislodged | out
    return m


def _close_gaps(m: Match) -> tuple[I32, np.ndarray]:
    """Entities after leftovers have found each other, and the points that brought pairs together."""
    joined, entity, gap = m.joined, m.joined.entity, np.zeros(len(m.total))
    found = gaps(m.table.kind, entity, m.cores.core)
    dated = m.scored.date != NO_DATE
    plain = m.total + NOT_JOINED * m.tossed  # whose place is taken elsewhere is no toss any more
    at, score = close(found, entity, m.fingerprint, m.pairs, plain, dated)
    gap[at] = score - m.total[at]
    a, b = m.pairs[0][at], m.pairs[1][at]
    keeps = found.held[entity[a]] | ~found.held[entity[b]] & (entity[a] < entity[b])
    kept, gone = np.where(keeps, entity[a], entity[b]), np.where(keeps, entity[b], entity[a])
    now = np.arange(len(found.lists))
    now[gone] = kept
    for mine, other in ((a, b), (b, a)):
        free = joined.partner[mine] < 0
        joined.partner[mine[free]], joined.score[mine[free]] = other[free], score[free]
    whole: I32 = np.unique(now[entity], return_inverse=True)[1].astype(np.int32)
    return whole, gap


def _may_use_numbers(t: Table, borrowed: Bool, a: I64, b: I64) -> Bool:
    """Numbers are compared where one of the two is not good; borrowed ones never."""
    good = t.good != 0
    open_: Bool = ~(good[a] & good[b])
    return open_ & ~borrowed[a] & ~borrowed[b]


def _apart(entity: I32, out: Bool) -> I32:
    """Give each ousted record an entity of its own."""
    entity = entity.copy()
    rows = np.flatnonzero(out)
    entity[rows] = entity.max(initial=-1) + 1 + np.arange(len(rows), dtype=np.int32)
    return entity


def _sample(cores: Cores, fingerprint: U64) -> I64:
    """Records to learn from, drawn by what they say and not by where they stand.

    Contested records may be drawn: without them no misspelt name would ever be seen to be right.
    """
    sure = np.flatnonzero(cores.core >= 0)
    draw = mix(fingerprint[sure])
    if len(sure) > SAMPLE:
        limit = np.partition(draw, SAMPLE)[SAMPLE]
        sure = sure[draw < limit]
    return sure


def learn(t: Table, cores: Cores, rarity: U8, pairs: tuple[I64, I64]) -> Weights:
    """Weights from records that know their number, asked as if they did not."""
    a, b = pairs
    labelled = label(t, rarity, a, b)
    if not len(a):
        return shipped()
    same = cores.core[a] == cores.core[b]
    keep = ~_borrowing(a, same, labelled)
    lessons, wins = Lessons.of(labelled.active), same.astype(float)
    weights = fit_some(lessons, wins, keep, shipped(), shipped())
    score = weights.score(labelled.active)
    doubtful = cores.contested[a] | cores.contested[b]
    misled = np.where(same, doubtful & (score < MISLED_SAME), score > MISLED_OTHER)
    weights = fit_some(lessons, wins, keep & ~misled, shipped(), weights)
    return replace(weights, rivals=_rivals(cores, a, b, labelled, weights, keep & ~misled))


def _rivals(
    cores: Cores, a: I64, b: I64, labelled: Labelled, weights: Weights, keep: Bool
) -> np.ndarray:
    """Points for who else fits, from the same labelled pairs."""
    core = np.where(keep, cores.core[b], -1).astype(np.int64)
    found = suits(a, core, weights.score(labelled.active), labelled.date)
    return learn_rivals(found, cores.core[found.asker] == found.core, weights.rivals)


def _beside_rivals(
    weights: Weights, cores: Cores, asking: I64, a: I64, b: I64, scored: Scored
) -> tuple[Scored, np.ndarray, Bool]:
    """Scores with the points for who else fits, those points, and tossed pairs."""
    asks = np.zeros(len(cores.core), bool)
    asks[asking] = True
    asker, core = asking_side(cores.core, asks, a, b)
    core[cores.core[asker] >= 0] = -1
    found = suits(asker, core, scored.facts, scored.date)
    points = np.append(weights.rivals[found.cell], 0.0)[found.place]
    return replace(scored, facts=scored.facts + points), points, tied(found)


def _borrowing(a: I64, same: Bool, labelled: Labelled) -> Bool:
    """Pairs whose asker seems to carry another child's number: its label would teach the opposite.

    It is known by a record of another number that bears its very name and its parents'.
    """
    namesake = labelled.name == SAME_NAME
    dated = (labelled.date <= PARTLY_KNOWN) | (labelled.date == NO_DATE)
    kin = (np.minimum(labelled.father, labelled.mother) == 0) & (
        (labelled.father != 2) & (labelled.mother != 2)
    )
    hit = ~same & namesake & dated & kin
    lost = np.zeros(int(a.max(initial=-1)) + 1, bool)
    lost[a[hit]] = True
    out: Bool = lost[a]
    return out
