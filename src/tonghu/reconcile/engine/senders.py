"""名册系统性差错: what is wrong with a whole file, school or village, found and contained there.

A clerk swaps two columns, one school's birth dates are all a day off, a village writes pinyin.
No list of such faults is ever complete, so the test is general: records of different files with
one good number must agree on the rest. Where a sender's field hardly ever agrees although
everybody else's does, a few explanations are tried (two columns swapped, dates shifted by the
same number of days, lunar dates, day and month turned). If one of them fits, it is undone; if
none does, the field is not believed there. Either way it is reported, and nobody else's rows pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.hanzi import SOUND_ONLY
from tonghu.reconcile.engine.canonical.names import Names
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import GOOD, Table
from tonghu.reconcile.engine.canonical.text import I64, Bool, distinct, mix
from tonghu.reconcile.engine.copied import copied_numbers, forget_numbers
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import ID_STATES, IdState, SenderFault

ENOUGH = 800_000  # records with a good number that are looked at
FEW = 12  # records below which nothing is concluded about a sender
HARDLY = 0.35  # a field that agrees less often is under suspicion
MOSTLY = 0.60  # an explanation must hold at least so often
CROWDED = 12  # different children behind one telephone
_PEOPLE = (
    ("father", Field.FATHER_NAME, "父亲姓名"),
    ("mother", Field.MOTHER_NAME, "母亲姓名"),
    ("guardian", Field.GUARDIAN_NAME, "监护人姓名"),
    ("name", Field.NAME, "儿童姓名"),
)
_SWAPS = ((0, 1), (3, 2), (3, 0), (3, 1))  # father–mother, name–guardian, name–father, name–mother


@dataclass(frozen=True, slots=True)
class Scope:
    """One way to cut the records: whole sheets, or the schools or villages inside them.

    `group` is the group of each record (-1 none), `first` one record of each group.
    """

    label: str
    group: I64
    first: I64

    @property
    def size(self) -> int:
        """Number of groups."""
        return len(self.first)


def find_faults(t: Table, sheets: Sequence[Sheet]) -> tuple[SenderFault, ...]:
    """Find systematic faults, undo or contain them in the table, and report them."""
    begins = np.concatenate([[0], np.cumsum([len(s.rows) for s in sheets])])
    faults = list(_copied(t, sheets))
    left, right = _same_number(t)
    told: dict[str, Bool] = {}
    for scope in _scopes(t):
        namer = _namer(t, sheets, begins, scope)
        slipped = list(_slipped_numbers(t, scope, left, right, namer))
        if slipped:
            faults += slipped
            left, right = _same_number(t)
        faults += _dates(t, scope, namer)
        faults += _people(t, scope, left, right, namer)
        faults += _numbers_and_pinyin(t, scope, namer, told)
    faults += _telephones(t, sheets, begins)
    return tuple(_without_echoes(faults))


def _copied(t: Table, sheets: Sequence[Sheet]) -> Iterator[SenderFault]:
    """One number under many names: forgotten everywhere but with its owner, told file by file."""
    rows = copied_numbers(t)
    per_sheet = np.bincount(t.sheet[rows], minlength=len(sheets))
    forget_numbers(t, rows)
    for index in np.flatnonzero(per_sheet).tolist():
        yield SenderFault(
            "copied_numbers",
            f"{_words(sheets[index])}：有{int(per_sheet[index])}条记录的证件号和多名姓名不同的儿童相同（疑似整列向下填充），这些号码没有采用，请重填。",
            index, "", (Field.ID_NUMBER,), int(per_sheet[index]), "distrusted",
        )  # fmt: skip


def _slipped_numbers(
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
    dated, right_day = _share(scope, rows, t.day[rows] == t.id_day[rows])
    lost = (total >= FEW) & (wins < HARDLY * total) & (dated >= FEW) & (right_day < HARDLY)
    for number in np.flatnonzero(lost).tolist():
        members = _members(scope, number)
        forget_numbers(t, members[t.good[members] != 0])
        index, place, words = namer(number)
        yield SenderFault(
            "slipped_numbers",
            f"{words}：证件号和姓名、出生日期大多都对不上（疑似证件号一列错行），比对时没有采用证件号，请核对原表。",
            index, place, (Field.ID_NUMBER,), len(members), "distrusted",
        )  # fmt: skip


def _words(sheet: Sheet) -> str:
    """A sheet as a sentence names it."""
    return sheet.file.path.name + (f"“{sheet.sheet}”表" if sheet.sheet else "")


def _same_number(t: Table) -> tuple[I64, I64]:
    """Pairs of records of different sheets that carry the same good number."""
    rows = np.flatnonzero(t.good)
    if len(rows) > ENOUGH:  # a share of all children tells as much of any sender with many rows
        drawn = mix(t.good[rows]) < np.uint64(ENOUGH / len(rows) * 2**64)
        rows = rows[drawn]
    rows = rows[np.argsort(t.good[rows], kind="stable")]
    left, right = rows[:-1], rows[1:]
    tie = (t.good[left] == t.good[right]) & (t.sheet[left] != t.sheet[right])
    skip_left, skip_right = rows[:-2], rows[2:]
    skip = (t.good[skip_left] == t.good[skip_right]) & (t.sheet[skip_left] != t.sheet[skip_right])
    return (
        np.concatenate([left[tie], skip_left[skip]]),
        np.concatenate([right[tie], skip_right[skip]]),
    )


def _scopes(t: Table) -> Iterator[Scope]:
    """Sheets first: what holds for a whole file must not be told school by school."""
    for label, column in (("", None), ("school", t.school), ("village", t.village)):
        if column is None:
            rows, key = np.arange(len(t)), t.sheet.astype(np.int64)
        else:
            rows = np.flatnonzero(column)
            key = column[rows].astype(np.int64) * 1_000_003 + t.sheet[rows]
        values = distinct(key)
        inside = np.searchsorted(values, key)
        first = np.zeros(len(values), np.int64)
        first[inside[::-1]] = rows[::-1]
        group = np.full(len(t), -1, np.int64)
        group[rows] = inside
        yield Scope(label, group, first)


Namer = Callable[[int], tuple[int, str, str]]


def _namer(t: Table, sheets: Sequence[Sheet], begins: I64, scope: Scope) -> Namer:
    """(sheet number, name of the school or village, words for a sentence) of a group."""

    def name(group: int) -> tuple[int, str, str]:
        record = int(scope.first[group])
        index = int(t.sheet[record])
        sheet = sheets[index]
        place = ""
        if scope.label:
            wanted = Field.SCHOOL if scope.label == "school" else Field.VILLAGE
            column = sheet.columns.get(wanted)
            if column is None:
                column = sheet.columns[Field.ADDRESS]
            place = str(column[record - int(begins[index])])
        whole = _words(sheet)
        return index, place, f"{whole}中{place}" if place else whole

    return name


def _share(scope: Scope, rows: I64, hit: Bool) -> tuple[np.ndarray, np.ndarray]:
    """Per group: how many of `rows`, and the share of them that hit."""
    group = scope.group[rows]
    inside = group >= 0
    total = np.bincount(group[inside], minlength=scope.size)
    wins = np.bincount(group[inside], weights=hit[inside], minlength=scope.size)
    return total, wins / np.maximum(total, 1)


def _members(scope: Scope, group: int) -> I64:
    return np.flatnonzero(scope.group == group)


# --- birth dates: a record's own good number is the witness -------------------------------------


def _dates(t: Table, scope: Scope, namer: Namer) -> Iterator[SenderFault]:
    rows = np.flatnonzero((t.state == GOOD) & (t.day != NO_DAY))
    equal = t.day[rows] == t.id_day[rows]
    total, right = _share(scope, rows, equal)
    turned = _turned(t.day[rows])  # later days mend a turned date by themselves
    early = (turned != NO_DAY) & (turned != t.day[rows])
    some, right_early = _share(scope, rows[early], equal[early])
    doubtful = (total >= FEW) & (right < HARDLY)
    for group in np.flatnonzero(doubtful | ((some >= FEW) & (right_early < HARDLY))).tolist():
        mine = rows[scope.group[rows] == group]
        if not doubtful[group] and not _mostly_turned(t, mine):
            continue
        index, place, words = namer(group)
        members = _members(scope, group)
        early_ones = mine[_turned(t.day[mine]) != NO_DAY] if not doubtful[group] else mine
        what, action = _mend_dates(t, early_ones, members)
        yield SenderFault(
            "shifted_birth_date" if action == "corrected" else "field_disagrees",
            f"{words}：出生日期{what}。",
            index, place, (Field.BIRTH_DATE,), len(members), action,
        )  # fmt: skip


def _mend_dates(t: Table, mine: I64, members: I64) -> tuple[str, str]:
    """Try the explanations in turn; the last resort is not to believe the column."""
    gaps, counts = np.unique(t.day[mine].astype(np.int64) - t.id_day[mine], return_counts=True)
    best = int(np.argmax(counts))
    full = members[t.day[members] != NO_DAY]
    if counts[best] >= MOSTLY * len(mine):
        gap = int(gaps[best])
        t.day[full] -= gap
        t.lunar[full] = NO_DAY
        way = "晚" if gap > 0 else "早"
        return f"普遍比证件号{way}{abs(gap)}天，已按此更正后比对，请核对原表", "corrected"
    if (t.lunar[mine] == t.id_day[mine]).mean() >= MOSTLY:
        known = full[t.lunar[full] != NO_DAY]
        t.day[known] = t.lunar[known]
        t.lunar[known] = NO_DAY
        return "普遍填的是农历，已换算成公历后比对，请改填证件上的日期", "corrected"
    if _mostly_turned(t, mine):
        other = _turned(t.day[full])
        t.day[full] = np.where(other != NO_DAY, other, t.day[full])
        t.lunar[full] = NO_DAY
        return "月和日普遍写颠倒，已按此更正后比对，请核对原表", "corrected"
    t.day[members] = t.lunar[members] = NO_DAY
    t.year[members] = t.month[members] = 0
    return "大多与证件号不符，比对时没有采用这一列，请核对原表", "distrusted"


def _mostly_turned(t: Table, rows: I64) -> bool:
    """Do most dates fit their numbers once day and month change places?"""
    turned = _turned(t.day[rows])
    able = (turned != NO_DAY) & (turned != t.day[rows])
    fits = turned[able] == t.id_day[rows][able]
    return int(able.sum()) >= FEW and float(fits.mean()) >= MOSTLY


def _turned(day: np.ndarray) -> np.ndarray:
    """Dates with day and month exchanged, `NO_DAY` where that is no date."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    in_month = (day - month.astype("datetime64[D]").astype(np.int64)).astype(np.int64)
    year_start = month.astype("datetime64[Y]").astype("datetime64[M]")
    of_year = (month - year_start).astype(np.int64)
    able = in_month < 12
    target = (year_start + np.where(able, in_month, 0)).astype("datetime64[D]").astype(np.int64)
    return np.where(able, target + of_year, NO_DAY).astype(np.int32)


