"""列的判断: header first, values may overrule, a person's saved choice wins over both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import Aliases, plain
from tonghu.reconcile.engine.intake.columns.kinds import FITTING, SOFT, STRONG, Profile
from tonghu.reconcile.engine.intake.mappings import Layout
from tonghu.reconcile.engine.intake.sentences import say
from tonghu.reconcile.engine.intake.wire import Said

# what a column of a strong kind is for, when its header does not say
NATURAL: dict[str, tuple[Field, ...]] = {
    "id": (Field.ID_NUMBER,),
    "phone": (Field.PHONE,),
    "date": (Field.BIRTH_DATE,),
    "sex": (Field.SEX,),
    "name": (Field.NAME,),
    "relation": (Field.GUARDIAN_RELATION,),
    "student": (Field.STUDENT_NUMBER,),
    "town": (Field.TOWN,),
    "village": (Field.VILLAGE,),
    "school": (Field.SCHOOL,),
}


_TELLING = frozenset({"id", "name", "phone", "sex", "student"})


@dataclass(slots=True)
class Draft:
    """Work in progress on one sheet's columns; becomes ColumnMapping rows."""

    headers: Sequence[str]
    profiles: Sequence[Profile]
    fields: list[Field | None]
    reasons: list[str]
    exact: list[bool]
    said: list[Said] = field(default_factory=list)
    saved: bool = False

    def take(self, column: int, meaning: Field | None, reason: str, exact: bool = True) -> None:
        """Give a column its meaning."""
        self.fields[column] = meaning
        self.reasons[column] = reason
        self.exact[column] = exact

    def of(self, meaning: Field) -> list[int]:
        """Columns taken for a field."""
        return [i for i, f in enumerate(self.fields) if f is meaning]

    def say(self, code: str, **values: object) -> None:
        """Add a notice about columns."""
        self.said.append(Said(code, say(code, **values)))


def by_header(headers: Sequence[str], profiles: Sequence[Profile], words: Aliases) -> Draft:
    """First reading: the headers alone."""
    draft = Draft(
        headers,
        profiles,
        [None] * len(headers),
        ["没有表头，内容也看不出含义"] * len(headers),
        [False] * len(headers),
    )
    for column, header in enumerate(headers):
        if not header.strip():
            continue
        meaning = words.find(header)
        if meaning is None:
            draft.reasons[column] = f"不认识表头“{header}”，未采用"
        elif meaning.field is None:
            draft.take(column, None, f"表头“{header}”与对账无关，未采用")
        else:
            how = "表头" if meaning.exact else "表头含有近似字样"
            draft.take(column, meaning.field, f"{how}“{header}”", meaning.exact)
    _prefer_exact(draft)
    return draft


def _prefer_exact(draft: Draft) -> None:
    """A likely header gives way to a sure one of the same field."""
    for meaning in {f for f in draft.fields if f}:
        columns = draft.of(meaning)
        sure = [c for c in columns if draft.exact[c]]
        for column in columns:
            if sure and column not in sure:
                first = sure[0] + 1
                draft.take(column, None, f"{draft.reasons[column]}，但第{first}列更明确，未采用")


def by_saved(
    headers: Sequence[str], profiles: Sequence[Profile], saved: Sequence[Layout]
) -> Draft | None:
    """A person's choice for exactly these headers, with a notice where the values look otherwise."""
    for layout in saved:
        fields = _fitted(headers, layout)
        if fields is None:
            continue
        count = len(headers)
        reasons = ["已保存的对应"] * count
        draft = Draft(headers, profiles, fields, reasons, [True] * count, saved=True)
        for column, meaning in enumerate(fields):
            if meaning and profiles[column].contradicts(meaning):
                looks = STRONG[profiles[column].strong]
                draft.say("mapping_doubt", column=column + 1, field=meaning.value, looks=looks)
        return draft
    return None


def _fitted(headers: Sequence[str], layout: Layout) -> list[Field | None] | None:
    """The layout's fields laid over these headers; None when the headers are others.

    Columns without a header are found by the header they stand behind, for an empty one is
    not written down.
    """
    ours, theirs = _groups(headers), _groups(layout.headers)
    same = [name for name, _ in ours] == [name for name, _ in theirs]
    if not same or (len(ours) == 1 and len(headers) != len(layout.headers)):
        return None
    fields: list[Field | None] = [None] * len(headers)
    for (_, mine), (_, saved) in zip(ours, theirs, strict=True):
        for column, source in zip(mine, saved, strict=False):
            fields[column] = layout.fields[source]
    return fields


