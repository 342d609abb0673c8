"""界面的路由: the gallery, for whoever builds or checks pages."""

from tonghu.core.routes import SIGNED_IN, page
from tonghu.ui import views

app_name = "ui"
urlpatterns = [
    page("", views.gallery_page, name="gallery", needs=SIGNED_IN),
    page("print/", views.printed_page, name="print", needs=SIGNED_IN),
]