# --- names of people: other senders' records of the same child are the witnesses ----------------


def _people(t: Table, scope: Scope, left: I64, right: I64, namer: Namer) -> Iterator[SenderFault]:
    for _ in range(6 if scope.label == "" else 40):  # one culprit a turn, so that victims clear up
        found = _worst(t, scope, left, right)
        if found is None:
            break
        group, one, two = found
        yield _undo(t, scope, group, one, two, namer)
    yield from _unbelieved(t, scope, left, right, namer)


def _agreement(
    t: Table, scope: Scope, left: I64, right: I64, one: int, two: int
) -> tuple[np.ndarray, np.ndarray]:
    """Per group: comparisons of its field `one` with others' field `two`, and the share that agree."""
    total = np.zeros(scope.size)
    wins = np.zeros(scope.size)
    mine = getattr(t, _PEOPLE[one][0]).sound
    theirs = getattr(t, _PEOPLE[two][0]).sound
    for a, b in ((left, right), (right, left)):
        group = scope.group[a]
        use = (group >= 0) & (mine[a] != 0) & (theirs[b] != 0)
        total += np.bincount(group[use], minlength=scope.size)
        agree = mine[a[use]] == theirs[b[use]]
        wins += np.bincount(group[use], weights=agree, minlength=scope.size)
    return total, wins / np.maximum(total, 1)


