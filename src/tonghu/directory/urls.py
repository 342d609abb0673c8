"""地址 of `directory`: the bodies and their people; divisions and units are shown by `reference`."""

from tonghu.core.routes import page
from tonghu.directory.queries.bodies import body_subject, member_subject
from tonghu.directory.views import editing, imports, staff

app_name = "directory"
SEE, EDIT = "body.see", "body.edit"  # verbs of `access`, which stands above this module
BOTH = ("GET", "POST")
BODY, MEMBER = "staff/bodies/<uuid:body>/", "staff/members/<uuid:member>/"

urlpatterns = [
    page("staff/", staff.staff, name="staff", needs=SEE),
    page("staff/roster/", staff.roster, name="roster", needs=SEE),
    page("staff/headcount/", staff.headcount, name="headcount", needs=SEE),
    page("staff/excel/", staff.excel, name="staff_excel", needs=EDIT),
    page("staff/import/", imports.choose, name="staff_import", needs=EDIT, methods=BOTH),
    page("staff/import/do/", imports.do, name="staff_import_do", needs=EDIT, methods=("POST",)),
    page("staff/import/template/", imports.template, name="staff_template", needs=EDIT),
    page("staff/bodies/new/", editing.add_body, name="body_add", needs=EDIT, methods=BOTH),
    page(BODY, staff.body, name="body", needs=SEE, of=body_subject),
    page(f"{BODY}edit/", editing.change_body, name="body_edit", needs=EDIT, of=body_subject, methods=BOTH),
    page(f"{BODY}end/", editing.end_body, name="body_end", needs=EDIT, of=body_subject, methods=BOTH),
    page(f"{BODY}members/new/", editing.add_member, name="member_add", needs=EDIT, of=body_subject, methods=BOTH),
    page(f"{MEMBER}edit/", editing.change_member, name="member_edit", needs=EDIT, of=member_subject, methods=BOTH),
    page(f"{MEMBER}end/", editing.end_member, name="member_end", needs=EDIT, of=member_subject, methods=BOTH),
]  # fmt: skip
