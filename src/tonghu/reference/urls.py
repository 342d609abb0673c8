"""地址 of `reference`."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.reference.views import profiles

app_name = "reference"
AT = "reference/profiles/<slug:code>/"

urlpatterns = [
    page("reference/", profiles.profiles, name="profiles", needs=P.PROFILE_VIEW),
    page(AT, profiles.profile, name="profile", needs=P.PROFILE_VIEW),
    page(f"{AT}clause/", profiles.clause, name="clause", needs=P.PROFILE_VIEW),
    page(f"{AT}compare/<slug:other>/", profiles.compare, name="compare", needs=P.PROFILE_VIEW),
]
