"""依据: every value names its document and clause, or says that it is local or unverified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tonghu.policy.loading.layers import Layer, Origin
from tonghu.policy.loading.sentences import dotted
from tonghu.policy.problems import Problem
from tonghu.policy.profile import LOCAL, UNVERIFIED
from tonghu.policy.toml_lines import Path

UNCITED = ("profile", "documents")  # they are the citation, or who cites
LAST_NUMBER = 427  # docs/requirements.toml
NUMBER = re.compile(r"^D-\d{3}$")


def faults(layer: Layer) -> Iterator[Problem]:
    """Missing bases, bases naming unknown documents, malformed requirement numbers."""
    known = layer.values.get("documents")
    documents = set(known) if isinstance(known, dict) else set()
    for path, origin in _cited(layer):
        if origin.basis is None:
            yield origin.problem(
                f'“{dotted(path)}”没有依据；请写 basis = "文件代号 条款"、"local" 或者 "待核"。'
            )
    sound: set[str | None] = {None}
    for origin in _origins(layer):
        if origin.basis not in sound:
            wrong = list(_unknown(origin.basis or "", documents))
            if not wrong:
                sound.add(origin.basis)
            elif origin.source.lines.names((*origin.at, "basis")):  # not in an enclosing table
                yield from (_at(origin, "basis", sentence) for sentence in wrong)
        yield from _numbers(origin)


def parts(basis: str) -> list[str]:
    """The single citations of a basis."""
    return [part.strip() for part in basis.split(";") if part.strip()]


def document_of(citation: str) -> str:
    """The document key of one citation; empty for local and unverified ones."""
    return "" if citation.startswith((LOCAL, UNVERIFIED)) else citation.split(" ", 1)[0]


def _cited(layer: Layer) -> Iterator[tuple[Path, Origin]]:
    """What must carry a basis: single values, and each row of an array once."""
    seen: set[Path] = set()
    for path, fact in layer.facts.items():
        if path[0] in UNCITED:
            continue
        cut = next((i for i, step in enumerate(path) if isinstance(step, int)), None)
        if cut is None:
            yield path, fact.origin
        elif (row := path[: cut + 1]) not in seen:
            seen.add(row)
            origin = layer.origins[row]
            if origin.basis is not None or not _all_inside(layer, row):
                yield row, origin


def _all_inside(layer: Layer, row: Path) -> bool:
    """Whether every value of the row carries its own basis inline."""
    inside = [fact for path, fact in layer.facts.items() if path[: len(row)] == row]
    return bool(inside) and all(fact.origin.basis is not None for fact in inside)


def _origins(layer: Layer) -> Iterator[Origin]:
    yield from layer.roots
    yield from layer.origins.values()
    yield from layer.silences.values()


def _unknown(basis: str, documents: set[str]) -> Iterator[str]:
    if not parts(basis):
        yield "依据不能是空的。"
    for citation in parts(basis):
        key = document_of(citation)
        if key and key not in documents:
            yield (
                f"依据“{citation}”所指的文件“{key}”不在 [documents] 里；请补上文件，或者改正代号。"
            )


def _numbers(origin: Origin) -> Iterator[Problem]:
    for number in origin.d:
        if not NUMBER.match(number):
            yield _at(origin, "d", f"需求编号“{number}”的写法不对，应当像 D-360。")
        elif not 1 <= int(number[2:]) <= LAST_NUMBER:
            yield _at(origin, "d", f"没有需求编号“{number}”，编号到 D-{LAST_NUMBER} 为止。")


def _at(origin: Origin, key: str, sentence: str) -> Problem:
    return origin.source.problem((*origin.at, key), sentence)
