"""名录的表: divisions and units; bodies and the people who serve in them."""

from tonghu.directory.models.bodies import Body, BodyMember
from tonghu.directory.models.units import Division, Unit, UnitAlias

__all__ = ["Body", "BodyMember", "Division", "Unit", "UnitAlias"]
