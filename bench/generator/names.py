"""取名: given names by sex and cohort, generation characters, twins' half-equal names, adults' names."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bench.generator.text import Rng, Rows, draw, pick, pickup, zipf
from bench.generator.words import I32, Text, pools, surnames

Bools = npt.NDArray[np.bool_]
SKEW = 2.5  # exponent of the frequency of characters: sets how many children share a name


def family_surnames(rng: Rng, village: Rows, county: I32, clan: float = 0.6) -> Text:
    """姓: three clans hold more than half of each village, drawn from thirty of the county's own.

    `county` is the county of each village; the other families are as in the nation.
    """
    words, weights = surnames()
    own = np.array(
        [rng.choice(len(words), 30, replace=False, p=weights) for _ in range(int(county.max()) + 1)]
    )
    clans = own[county[:, None], zipf(rng, 30, 3 * len(county), 1.0, 3.0).reshape(-1, 3)]
    which = rng.choice(3, len(village), p=[0.6, 0.25, 0.15])
    nation = draw(rng, weights, len(village))
    return pickup(words, np.where(rng.random(len(village)) < clan, clans[village, which], nation))


def any_surname(rng: Rng, size: int) -> Text:
    """A surname drawn from the nation."""
    words, weights = surnames()
    return pickup(words, draw(rng, weights, size))


def given(rng: Rng, male: Bools, young: Bools, family: Rows, shared: Bools) -> Text:
    """名: `shared` children of one family have the first character in common (字辈)."""
    out = np.empty(len(male), "U2")
    for sex, sex_word in ((True, "boy"), (False, "girl")):
        for new, cohort in ((True, "new"), (False, "old")):
            rows = np.flatnonzero((male == sex) & (young == new))
            out[rows] = _given(rng, sex_word, cohort, len(rows))
    generation = pick(rng, pools()["boy_first_old"], int(family.max()) + 1 if len(family) else 0)
    rows = np.flatnonzero(shared)
    tails = np.array([name[-1] for name in out[rows]], "U1") if len(rows) else np.empty(0, "U1")
    out[rows] = np.strings.add(generation[family[rows]], tails)
    return out


def _given(rng: Rng, sex: str, cohort: str, size: int) -> Text:
    pool = pools()
    first = pick(rng, pool[f"{sex}_first_{cohort}"], size, SKEW)
    second = pick(rng, pool[f"{sex}_second_{cohort}"], size, SKEW)
    double = rng.random(size) < 0.02
    out = np.strings.add(first, np.where(double, first, second)).astype("U2")
    kind = rng.random(size)
    whole = pick(rng, pool[f"{sex}_whole"], size, 0.7)
    single = pick(rng, pool[f"{sex}_single"], size, 0.6)
    rare = np.strings.add(first, pick(rng, pool["rare"], size, 0.3))
    out = np.where(kind < 0.19, whole, out)
    out = np.where((kind >= 0.19) & (kind < 0.27), single, out)
    return np.where(kind > 0.988, rare, out).astype("U2")


def adults(rng: Rng, who: str, surname: Text, single: float) -> Text:
    """成人姓名: `who` is father, mother or elder."""
    pool, size = pools(), len(surname)
    name = np.strings.add(
        pick(rng, pool[f"{who}_first"], size, 0.6), pick(rng, pool[f"{who}_second"], size, 0.6)
    )
    if f"{who}_single" in pool:
        alone = pick(rng, pool[f"{who}_single"], size, 0.5)
        name = np.where(rng.random(size) < single, alone, name)
    return np.strings.add(surname, name)


def minority(rng: Rng, size: int) -> Text:
    """少数民族姓名 with a middle dot, such as 阿木·吉日."""
    pool = pools()
    first = pick(rng, pool["minority_first"], size, 0.5)
    return np.strings.add(np.strings.add(first, "·"), pick(rng, pool["minority_second"], size, 0.5))
