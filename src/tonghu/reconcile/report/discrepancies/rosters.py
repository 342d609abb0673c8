"""漏报、重报、应退: discrepancies about being on a roster at all (D-093, design §4 Rosters)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import KINDS
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report.cells import UNKNOWN_DAY
from tonghu.reconcile.report.children import POLICE, SCHOOL, SURVEY, Children, Flags
from tonghu.reconcile.report.discrepancies.cases import Block
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.terms import Terms
from tonghu.reconcile.report.words import kinds_phrase

I64 = npt.NDArray[np.int64]


def past_age(children: Children, terms: Terms) -> Flags:
    """Children known to have reached the age by the day of the comparison."""
    known = children.birth != UNKNOWN_DAY
    return np.asarray(known & (children.birth <= terms.born_before))


def missing_from_survey(result: Result, children: Children, terms: Terms) -> Block:
    """疑似漏报: a source calls the child left-behind, its town was surveyed, the survey is silent.

    Where none calls it so, its facts may satisfy the definition: `Terms.by_facts` says why.
    """
    records = result.records
    flagged = (records.kind != SURVEY) & (records.left_behind == 1)
    why, reasons = _by_facts(result, terms)
    wanted = why > 0
    wanted[records.entity[flagged]] = True
    wanted &= ~children.present[:, SURVEY] & children.covered(SURVEY) & ~past_age(children, terms)
    member, size = _of_children(children, wanted)
    said = np.zeros((len(children.town), 3), np.bool_)
    said[records.entity[flagged], records.kind[flagged]] = True
    code = said[:, SCHOOL] + 2 * said[:, POLICE]
    words = tuple(
        f"{kinds_phrase([KINDS[k] for k in kinds])}把这个孩子列为留守，民政摸底里没有。"
        "请上门核实后补登，或者写明原因"
        for kinds in ([SCHOOL], [SCHOOL], [POLICE], [SCHOOL, POLICE])
    )
    first = np.zeros(len(member), np.bool_)
    first[np.cumsum(size) - size] = True  # one question per child, to the village
    index = np.where(code > 0, code, why + len(words) - 1)
    sentence = index[records.entity[member]].astype(np.int32)
    words += reasons
    return Block(DiscrepancyKind.MISSING_FROM_SURVEY, member, size, first, sentence, words)


def _by_facts(result: Result, terms: Terms) -> tuple[I64, tuple[str, ...]]:
    """Per child the sentence, from 1, by which its facts satisfy the definition; 0: they do not."""
    why = np.zeros(len(result.entity_ids), np.int64)
    if terms.by_facts is None:
        return why, ()
    np.maximum.at(why, result.records.entity, terms.by_facts.sentence)
    return why, terms.by_facts.sentences[1:]


def survey_only(result: Result, children: Children, terms: Terms) -> Block:
    """仅民政有: nobody else who should know the child does; pre-school children excuse schools."""
    young = (children.birth != UNKNOWN_DAY) & (children.birth > terms.school_born_before)
    school = children.covered(SCHOOL) & ~young
    police = children.covered(POLICE)
    alone = children.present[:, SURVEY] & (children.rows[:, SURVEY] == children.rows.sum(axis=1))
    wanted = alone & (school | police) & children.listed & ~past_age(children, terms)
    member, size = _of_children(children, wanted)
    code = (school + 2 * police)[result.records.entity[member]].astype(np.int32)
    words = tuple(
        f"{kinds_phrase([KINDS[k] for k in kinds])}里没有找到这个孩子。"
        "请核对姓名、出生日期和证件号，并写明孩子在哪里就读、户籍在哪里"
        for kinds in ([SCHOOL], [SCHOOL], [POLICE], [SCHOOL, POLICE])
    )
    asked = np.ones(len(member), np.bool_)
    return Block(DiscrepancyKind.SURVEY_ONLY, member, size, asked, code, words)


# By kind of roster: within one town, across towns.
_REPEAT_WORDS = (
    "民政摸底里，同一个乡镇把这个孩子登记了不止一次。请核对后只留一条",
    "民政摸底里，另一个乡镇也登记了这个孩子。请核对孩子现在归哪里，不在本地的写明去向",
    "学校学籍里，这个孩子登记了不止一次。请核对在哪里就读，不在本校的写明去向",
    "学校学籍里，另一个乡镇的学校也登记了这个孩子。请核对在哪里就读，不在本校的写明去向",
    "公安户籍里，这个孩子登记了不止一次。请核对户口在哪里，已迁出的写明去向",
    "公安户籍里，另一个乡镇也登记了这个孩子。请核对户口在哪里，已迁出的写明去向",
)


def repeats(result: Result, children: Children) -> Block:
    """疑似重报: several records of one kind of roster in one child, town first, then across."""
    kinds, entities = [], []
    for kind in range(3):
        found = np.flatnonzero((children.rows[:, kind] > 1) & children.listed)
        entities.append(found)
        kinds.append(np.full(len(found), kind))
    return _repeat_block(result, children, np.concatenate(entities), np.concatenate(kinds))


def _repeat_block(result: Result, children: Children, entity: I64, kind: I64) -> Block:
    records = result.records
    member, size = _spread(children, entity)
    owner = np.repeat(np.arange(len(entity)), size)
    keep = records.kind[member] == kind[owner]
    member, owner = member[keep], owner[keep]
    size = np.bincount(owner, minlength=len(entity))
    town = records.town[member].astype(np.int64)
    lowest = np.full(len(entity), 1 << 30, np.int64)
    highest = np.full(len(entity), -1, np.int64)
    np.minimum.at(lowest, owner[town >= 0], town[town >= 0])
    np.maximum.at(highest, owner, town)
    across = (highest > lowest)[owner]
    sentence = (2 * kind[owner] + across).astype(np.int32)
    asked = np.ones(len(member), np.bool_)
    return Block(DiscrepancyKind.REPEAT, member, size, asked, sentence, _REPEAT_WORDS)


def over_age(result: Result, children: Children, terms: Terms) -> Block:
    """应退未退: the age is reached, yet the child is listed; the register answers where it lists it."""
    records = result.records
    survey = records.kind == SURVEY
    still = (records.left_behind == 1) | (survey & (records.left_behind != 0))
    if not children.flags_known:
        still = survey
    still &= past_age(children, terms)[records.entity]
    registered = np.zeros(len(children.town), np.bool_)
    registered[records.entity[still & survey]] = True
    chosen = np.flatnonzero(still & (survey | ~registered[records.entity]))
    chosen = chosen[np.argsort(records.entity[chosen], kind="stable")]
    _, size = np.unique(records.entity[chosen], return_counts=True)
    word = f"到{terms.as_of.isoformat()}已年满{terms.under_age}周岁。请核对出生日期，属实的办理退出"
    asked = np.ones(len(chosen), np.bool_)
    index = np.zeros(len(chosen), np.int32)
    return Block(DiscrepancyKind.OVER_AGE, chosen, size.astype(np.int64), asked, index, (word,))


def _of_children(children: Children, wanted: Flags) -> tuple[I64, I64]:
    return _spread(children, np.flatnonzero(wanted))


def _spread(children: Children, entity: I64) -> tuple[I64, I64]:
    """All records of these children, and how many each has."""
    begin, size = children.start[entity], children.start[entity + 1] - children.start[entity]
    total = np.cumsum(size)
    shift = np.repeat(begin - (total - size), size)
    return children.order[np.arange(int(size.sum())) + shift], size
