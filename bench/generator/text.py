"""字符矩阵: fixed-width numpy text seen as a matrix of code points, and edits on single characters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bench.generator.words import Swaps, Text

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
Rng = np.random.Generator


def codes(values: Text) -> Codes:
    """The text as a matrix of code points, 0 behind the end. A copy."""
    width = values.dtype.itemsize // 4
    return np.ascontiguousarray(values).view(np.uint32).reshape(len(values), width).copy()


def text(matrix: Codes) -> Text:
    """A matrix of code points as text."""
    matrix = np.ascontiguousarray(matrix, np.uint32)
    return matrix.view(f"U{matrix.shape[1]}").reshape(len(matrix))


def widen(values: Text, width: int) -> Text:
    """The same text in cells of at least `width` characters."""
    return values.astype(f"U{max(width, values.dtype.itemsize // 4)}")


def pick(rng: Rng, pool: list[str] | Text, size: int, skew: float = 0.0, flat: float = 8.0) -> Text:
    """Draw from a list whose first entries are the most frequent (Zipf with exponent `skew`)."""
    return pickup(np.asarray(pool), zipf(rng, len(pool), size, skew, flat))


def pickup(words: Text, index: Rows) -> Text:
    """The words at those places."""
    out: Text = words[index]
    return out


def zipf(rng: Rng, n: int, size: int, skew: float, flat: float = 8.0) -> Rows:
    """Indices below n, the small ones more often."""
    weights = np.array([1.0 / (i + flat) ** skew for i in range(n)], np.float64)
    return draw(rng, weights, size)


def draw(rng: Rng, weights: npt.NDArray[np.float64], size: int) -> Rows:
    """Indices drawn by weight."""
    edges = np.cumsum(weights)
    found = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    out: Rows = np.minimum(found, len(edges) - 1)
    return out


def swap_characters(rng: Rng, values: Text, swaps: Swaps, keep: int = 0) -> tuple[Text, Mask]:
    """Replace one character of each text by an alternative; also tells where that was possible.

    The first `keep` characters stay; behind them each replaceable character is equally likely.
    """
    matrix = codes(values)
    options = swaps.count[matrix]
    options[:, :keep] = 0
    luck = rng.random(matrix.shape) * (options > 0)
    column = luck.argmax(axis=1)
    row = np.arange(len(matrix))
    old = matrix[row, column]
    able = options[row, column] > 0
    turn = (rng.random(len(matrix)) * swaps.count[old]).astype(np.int64)
    place = np.where(able, swaps.first[old] + turn, 0)
    matrix[row, column] = np.where(able, swaps.flat[place], old)
    return text(matrix), able


def each(values: Text, change: Callable[[str], str]) -> Text:
    """Apply a Python function to each text; for the rarer faults."""
    return np.array([change(str(value)) for value in values] or [""])[: len(values)]
