"""地址 of `reconcile`: rosters, questions, runs, findings."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.reconcile import queries
from tonghu.reconcile.views import desk, findings, questions, rosters, runs

app_name = "reconcile"
_call, _hand_in, _run = queries.call_subject, queries.hand_in_subject, queries.run_subject
_finding, _question, _verdict = (
    queries.finding_subject,
    queries.question_subject,
    queries.verdict_subject,
)
_proposal = queries.proposal_subject
BOTH, POST = ("GET", "POST"), ("POST",)

# fmt: off
urlpatterns = [
    page("rosters/", rosters.calls, name="rosters", needs=P.ROSTER_VIEW),
    page("rosters/open/", rosters.open_call, name="open_call", needs=P.RECONCILE_RUN, methods=BOTH),
    page("rosters/hand-in/", rosters.hand_in, name="hand_in", needs=P.ROSTER_HAND_IN, methods=BOTH),
    page("rosters/<uuid:id>/", rosters.call, name="call", needs=P.ROSTER_VIEW, of=_call),
    page("rosters/<uuid:id>/urge/", rosters.urge, name="urge", needs=P.ROSTER_HAND_IN_FOR, of=_call, methods=POST),
    page("rosters/receipts/", rosters.receipts, name="receipts", needs=P.ROSTER_VIEW),
    page("rosters/receipts/<uuid:id>/", rosters.receipt, name="receipt", needs=P.ROSTER_VIEW, of=_hand_in),
    page("rosters/receipts/<uuid:id>/columns/", rosters.mapping, name="mapping", needs=P.ROSTER_HAND_IN, of=_hand_in, methods=BOTH),
    page("rosters/receipts/<uuid:id>/withdraw/", rosters.withdraw, name="withdraw_hand_in", needs=P.ROSTER_HAND_IN, of=_hand_in, methods=BOTH),

    page("rosters/questions/", questions.questions, name="questions", needs=P.QUESTION_ANSWER),
    page("rosters/questions/<uuid:id>/", questions.question, name="question", needs=P.QUESTION_ANSWER, of=_question),
    page("rosters/questions/<uuid:id>/answer/", questions.answer, name="answer", needs=P.QUESTION_ANSWER, of=_question, methods=POST),
    page("rosters/questions/<uuid:id>/return/", questions.give_back, name="return_answer", needs=P.RECONCILE_JUDGE, of=_question, methods=POST),

    page("reconcile/", runs.runs, name="runs", needs=P.RECONCILE_VIEW),
    page("reconcile/start/", runs.start, name="start", needs=P.RECONCILE_RUN, methods=BOTH),
    page("reconcile/<uuid:id>/", runs.show, name="run", needs=P.RECONCILE_VIEW, of=_run),
    page("reconcile/<uuid:id>/progress/", runs.progress, name="progress", needs=P.RECONCILE_VIEW, of=_run),
    page("reconcile/<uuid:id>/withdraw/", runs.withdraw, name="withdraw", needs=P.RECONCILE_WITHDRAW, of=_run, methods=BOTH),
    page("reconcile/<uuid:id>/certain/", runs.judge_certain, name="judge_certain", needs=P.RECONCILE_JUDGE, of=_run, methods=POST),
    page("reconcile/<uuid:id>/sample/", runs.sample, name="sample", needs=P.RECONCILE_JUDGE, of=_run),
    page("reconcile/<uuid:id>/judge/", findings.judge_first, name="judge_first", needs=P.RECONCILE_JUDGE, of=_run),
    page("reconcile/verdicts/<uuid:id>/", findings.verdict, name="verdict", needs=P.RECONCILE_JUDGE, of=_verdict),
    page("reconcile/verdicts/<uuid:id>/review/", runs.review, name="review", needs=P.RECONCILE_JUDGE, of=_verdict, methods=POST),

    page("reconcile/<uuid:id>/children/", findings.children, name="children", needs=P.RECONCILE_CHILDREN, of=_run, methods=BOTH),
    page("reconcile/<uuid:id>/findings/", findings.findings, name="findings", needs=P.RECONCILE_CHILDREN, of=_run, methods=BOTH),
    page("reconcile/<uuid:id>/excel/", findings.excel, name="excel", needs=P.EXPORT, of=_run, methods=POST),
    page("reconcile/<uuid:id>/excel/<uuid:job>/", findings.excel_progress, name="excel_progress", needs=P.EXPORT, of=lambda viewer, *, id, job: _run(viewer, id=id)),
    page("reconcile/<uuid:id>/excel/<uuid:job>/download/", findings.download, name="download", needs=P.EXPORT, of=lambda viewer, *, id, job: _run(viewer, id=id)),
    page("reconcile/findings/<uuid:id>/", findings.finding, name="finding", needs=P.RECONCILE_CHILDREN, of=_finding),
    page("reconcile/findings/<uuid:id>/judge/", findings.judge, name="judge", needs=P.RECONCILE_JUDGE, of=_finding, methods=POST),
    page("reconcile/findings/<uuid:id>/identity/", findings.identity, name="identity", needs=P.IDENTITY_SHOW, of=_finding, methods=POST),
    page("reconcile/verdicts/<uuid:id>/undo/", findings.undo, name="undo", needs=P.RECONCILE_JUDGE, of=_verdict, methods=POST),

    page("reconcile/<uuid:id>/propose/", desk.propose, name="propose", needs=P.RECONCILE_RUN, of=_run, methods=POST),
    page("desk/", desk.desk, name="desk", needs=P.CHILD_DECIDE, methods=BOTH),
    page("desk/certain/", desk.certain, name="desk_certain", needs=P.CHILD_DECIDE, methods=POST),
    page("desk/sample/", desk.sample, name="desk_sample", needs=P.CHILD_DECIDE),
    page("desk/ask/<uuid:id>/", desk.asked, name="desk_asked", needs=P.CHILD_EDIT, of=_proposal, methods=BOTH),
    page("desk/<uuid:id>/", desk.proposal, name="proposal", needs=P.CHILD_DECIDE, of=_proposal),
    page("desk/<uuid:id>/accept/", desk.accept, name="accept", needs=P.CHILD_DECIDE, of=_proposal, methods=POST),
    page("desk/<uuid:id>/refuse/", desk.refuse, name="refuse", needs=P.CHILD_DECIDE, of=_proposal, methods=POST),
    page("desk/<uuid:id>/ask/", desk.ask, name="ask_village", needs=P.CHILD_DECIDE, of=_proposal, methods=POST),
    page("desk/<uuid:id>/undo/", desk.undo, name="undo_proposal", needs=P.CHILD_DECIDE, of=_proposal, methods=POST),
    page("desk/<uuid:id>/review/", desk.review, name="review_proposal", needs=P.CHILD_DECIDE, of=_proposal, methods=POST),
]
