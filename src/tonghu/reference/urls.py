"""地址 of `reference`."""

from tonghu.access.permissions import P
from tonghu.core.routes import PUBLIC, page
from tonghu.directory.queries import unit_subject
from tonghu.reference.views import danger, divisions, editing, imports, profiles, trying, units

app_name = "reference"
AT = "reference/profiles/<slug:code>/"
UNITS = "reference/units/"
ONE = f"{UNITS}<uuid:id>/"
BOTH = ("GET", "POST")
LOOK, EDIT = P.DIRECTORY_VIEW, P.DIRECTORY_EDIT

urlpatterns = [
    page("danger/", danger.danger, name="danger", needs=PUBLIC),
    page("reference/", profiles.profiles, name="profiles", needs=P.PROFILE_VIEW),
    page(AT, profiles.profile, name="profile", needs=P.PROFILE_VIEW),
    page(f"{AT}clause/", profiles.clause, name="clause", needs=P.PROFILE_VIEW),
    page(f"{AT}compare/<slug:other>/", profiles.compare, name="compare", needs=P.PROFILE_VIEW),
    page(f"{AT}try/", trying.trying, name="try", needs=P.PROFILE_VIEW, methods=BOTH),
    page("reference/divisions/", divisions.divisions, name="divisions", needs=LOOK),
    page("reference/divisions/<str:code>/", divisions.division, name="division", needs=LOOK),
    page(UNITS, units.units, name="units", needs=LOOK),
    page(f"{UNITS}excel/", units.excel, name="units_excel", needs=LOOK),
    page(f"{UNITS}new/", editing.add, name="unit_add", needs=EDIT, methods=BOTH),
    page(f"{UNITS}import/", imports.choose, name="import", needs=EDIT, methods=BOTH),
    page(f"{UNITS}import/do/", imports.do, name="import_do", needs=EDIT, methods=("POST",)),
    page(f"{UNITS}import/template/", imports.template, name="import_template", needs=EDIT),
    page(ONE, units.unit, name="unit", needs=LOOK, of=unit_subject),
    page(f"{ONE}edit/", editing.change, name="unit_edit", needs=EDIT, of=unit_subject, methods=BOTH),
    page(f"{ONE}close/", editing.close, name="unit_close", needs=EDIT, of=unit_subject, methods=BOTH),
]  # fmt: skip
