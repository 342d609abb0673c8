"""行级安全: PostgreSQL itself shows each person only the rows the declarations allow.

`declared` reads what the models say, `expressions` turns it into policies, `found` reads what the
database has, `comparing` finds what differs and how to mend it.
"""

from tonghu.core.database.policies.comparing import Difference, apply, differences
from tonghu.core.database.policies.runtime import weaknesses

__all__ = ["Difference", "apply", "differences", "weaknesses"]
