"""家人和关系: people and bonds follow the file; a new carer ends one bond and begins another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tonghu.core.encryption import blind_index
from tonghu.registry.actions.sheets import OWN, Sheet
from tonghu.registry.models import Bond, Household, Person
from tonghu.registry.rules.people import Named, named, same_person
from tonghu.registry.states import BondRole


@dataclass(slots=True)
class People:
    """家人: what is to be written, and who is already known of each village."""

    today: date
    known: dict[tuple[str, str], Person] = field(default_factory=dict)  # (village, id index)
    households: list[Household] = field(default_factory=list)
    new: dict[UUID, Person] = field(default_factory=dict)
    changed: dict[UUID, Person] = field(default_factory=dict)
    bonds: list[Bond] = field(default_factory=list)
    bonds_changed: dict[UUID, Bond] = field(default_factory=dict)

    def look_up(self, sheets: list[Sheet]) -> None:
        """Parents already known in the same village by their number: siblings share them."""
        wanted: dict[str, set[str]] = {}
        for sheet in sheets:
            for one in named(sheet.values).values():
                if one.id_number and one.role in (BondRole.FATHER, BondRole.MOTHER):
                    index = blind_index(one.id_number, "id_number")
                    wanted.setdefault(index, set()).add(sheet.child.division)
        if not wanted:
            return
        rows = Person.objects.all_of_them(reason=OWN).filter(id_index__in=list(wanted))
        for row in rows.select_related("household").order_by("pk"):
            if row.division in wanted[row.id_index]:
                self.known.setdefault((row.division, row.id_index), row)

    def follow(self, sheet: Sheet) -> None:
        """Brings bonds and people of one file to what its blanks say."""
        wanted = named(sheet.values)
        for role, bond in list(sheet.bonds.items()):
            now = wanted.get(role)
            if now is None or not same_person(_as_named(bond), now):
                self._end(sheet, bond)
        for role, now in wanted.items():
            bond_now = sheet.bonds.get(role)
            if bond_now is None:
                self._begin(sheet, now)
            else:
                self._amend(bond_now, now)

    def _end(self, sheet: Sheet, bond: Bond) -> None:
        bond.until = max(self.today, bond.since)
        self.bonds_changed[bond.pk] = bond
        del sheet.bonds[bond.role]

    def _begin(self, sheet: Sheet, now: Named) -> None:
        person = self._person(sheet, now)
        since = now.since or self._stated(sheet, now.since_from)
        bond = Bond(
            division=sheet.child.division, child=sheet.child, person=person, role=now.role.value,
            kind=now.kind, relation=now.relation, statuses=list(now.statuses),
            since=min(since, self.today), since_known=now.since is not None,
        )  # fmt: skip
        sheet.bonds[now.role.value] = bond
        self.bonds.append(bond)

    def _stated(self, sheet: Sheet, code: str) -> date:
        choice = sheet.choices.get(code)
        return choice.by.stated_on if choice else self.today

    def _amend(self, bond: Bond, now: Named) -> None:
        said = (now.kind, now.relation, list(now.statuses))
        if (bond.kind, bond.relation, bond.statuses) != said:
            bond.kind, bond.relation, bond.statuses = said
            if bond not in self.bonds:
                self.bonds_changed[bond.pk] = bond
        if now.same_as is None and _describe(bond.person, now) and bond.person_id not in self.new:
            self.changed[bond.person_id] = bond.person

    def _person(self, sheet: Sheet, now: Named) -> Person:
        if now.same_as is not None and now.same_as.value in sheet.bonds:
            parent_now: Person = sheet.bonds[now.same_as.value].person
            return parent_now
        parent = now.role in (BondRole.FATHER, BondRole.MOTHER)
        if parent and now.id_number:
            index = blind_index(now.id_number, "id_number")
            found = self.known.get((sheet.child.division, index))
            if found is not None:
                self._join(sheet, found)
                return found
        person = Person(division=sheet.child.division, household=self._household(sheet))
        _describe(person, now)
        self.new[person.pk] = person
        if parent and person.id_index:
            self.known[person.division, person.id_index] = person
        return person

    def _join(self, sheet: Sheet, person: Person) -> None:
        """A sibling lives in the household of the parent it shares."""
        if sheet.child.household_id is None and person.household is not None:
            sheet.child.household = person.household

    def _household(self, sheet: Sheet) -> Household:
        household: Household | None = sheet.child.household
        if household is None:
            household = sheet.child.household = Household(division=sheet.child.division)
            self.households.append(household)
        return household


def _as_named(bond: Bond) -> Named:
    person = bond.person
    return Named(BondRole(bond.role), person.name, kind=bond.kind, id_number=person.id_number or "")


def _describe(person: Person, now: Named) -> bool:
    """Writes what is known of a person; whether anything changed."""
    said = {
        "name": now.name, "sex": now.sex or person.sex, "birth": now.birth or person.birth,
        "work_place": now.place, "deceased": now.deceased,
    }  # fmt: skip
    secret = {"id_number": now.id_number or None, "phone": now.phone or None}
    different = [name for name, value in said.items() if getattr(person, name) != value]
    different += [name for name, value in secret.items() if getattr(person, name) != value]
    for name in different:
        setattr(person, name, said.get(name, secret.get(name)))
    person.id_index = blind_index(now.id_number, "id_number") if now.id_number else ""
    person.phone_index = blind_index(now.phone, "phone") if now.phone else ""
    return bool(different)
