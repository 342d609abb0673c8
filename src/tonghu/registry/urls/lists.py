"""地址 of lists, Excel and ledgers."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.registry.queries.ledgers import ledger_subject
from tonghu.registry.queries.orders import order_subject
from tonghu.registry.queries.saved import saved_subject
from tonghu.registry.views import ledgers, lists, works

BOTH, POST = ("GET", "POST"), ("POST",)

# fmt: off
urlpatterns = [
    page("children/", lists.children, name="list", needs=P.CHILD_LIST, methods=BOTH),
    page("children/print/", lists.printed, name="list_print", needs=P.CHILD_LIST, methods=POST),
    page("children/filters/", lists.keep, name="list_save", needs=P.CHILD_LIST, methods=POST),
    page("children/filters/<uuid:id>/drop/", lists.drop, name="list_drop", needs=P.CHILD_LIST, of=saved_subject, methods=POST),
    page("children/assign/", works.assign, name="list_assign", needs=P.CHILD_ASSIGN, methods=POST),
    page("children/excel/", works.excel, name="list_excel", needs=P.EXPORT, methods=POST),
    page("children/work/<uuid:job>/", works.work, name="list_work", needs=P.CHILD_LIST, of=order_subject),
    page("children/work/<uuid:job>/download/", works.download, name="list_download", needs=P.EXPORT, of=order_subject),
    page("children/ledgers/", ledgers.ledgers, name="ledgers", needs=P.CHILD_IMPORT, methods=BOTH),
    page("children/ledgers/<uuid:id>/", ledgers.ledger, name="ledger", needs=P.CHILD_IMPORT, of=ledger_subject),
    page("children/ledgers/<uuid:id>/columns/", ledgers.columns, name="ledger_columns", needs=P.CHILD_IMPORT, of=ledger_subject, methods=BOTH),
    page("children/ledgers/<uuid:id>/take/", ledgers.take, name="ledger_take", needs=P.CHILD_IMPORT, of=ledger_subject, methods=POST),
    page("children/ledgers/<uuid:id>/drop/", ledgers.drop, name="ledger_drop", needs=P.CHILD_IMPORT, of=ledger_subject, methods=POST),
]
