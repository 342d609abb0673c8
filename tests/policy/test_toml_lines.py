"""The line index: every key, row and element at the line an editor shows."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghu.policy import places
from tonghu.policy.toml_lines import LineIndex, Path

SAMPLE = '''# 第一行是注释
top = 1
[table]   # 行尾注释
plain = "a # 不是注释 [x]"
'quoted key' = 2
dotted.inner.leaf = 3
many = [
    "一",  # 注释里的 ] 不算
    ["二", 3],

    { in = 4, deep = { er = 5 } },
]
text = """
三行
["不是数组"]
"""
raw = \'\'\'
{ 也不是表 }
\'\'\'
when = 2017-09-01
[[rows]]
name = "甲"
[[rows]]
name = "乙"
tags = ["x", "y"]
[rows.sub]
key = 1
[[rows.inner]]
k = 1
[[rows.inner]]
k = 2
["带.点"."键"]
v = true
'''


def number_of(text: str, start: str) -> int:
    return next(i for i, row in enumerate(text.split("\n"), 1) if row.strip().startswith(start))


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (("top",), "top"),
        (("table",), "[table]"),
        (("table", "plain"), "plain"),
        (("table", "quoted key"), "'quoted key'"),
        (("table", "dotted"), "dotted"),
        (("table", "dotted", "inner", "leaf"), "dotted"),
        (("table", "many"), "many"),
        (("table", "many", 0), '"一"'),
        (("table", "many", 1), '["二"'),
        (("table", "many", 1, 1), '["二"'),
        (("table", "many", 2, "deep", "er"), "{ in = 4"),
        (("table", "text"), "text"),
        (("table", "raw"), "raw"),
        (("table", "when"), "when"),
        (("rows",), "[[rows]]"),
        (("rows", 0, "name"), 'name = "甲"'),
        (("rows", 1, "name"), 'name = "乙"'),
        (("rows", 1, "tags", 1), "tags"),
        (("rows", 1, "sub"), "[rows.sub]"),
        (("rows", 1, "sub", "key"), "key = 1"),
        (("rows", 1, "inner", 1, "k"), "k = 2"),
        (("带.点", "键", "v"), "v = true"),
    ],
)
def test_line_of_a_path(path: Path, start: str) -> None:
    assert LineIndex(SAMPLE).line(path) == number_of(SAMPLE, start)


def test_unknown_paths_answer_with_the_nearest_known_table() -> None:
    index = LineIndex(SAMPLE)
    assert index.line(("rows", 1, "nothing", "at", "all")) == index.line(("rows", 1))
    assert index.line(("nowhere",)) == 1


def test_the_sample_is_valid() -> None:
    assert tomllib.loads(SAMPLE)["rows"][1]["inner"][1]["k"] == 2


# ── any document: every value keeps its marker line ──
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True) | st.sampled_from(
    ['"带 空格"', '"点.号"', "'单引'", '"井#号"']
)
SCALARS = st.sampled_from(
    ["1", "-2.5", "true", "2020-01-01", '"#]}"', "'[{'", '"""\n多\n行\n"""', "'''\n#\n'''", '"\\""']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda v: "[" + ", # 注\n ".join(v) + "\n]")
        | st.lists(inner, max_size=3).map(lambda v: "[" + ",".join(v) + "]")
    ),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    """A document written row by row, with the line each key was written on."""
    rows: list[str] = []
    expected: dict[Path, int] = {}
    counts: dict[str, int] = {}

    def line() -> int:
        return sum(row.count("\n") + 1 for row in rows) + 1

    for table in draw(st.lists(KEYS, min_size=1, max_size=4, unique=True)):
        name = next(iter(tomllib.loads(f"{table} = 1")))
        for _ in range(draw(st.integers(1, 3))):
            rows.extend(draw(st.lists(st.sampled_from(["", "# 注释 [x] = 1", "   "]), max_size=2)))
            index = counts.get(name, -1) + 1
            counts[name] = index
            rows.append(f"[[{table}]]" + draw(st.sampled_from(["", "  # 尾"])))
            expected[name, index] = line() - 1
            for key in draw(st.lists(KEYS, max_size=3, unique=True)):
                expected[name, index, next(iter(tomllib.loads(f"{key} = 1")))] = line()
                rows.append(f"{key}{draw(st.sampled_from([' = ', '=']))}{draw(VALUES)}")
    return "\n".join(rows) + "\n", expected


@given(documents())
def test_every_key_of_any_document(made: tuple[str, dict[Path, int]]) -> None:
    text, expected = made
    tomllib.loads(text)
    index = LineIndex(text)
    assert {path: index.line(path) for path in expected} == expected


def test_shipped_files_are_indexed_whole() -> None:
    for file in places.shipped().rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        index = LineIndex(text)
        missing = [path for path in _paths(tomllib.loads(text)) if not index.names(path)]
        assert not missing, f"{file}: {missing[:3]}"


def _paths(value: object, path: Path = ()) -> list[Path]:
    if isinstance(value, dict):
        return [
            p for key, below in value.items() for p in [(*path, key), *_paths(below, (*path, key))]
        ]
    if isinstance(value, list):
        return [
            p for i, below in enumerate(value) for p in [(*path, i), *_paths(below, (*path, i))]
        ]
    return []
