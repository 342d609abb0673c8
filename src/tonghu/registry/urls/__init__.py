"""地址 of `registry`: the file of one child, and lists of them."""

from tonghu.registry.urls import file, lists

app_name = "registry"
urlpatterns = [*lists.urlpatterns, *file.urlpatterns]
