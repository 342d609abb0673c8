"""证件号精确匹配: records with the same valid number of a child are one child, all others stand alone.

`python -m bench.rivals.exact ROSTERS OUT`. The number is trimmed, folded to half width, upper case.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from bench.rivals.answers import SOURCES, write_entities

NUMBER = {"survey": "身份证号码", "school": "身份证件号", "police": "公民身份号码"}
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", np.uint8)


def tidy(column: pa.Array) -> pa.Array:
    """Half width, upper case, nothing but digits and X."""
    return pc.replace_substring_regex(
        pc.utf8_upper(pc.utf8_normalize(column, "NFKC")), "[^0-9X]", ""
    )


def valid(column: pa.Array) -> npt.NDArray[np.bool_]:
    """Eighteen characters with the right check character, born too late to be a parent."""
    shaped = pc.match_substring_regex(column, "^[0-9]{6}20(09|[12][0-9])[0-9]{7}[0-9X]$").to_numpy(
        zero_copy_only=False
    )
    text = column.filter(pa.array(shaped)).to_numpy(zero_copy_only=False).astype("S18")
    digits = text.view(np.uint8).reshape(len(text), 18)
    right = _CHECK[((digits[:, :17] - 48) * _WEIGHTS).sum(axis=1) % 11] == digits[:, 17]
    out = np.zeros(len(column), bool)
    out[np.flatnonzero(shaped)[right]] = True
    return out


def main() -> None:
    """Read, group, write."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    numbers, sources, rows = [], [], []
    for source in SOURCES:
        head = NUMBER[source]
        options = csv.ConvertOptions(column_types={head: pa.string()}, include_columns=[head])
        column = csv.read_csv(folder / f"{source}.csv", convert_options=options)[head]
        numbers.append(tidy(column.combine_chunks()))
        sources.append(pa.repeat(source, len(column)))
        rows.append(np.arange(1, len(column) + 1))
    number = pa.concat_arrays(numbers)
    good = valid(number)
    code = number.dictionary_encode().indices.to_numpy().astype(np.int64)
    entity = np.where(good, code, len(number) + np.arange(len(number)))
    write_entities(out, pa.concat_arrays(sources), pa.array(np.concatenate(rows)), pa.array(entity))


if __name__ == "__main__":
    main()
