"""成册: which workbooks there are, and where they lie."""

from __future__ import annotations

import re
from pathlib import Path

from tonghu.reconcile.report import cells
from tonghu.reconcile.report.discrepancies import Discrepancies
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.workbook.county import COUNTY, write_county
from tonghu.reconcile.report.workbook.faults import fault_rows
from tonghu.reconcile.report.workbook.rows import lines_of
from tonghu.reconcile.report.workbook.town import places_of, write_town


def write_workbooks(found: Discrepancies, folder: Path) -> tuple[Path, ...]:
    """全县.xlsx, and one workbook per town that has to answer something."""
    folder.mkdir(parents=True, exist_ok=True)
    lines, faults = lines_of(found), fault_rows(found)
    county = folder / f"{COUNTY}.xlsx"
    write_county(found, lines, county)
    places = places_of(lines)
    numbers = {name: at for at, name in enumerate(found.result.towns)}
    asked = sorted({town for town, _ in places}, key=lambda town: (town < 0, town))
    names = [cells.town_name(found.result, town) for town in asked]
    paths = [county]
    for town in dict.fromkeys([*names, *(fault[0] for fault in faults)]):
        number = numbers.get(town, -1)
        mine = {k: places[number, k] for k in KINDS_OF_DISCREPANCY if (number, k) in places}
        path = folder / f"{file_name(town)}.xlsx"
        write_town(found, lines, mine, [f for f in faults if f[0] == town], town, path)
        paths.append(path)
    return tuple(paths)


def file_name(town: str) -> str:
    """A town's name as a file name on any system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", town).strip(". ") or "_"
