"""Papers and drafts. Called inside a scope."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tests import people
from tonghu.core import clock
from tonghu.core.ids import uuid7
from tonghu.core.jobs.models import JobRun
from tonghu.papers import keeping, rules
from tonghu.papers.documents import Document, Paragraph
from tonghu.papers.models import Paper, PaperDraft
from tonghu.papers.printing.order import Frame

CONTENT = Document(title="演示", blocks=(Paragraph("演示的一段。"),))


def paper(**given: Any) -> Paper:
    sequence = given.get("sequence", 1)
    fields: dict[str, Any] = {
        "kind": "papers.index", "kind_label": "演示文书", "title": "演示花名册", "number": f"甲镇2026-{sequence:04}",
        "series": "paper", "year": 2026, "sequence": sequence, "code": rules.new_code(),
        "division": people.TOWN_A, "place": "甲镇", "content": keeping.kept(CONTENT), "fingerprint": "0" * 64,
        "frame": asdict(Frame()), "formats": "pdf", "sensitivity": "identity", "issued_by_name": "李甲镇",
    }  # fmt: skip
    return Paper.objects.put(**{**fields, **given})


def draft(person: people.Person, **given: Any) -> PaperDraft:
    order = JobRun.objects.put(
        id=uuid7(), kind="papers.draft", label="印演示草稿", user=person.user, post=person.post,
        division=person.division, ordered_at=clock.now(),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "kind": "papers.index", "kind_label": "演示文书", "format": "pdf", "content": keeping.kept(CONTENT),
        "frame": asdict(Frame(draft=True)), "sensitivity": "identity", "job": order.id,
        "division": person.division, "ordered_by": person.user,
    }  # fmt: skip
    return PaperDraft.objects.put(**{**fields, **given})
