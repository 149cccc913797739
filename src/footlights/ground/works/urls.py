"""Pictures of works; their pages are the site's."""

from django.urls import URLPattern, path

from . import views

app_name = "works"
urlpatterns: list[URLPattern] = []
plain_urlpatterns = [path("posters/<str:name>", views.poster, name="poster")]
