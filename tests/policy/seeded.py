"""Every seeded fault, registered by the files that make them."""

from tests.policy.seeds import first, second
from tests.policy.seeds.table import FAULTS

__all__ = ["FAULTS", "first", "second"]
