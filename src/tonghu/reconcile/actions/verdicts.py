"""判定: same, different, or unsure and asked; undone at any time; many at once where it is certain."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.policy.questions.survey import answers_discrepancy
from tonghu.reconcile import forms
from tonghu.reconcile.actions.asking import asked_again, counted_down, judged
from tonghu.reconcile.actions.common import DESK, found, need, profile_of
from tonghu.reconcile.actions.settling import drop_questions, reopen, settle, step
from tonghu.reconcile.models import Finding, Question, Run, Verdict
from tonghu.reconcile.rules.judging import Pair, certain, sample
from tonghu.reconcile.running.orders import UnitRef
from tonghu.reconcile.running.places import Directory
from tonghu.reconcile.states import FindingState, QuestionState, VerdictWord

WAITING = (FindingState.OPEN, FindingState.ASKED, FindingState.ANSWERED)
_CHECK = "请照户口簿核对本单位这一条的姓名、性别、出生日期、证件号和父母姓名，写明有没有填错"


def judge(*, by: Viewer, finding: UUID, word: str, reason: str) -> UUID | None:
    """判定一对; returns the next pair that waits, None when there is none."""
    need(by, P.RECONCILE_JUDGE)
    chosen = _word(word)
    reason = (
        forms.needed(reason, "reason", "请选一个理由，或者自己写一句。")
        if chosen != VerdictWord.UNSURE
        else reason.strip()[:200]
    )
    row = _pair(by, finding)
    if row.state not in WAITING:
        raise NotNow("这一对已经办了。要改，先撤销原来的判定。")
    _give(by, row, chosen, reason)
    judged(by, row.run_id)
    return next_pair(by, row)


def _word(word: str) -> VerdictWord:
    try:
        return VerdictWord(word)
    except ValueError:
        raise forms.Wrong("word", "请选是、不是，或者拿不准。") from None


def _pair(by: Viewer, finding: UUID) -> Finding:
    rows = Finding.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=finding)
    row = found(rows.first())
    if not row.is_pair:
        raise NotNow("这一件不是一对，等单位回答就行。")
    return row


def _give(
    by: Viewer,
    row: Finding,
    word: VerdictWord,
    reason: str,
    *,
    bulk: bool = False,
    sampled: bool = False,
) -> None:
    verdict = Verdict.objects.put(
        division=row.division, run_id=row.run_id, finding_id=row.id, word=word, reason=reason,
        mark_a=row.mark_a, mark_b=row.mark_b, by=by.user, by_name=by.name, in_bulk=bulk, sampled=sampled,
    )  # fmt: skip
    events.record(
        "verdict.give", by=by, subject=verdict, division=row.division, why=reason,
        changes={"case": row.case, "word": word.value, "bulk": bulk},
    )  # fmt: skip
    if word == VerdictWord.UNSURE:
        _ask_both(by, row)
        return
    for question in drop_questions(by, row, "已经判定"):
        counted_down(by, question)
    settle(by, row, word.label, why=reason)


def _ask_both(by: Viewer, row: Finding) -> None:
    """拿不准: both units are asked about their own record, neither learns what the other wrote."""
    if row.state == FindingState.ASKED:
        raise NotNow("已经去问了，等对方回话。")
    if row.content is None:
        raise NotNow("名册已经到期清除，不能再问。")
    known = list(
        Question.objects.visible_to(by).filter(finding_id=row.id, state=QuestionState.OPEN)
    )
    asked = known or [_question(by, row, side) for side in row.content["sides"][:2]]
    step(by, row, "ask")
    asked_again(by, asked)


def _question(by: Viewer, row: Finding, side: dict[str, object]) -> Question:
    from tonghu.directory.models import Unit

    unit = (
        Unit.objects.visible_to(by).filter(pk=str(side["unit"])).first() if side["unit"] else None
    )
    ref = UnitRef(str(unit.id), unit.name, unit.kind, unit.division) if unit else None
    run = _run(row.run_id)
    answer = answers_discrepancy(profile_of(run.profile), "possible_duplicate", clock.today())
    fields = side["fields"]
    return Question.objects.put(
        run_id=row.run_id, finding_id=row.id, data_key=row.data_key, case=row.case, kind=row.kind,
        detail=row.detail, unit_id=unit.id if unit else None, unit_name=str(side["unit_name"])[:120],
        division=Directory((), ()).desk(ref, str(side["division"])),
        name=str(fields.get("name", ""))[:60] if isinstance(fields, dict) else "",
        sentence=_CHECK, content=side, due_on=answer.value.due, basis=row.basis, clause=row.clause,
    )  # fmt: skip


def _run(run: UUID) -> Run:
    with scope(DESK):
        return Run.objects.visible_to(DESK).get(pk=run)


def next_pair(by: Viewer, row: Finding) -> UUID | None:
    """The next one to judge: behind this one in the list's order, else from the beginning."""
    waiting = (
        Finding.objects.visible_to(by)
        .filter(run=row.run_id, is_pair=True, state__in=(FindingState.OPEN, FindingState.ANSWERED))
        .exclude(pk=row.pk)
        .order_by("-of_100", "case")
    )
    keys = list(waiting.values_list("pk", "of_100", "case"))
    here = (-(row.of_100 or 0), row.case)
    behind = [pk for pk, chance, case in keys if (-(chance or 0), case) > here]
    return behind[0] if behind else (keys[0][0] if keys else None)


