"""报表印成文书: the tables of a return, one under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tonghu.papers.documents import Column, Document, Heading, Paragraph, Signature, Table


def content(
    title: str, place: str, tables: Sequence[Mapping[str, Any]], faults: Sequence[str], note: str,
    signers: tuple[str, ...],
) -> Document:  # fmt: skip
    """As a paper; what does not add up is printed with its explanation."""
    blocks: list[Any] = []
    for one in tables:
        blocks += [Heading(str(one["title"])), _table(one)]
    if faults:
        blocks.append(Heading("对不上的地方"))
        blocks += [Paragraph(text) for text in faults]
    if note:
        blocks += [Heading("说明"), Paragraph(note)]
    blocks.append(Signature(lines=signers))
    return Document(title=title, subtitle=place, about=(), blocks=tuple(blocks))


def _table(one: Mapping[str, Any]) -> Table:
    heads = [str(head) for head in one["heads"]]
    columns = tuple(
        Column(key=str(at), head=head, format="text" if at == 0 else "integer")
        if not _words(one, at) else Column(key=str(at), head=head, format="text")
        for at, head in enumerate(heads)
    )  # fmt: skip
    rows = [{str(at): value for at, value in enumerate(row)} for row in one["rows"]]
    return Table.of(columns, rows, note=str(one.get("note", "")))


def _words(one: Mapping[str, Any], at: int) -> bool:
    return any(isinstance(row[at], str) for row in one["rows"])
