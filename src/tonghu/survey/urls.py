"""地址 of `survey`: rounds, the walk of a village, review, feedback, family declarations."""

from tonghu.access.permissions import P
from tonghu.core.routes import PUBLIC, page
from tonghu.survey import queries
from tonghu.survey.queries.declaring import declaration_subject as _declaration
from tonghu.survey.views import boards, declaring, feeding, reviewing, syncing, walking

app_name = "survey"
_round, _village, _town = queries.round_subject, queries.village_subject, queries.summary_subject
_feedback, _check = queries.feedback_subject, queries.check_subject
BOTH, POST = ("GET", "POST"), ("POST",)
VILLAGE, TOWN = "rounds/<uuid:id>/village/<str:division>/", "rounds/<uuid:id>/towns/<str:division>/"

# fmt: off
urlpatterns = [
    page("rounds/", boards.rounds, name="rounds", needs=P.ROUND_VIEW),
    page("rounds/open/", boards.open_, name="open", needs=P.ROUND_MANAGE, methods=BOTH),
    page("rounds/offline/", syncing.shell, name="offline", needs=PUBLIC),
    page("rounds/sw.js", syncing.worker, name="worker", needs=PUBLIC),
    page("rounds/sync/", syncing.sync, name="sync", needs=P.ROUND_FILL, methods=POST),
    page("rounds/<uuid:id>/", boards.board, name="board", needs=P.ROUND_VIEW, of=_round),
    page("rounds/<uuid:id>/list/", boards.listed, name="listed", needs=P.CHILD_LIST, of=_round),
    page("rounds/<uuid:id>/excel/", boards.excel, name="excel", needs=P.EXPORT, of=_round),
    page("rounds/<uuid:id>/recount/", boards.recount, name="recount", needs=P.ROUND_VIEW, of=_round, methods=POST),
    page("rounds/<uuid:id>/remind/", boards.remind, name="remind", needs=P.ROUND_REVIEW, of=_round, methods=POST),
    page("rounds/<uuid:id>/send/", boards.open_draft, name="open_draft", needs=P.ROUND_MANAGE, of=_round, methods=POST),
    page("rounds/<uuid:id>/lock/", boards.lock, name="lock", needs=P.ROUND_MANAGE, of=_round, methods=BOTH),

    page("rounds/<uuid:id>/walk/", walking.own, name="walk", needs=P.ROUND_FILL, of=_village),
    page(VILLAGE, walking.walk, name="village", needs=P.ROUND_FILL, of=_village),
    page(f"{VILLAGE}pack/", walking.pack, name="pack", needs=P.ROUND_FILL, of=_village),
    page(f"{VILLAGE}answer/", walking.answer, name="answer", needs=P.ROUND_FILL, of=_village, methods=POST),
    page(f"{VILLAGE}undo/", walking.undo, name="undo", needs=P.ROUND_FILL, of=_village, methods=POST),
    page(f"{VILLAGE}change/", walking.change, name="change", needs=P.ROUND_FILL, of=_village, methods=BOTH),
    page(f"{VILLAGE}new/", walking.new, name="new", needs=P.ROUND_FILL, of=_village, methods=BOTH),
    page(f"{VILLAGE}children/", walking.children, name="children", needs=P.ROUND_FILL, of=_village),
    page(f"{VILLAGE}sign/", walking.sign, name="sign", needs=P.ROUND_FILL, of=_village, methods=BOTH),
    page(f"{VILLAGE}review/", reviewing.review, name="review", needs=P.CHILD_LIST, of=_village),
    page(f"{VILLAGE}accept/", reviewing.accept, name="accept", needs=P.ROUND_REVIEW, of=_village, methods=POST),
    page(f"{VILLAGE}return/", reviewing.give_back, name="return", needs=P.ROUND_REVIEW, of=_village, methods=POST),

    page(TOWN, reviewing.town, name="town", needs=P.CHILD_LIST, of=_town),
    page(f"{TOWN}accept-clean/", reviewing.accept_clean, name="accept_clean", needs=P.ROUND_REVIEW, of=_town, methods=POST),
    page(f"{TOWN}summarise/", reviewing.summarise, name="summarise", needs=P.ROUND_REVIEW, of=_town, methods=POST),
    page(f"{TOWN}take/", reviewing.take, name="take", needs=P.ROUND_MANAGE, of=_town, methods=POST),
    page(f"{TOWN}return/", reviewing.return_town, name="return_town", needs=P.ROUND_MANAGE, of=_town, methods=POST),
    page(f"{TOWN}hazards/", reviewing.hazards, name="hazards", needs=P.CHILD_LIST, of=_town),

    page("rounds/<uuid:id>/feedback/", feeding.feedbacks, name="feedbacks", needs=P.ROUND_MANAGE, of=_round),
    page("rounds/<uuid:id>/feedback/send/", feeding.send, name="send_feedback", needs=P.ROUND_MANAGE, of=_round, methods=POST),
    page("rounds/feedback/<uuid:id>/", feeding.feedback, name="feedback", needs=P.TASK_DO, of=_feedback),
    page("rounds/feedback/<uuid:id>/receive/", feeding.receive, name="receive", needs=P.TASK_DO, of=_feedback, methods=POST),
    page("rounds/feedback/<uuid:id>/distribute/", feeding.distribute, name="distribute", needs=P.TASK_DO, of=_feedback, methods=POST),
    page("rounds/checks/", feeding.checks, name="checks", needs=P.QUESTION_ANSWER),
    page("rounds/checks/<uuid:id>/", feeding.check, name="check", needs=P.QUESTION_ANSWER, of=_check, methods=BOTH),
    page("rounds/checks/<uuid:id>/excel/", feeding.check_excel, name="check_excel", needs=P.QUESTION_ANSWER, of=_check),
    page("rounds/checks/<uuid:id>/upload/", feeding.check_upload, name="check_upload", needs=P.QUESTION_ANSWER, of=_check, methods=POST),

    page("declare/", declaring.start, name="declare_start", needs=PUBLIC, methods=BOTH),
    page("declare/say/", declaring.declare, name="declare", needs=PUBLIC, methods=POST),
    page("declare/<slug:code>/", declaring.start, name="declare_link", needs=PUBLIC, methods=BOTH),
    page("rounds/declarations/", declaring.declarations, name="declarations", needs=P.FAMILY_CONFIRM),
    page("rounds/declarations/new/", declaring.new, name="declaration_new", needs=P.FAMILY_CONFIRM, methods=BOTH),
    page("rounds/declarations/link/", declaring.link, name="declaration_link", needs=P.FAMILY_CONFIRM, methods=POST),
    page("rounds/declarations/window/", declaring.window, name="declaration_window", needs=P.FAMILY_CONFIRM, methods=BOTH),
    page("rounds/declarations/<uuid:id>/", declaring.declaration, name="declaration", needs=P.FAMILY_CONFIRM, of=_declaration),
    page("rounds/declarations/<uuid:id>/confirm/", declaring.confirm, name="declaration_confirm", needs=P.FAMILY_CONFIRM, of=_declaration, methods=POST),
    page("rounds/declarations/<uuid:id>/refuse/", declaring.refuse, name="declaration_refuse", needs=P.FAMILY_CONFIRM, of=_declaration, methods=POST),
]
