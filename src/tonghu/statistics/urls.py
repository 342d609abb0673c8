"""地址 of `statistics`: figures of a place, what they mean, returns, what other departments say."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.statistics.queries.references import reference_subject
from tonghu.statistics.queries.returning import return_subject
from tonghu.statistics.views import figures, referencing, returning

app_name = "statistics"
BOTH, POST = ("GET", "POST"), ("POST",)
SEE, KEEP = P.STATISTICS_VIEW, P.STATISTICS_KEEP
RETURN = "statistics/returns/<uuid:id>/"

# fmt: off
urlpatterns = [
    page("statistics/", figures.home, name="home", needs=SEE),
    page("statistics/take/", figures.take, name="take", needs=KEEP, methods=POST),
    page("statistics/indicators/", figures.indicator_list, name="indicators", needs=SEE),
    page("statistics/reference/", referencing.listed, name="references", needs=SEE),
    page("statistics/reference/add/", referencing.add, name="reference_add", needs=KEEP, methods=BOTH),
    page("statistics/reference/<uuid:id>/withdraw/", referencing.withdraw, name="reference_withdraw", needs=KEEP, of=reference_subject, methods=BOTH),
    page("statistics/returns/", returning.listed, name="returns", needs=SEE),
    page("statistics/returns/make/", returning.make, name="make", needs=KEEP, methods=POST),
    page(RETURN, returning.one, name="return", needs=SEE, of=return_subject),
    page(f"{RETURN}step/", returning.step, name="step", needs=KEEP, of=return_subject, methods=POST),
    page(f"{RETURN}note/", returning.explain, name="explain", needs=KEEP, of=return_subject, methods=POST),
    page(f"{RETURN}back/", returning.send_back, name="send_back", needs=KEEP, of=return_subject, methods=POST),
    page(f"{RETURN}excel/", returning.excel, name="return_excel", needs=SEE, of=return_subject),
    page("statistics/<str:division>/", figures.place, name="place", needs=SEE, of=figures.place_subject),
    page("statistics/<str:division>/excel/", figures.excel, name="excel", needs=P.EXPORT, of=figures.place_subject),
]
