"""文书登记处: kinds of papers that higher modules declare, and what this module brings itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.contributions import (
    EventKind,
    LookKind,
    NavItem,
    Nightly,
    contribute,
    contributed,
)
from tonghu.core.sensitivity import Sensitivity
from tonghu.papers.states import Form
from tonghu.papers.workflow import PAPER


@dataclass(frozen=True, slots=True)
class PaperKind:
    """文书种类: how a kind of paper is called, set, numbered, and which verb it takes beside paper.issue."""

    code: str  # module.word
    label: str
    form: str = "plain"  # official letter table plain
    orientation: str = "portrait"  # or landscape, of tables and plain forms
    needs: str = ""  # verb of the module whose paper it is; "" = nothing more
    sensitivity: Sensitivity = Sensitivity.IDENTITY
    series: str = "paper"  # of data/numbers.toml
    correct: Callable[[UUID], str] | None = None  # paper → where a corrected one is made

    def __post_init__(self) -> None:
        Form(self.form)
        if self.orientation not in ("portrait", "landscape"):
            raise ValueError(f"{self.code}: orientation {self.orientation!r}")


def kind_of(code: str) -> PaperKind:
    """The kind of a code; raises for one nobody declared."""
    found = known_kind(code)
    if found is None:
        raise LookupError(f"Nobody declared the paper kind {code!r}: contribute(PaperKind(…)).")
    return found


def known_kind(code: str) -> PaperKind | None:
    """The kind of a code; None for one that no module declares any more."""
    return next((one for one in contributed(PaperKind) if one.code == code), None)


def _erase_drafts() -> str:
    from tonghu.papers.actions import erase_drafts

    return erase_drafts()


def _jobs() -> None:
    """The worker finds its functions: they register when they are imported."""
    import tonghu.papers.actions  # noqa: F401


INDEX = "papers.index"

contribute(
    PAPER,
    PaperKind(INDEX, "文书台账（纸质档案索引）", "table", "landscape", needs=P.EXPORT),
    EventKind("paper.issue", "签发文书"),
    EventKind("paper.print", "取文书"),
    EventKind("paper.print_again", "重印文书"),
    EventKind("paper.draft", "打印草稿"),
    EventKind("paper.draft_take", "取草稿"),
    EventKind("paper.draft_erase", "清除草稿"),
    LookKind("paper.show", "看一份文书的登记"),
    LookKind("paper.open", "取一份文书"),
    LookKind("paper.draft_open", "取一份草稿"),
    NavItem("文书", "papers:papers", P.PAPER_SEE, order=60, icon="file-text"),
    Nightly("papers.drafts", "清除过期的草稿", _erase_drafts),
)
_jobs()
