"""记录的指纹: a salted mark of what a record says; verdicts are kept by it, never by names.

The mark of a record changes as soon as one of its facts does, so a verdict holds until then, also
after the rosters are erased.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from tonghu.reconcile.engine.run import Outcome
from tonghu.reconcile.running.orders import Standing

SAME, DIFFERENT = "same", "different"


def marks_of(outcome: Outcome, salt: str) -> list[str]:
    """One mark a record, 32 hexadecimal digits."""
    secret = salt.encode()
    return [
        hashlib.blake2b(int(one).to_bytes(8, "big"), key=secret[:64], digest_size=16).hexdigest()
        for one in outcome.match.fingerprint
    ]


def pair(a: str, b: str) -> tuple[str, str]:
    """Two marks in the order they are kept in."""
    return (a, b) if a <= b else (b, a)


def obeyed(outcome: Outcome, marks: list[str], verdicts: tuple[Standing, ...]) -> Outcome:
    """The outcome with people's verdicts carried out: the same child joined, another one parted."""
    at: dict[str, list[int]] = {}
    for record, mark in enumerate(marks):
        at.setdefault(mark, []).append(record)
    entity = outcome.result.records.entity.copy()
    ids = list(outcome.result.entity_ids)
    numbers = outcome.numbers.copy()
    for one in verdicts:
        for a in at.get(one.a, []):
            for b in at.get(one.b, []):
                if one.word == SAME:
                    _join(entity, a, b)
                elif one.word == DIFFERENT and entity[a] == entity[b]:
                    _part(entity, ids, b)
    if (entity == outcome.result.records.entity).all():
        return outcome
    entity, ids = _packed(entity, ids)
    numbers = np.array([int(ids[e][1:]) for e in entity], numbers.dtype)
    records = replace(outcome.result.records, entity=entity)
    return replace(
        outcome, result=replace(outcome.result, records=records, entity_ids=ids), numbers=numbers
    )


def _join(entity: np.ndarray, a: int, b: int) -> None:
    one, two = int(entity[a]), int(entity[b])
    entity[entity == max(one, two)] = min(one, two)


def _part(entity: np.ndarray, ids: list[str], record: int) -> None:
    """A record leaves its child and becomes one of its own, under the next free number."""
    entity[record] = len(ids)
    ids.append(f"E{max(int(one[1:]) for one in ids) + 1:07d}")


def _packed(entity: np.ndarray, ids: list[str]) -> tuple[np.ndarray, list[str]]:
    """Entities without gaps, as everything behind expects them."""
    used, packed = np.unique(entity, return_inverse=True)
    return packed.astype(entity.dtype), [ids[int(one)] for one in used]
