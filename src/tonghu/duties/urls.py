"""地址 of `duties`: ledgers, one's own page, the facts behind a line, uploads."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.duties.queries.claims import claim_subject as _claim
from tonghu.duties.queries.ledger import book_subject as _book
from tonghu.duties.queries.ledger import place_subject as _place
from tonghu.duties.queries.ledger import unit_subject as _unit
from tonghu.duties.queries.sheets import sheet_subject as _sheet
from tonghu.duties.views import claiming, ledgers, scoring

app_name = "duties"
BOTH, POST = ("GET", "POST"), ("POST",)
BOOK, UNIT, PLACE = (
    "duties/books/<str:division>/",
    "duties/units/<uuid:id>/",
    "duties/places/<str:division>/",
)
CLAIM, SHEET = "duties/claims/<uuid:id>/", "duties/sheets/<uuid:id>/"

# fmt: off
urlpatterns = [
    page("duties/", ledgers.home, name="home", needs=P.DUTY_VIEW),
    page(BOOK, ledgers.book, name="book", needs=P.DUTY_VIEW, of=_book),
    page(f"{BOOK}excel/", ledgers.excel, name="excel", needs=P.DUTY_VIEW, of=_book),
    page(f"{BOOK}recount/", ledgers.recount, name="recount", needs=P.DUTY_CHECK, of=_book, methods=POST),

    page("duties/claims/", claiming.claims, name="claims", needs=P.DUTY_VIEW),
    page(CLAIM, claiming.claim, name="claim", needs=P.DUTY_VIEW, of=_claim),
    page(f"{CLAIM}accept/", claiming.accept, name="accept", needs=P.DUTY_CHECK, of=_claim, methods=POST),
    page(f"{CLAIM}return/", claiming.give_back, name="return", needs=P.DUTY_CHECK, of=_claim, methods=POST),
    page(f"{CLAIM}again/", claiming.again, name="again", needs=P.DUTY_CLAIM, of=_claim, methods=POST),
    page(f"{CLAIM}withdraw/", claiming.withdraw, name="withdraw", needs=P.DUTY_CLAIM, of=_claim, methods=POST),
    page(f"{CLAIM}files/<uuid:file>/", claiming.file, name="claim_file", needs=P.DUTY_VIEW, of=_claim),

    page("duties/sheets/", scoring.sheets, name="sheets", needs=P.DUTY_VIEW),
    page(f"{BOOK}assessment/", scoring.open_year, name="open_year", needs=P.EVALUATION_SCORE, of=_book, methods=POST),
    page(f"{BOOK}assessment/paper/", scoring.paper, name="sheets_paper", needs=P.EVALUATION_SCORE, of=_book, methods=POST),
    page(SHEET, scoring.sheet, name="sheet", needs=P.DUTY_VIEW, of=_sheet),
    page(f"{SHEET}refresh/", scoring.refresh, name="refresh", needs=P.EVALUATION_SCORE, of=_sheet, methods=POST),
    page(f"{SHEET}report/", scoring.report, name="report", needs=P.DUTY_CLAIM, of=_sheet, methods=POST),
    page(f"{SHEET}score/", scoring.score, name="score", needs=P.EVALUATION_SCORE, of=_sheet, methods=POST),
    page(f"{SHEET}object/", scoring.object_, name="object", needs=P.DUTY_CLAIM, of=_sheet, methods=POST),
    page(f"{SHEET}answer/", scoring.answer, name="answer", needs=P.EVALUATION_SCORE, of=_sheet, methods=POST),
    page(f"{SHEET}close/", scoring.close, name="close", needs=P.EVALUATION_SCORE, of=_sheet, methods=POST),

    page(UNIT, ledgers.unit, name="unit", needs=P.DUTY_VIEW, of=_unit),
    page(f"{UNIT}claim/", claiming.new_of_unit, name="claim_unit", needs=P.DUTY_CLAIM, of=_unit, methods=BOTH),
    page(f"{UNIT}<str:duty>/", ledgers.unit_line, name="unit_line", needs=P.DUTY_VIEW, of=_unit),
    page(PLACE, ledgers.place, name="place", needs=P.DUTY_VIEW, of=_place),
    page(f"{PLACE}claim/", claiming.new_of_place, name="claim_place", needs=P.DUTY_CLAIM, of=_place, methods=BOTH),
    page(f"{PLACE}<str:duty>/", ledgers.place_line, name="place_line", needs=P.DUTY_VIEW, of=_place),
]
