"""A person's own pages; sign-in and passkeys are allauth's, under /account/."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("consents/<str:purpose>", views.consent, name="consent"),
    path("export", views.export, name="export"),
    path("erase", views.erase, name="erase"),
    path("erased", views.erased, name="erased"),
]
plain_urlpatterns = [path("territory", views.territory, name="territory")]
