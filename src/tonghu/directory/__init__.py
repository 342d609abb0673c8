"""名录: divisions 行政区划, units and bodies 单位和机构, with their names, days and successors.

`divisions` and `places` are pure and know no database; `models`, `queries` and `actions` do.
"""
