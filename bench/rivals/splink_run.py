"""Runs Splink model B: `python -m bench.rivals.splink_run ROSTERS OUT --thresholds 13 10 …`.

The first threshold is part of the measured run; then the line MEASURED is printed, and the others
are clustered for the sweep, one folder OUT/w<threshold> each.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from bench.rivals import cleaning, splink_model
from bench.rivals.answers import SOURCES, write_entities
from bench.rivals.exact import tidy

# Our name for a column, and its header in each roster; the rival is given the mapping.
COLUMNS = {
    "name": ("姓名", "学生姓名", "姓名"),
    "former": (None, "曾用名", "曾用名"),
    "number": ("身份证号码", "身份证件号", "公民身份号码"),
    "sex": ("性别", "性别", "性别"),
    "birth": ("出生日期", "出生年月日", "出生日期"),
    "father": ("父亲姓名", "父亲", "父亲姓名"),
    "mother": ("母亲姓名", "母亲", "母亲姓名"),
    "guardian": ("监护人姓名", "家长姓名", "户主姓名"),
    "phone": ("联系电话", "家长电话", "联系方式"),
    "town": ("乡镇（街道）", None, "乡镇街道"),
    "village": ("村（社区）", None, "居（村）委会"),
    "address": (None, "家庭住址", None),
}


def read(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One table with all records, as text."""
    parts = []
    for place, source in enumerate(SOURCES):
        path = folder / f"{source}.csv"
        picked = ", ".join(
            f'"{heads[place]}" as {key}' if heads[place] else f"null::varchar as {key}"
            for key, heads in COLUMNS.items()
        )
        parts.append(
            f"select '{source}' as source_dataset, row_number() over () as unique_id, {picked} "
            f"from read_csv('{path}', all_varchar=true, header=true, quote='', nullstr='')"
        )
    con.execute("create table raw as " + " union all ".join(parts))


def clean(con: duckdb.DuckDBPyConnection) -> None:
    """Map tables of distinct values, then one table per roster."""
    for column in ("name", "former", "father", "mother", "guardian"):
        cleaning.mapping(con, "raw", column, cleaning.name)
    cleaning.mapping(con, "raw", "birth", cleaning.birth)
    cleaning.mapping(con, "raw", "phone", cleaning.phone)
    cleaning.mapping(con, "raw", "town", cleaning.town)
    cleaning.mapping(con, "raw", "village", cleaning.village)
    cleaning.mapping(con, "raw", "address", lambda value: "\t".join(cleaning.address(value)))
    _numbers(con)
    _sounds(con)
    con.execute(_JOIN)
    for source in SOURCES:
        con.execute(
            f"create table {source} as select * exclude (source_dataset) "
            f"from cleaned where source_dataset = '{source}'"
        )


def _numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Numbers: tidy; unusable ones (notation, an adult's) are no evidence."""
    raw = con.sql(
        "select distinct number as raw from raw where number is not null"
    ).to_arrow_table()
    values = tidy(raw["raw"].combine_chunks()).to_pylist()
    good = cleaning.good_numbers(values)
    usable = [
        v if v in good or (len(v) in (17, 18, 19) and v[6:8] == "20") else None for v in values
    ]
    lost = ["E" in (r or "") or "." in (r or "") for r in raw["raw"].to_pylist()]
    usable = [None if gone else v for v, gone in zip(usable, lost, strict=True)]
    table = pa.table(
        {
            "raw": raw["raw"],
            "clean": pa.array(usable, pa.string()),
            "good": [v in good and not v.endswith("000") if v else False for v in usable],
        }
    )
    con.register("number_values", table)
    con.execute("create table map_number as select * from number_values")


def _sounds(con: duckdb.DuckDBPyConnection) -> None:
    """Sound of every cleaned name."""
    con.execute(
        "create table all_names as "
        + " union ".join(f"select distinct clean from map_{c}" for c in ("name", "former"))
    )
    cleaning.mapping(con, "all_names", "clean", cleaning.sound)


_JOIN = """
create table cleaned as
select r.source_dataset, r.unique_id,
       n.clean as name, s.clean as sound, substr(n.clean, 1, 1) as surname, f.clean as former,
       i.clean as number, coalesce(i.good, false) as good, substr(i.clean, 1, 15) as number15,
       case when substr(b.clean, 5, 4) like '%00%' and substr(b.clean, 7, 2) = '00'
            then null else b.clean end as birth,
       substr(b.clean, 1, 4) || substr(b.clean, 7, 2) || substr(b.clean, 5, 2) as turned,
       substr(b.clean, 1, 4) as year,
       case when r.sex in ('男', '女') then r.sex end as sex,
       fa.clean as father, mo.clean as mother, g.clean as guardian, p.clean as phone,
       coalesce(t.clean, split_part(a.clean, '\t', 1)) as town,
       coalesce(v.clean, split_part(a.clean, '\t', 2)) as village
from raw r
left join map_name n on r.name = n.raw
left join map_clean s on n.clean = s.raw
left join map_former f on r.former = f.raw
left join map_number i on r.number = i.raw
left join map_birth b on r.birth = b.raw
left join map_father fa on r.father = fa.raw
left join map_mother mo on r.mother = mo.raw
left join map_guardian g on r.guardian = g.raw
left join map_phone p on r.phone = p.raw
left join map_town t on r.town = t.raw
left join map_village v on r.village = v.raw
left join map_address a on r.address = a.raw
"""


def train(linker: Linker) -> None:
    """Prior from two plain rules, u from random pairs, m in two sessions."""
    linker.training.estimate_probability_two_random_records_match(
        splink_model.DETERMINISTIC, recall=0.85
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in splink_model.SESSIONS:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def answer(
    con: duckdb.DuckDBPyConnection, linker: Linker, scored: object, w: float, out: Path
) -> None:
    """Cluster at a match weight and write the entities."""
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        scored,  # type: ignore[arg-type]
        threshold_match_weight=w,
    )
    table = con.sql(
        f"select source_dataset, unique_id, cluster_id from {found.physical_name}"
    ).to_arrow_table()
    columns = [table[c].combine_chunks() for c in ("source_dataset", "unique_id", "cluster_id")]
    write_entities(out, *columns)


def main() -> None:
    """Measured part first, the sweep after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rosters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--thresholds", type=float, nargs="+", default=[13.0])
    chosen = parser.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    start = time.perf_counter()
    steps: dict[str, float] = {}

    def lap(name: str) -> None:
        steps[name] = time.perf_counter() - start - sum(steps.values())

    con = duckdb.connect()
    con.execute("set max_temp_directory_size = '20GB'")
    read(con, chosen.rosters)
    clean(con)
    lap("clean")
    api = DuckDBAPI(connection=con)
    frames = [api.register(source, dataset_display_name=source) for source in SOURCES]
    linker = Linker(frames, splink_model.settings())
    train(linker)
    lap("train")
    scored = linker.inference.predict(threshold_match_weight=0)
    lap("predict")
    first, *others = chosen.thresholds
    answer(con, linker, scored, first, chosen.out / f"w{first:g}")
    lap("cluster")
    print(json.dumps(steps))
    print("MEASURED", flush=True)
    for w in others:
        answer(con, linker, scored, w, chosen.out / f"w{w:g}")


if __name__ == "__main__":
    main()
