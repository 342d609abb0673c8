"""各单位职责: every member unit in printed order with what it owes and how that is proved."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.policy.profile import UNVERIFIED, Profile
from tonghu.policy.questions.registry import called
from tonghu.policy.questions.units import duties_of, plain_name
from tonghu.policy.schema.units import Duty, Unit
from tonghu.reference.reading import running
from tonghu.reference.reading.marks import Chip, Mark, chips_of, marked
from tonghu.reference.reading.names import spoken_name

UPLOAD = "upload"
_SAMPLE = 24  # characters: one line of the table


@dataclass(frozen=True, slots=True)
class Proof:
    """凭什么证明: `kind` is auto (the program leaves it), later (it will), upload."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """一项职责."""

    text: str
    period: str
    mark: Mark
    proofs: tuple[Proof, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """一个单位的职责."""

    code: str
    name: str
    number: int | None  # in the printed list; None for bodies that are no members
    part: str
    notes: tuple[str, ...]
    doubt: str  # 今名待核
    chips: tuple[Chip, ...]
    duties: tuple[DutyLine, ...]
    names: tuple[str, ...]  # everything it is called, for finding it

    @property
    def is_member(self) -> bool:
        """Whether it stands in the printed list."""
        return bool(self.part)

    @property
    def sample(self) -> str:
        """The first duties, as far as a line goes."""
        text = "；".join(one.text for one in self.duties)
        return text if len(text) <= _SAMPLE else f"{text[:_SAMPLE].rstrip('，、；')}……"

    @property
    def proved(self) -> str:
        """自动取3条，以后自动取21条，上传4条."""
        first = [one.proofs[0].kind for one in self.duties]
        told = (("自动取", "auto"), ("以后自动取", "later"), ("上传", UPLOAD))
        return "，".join(f"{word}{n}条" for word, kind in told if (n := first.count(kind)))

    def called(self, text: str) -> bool:
        """Whether a text typed into 找单位 fits."""
        asked = plain_name(text)
        return bool(asked) and any(asked in plain_name(name) for name in self.names)


def duties(profile: Profile) -> tuple[UnitDuties, ...]:
    """Members in printed order, then the bodies that owe something without being members."""
    members = tuple(_member(profile, index, unit) for index, unit in enumerate(profile.units))
    codes = {unit.code for unit in profile.units}
    others = dict.fromkeys(duty.unit for duty in profile.duties if duty.unit not in codes)
    return (*members, *(_body(profile, code) for code in others))


def _member(profile: Profile, index: int, unit: Unit) -> UnitDuties:
    found = duties_of(profile, unit.code)
    notes = []
    if unit.part != "member":
        notes.append(profile.vocabulary.label("parts", unit.part))
    if unit.within:
        notes.append(f"列在{called(profile, unit.within)}括号内")
    if profile.sheet.conference.office.seat == unit.code:
        notes.append("办公室设在这里")
    doubt = ""
    if unit.successor:
        unsure = UNVERIFIED in profile.basis("units", index, "successor")
        doubt = unit.successor if unsure else ""
        notes += [] if unsure else [f"今名：{unit.successor}"]
    chips = chips_of(profile, unit.basis, most=3)
    return UnitDuties(
        unit.code, unit.name, unit.number, profile.vocabulary.label("parts", unit.part),
        tuple(notes), doubt, _place_of_duties(profile, found, chips),
        tuple(_line(profile, duty) for duty in found),
        (unit.name, *unit.aliases, unit.successor or "", profile.vocabulary.function(unit.code)),
    )  # fmt: skip


def _place_of_duties(
    profile: Profile, found: tuple[Duty, ...], listed: tuple[Chip, ...]
) -> tuple[Chip, ...]:
    """The clause of the list of duties rather than that of the list of names, if there is one."""
    if found and listed:
        cited = [chip.at for duty in found for chip in chips_of(profile, duty.basis, most=9)]
        return (max(reversed(listed), key=lambda chip: cited.count(chip.at)),)
    return listed[:1]


def _body(profile: Profile, code: str) -> UnitDuties:
    found = duties_of(profile, code)
    name, label = spoken_name(profile, code), profile.vocabulary.function(code)
    return UnitDuties(
        code, name, None, "", (), "", chips_of(profile, found[0].basis, most=1),
        tuple(_line(profile, duty) for duty in found), (name, label),
    )  # fmt: skip


def _line(profile: Profile, duty: Duty) -> DutyLine:
    return DutyLine(
        duty.text, profile.vocabulary.label("periods", duty.period), marked(profile, duty.basis),
        _proofs(profile, duty), duty.note,
    )  # fmt: skip


def _proofs(profile: Profile, duty: Duty) -> tuple[Proof, ...]:
    """What is taken by itself first, then 单位上传."""
    events = profile.vocabulary.events
    words = [kind for kind in duty.proof if kind != UPLOAD]
    said = [
        Proof(
            "auto" if running.leaves(kind) else "later",
            events[kind].label if kind in events else kind,
        )
        for kind in words
    ]
    said.sort(key=lambda one: one.kind)  # auto before later
    if UPLOAD in duty.proof:
        said.append(Proof(UPLOAD, "单位上传，办公室核"))
    return tuple(said)
