"""地址 of the file of one child: the page, its blocks, its steps, transfers, merges, clues."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.registry.queries import files, matters
from tonghu.registry.views import editing, file, moving, steps

BOTH, POST = ("GET", "POST"), ("POST",)
_child = files.subject

# fmt: off
urlpatterns = [
    page("children/new/", editing.new, name="new", needs=P.CHILD_EDIT, methods=BOTH),
    page("children/new/check/", editing.alike, name="alike", needs=P.CHILD_EDIT, methods=POST),
    page("children/c/<str:code>/", file.by_code, name="by_code", needs=P.CHILD_LIST, of=files.subject_by_code),
    page("children/<uuid:id>/", file.show, name="file", needs=P.CHILD_LIST, of=_child),
    page("children/<uuid:id>/story/", file.story, name="story", needs=P.CHILD_LIST, of=_child),
    page("children/<uuid:id>/who/", file.who, name="who", needs=P.WHO_CAN_SEE, of=files.subject_told),
    page("children/<uuid:id>/print/", file.printed, name="print", needs=P.CHILD_LIST, of=_child, methods=POST),
    page("children/<uuid:id>/identity/", file.identity, name="identity", needs=P.IDENTITY_SHOW, of=_child, methods=POST),
    page("children/<uuid:id>/sayings/<str:field>/", file.sayings, name="sayings", needs=P.CHILD_LIST, of=_child),
    page("children/<uuid:id>/sayings/<str:field>/decide/", file.decide, name="decide", needs=P.CHILD_DECIDE, of=_child, methods=POST),
    page("children/<uuid:id>/edit/<str:block>/", editing.edit, name="edit", needs=P.CHILD_EDIT, of=_child, methods=BOTH),

    page("children/<uuid:id>/confirm/", steps.confirm, name="confirm", needs=P.CHILD_EDIT, of=_child, methods=POST),
    page("children/<uuid:id>/steps/<str:action>/", steps.step, name="step", needs=P.CHILD_EDIT, of=_child, methods=BOTH),
    page("children/<uuid:id>/assign/", steps.assign, name="assign", needs=P.CHILD_ASSIGN, of=_child, methods=BOTH),
    page("children/<uuid:id>/hazards/", steps.hazards, name="hazards", needs=P.CHILD_EDIT, of=_child, methods=BOTH),
    page("children/<uuid:id>/hazards/<uuid:hazard>/clear/", steps.clear_hazard, name="clear_hazard", needs=P.CHILD_EDIT, of=_child, methods=BOTH),

    page("children/<uuid:id>/transfer/", moving.propose_transfer, name="propose_transfer", needs=P.CHILD_TRANSFER, of=_child, methods=BOTH),
    page("children/transfers/<uuid:id>/", moving.transfer, name="transfer", needs=P.CHILD_TRANSFER, of=matters.transfer_subject, methods=BOTH),
    page("children/<uuid:id>/merge/", moving.propose_merge, name="propose_merge", needs=P.CHILD_MERGE, of=_child, methods=BOTH),
    page("children/merges/<uuid:id>/", moving.merge, name="merge", needs=P.CHILD_MERGE, of=matters.merge_subject, methods=BOTH),
    page("children/clues/<uuid:id>/", moving.clue, name="clue", needs=P.CHILD_MERGE, of=matters.clue_subject, methods=BOTH),
]
