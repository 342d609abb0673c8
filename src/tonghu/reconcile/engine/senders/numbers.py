"""Number columns of a whole sender: copied, slipped, spoilt, somebody else's; and names in pinyin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tonghu.reconcile.engine.canonical.hanzi import SOUND_ONLY
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import GOOD, Table
from tonghu.reconcile.engine.canonical.text import I64, Bool
from tonghu.reconcile.engine.copied import copied_numbers, forget_numbers
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import ID_STATES, IdState, SenderFault
from tonghu.reconcile.engine.senders.scopes import (
    FEW,
    HARDLY,
    Namer,
    Scope,
    members_of,
    share_of,
    share_of_all,
    sheet_words,
)

_SPOILT = np.isin(ID_STATES, [IdState.SCIENTIFIC, IdState.ROUNDED])  # by state
_WRONG = np.isin(ID_STATES, [IdState.BAD_CHECK, IdState.SHORT, IdState.FOREIGN])


def copied(t: Table, sheets: Sequence[Sheet]) -> Iterator[SenderFault]:
    """One number under many names: forgotten everywhere but with its owner, told file by file."""
    rows = copied_numbers(t)
    per_sheet = np.bincount(t.sheet[rows], minlength=len(sheets))
    forget_numbers(t, rows)
    for index in np.flatnonzero(per_sheet).tolist():
        yield SenderFault(
            "copied_numbers",
            f"{sheet_words(sheets[index])}：有{int(per_sheet[index])}条记录的证件号和多名姓名不同的儿童相同（疑似整列向下填充），这些号码没有采用，请重填。",
            index, "", (Field.ID_NUMBER,), int(per_sheet[index]), "distrusted",
        )  # fmt: skip


def slipped_numbers(
    t: Table, scope: Scope, left: I64, right: I64, namer: Namer
) -> Iterator[SenderFault]:
    """Groups whose numbers fit neither their names nor their dates: the number column slipped."""
    agree = t.name.sound[left] == t.name.sound[right]
    total = np.zeros(scope.size)
    wins = np.zeros(scope.size)
    for side in (left, right):
        group = scope.group[side]
        use = group >= 0
        total += np.bincount(group[use], minlength=scope.size)
        wins += np.bincount(group[use], weights=agree[use], minlength=scope.size)
    rows = np.flatnonzero((t.state == GOOD) & (t.day != NO_DAY))
    dated, right_day = share_of(scope, rows, t.day[rows] == t.id_day[rows])
    lost = (total >= FEW) & (wins < HARDLY * total) & (dated >= FEW) & (right_day < HARDLY)
    for number in np.flatnonzero(lost).tolist():
        members = members_of(scope, number)
        forget_numbers(t, members[t.good[members] != 0])
        index, place, words = namer(number)
        yield SenderFault(
            "slipped_numbers",
            f"{words}：证件号和姓名、出生日期大多都对不上（疑似证件号一列错行），比对时没有采用证件号，请核对原表。",
            index, place, (Field.ID_NUMBER,), len(members), "distrusted",
        )  # fmt: skip


def numbers_and_pinyin(
    t: Table, scope: Scope, namer: Namer, told: dict[str, Bool]
) -> Iterator[SenderFault]:
    """Whole groups with grown-ups' numbers, numbers ruined by a spreadsheet, or names in pinyin.

    `told`: records already spoken of, by kind: a school's fault is not its village's.
    """
    lane = t.name.code & np.uint64(0xFFFF)
    letters = (lane >= SOUND_ONLY) & (lane < SOUND_ONLY + 0x300)
    kinds: tuple[tuple[str, Bool, str, Field], ...] = (
        ("adult_numbers", t.adult > 0, "证件号大多是成年人的，疑似填了家长的号码", Field.ID_NUMBER),
        ("spoilt_numbers", _SPOILT[t.state], "证件号大多被表格软件改写（科学计数或末位变0），请把该列设为文本后重报", Field.ID_NUMBER),
        ("wrong_numbers", _WRONG[t.state], "证件号大多通不过校验，请核对原表", Field.ID_NUMBER),
        ("pinyin_names", letters, "姓名大多写成拼音，只能按读音比对，请改填汉字", Field.NAME),
    )  # fmt: skip
    for code, hit, sentence, field in kinds:
        said = told.setdefault(code, np.zeros(len(t), bool))
        total, share = share_of_all(scope, hit, said)
        for group in np.flatnonzero((total >= FEW) & (share >= 0.5)).tolist():
            said[members_of(scope, group)] = True
            index, place, words = namer(group)
            yield SenderFault(
                code,
                f"{words}：{sentence}。",
                index,
                place,
                (field,),
                int(total[group]),
                "reported",
            )
