"""地名: the short names of the places a file speaks of, in one query."""

from __future__ import annotations

from collections.abc import Iterable

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import divisions
from tonghu.directory.models import Division

COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")


def near_names(viewer: Viewer, codes: Iterable[object]) -> dict[str, str]:
    """code → 大东坝镇蔡宅村 for places of the viewer's county, the full name for others."""
    wanted = {str(code) for code in codes if code and len(str(code)) == 12}
    towns = {f"{code[:9]}000" for code in wanted}
    rows = Division.objects.visible_to(viewer).filter(pk__in=wanted | towns)
    known = {
        code: (name, full) for code, name, full in rows.values_list("code", "name", "full_name")
    }
    found = {}
    for code in wanted:
        name, full = known.get(code, ("", ""))
        near = bool(viewer.division) and code[:6] == viewer.division[:6]
        town, _ = known.get(f"{code[:9]}000", ("", ""))
        short = name if code.endswith("000") else f"{town}{_village(name)}"
        found[code] = (short if near else full) or _committed(code)
    return found


def named(viewer: Viewer, text: str) -> tuple[tuple[str, str], ...]:
    """(code, full name) of the places of the viewer's county whose name ends as written: 乙镇一村."""
    county = viewer.division[:6]
    said = _village(text)
    if not county or not said:
        return ()
    rows = Division.objects.visible_to(viewer).filter(
        code__gte=county, code__lt=f"{county}~", valid_to=None
    )
    found = rows.order_by("code").values_list("code", "name", "full_name")
    exact = [(code, full) for code, name, full in found if said == _village(name) or text == code]
    if len(exact) > 0:
        return tuple(exact)
    return tuple((code, full) for code, _, full in found if _village(full).endswith(said))


def _village(name: str) -> str:
    """蔡宅村村民委员会 → 蔡宅村: as people say it."""
    return next((name.removesuffix(one) for one in COMMITTEES if name.endswith(one)), name)


def _committed(code: str) -> str:
    """A place the database lacks, from the committed table; the code itself when none knows it."""
    return divisions().path(code) if divisions().get(code) else code


def villages_of(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """(code, name) of the villages within the viewer's reach that still hold."""
    if not viewer.lo:
        return ()
    rows = Division.objects.visible_to(viewer).filter(
        code__gte=viewer.lo, code__lt=viewer.hi, valid_to=None
    )
    found = list(rows.order_by("code").values_list("code", "name"))
    towns = {code[:9]: name for code, name in found if code.endswith("000")}
    return tuple(
        (code, f"{towns.get(code[:9], '')}{_village(name)}")
        for code, name in found
        if not code.endswith("000")
    )
