"""A small hand-made `Result`: three towns, every kind of discrepancy. All people are invented."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from tonghu.reconcile.engine.fields import KINDS, Field, Kind, Population
from tonghu.reconcile.engine.intake.tables import ColumnMapping, Notice, RosterFile, Sheet
from tonghu.reconcile.engine.result import (
    ID_STATES,
    IdState,
    Link,
    Part,
    Records,
    Result,
    Review,
    SenderFault,
    Why,
)
from tonghu.reconcile.report.terms import Terms

TOWNS = ("演示甲镇", "演示乙乡", "演示丙街道")
TERMS = Terms(
    as_of=date(2026, 9, 30),
    due_days=5,
    due_on=date(2026, 10, 14),
    basis="松政办发〔2017〕139号 三（三）",
    place="演示县",
    profile_code="songyang",
    profile_name="松阳县",
    profile_version="2017-08-30",
    profile_hash="ab12cd34ef56ab12",
    demo=True,
)
FIELDS = (
    Field.NAME,
    Field.ID_NUMBER,
    Field.SEX,
    Field.BIRTH_DATE,
    Field.FATHER_NAME,
    Field.MOTHER_NAME,
    Field.VILLAGE,
    Field.SCHOOL,
    Field.GRADE,
)
UNKNOWN = int(np.iinfo(np.int32).min)


def number(born: date, serial: int) -> str:
    """A valid number of a division that does not exist."""
    body = f"990101{born:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


@dataclass
class Row:
    """One record of the sample."""

    sheet: str
    entity: str
    name: str
    born: date | None = date(2015, 3, 12)
    sex: int = 2
    number: str = ""
    state: IdState | None = None
    father: str = ""
    mother: str = ""
    village: str = ""
    school: str = ""
    grade: str = ""
    left: int | None = None  # None: as the sheet's population says
    town: int | None = None  # None: the sheet's own


@dataclass
class HandedIn:
    """One sheet of the sample."""

    kind: Kind
    town: int
    population: Population | None
    sender: str
    name: str


SHEETS = {
    "survey0": HandedIn(Kind.SURVEY, 0, Population.FLAGGED, "", "甲镇摸底.xlsx"),
    "survey1": HandedIn(Kind.SURVEY, 1, Population.FLAGGED, "", "乙乡摸底.xlsx"),
    "survey2": HandedIn(Kind.SURVEY, 2, Population.PARTIAL, "", "丙街道一个村.xlsx"),
    "school0": HandedIn(Kind.SCHOOL, 0, Population.ALL, "演示甲镇中心小学", "甲镇小学.xls"),
    "school1": HandedIn(Kind.SCHOOL, 1, Population.FLAGGED, "演示乙乡学校", "乙乡学校.csv"),
    "school2": HandedIn(Kind.SCHOOL, 2, Population.ALL, "演示丙街道小学", "丙街道小学.xlsx"),
    "police0": HandedIn(Kind.POLICE, 0, Population.ALL, "演示甲派出所", "甲所.csv"),
    "police1": HandedIn(Kind.POLICE, 1, Population.ALL, "演示乙派出所", "乙所.csv"),
}
A = number(date(2015, 3, 12), 22)
B = number(date(2016, 7, 1), 31)
C = number(date(2014, 11, 5), 44)
D = number(date(2014, 11, 5), 62)
OLD = number(date(2010, 9, 30), 13)


def rows() -> list[Row]:
    """All records, grouped by what they show."""
    groups = (_linked(), _repeated(), _numbered(), _differing(), _unreadable(), _over_age())
    return [row for group in groups for row in group]


def _linked() -> list[Row]:
    """Children all rosters know, some only one, and the ones nobody is asked about."""
    agree = [
        Row(sheet, "all3", "潘梓涵", number=A, father="潘建军", mother="叶晓红", left=left, **where)
        for sheet, left, where in (
            ("survey0", None, {"village": "蔡宅村"}),
            ("school0", 1, {"school": "演示甲镇中心小学", "grade": "五年级"}),
            ("police0", -1, {"village": "蔡宅村"}),
        )
    ]
    missing = [
        Row("school0", "missing", "阙小满", date(2016, 7, 1), 1, B, left=1, village="象溪村",
            school="演示甲镇中心小学", grade="四年级"),
        Row("police0", "missing", "阙小满", date(2016, 7, 1), 1, B, village="象溪村", left=-1),
        Row("school0", "unflagged", "何平安", date(2016, 7, 2), 1, number(date(2016, 7, 2), 33), left=0),
        Row("school2", "uncovered", "吴秋月", date(2015, 8, 2), 2, number(date(2015, 8, 2), 26), left=1),
        Row("survey2", "partial", "周春来", date(2015, 8, 3), 1, number(date(2015, 8, 3), 35), village="半村"),
    ]  # fmt: skip
    alone = [
        Row("survey1", "alone", "钟山雨", date(2015, 1, 9), 1, number(date(2015, 1, 9), 51), village="独村"),
        Row("survey1", "toddler", "蓝小芽", date(2023, 1, 9), 2, number(date(2023, 1, 9), 28), village="独村"),
        Row("police1", "toddler", "蓝小芽", date(2023, 1, 9), 2, number(date(2023, 1, 9), 28), left=-1),
    ]  # fmt: skip
    return agree + missing + alone


def _repeated() -> list[Row]:
    """Children entered twice, across towns and within one."""
    repeat = [
        Row("survey0", "twice", "叶知秋", date(2014, 5, 6), 2, number(date(2014, 5, 6), 48), village="东村"),
        Row("survey1", "twice", "叶知秋", date(2014, 5, 6), 2, number(date(2014, 5, 6), 48), village="西村"),
        Row("school0", "twice", "叶知秋", date(2014, 5, 6), 2, number(date(2014, 5, 6), 48), left=1),
        Row("survey0", "within", "毛安然", date(2013, 5, 6), 1, number(date(2013, 5, 6), 57), village="东村"),
        Row("survey0", "within", "毛安然", date(2013, 5, 6), 1, number(date(2013, 5, 6), 57), village="南村"),
        Row("police0", "within", "毛安然", date(2013, 5, 6), 1, number(date(2013, 5, 6), 57), left=-1),
    ]  # fmt: skip
    return repeat


def _numbered() -> list[Row]:
    """Two numbers for one child, one number for two."""
    numbers = [
        Row("survey0", "hukou1", "雷云", date(2014, 11, 5), 2, C, father="雷鸣", mother="蓝花", village="北村"),
        Row("police0", "hukou1", "雷云", date(2014, 11, 5), 2, C, father="雷鸣", mother="蓝花", left=-1),
        Row("police1", "hukou2", "雷云", date(2014, 11, 5), 2, D, father="雷鸣", mother="蓝花", left=-1),
        Row("survey0", "lender", "程大宝", date(2012, 2, 2), 1, number(date(2012, 2, 2), 19), village="北村"),
        Row("survey0", "borrower", "程小宝", date(2015, 4, 4), 1, number(date(2012, 2, 2), 19),
            IdState.BORROWED, village="北村"),
        Row("police0", "lender", "程大宝", date(2012, 2, 2), 1, number(date(2012, 2, 2), 19), left=-1),
    ]  # fmt: skip
    return numbers


def _differing() -> list[Row]:
    """Facts that differ between the records of one child."""
    conflicts = [
        Row("survey1", "sound", "周紫晗", date(2015, 6, 1), 2, number(date(2015, 6, 1), 24),
            father="周大山", village="西村"),
        Row("school1", "sound", "周子涵", date(2015, 6, 1), 2, number(date(2015, 6, 1), 24), father="周大山"),
        Row("police1", "sound", "周子涵", date(2015, 6, 1), 2, number(date(2015, 6, 1), 24),
            father="周大三", left=-1),
        Row("survey1", "born", "=李强", date(2015, 2, 6), 2, number(date(2015, 6, 2), 35),
            father="李大河", village="西村"),
        Row("school1", "born", "=李强", date(2015, 6, 2), 1, number(date(2015, 6, 2), 35), father="李长江"),
    ]  # fmt: skip
    return conflicts


def _unreadable() -> list[Row]:
    """Every state a number can be in."""
    unreadable = [
        Row(
            "survey1",
            f"id{state}",
            f"蓝{word}",
            date(2014, 1 + at, 8),
            1,
            text,
            state,
            village="西村",
        )
        for at, (state, word, text) in enumerate(
            (
                (IdState.NONE, "春", ""),
                (IdState.BAD_CHECK, "夏", A[:-1] + ("1" if A[-1] != "1" else "2")),
                (IdState.SCIENTIFIC, "秋", "9.90101E+17"),
                (IdState.ROUNDED, "冬", "990101201501120000"),
                (IdState.SHORT, "东", "99010120150112001"),
                (IdState.ADULT, "南", number(date(1985, 1, 1), 11)),
                (IdState.FOREIGN, "西", "H12345678"),
            )
        )
    ]
    unreadable += [
        replace(row, sheet="police1", number="", state=IdState.NONE, left=-1) for row in unreadable
    ]
    return unreadable


def _over_age() -> list[Row]:
    """On both sides of the sixteenth birthday."""
    over = [
        Row("survey0", "over", "徐满满", date(2010, 9, 30), 1, OLD, village="蔡宅村"),
        Row("police0", "over", "徐满满", date(2010, 9, 30), 1, OLD, left=-1),
        Row("survey0", "nearly", "徐差日", date(2010, 10, 1), 1, number(date(2010, 10, 1), 15), village="蔡宅村"),
        Row("police0", "nearly", "徐差日", date(2010, 10, 1), 1, number(date(2010, 10, 1), 15), left=-1),
    ]  # fmt: skip
    return over


@dataclass(frozen=True)
class Sample(Result):
    """A result that explains itself from fixed parts."""

    rows: tuple[Row, ...] = field(default=())

    def explain(self, a: int, b: int) -> tuple[Part, ...]:
        """Named parts of any pair."""
        same = self.rows[a].name == self.rows[b].name
        return (
            Part("number", "身份证号18位里17位相同", 8.0),
            Part("birth", "出生日期、性别都相同", 4.1),
            Part("parents", "父母姓名都相同", 3.2),
            Part("name", "姓名相同" if same else "姓名读音相同、字不同（同音字）", 2.0),
            Part("school", "年级差一年", -0.8),
        )

    def link(self, record: int) -> Link:
        """Tied to the first other record of its child."""
        entity = self.records.entity
        others = [int(o) for o in np.flatnonzero(entity == entity[record]) if o != record]
        if not others:
            return Link(record, -1, 0.0, ())
        return Link(record, others[0], 16.5, self.explain(record, others[0]))

    def at(self, entity: str, sheet: str | None = None) -> list[int]:
        """Record numbers of an entity of the sample."""
        return [
            i
            for i, row in enumerate(self.rows)
            if row.entity == entity and (sheet is None or row.sheet == sheet)
        ]


def build(given: list[Row] | None = None) -> Sample:
    """The sample as a `Result`."""
    every = rows() if given is None else given
    names = list(dict.fromkeys(row.entity for row in every))
    order = {key: at for at, key in enumerate(SHEETS)}
    every = sorted(every, key=lambda row: order[row.sheet])
    sheets = tuple(_sheet(key, [r for r in every if r.sheet == key]) for key in SHEETS)
    reviews = _reviews(every)
    return Sample(
        sheets=sheets,
        notices=(
            Notice("scientific_id", "有1个证件号被表格软件改成了科学计数法，请设成文本后重交",
                   sheets[1].file.path, "摸底表", (8,), 1),
            Notice("wrong_extension", "这个文件不是表格，没有读", Path("in/照片.jpg"), fatal=True),
        ),
        records=_records(every, names, list(order)),
        entity_ids=[f"E{at:06d}" for at in range(len(names))],
        towns=TOWNS,
        reviews=reviews,
        faults=(
            SenderFault("shifted_birth_date", "这所学校的出生日期都比别的名册早一天", 4, "演示乙乡学校",
                        (Field.BIRTH_DATE,), 2, "distrusted"),
        ),
        agreement={"survey-school": {"name": 0.91, "birth_date": 0.95},
                   "survey-police": {"name": 0.97, "birth_date": 0.99}},
        rows=tuple(every),
    )  # fmt: skip


def _reviews(every: list[Row]) -> tuple[Review, ...]:
    def at(entity: str, sheet: str) -> int:
        return next(i for i, r in enumerate(every) if (r.entity, r.sheet) == (entity, sheet))

    wanted = (
        (Why.SAME_NUMBER, ("lender", "survey0"), ("borrower", "survey0"), 3.0),
        (Why.TWO_NUMBERS, ("hukou1", "police0"), ("hukou2", "police1"), 9.0),
        (Why.UNCERTAIN, ("alone", "survey1"), ("partial", "survey2"), 0.5),
        (Why.WEAK_LINK, ("idscientific", "survey1"), ("idscientific", "police1"), 1.2),
    )
    keys = {(r.entity, r.sheet) for r in every}
    return tuple(
        Review(why, at(*a), at(*b), score) for why, a, b, score in wanted if {a, b} <= keys
    )


def _sheet(key: str, every: list[Row]) -> Sheet:
    handed = SHEETS[key]
    file = RosterFile(
        Path("in") / handed.name,
        handed.kind,
        handed.sender,
        TOWNS[handed.town],
        date(2026, 9, 10),
        handed.population,
    )
    mapping = (
        *(ColumnMapping(i, f.value, f, f"表头“{f.value}”") for i, f in enumerate(FIELDS)),
        ColumnMapping(len(FIELDS), "备注二", None, "没有用上"),
    )
    columns = {f: pa.array([_raw(row, f) for row in every], pa.string()) for f in FIELDS}
    name = "" if handed.name.endswith(".csv") else "摸底表"
    return Sheet(
        file, name, 3 if name else 1, mapping,
        pa.array(range(1, len(every) + 1), pa.int32()), columns,
    )  # fmt: skip


def _raw(row: Row, field: Field) -> str:
    return {
        Field.NAME: row.name,
        Field.ID_NUMBER: row.number,
        Field.SEX: ("", "男", "女")[row.sex],
        Field.BIRTH_DATE: row.born.isoformat() if row.born else "",
        Field.FATHER_NAME: row.father,
        Field.MOTHER_NAME: row.mother,
        Field.VILLAGE: row.village,
        Field.SCHOOL: row.school,
        Field.GRADE: row.grade,
    }[field]


def _left(row: Row) -> int:
    if row.left is not None:
        return row.left
    return 1 if SHEETS[row.sheet].population is Population.FLAGGED else -1


def _records(every: list[Row], names: list[str], sheets: list[str]) -> Records:
    seen: dict[str, int] = {}
    numbers = []
    for row in every:
        seen[row.sheet] = seen.get(row.sheet, 0) + 1
        numbers.append(seen[row.sheet])
    states = [row.state or (IdState.GOOD if row.number else IdState.NONE) for row in every]
    born = [(r.born - date(1970, 1, 1)).days if r.born else UNKNOWN for r in every]
    return Records(
        kind=np.array([KINDS.index(SHEETS[r.sheet].kind) for r in every], np.int8),
        sheet=np.array([sheets.index(r.sheet) for r in every], np.int32),
        row=np.array(numbers, np.int32),
        entity=np.array([names.index(r.entity) for r in every], np.int32),
        confidence=np.array([0.99 if s is IdState.GOOD else 0.93 for s in states], np.float32),
        id_state=np.array([ID_STATES.index(s) for s in states], np.int8),
        town=np.array(
            [SHEETS[r.sheet].town if r.town is None else r.town for r in every], np.int32
        ),
        left_behind=np.array([_left(r) for r in every], np.int8),
        raw={
            f: pa.chunked_array([pa.array([_raw(r, f) for r in every], pa.string())])
            for f in FIELDS
        },
        birth=np.array(born, np.int32),
        sex=np.array([r.sex for r in every], np.int8),
    )
