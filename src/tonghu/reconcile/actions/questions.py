"""回答提问: by the unit itself or transcribed for it; the last answer settles the finding."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.files.queries import described
from tonghu.reconcile import forms
from tonghu.reconcile.actions.asking import asked_again, counted_down, judged
from tonghu.reconcile.actions.common import DESK, found, need
from tonghu.reconcile.actions.settling import reopen, settle, step
from tonghu.reconcile.models import Finding, Question
from tonghu.reconcile.rules.receiving import is_own
from tonghu.reconcile.running.kinds import answers_of
from tonghu.reconcile.states import FindingState, QuestionState
from tonghu.reconcile.workflow import QUESTION
from tonghu.worklist.actions import OnBehalf

OTHER = "其他（请写明）"
_ANSWERED = (
    "answer", "note", "answered_at", "answered_by", "answered_by_name", "on_behalf", "paper_number", "scan",
)  # fmt: skip


def answer(
    *,
    by: Viewer,
    question: UUID,
    answer: str,
    note: str = "",
    on_behalf: forms.OnBehalf | None = None,
) -> UUID | None:
    """回答一问; returns the next one this unit owes in the same run."""
    need(by, P.QUESTION_ANSWER)
    row = _mine(by, question)
    paper = _paper(by, row, on_behalf)
    if answer not in answers_of(row.detail):
        raise forms.Wrong("answer", "请从列出的结果里选一个。")
    note = note.strip()
    if answer == OTHER and not note:
        raise forms.Wrong("note", "选了“其他”，请写明情况。")
    if len(note) > forms.NOTE:
        raise forms.Wrong("note", f"情况说明最多{forms.NOTE}个字。")
    if row.data_key is None or row.content is None:
        raise NotNow("这次比对的名册已经到期清除，不用再答。")
    move(
        QUESTION, row, "answer", by=by, division=row.division, unit=row.unit_id,
        changes={"case": row.case, "answer": answer, "on_behalf": paper is not None,
                 "paper_number": paper.paper_number if paper else ""},
    )  # fmt: skip
    row.answer, row.note = answer, note
    row.answered_at, row.answered_by, row.answered_by_name = clock.now(), by.user, by.name
    row.on_behalf = paper is not None
    row.paper_number = paper.paper_number if paper else ""
    row.scan_id = paper.scan if paper else None
    row.save(update_fields=_ANSWERED)
    _heard(by, row)
    counted_down(by, row, paper)
    return _next(by, row)


def _mine(by: Viewer, question: UUID) -> Question:
    return found(
        Question.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=question).first()
    )


def is_mine(by: Viewer, row: Question) -> bool:
    """Whether the viewer's own unit is asked; a town answers for whom the directory does not know."""
    if row.unit_id is None:
        return by.covers(row.division)
    return is_own(by, row.unit_id, "" if not row.division.endswith("000") else "-", row.division)


def _paper(by: Viewer, row: Question, on_behalf: forms.OnBehalf | None) -> OnBehalf | None:
    if is_mine(by, row):
        return None
    if not (by.may(P.ROSTER_HAND_IN_FOR) and by.covers(row.division)):
        raise NotYours("这个问题问的是别的单位，请由那个单位回答。")
    if on_behalf is None:
        raise forms.Wrong("paper_number", "代录要写明纸件文号或者来电记录，以后查得到。")
    if on_behalf.scan is not None:
        described(by, on_behalf.scan)
    return OnBehalf(
        row.unit_id, row.unit_name, on_behalf.paper_number.strip(), None, on_behalf.scan
    )


def _heard(by: Viewer, row: Question) -> None:
    """When everybody has answered, the matter is settled; a pair goes back to whoever judges."""
    with scope(DESK):
        finding = (
            Finding.objects.visible_to(DESK).select_for_update(of=("self",)).get(pk=row.finding_id)
        )
        others = Question.objects.all_of_them(reason="whether all have answered").filter(
            finding_id=finding.id
        )
        if others.filter(state=QuestionState.OPEN).exists():
            return
        answers = others.filter(state=QuestionState.ANSWERED).order_by("answered_at")
        said = list(dict.fromkeys(answers.values_list("answer", flat=True)))
    if finding.is_pair:
        if finding.state == FindingState.ASKED:
            step(by, finding, "reply")
            judged(by, finding.run_id)
        elif finding.state == FindingState.OPEN:
            settle(by, finding, "、".join(said))
            judged(by, finding.run_id)
    elif finding.state in (FindingState.OPEN, FindingState.ASKED, FindingState.ANSWERED):
        settle(by, finding, "、".join(said))


def _next(by: Viewer, row: Question) -> UUID | None:
    rows = Question.objects.visible_to(by).filter(run=row.run_id, state=QuestionState.OPEN)
    if row.unit_id:
        rows = rows.filter(unit_id=row.unit_id)
    return rows.order_by("due_on", "case", "id").values_list("pk", flat=True).first()


def return_answer(*, by: Viewer, question: UUID, why: str) -> None:
    """退回重答: an answer that answers nothing goes back, with the reason."""
    need(by, P.RECONCILE_JUDGE)
    why = forms.needed(why, "why", "请写明为什么退回。")
    row = _mine(by, question)
    finding = (
        Finding.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(pk=row.finding_id)
        .first()
    )
    move(QUESTION, row, "return", by=by, division=row.division, note=why)
    row.returned_why = why
    row.save(update_fields=["returned_why"])
    if finding is not None and finding.state in (FindingState.SETTLED, FindingState.ANSWERED):
        reopen(by, finding, why=why)
        judged(by, finding.run_id)
    asked_again(by, [row])
