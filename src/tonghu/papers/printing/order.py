"""印单: a document, the frame it is set in, and what is added to it when it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from tonghu.papers.documents import Document
from tonghu.papers.keeping import again, kept


class CannotPrint(Exception):
    """印不出来: one sentence that says what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """版面: form and orientation, the paper's number and code, who prints it and when.

    A draft has neither number nor code and says 草稿. What is frozen with the paper is printed again
    as it was; `foot` is who had it made, at issue.
    """

    form: str = "plain"
    orientation: str = "portrait"
    number: str = ""
    code: str = ""
    address: str = ""  # what the QR code leads to
    foot: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """印单."""

    format: str
    document: Document
    frame: Frame

    def sent(self) -> bytes:
        """As the child reads it."""
        plain = {
            "format": self.format,
            "document": kept(self.document),
            "frame": asdict(self.frame),
        }
        return json.dumps(plain, ensure_ascii=False).encode()


def received(sent: bytes) -> Order:
    """What was sent."""
    plain: dict[str, Any] = json.loads(sent)
    return Order(plain["format"], again(plain["document"]), Frame(**plain["frame"]))
