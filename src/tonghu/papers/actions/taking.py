"""取文书: the content of a printed file, its reader and the children named in the access log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.core.viewer import Viewer
from tonghu.files import queries as files
from tonghu.files.states import FileKind
from tonghu.papers.actions.common import OFFICE, found, need
from tonghu.papers.models import Paper, PaperFile


@dataclass(frozen=True, slots=True)
class Taken:
    """取到的文件."""

    name: str
    media_type: str
    content: bytes


def take(*, by: Viewer, paper: UUID, format: str) -> Taken:
    """取一份文书的一种文件."""
    need(by, P.PAPER_SEE)
    row = found(Paper.objects.visible_to(by).filter(pk=paper).first())
    file = PaperFile.objects.visible_to(by).filter(paper=row, format=format).first()
    if file is None:
        raise NotNow("这种文件还没有印好。")
    about = row.content.get("about", [])
    events.looked(
        by=by, what="paper.open", ids=[row.id, *about], sensitivity=row.sensitivity,
        purpose=f"取文书{row.number}",
    )  # fmt: skip
    events.record(
        "paper.print", by=by, subject=row, division=row.division, changes={"format": format}
    )
    return opened(by, file.file, f"取文书{row.number}")


def opened(by: Viewer, file: UUID, purpose: str) -> Taken:
    """The file as the person; one of a village, which only its issuer reaches by the vault's own
    rule, as the office, with the person's name in the purpose. The paper was within reach already.
    """
    try:
        files.described(by, file)
    except Missing:
        with scope(OFFICE):
            return _content(OFFICE, file, f"{purpose}（{by.name}，{by.login}）")
    return _content(by, file, purpose)


def _content(reader: Viewer, file: UUID, purpose: str) -> Taken:
    with files.opened(reader, file, purpose=purpose) as held:
        kind = FileKind(held.row.kind)
        return Taken(held.row.name, kind.media_type, b"".join(held.chunks()))