def _worst(t: Table, scope: Scope, left: I64, right: I64) -> tuple[int, int, int] | None:
    """The group that two swapped columns explain best, if any does."""
    best: tuple[float, float, int, int, int] | None = None
    for one, two in _SWAPS:
        fits, gain = _swapped(t, scope, left, right, one, two)
        for group in np.flatnonzero(fits).tolist():
            like_father = _surname_share(t, scope, group)
            rank = (round(float(gain[group]), 2), -like_father, group)
            if best is None or rank > best[:3]:
                best = (*rank, one, two)
    return None if best is None else (best[2], best[3], best[4])


def _swapped(
    t: Table, scope: Scope, left: I64, right: I64, one: int, two: int
) -> tuple[Bool, np.ndarray]:
    """Groups whose columns `one` and `two` look exchanged, and by how much it would mend them.

    A child's name standing in another column is seen by that column alone: who else is named as
    guardian differs from list to list. Parents' columns must fit both ways.
    """
    total, back = _agreement(t, scope, left, right, two, one)
    fits = (total >= FEW) & (back >= MOSTLY)
    if not fits.any():
        return fits, back
    straight_total, straight = _agreement(t, scope, left, right, one, one)
    fits &= (straight_total >= FEW) & (straight < HARDLY)
    if _PEOPLE[one][0] != "name":
        cross_total, cross = _agreement(t, scope, left, right, one, two)
        fits &= (cross_total < FEW) | (cross >= MOSTLY)
    return fits, back - straight


