"""比对结果: what the engine hands to whoever writes, prints or shows it.

Arrays are columns of equal length, one entry per record, in the order the files were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Notice, Sheet

I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
I8 = npt.NDArray[np.int8]
F32 = npt.NDArray[np.float32]


class IdState(StrEnum):
    """证件号状态: what can be said of the ID number a record carries."""

    GOOD = "good"  # 18 characters, right check digit, a child's date
    NONE = "none"
    BAD_CHECK = "bad_check"
    SCIENTIFIC = "scientific"  # 3.31E+17: only the prefix is left
    ROUNDED = "rounded"  # ends in 000: Excel kept 15 digits
    SHORT = "short"  # 17 digits, 15 digits, other lengths
    ADULT = "adult"  # a good number of somebody who is no child
    FOREIGN = "foreign"  # other papers, unreadable text
    BORROWED = "borrowed"  # good, but another child's: expelled from its core


ID_STATES: tuple[IdState, ...] = tuple(IdState)


class Why(StrEnum):
    """待人工判断的原因: why a record is on the review list. Order = urgency on the list."""

    SAME_NUMBER = "same_number"  # 同号不同人: one number, facts of different children
    TWO_NUMBERS = "two_numbers"  # 疑似双重户口: two good numbers, all else equal
    UNCERTAIN = "uncertain"  # 分数居中: may be one child
    CLOSE_SECOND = "close_second"  # 两个候选接近
    REPEAT = "repeat"  # 同一名册内疑似重复
    CONTESTED = "contested"  # the rules forbade a join that the score wants
    WEAK_LINK = "weak_link"  # joined, but on thin evidence


@dataclass(frozen=True, slots=True)
class Part:
    """得分的一项: one named part of a pair's score, in words a clerk can read."""

    code: str  # "name", "number", "birth_date", "parents" …
    text: str  # plain Chinese: 姓名读音相同、字不同（同音字）
    points: float  # log-odds; positive speaks for the same child


@dataclass(frozen=True, slots=True)
class Link:
    """One record's tie to its entity: the strongest piece of evidence that holds it there."""

    record: int
    other: int  # the record it is tied to; -1: it stands alone
    score: float  # log-odds
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One question for a person. `a` and `b` are records (or the first record of an entity)."""

    why: Why
    a: int
    b: int  # -1 when the question is about one record only
    score: float


@dataclass(frozen=True, slots=True)
class SenderFault:
    """名册系统性差错: something is wrong with a whole file, school or village, not with one row.

    `action`: "corrected" (swap undone), "distrusted" (the field was not used there), "reported".
    """

    code: str  # "swapped_columns", "shifted_birth_date", "pinyin_names", "field_disagrees" …
    text: str
    file: int  # index into `Result.sheets`
    scope: str  # "" = whole file, else the school or village concerned
    fields: tuple[Field, ...]
    records: int  # how many records it concerns
    action: str


@dataclass(frozen=True, slots=True)
class Records:
    """All records that entered matching, columnar."""

    kind: I8  # index into KINDS
    sheet: I32  # index into Result.sheets
    row: I32  # 1-based data row
    entity: I32  # 0-based entity number
    confidence: F32  # 0..1 that the record belongs to its entity
    id_state: I8  # index into ID_STATES
    town: I32  # index into Result.towns, -1 unknown
    left_behind: I8  # what the source says: 1 yes, 0 no, -1 silent (a FLAGGED file says yes)
    raw: Mapping[Field, pa.ChunkedArray]  # text as sent; "" where the sheet has no such column
    birth: I32  # days since 1970-01-01, or the minimum of int32 when unknown
    sex: I8  # 1 男, 2 女, 0 unknown
    codes: Mapping[Field, I64] = field(default_factory=dict)
    """Cells as the engine reads them, 0 for none: sounds of parents' names, good ID numbers. What
    is there spares whoever counts the reading of millions of texts."""


class Evidence(Protocol):
    """Where explanations come from: made when asked for, for they are many and few are read."""

    def explain(self, a: int, b: int) -> tuple[Part, ...]:
        """Parts of the score of two records."""
        ...

    def link(self, record: int) -> Link:
        """The tie that holds a record."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer of one run."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...]
    records: Records
    entity_ids: Sequence[str]  # by entity number; stable under row order
    towns: tuple[str, ...]
    reviews: tuple[Review, ...]  # ordered: most urgent first, then by town and record
    faults: tuple[SenderFault, ...]
    agreement: Mapping[
        str, Mapping[str, float]
    ]  # kind pair "survey-school" → field → share agreeing

    evidence: Evidence | None = None
    findings: tuple[Review, ...] = ()  # all same and double numbers and repeats, however many

    def explain(self, a: int, b: int) -> tuple[Part, ...]:
        """The parts of the score of any two records, most telling first."""
        return self.evidence.explain(a, b) if self.evidence else ()

    def link(self, record: int) -> Link:
        """What holds this record in its entity."""
        return self.evidence.link(record) if self.evidence else Link(record, -1, 0.0, ())
