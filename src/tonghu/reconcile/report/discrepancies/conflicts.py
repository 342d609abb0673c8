"""字段不一致: facts that differ between the records of one child, asked only of the odd one out.

Who is asked: a value is weighed by the rosters that hold it. A station's counts a little more
for name, sex and date of birth (户口簿), and a value confirmed by the child's own good number
most of all. Whoever differs from the heaviest value is asked; where two weigh the same, both.
Asking everybody would treble the paper and settle nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.canonical.names import canonical_names
from tonghu.reconcile.engine.canonical.numbers import days_of
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report.cells import UNKNOWN_DAY, cell_codes, texts
from tonghu.reconcile.report.children import GOOD, POLICE, Children
from tonghu.reconcile.report.discrepancies.cases import Block
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind

I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_NOISE = "[\\s\u200b\u200c\u200d\ufeff·•・．.]|[（(\\[【].*$"
_STATION, _OWN_NUMBER = 0.5, 4.0
# name: other characters, same sound, other form of the same character; then whole fields
_PARTS = (
    "姓名",
    "姓名（读音相同、字不同）",
    "姓名（繁简或异体写法不同）",
    "性别",
    "出生日期",
    "父亲姓名",
    "母亲姓名",
)
_NAME, _SOUND, _FORM, _SEX, _BIRTH, _FATHER, _MOTHER = range(7)


@dataclass(frozen=True, slots=True)
class _Voices:
    """Records that have a say about one field: entity, value, and the weight of the say."""

    record: I64
    value: I64
    weight: npt.NDArray[np.float64]


def field_conflicts(result: Result, children: Children) -> Block:
    """字段不一致 between linked records, one case per child, one question per odd record."""
    count = len(result.records.kind)
    asked = np.zeros(count, np.int32)  # bits of _PARTS
    involved = np.zeros(count, np.bool_)
    _plain(result, children, _SEX, asked, involved)
    _plain(result, children, _BIRTH, asked, involved)
    _names(result, children, Field.NAME, _NAME, asked, involved)
    for field, part in ((Field.FATHER_NAME, _FATHER), (Field.MOTHER_NAME, _MOTHER)):
        _sounds(result, children, field, part, asked, involved)
    member = children.order[involved[children.order]]
    _, size = np.unique(result.records.entity[member], return_counts=True)
    bits, index = np.unique(asked[member], return_inverse=True)
    words = tuple(_sentence(int(bit)) for bit in bits)
    return Block(
        DiscrepancyKind.FIELD_CONFLICT,
        member,
        size.astype(np.int64),
        asked[member] > 0,
        index.astype(np.int32),
        words,
    )


def _sentence(bits: int) -> str:
    if not bits:
        return ""
    parts = "、".join(label for at, label in enumerate(_PARTS) if bits >> at & 1)
    return f"{parts}和其他名册不一样。请照户口簿核对"


def _plain(
    result: Result, children: Children, part: int, asked: npt.NDArray[np.int32], involved: Flags
) -> None:
    """Sex and date of birth: values as read, checked against the child's own number."""
    records = result.records
    column = records.sex.astype(np.int64) if part == _SEX else records.birth.astype(np.int64)
    valid = column != (0 if part == _SEX else UNKNOWN_DAY)
    chosen = _torn(children, column, valid)
    weight = _weights(result, chosen)
    own = _own_number(result, chosen, part)
    weight[own == column[chosen]] += _OWN_NUMBER
    odd = _odd(result, _Voices(chosen, column[chosen], weight))
    involved[chosen] = True
    asked[chosen[odd]] |= 1 << part


def _sounds(
    result: Result,
    children: Children,
    field: Field,
    part: int,
    asked: npt.NDArray[np.int32],
    involved: Flags,
) -> None:
    """A parent's name: only a difference of sound is worth a question."""
    sound = result.records.codes.get(field)
    if sound is None:
        _names(result, children, field, part, asked, involved)
        return
    torn = _torn(children, sound, sound != 0)
    voices = _Voices(torn, sound[torn], _weights(result, torn))
    _judge(result, voices, part, asked, involved)