def undo_verdict(*, by: Viewer, verdict: UUID, why: str = "") -> None:
    """撤销判定: the finding is open again, and the next run asks anew."""
    need(by, P.RECONCILE_JUDGE)
    row = found(
        Verdict.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=verdict).first()
    )
    if row.undone_at is not None:
        raise NotNow("这次判定已经撤销了。")
    finding = Finding.objects.visible_to(by).filter(pk=row.finding_id).first()
    row.undone_at, row.undone_by, row.undone_by_name = clock.now(), by.user, by.name
    row.undone_why = why.strip()[:200]
    row.save(update_fields=["undone_at", "undone_by", "undone_by_name", "undone_why"])
    events.record("verdict.undo", by=by, subject=row, division=row.division, why=why)
    if finding is None or finding.state in (FindingState.OPEN, FindingState.WITHDRAWN):
        return
    for question in drop_questions(by, finding, "判定已撤销"):
        counted_down(by, question)
    reopen(by, finding, why=why)
    judged(by, finding.run_id)


def judge_certain(*, by: Viewer, run: UUID) -> forms.Bulk:
    """成批判定: pairs of which 98 in 100 are one child and whose name and birthday agree."""
    need(by, P.RECONCILE_JUDGE)
    rows = {
        str(row.id): row
        for row in Finding.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(run=run, is_pair=True, state__in=(FindingState.OPEN, FindingState.ANSWERED))
    }
    pairs = certain([Pair(id_, row.of_100 or 0, row.alike) for id_, row in rows.items()])
    if not pairs:
        raise NotNow("没有可以成批判定的对。余下的请一对一对看。")
    drawn = sample(pairs)
    for one in pairs:
        _give(
            by, rows[one.id], VerdictWord.SAME, "姓名、出生日期相同，其他各项也都对得上",
            bulk=True, sampled=one.id in drawn,
        )  # fmt: skip
    judged(by, run)
    return forms.Bulk(len(pairs), len(drawn))


def review_sample(*, by: Viewer, verdict: UUID, agrees: bool, why: str = "") -> None:
    """复看: another person looks at a verdict of the sample; who disagrees undoes it."""
    need(by, P.RECONCILE_JUDGE)
    row = found(
        Verdict.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=verdict).first()
    )
    if not row.sampled or row.reviewed_at is not None or row.undone_at is not None:
        raise NotNow("这一对不用复看，或者已经看过了。")
    if row.by is not None and row.by == by.user:
        raise NotYours("自己判定的不能自己复看，请另一个人看。")
    row.reviewed_at, row.reviewed_by, row.reviewed_by_name = clock.now(), by.user, by.name
    row.agrees = agrees
    row.save(update_fields=["reviewed_at", "reviewed_by", "reviewed_by_name", "agrees"])
    events.record(
        "verdict.review",
        by=by,
        subject=row,
        division=row.division,
        changes={"agrees": agrees},
        why=why,
    )
    if not agrees:
        undo_verdict(by=by, verdict=verdict, why=why or "复看不同意")
