"""栏目: the one list of blanks that drives forms, pages, completeness, Excel and the national sheet.

未采集 is the absence of a value; 否 is `False`; 其他 is a code like any other.
"""

from tonghu.registry.fields.blanks import (
    BLOCKS,
    BY_CODE,
    FIELDS,
    GRANDPARENTS,
    PARENTS,
    of_block,
)
from tonghu.registry.fields.definition import Asked, FieldDef, Kept, Kind, Said, Words

__all__ = [
    "BLOCKS",
    "BY_CODE",
    "FIELDS",
    "GRANDPARENTS",
    "PARENTS",
    "Asked",
    "FieldDef",
    "Kept",
    "Kind",
    "Said",
    "Words",
    "of_block",
]