def _groups(headers: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Each printed header with its column and the blank ones behind it; first those before any."""
    groups: list[tuple[str, list[int]]] = [("", [])]
    for column, header in enumerate(headers):
        if header.strip():
            groups.append((plain(header), []))
        groups[-1][1].append(column)
    return groups


def overrule(draft: Draft) -> None:
    """重判: columns whose values contradict their header change places or meaning."""
    wrong = [
        column
        for column, meaning in enumerate(draft.fields)
        if meaning and draft.profiles[column].contradicts(meaning)
    ]
    released = {column: draft.fields[column] for column in wrong}
    for column in wrong:
        draft.fields[column] = None
    for column in wrong:
        kind = draft.profiles[column].strong
        meaning = _best(draft, column, kind, released)
        header = draft.headers[column]
        taken = STRONG[kind]
        before = released[column]
        if meaning is None and before in SOFT and not draft.of(before):
            draft.fields[column] = before
            continue
        if meaning is None:
            draft.take(column, None, f"表头“{header}”，内容却像{taken}，未采用")
        else:
            draft.take(column, meaning, f"表头“{header}”，但内容像{taken}")
        draft.say("header_overruled", column=column + 1, header=header, taken=taken)


def _best(
    draft: Draft, column: int, kind: str, released: Mapping[int, Field | None]
) -> Field | None:
    """A field another contradicted column gave up, else the natural one when it is free."""
    given_up = [
        f
        for c, f in released.items()
        if c != column and f and kind in FITTING.get(f, frozenset()) and not draft.of(f)
    ]
    strict = [f for f in given_up if _natural(f, kind)]
    if strict or given_up:
        return (strict or given_up)[0]
    return next((f for f in NATURAL.get(kind, ()) if not draft.of(f)), None)


def _natural(meaning: Field, kind: str) -> bool:
    ending = {"id": ("id", "id_number"), "name": ("name",), "phone": ("phone",)}.get(kind)
    if ending is None:
        return meaning in NATURAL.get(kind, ())
    return meaning.value.endswith(ending)


def by_values(draft: Draft, headerless: bool) -> None:
    """补判: columns without a known header, by what stands in them."""
    order = sorted(
        (c for c, f in enumerate(draft.fields) if f is None and _open(draft, c, headerless)),
        key=lambda c: (draft.profiles[c].strong == "name", c),
    )
    for column in order:
        kind = draft.profiles[column].strong
        meaning = _free(draft, column, kind)
        if meaning:
            draft.take(column, meaning, f"内容像{STRONG[kind]}", exact=False)
            if draft.headers[column].strip():
                header = draft.headers[column]
                draft.reasons[column] = f"不认识表头“{header}”，内容像{STRONG[kind]}"


def _open(draft: Draft, column: int, headerless: bool) -> bool:
    """A header that is known and of no use stays so."""
    kind = draft.profiles[column].strong
    if not draft.headers[column].strip() or headerless:
        return bool(kind)
    # a date or a place under an unknown header may be anything: 入学日期, 户籍地 …
    return draft.reasons[column].startswith("不认识表头") and kind in _TELLING


def _free(draft: Draft, column: int, kind: str) -> Field | None:
    profile = draft.profiles[column]
    grown = profile.adults >= 0.8
    if kind == "id" and grown:
        return _adult(draft, column, "id")
    if kind == "date" and grown:
        return None
    if kind == "phone":
        return _adult(draft, column, "phone") or _unused(draft, Field.PHONE)
    if kind == "name" and draft.of(Field.NAME):
        return _adult(draft, column, "name")
    return next((f for f in NATURAL.get(kind, ()) if not draft.of(f)), None)


def _unused(draft: Draft, meaning: Field) -> Field | None:
    return None if draft.of(meaning) else meaning


def _adult(draft: Draft, column: int, item: str) -> Field | None:
    """Whose number or name: the person named in the column before, else the guardian."""
    before = draft.fields[column - 1] if column else None
    owner = before.value.partition("_")[0] if before else ""
    if item != "name" and owner in {"father", "mother", "guardian"}:
        wanted = f"{owner}_{item}"
        if wanted in Field._value2member_map_ and not draft.of(Field(wanted)):
            return Field(wanted)
    if item == "phone" or (draft.headers[column].strip() and item == "name"):
        return None
    return _unused(draft, Field.GUARDIAN_ID if item == "id" else Field.GUARDIAN_NAME)
