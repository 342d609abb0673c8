"""凭据: what a fact proves, whom it credits, and what takes it away again.

A profile's duty names words (`roster.handed_in`, `survey.submit`). Each module that leaves such facts
contributes a `Proof` for the word; the ledger above reads events by these declarations and by nothing
else, so that a duty is proven by what was done and never by what is said about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BEHALF = ("on_behalf", "paper_number", "paper")  # keys of changes that say it came from paper


class Credit(StrEnum):
    """记给谁: the one whose deed a fact is."""

    DOER = "doer"  # the unit the event concerns; without one, the place of the post that did it
    PLACE = "place"  # the town or village it happened in
    NAMED = "named"  # the units, or the one unit, named in the event


@dataclass(frozen=True, slots=True)
class Undoing:
    """什么收回凭据: a later event with the same subject, or one that names the same thing.

    `here` and `there` are keys of the proof's and of the undoing event's changes; "" is the subject.
    """

    event: str
    here: str = ""
    there: str = ""
    only: tuple[str, object] | None = None  # a value the undoing event must have


@dataclass(frozen=True, slots=True)
class Proof:
    """一种凭据: `event` proves every duty that names `kind`."""

    kind: str  # the word duties name
    event: str = ""  # the event that is left; "" = the word itself
    credit: Credit = Credit.DOER
    named: str = ""  # NAMED: key of the changes with the unit or units
    above: tuple[tuple[str, str], ...] = ()  # function of the doer → function it counts for as well
    unless: tuple[tuple[str, tuple[object, ...]], ...] = ()  # values that prove nothing; () = any
    undone_by: tuple[Undoing, ...] = ()
    behalf: tuple[str, ...] = BEHALF
    claims: bool = False  # says so itself until somebody has checked it
    confirmed_by: tuple[str, ...] = ()  # events of the same subject that check a claim
    duty: str = ""  # key of the changes with the one duty it is for; "" = all that name the kind
    on: str = ""  # key of the changes with the day of the deed; "" = when it was recorded

    @property
    def leaves(self) -> str:
        """The kind of event that proves."""
        return self.event or self.kind

    @property
    def events(self) -> frozenset[str]:
        """Every kind of event that bears on this proof."""
        return frozenset({self.leaves, *self.confirmed_by, *(one.event for one in self.undone_by)})