def _names(
    result: Result,
    children: Children,
    field: Field,
    part: int,
    asked: npt.NDArray[np.int32],
    involved: Flags,
) -> None:
    """Names: differences of sound weigh for everybody, of writing only for the child's own name."""
    raw = result.records.raw.get(field)
    if raw is None:
        return
    codes = cell_codes(raw)
    rough = _torn(children, codes, codes >= 0)
    clean = _clean(texts(result, field, rough))
    names = canonical_names(clean)
    known = names.code != 0
    rough, written = rough[known], cell_codes(pa.chunked_array([clean.filter(pa.array(known))]))
    code = names.code[known].view(np.int64)
    sound = names.sound[known].view(np.int64)
    if part != _NAME:
        _judge(result, _Voices(rough, sound, _weights(result, rough)), part, asked, involved)
        return
    for values, bit in ((sound, _NAME), (code, _SOUND), (written, _FORM)):
        _judge(result, _Voices(rough, values, _weights(result, rough)), bit, asked, involved)
    named = asked & (1 << _NAME | 1 << _SOUND)
    asked[(named & 1 << _NAME) > 0] &= ~(1 << _SOUND | 1 << _FORM)
    asked[(named & 1 << _SOUND) > 0] &= ~(1 << _FORM)


def _judge(
    result: Result,
    voices: _Voices,
    part: int,
    asked: npt.NDArray[np.int32],
    involved: Flags,
) -> None:
    odd = _odd(result, voices)
    if odd.any():
        entity = result.records.entity[voices.record]
        involved[voices.record[np.isin(entity, entity[odd])]] = True
        asked[voices.record[odd]] |= 1 << part


def _torn(children: Children, value: I64, valid: Flags) -> I64:
    """Valid records of the counted children whose records do not all say the same."""
    order, begin = children.order, children.start[:-1]
    if not len(order):
        return order
    low, high = np.iinfo(np.int64).max, np.iinfo(np.int64).min
    least = np.minimum.reduceat(np.where(valid, value, low)[order], begin)
    most = np.maximum.reduceat(np.where(valid, value, high)[order], begin)
    torn = (most > least) & (most != high) & children.listed
    return order[np.repeat(torn, np.diff(children.start)) & valid[order]]


def _odd(result: Result, voices: _Voices) -> Flags:
    """Which of these records differ from what most of their child's records say."""
    if not len(voices.record):
        return np.zeros(0, np.bool_)
    entity = result.records.entity[voices.record].astype(np.int64)
    _, value = np.unique(voices.value, return_inverse=True)
    pair, place = np.unique(entity * (int(value.max()) + 1) + value, return_inverse=True)
    total = np.bincount(place, weights=voices.weight)
    owner = pair // (int(value.max()) + 1)
    _, begin = np.unique(owner, return_index=True)
    size = np.diff(np.append(begin, len(pair)))
    best = np.repeat(np.maximum.reduceat(total, begin), size)
    top = total >= best - 1e-9
    tops = np.repeat(np.add.reduceat(top.astype(np.int64), begin), size)
    odd = ~top | (tops > 1)
    return odd[place] & (np.repeat(size, size) > 1)[place]


def _weights(result: Result, records: I64) -> npt.NDArray[np.float64]:
    return np.where(result.records.kind[records] == POLICE, 1.0 + _STATION, 1.0)


def _own_number(result: Result, records: I64, part: int) -> I64:
    """What the record's own good number says of sex or birth; -1 where it carries none."""
    said = np.full(len(records), -1, np.int64)
    good = np.flatnonzero(result.records.id_state[records] == GOOD)
    digits = _seventeen(result, records[good])
    if part == _SEX:
        said[good] = np.where(digits < 0, -1, 2 - digits % 2)
        return said
    day = digits // 1000 % 10**8
    born = days_of(day // 10_000, day // 100 % 100, day % 100).astype(np.int64)
    said[good] = np.where((digits < 0) | (born == UNKNOWN_DAY), -1, born)
    return said


def _seventeen(result: Result, records: I64) -> I64:
    """The first 17 digits of good numbers, -1 where they cannot be read."""
    known = result.records.codes.get(Field.ID_NUMBER)
    if known is not None:
        return np.where(known[records] > 0, known[records], -1)
    numbers = ["".join(text.split()) for text in texts(result, Field.ID_NUMBER, records)]
    read = [int(n[:17]) if len(n) == 18 and n[:17].isdecimal() else -1 for n in numbers]
    return np.array(read, np.int64)


def _clean(cells: list[str]) -> pa.StringArray:
    plain = pc.utf8_normalize(pa.array(cells, pa.string()), "NFKC")
    return pc.replace_substring_regex(plain, pattern=_NOISE, replacement="")
