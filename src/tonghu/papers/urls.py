"""地址 of `papers`."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.papers import queries, views

app_name = "papers"
_of, _draft = queries.paper_subject, queries.draft_subject
BOTH, POST = ("GET", "POST"), ("POST",)
urlpatterns = [
    page("papers/", views.papers, name="papers", needs=P.PAPER_SEE, methods=BOTH),
    page("papers/excel/", views.excel, name="excel", needs=P.EXPORT, methods=POST),
    page("papers/c/<str:code>/", views.by_code, name="code", needs=P.PAPER_SEE, of=queries.code_subject),
    page("papers/<uuid:id>/", views.show, name="paper", needs=P.PAPER_SEE, of=_of),
    page("papers/<uuid:id>/<str:format>/download/", views.download, name="download", needs=P.PAPER_SEE, of=_of),
    page("papers/<uuid:id>/void/", views.void, name="void", needs=P.PAPER_VOID, of=_of, methods=POST),
    page("papers/<uuid:id>/print-again/", views.print_again, name="print_again", needs=P.PAPER_ISSUE, of=_of, methods=POST),
    page("papers/drafts/<uuid:job>/", views.draft, name="draft", needs=P.PAPER_ISSUE, of=_draft),
    page("papers/drafts/<uuid:job>/download/", views.draft_download, name="draft_download", needs=P.PAPER_ISSUE, of=_draft),
]  # fmt: skip
