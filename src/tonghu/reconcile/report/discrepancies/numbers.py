"""证件号: two numbers for one child, one number for two, and numbers nobody can read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.engine.result import ID_STATES, IdState, Result, Review, Why
from tonghu.reconcile.report.children import POLICE, Children
from tonghu.reconcile.report.discrepancies.cases import Block
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.words import ID_ADVICE

_GOOD = ID_STATES.index(IdState.GOOD)
_NONE = ID_STATES.index(IdState.NONE)
_BORROWED = ID_STATES.index(IdState.BORROWED)
_TWO = "另有一条姓名、出生日期和父母都对得上，号码却不同。请查明是不是同一个孩子有两个户口"
_SAME = "这个号码和另一个孩子的相同。请照户口簿核对本单位这一条的号码"
_AGAIN = "同一份名册里另有一条很像这个孩子，系统没有合并。请核对是不是重复登记"


def double_hukou(result: Result, children: Children) -> Block:
    """疑似双重户口: the stations concerned are asked; where none is on file, both senders."""
    return _pairs(result, children, Why.TWO_NUMBERS, DiscrepancyKind.DOUBLE_HUKOU, _TWO)


def same_number(result: Result, children: Children) -> Block:
    """同号不同人: whoever holds the borrowed number is asked; where that is open, both."""
    return _pairs(result, children, Why.SAME_NUMBER, DiscrepancyKind.SAME_NUMBER, _SAME)


def likely_repeats(result: Result, children: Children) -> Block:
    """疑似重报, not joined: the engine leaves the pair to a person."""
    return _pairs(result, children, Why.REPEAT, DiscrepancyKind.REPEAT, _AGAIN)


def _pairs(
    result: Result, children: Children, why: Why, kind: DiscrepancyKind, sentence: str
) -> Block:
    member: list[int] = []
    size: list[int] = []
    asked: list[bool] = []
    for a, b in _unlike(result, children, why):
        records = _with_stations(result, children, (a, b)) if why is Why.TWO_NUMBERS else [a, b]
        member += records
        size.append(len(records))
        asked += _who(result, records, why)
    words = [sentence if ask else "" for ask in asked]
    return Block(
        kind, np.array(member, np.int64), np.array(size, np.int64), np.array(asked, np.bool_), words
    )


def _unlike(result: Result, children: Children, why: Why) -> Iterable[tuple[int, int]]:
    """Pairs found for this reason, of two children at least one of whom counts."""
    entity, seen = result.records.entity, set()
    for review in result.findings or result.reviews:
        if review.why is not why or review.b < 0 or _settled(result, review):
            continue
        a, b = sorted((review.a, review.b))
        if (a, b) in seen or not (children.listed[entity[a]] or children.listed[entity[b]]):
            continue
        seen.add((a, b))
        yield a, b


def _settled(result: Result, review: Review) -> bool:
    """A repeat that was joined is already listed with its child."""
    entity = result.records.entity
    return review.why is Why.REPEAT and bool(entity[review.a] == entity[review.b])


def _with_stations(result: Result, children: Children, pair: tuple[int, int]) -> list[int]:
    """The pair and the police records of the two children, who alone can settle a hukou."""
    out = list(pair)
    for record in pair:
        for other in children.members(int(result.records.entity[record])):
            if result.records.kind[other] == POLICE and int(other) not in out:
                out.append(int(other))
    return out


def _who(result: Result, records: list[int], why: Why) -> list[bool]:
    columns = result.records
    if why is Why.TWO_NUMBERS:
        told = [bool(columns.kind[r] == KINDS.index(Kind.POLICE)) for r in records]
    elif why is Why.SAME_NUMBER:
        told = [bool(columns.id_state[r] == _BORROWED) for r in records]
    else:
        told = []
    return told if any(told) else [at < 2 for at in range(len(records))]


def unreadable(result: Result, children: Children, elsewhere: Block) -> Block:
    """证件号不可读: per state what is wrong and what to do; rosters without the column are not asked."""
    records = result.records
    asks = np.array([Field.ID_NUMBER in sheet.columns for sheet in result.sheets], np.bool_)
    bad = (records.id_state != _GOOD) & children.listed[records.entity]
    bad &= asks[records.sheet] if len(asks) else False
    bad[elsewhere.member[elsewhere.asked]] = False  # asked already as 同号不同人
    chosen = np.flatnonzero(bad)
    words = tuple(_advice(state) for state in ID_STATES)
    index = records.id_state[chosen].astype(np.int32)
    ones = np.ones(len(chosen), np.int64)
    return Block(DiscrepancyKind.UNREADABLE_ID, chosen, ones, ones.astype(np.bool_), index, words)


def _advice(state: IdState) -> str:
    if state not in ID_ADVICE:
        return ""
    wrong, cure = ID_ADVICE[state]
    subject = "" if state is IdState.NONE else "这个号码"
    return f"{subject}{wrong}。{cure}"
