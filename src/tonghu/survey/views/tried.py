"""试着办, with what the register refuses besides (ui.trying)."""

from __future__ import annotations

from functools import partial

from tonghu.registry.actions.updating import EditedMeanwhile
from tonghu.registry.rules.checking import WrongValues
from tonghu.ui import trying
from tonghu.ui.trying import Told, id_of, one_of

REGISTER: Told = {
    WrongValues: lambda wrong: wrong.problems,
    EditedMeanwhile: lambda edited: {"": str(edited)},
}
tried = partial(trying.tried, more=REGISTER)
did = partial(trying.did, more=REGISTER)

__all__ = ["did", "id_of", "one_of", "tried"]