def _surname_share(t: Table, scope: Scope, group: int) -> float:
    """How many children of a group bear the surname in the father's column."""
    rows = _members(scope, group)
    child = t.name.sound[rows] & np.uint64(0xFFFF)
    father = t.father.sound[rows] & np.uint64(0xFFFF)
    known = (child != 0) & (father != 0)
    return float((child[known] == father[known]).mean()) if known.any() else 1.0


def _undo(t: Table, scope: Scope, group: int, one: int, two: int, namer: Namer) -> SenderFault:
    rows = _members(scope, group)
    first, second = getattr(t, _PEOPLE[one][0]), getattr(t, _PEOPLE[two][0])
    for column in ("code", "sound", "length"):
        a, b = getattr(first, column), getattr(second, column)
        a[rows], b[rows] = b[rows], a[rows].copy()
    index, place, words = namer(group)
    labels = f"“{_PEOPLE[one][2]}”和“{_PEOPLE[two][2]}”"
    return SenderFault(
        "swapped_columns",
        f"{words}：{labels}两列疑似填反，已对调后比对，请核对原表。",
        index, place, (_PEOPLE[one][1], _PEOPLE[two][1]), len(rows), "corrected",
    )  # fmt: skip


def _unbelieved(
    t: Table, scope: Scope, left: I64, right: I64, namer: Namer
) -> Iterator[SenderFault]:
    """Fields that hardly agree although other groups' do: not used there."""
    for number, (attribute, field, label) in enumerate(_PEOPLE):
        while (group := _outsider(t, scope, left, right, number)) is not None:
            rows = _members(scope, group)
            _blank(getattr(t, attribute), rows)
            index, place, words = namer(group)
            yield SenderFault(
                "field_disagrees",
                f"{words}：{label}与其他名册大多不符，比对时没有采用这一列，请核对原表。",
                index, place, (field,), len(rows), "distrusted",
            )  # fmt: skip


def _outsider(t: Table, scope: Scope, left: I64, right: I64, field: int) -> int | None:
    """The group that agrees least, if it hardly agrees and the others agree without it."""
    total, agree = _agreement(t, scope, left, right, field, field)
    enough = total >= FEW
    if not enough.any():
        return None
    worst = int(np.argmin(np.where(enough, agree, 2.0)))
    if agree[worst] >= HARDLY / 2:
        return None
    without = (scope.group[left] != worst) & (scope.group[right] != worst)
    total, agree = _agreement(t, scope, left[without], right[without], field, field)
    enough = total >= FEW
    return worst if enough.any() and np.median(agree[enough]) >= MOSTLY else None


def _blank(names: Names, rows: I64) -> None:
    names.code[rows] = names.sound[rows] = 0
    names.length[rows] = 0


# --- what needs no witness ----------------------------------------------------------------------


def _numbers_and_pinyin(
    t: Table, scope: Scope, namer: Namer, told: dict[str, Bool]
) -> Iterator[SenderFault]:
    """Whole groups with grown-ups' numbers, numbers ruined by a spreadsheet, or names in pinyin.

    `told`: records already spoken of, by kind: a school's fault is not its village's.
    """
    rows = np.arange(len(t))
    lane = (t.name.code & np.uint64(0xFFFF)).astype(np.int64)
    spoilt = [ID_STATES.index(s) for s in (IdState.SCIENTIFIC, IdState.ROUNDED)]
    wrong = [ID_STATES.index(s) for s in (IdState.BAD_CHECK, IdState.SHORT, IdState.FOREIGN)]
    kinds: tuple[tuple[str, Bool, str, Field], ...] = (
        ("adult_numbers", t.adult > 0, "证件号大多是成年人的，疑似填了家长的号码", Field.ID_NUMBER),
        ("spoilt_numbers", np.isin(t.state, spoilt), "证件号大多被表格软件改写（科学计数或末位变0），请把该列设为文本后重报", Field.ID_NUMBER),
        ("wrong_numbers", np.isin(t.state, wrong), "证件号大多通不过校验，请核对原表", Field.ID_NUMBER),
        ("pinyin_names", (lane >= SOUND_ONLY) & (lane < SOUND_ONLY + 0x300), "姓名大多写成拼音，只能按读音比对，请改填汉字", Field.NAME),
    )  # fmt: skip
    for code, hit, sentence, field in kinds:
        said = told.setdefault(code, np.zeros(len(t), bool))
        open_ = rows[~said]
        total, share = _share(scope, open_, hit[open_])
        for group in np.flatnonzero((total >= FEW) & (share >= 0.5)).tolist():
            said[_members(scope, group)] = True
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


def _telephones(t: Table, sheets: Sequence[Sheet], begins: I64) -> Iterator[SenderFault]:
    """A telephone shared by many families (a teacher's, a village office's) is no evidence."""
    phones = np.concatenate([t.phone, t.phone2])
    rows = np.flatnonzero((phones != 0) & _often(phones))
    phones, rows = phones[rows], rows % len(t)
    order = np.lexsort((t.name.sound[rows], phones))
    phones, rows = phones[order], rows[order]
    fresh = np.ones(len(phones), bool)
    fresh[1:] = (phones[1:] != phones[:-1]) | (t.name.sound[rows[1:]] != t.name.sound[rows[:-1]])
    values, children = np.unique(phones[fresh], return_counts=True)
    crowded = values[children > CROWDED]
    if not len(crowded):
        return
    bad = np.isin(phones, crowded)
    per_sheet = np.bincount(t.sheet[rows[bad]], minlength=len(sheets))
    for column in (t.phone, t.phone2):
        column[np.isin(column, crowded)] = 0
    for index in np.flatnonzero(per_sheet).tolist():
        yield SenderFault(
            "shared_telephone",
            f"{sheets[index].file.path.name}：有电话被超过{CROWDED}名儿童共用（疑似老师或村办电话），比对时没有采用。",
            index, "", (Field.PHONE,), int(per_sheet[index]), "distrusted",
        )  # fmt: skip


def _often(values: I64) -> Bool:
    """Which values may occur more than CROWDED times: counted in buckets, so none is missed."""
    bucket = (mix(values) >> np.uint64(42)).astype(np.int64)
    counts = np.bincount(bucket[values != 0], minlength=1 << 22)
    often: Bool = counts[bucket] > CROWDED
    return often


def _without_echoes(faults: list[SenderFault]) -> Iterator[SenderFault]:
    """What is said of a whole file is not said again of its schools and villages."""
    whole = {(f.file, f.code, f.fields) for f in faults if not f.scope}
    for fault in faults:
        if not fault.scope or (fault.file, fault.code, fault.fields) not in whole:
            yield fault
