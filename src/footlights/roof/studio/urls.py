"""Addresses of the studio."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "studio"
urlpatterns = [
    path("", views.home, name="home"),
    path("deals", views.deals, name="deals"),
    path("deals/sign", views.sign, name="sign"),
    path("deals/<str:memorandum>/partnership", views.partnership, name="partnership"),
    path("deals/<str:partnership>/commitment", views.commitment, name="commitment"),
    path("deals/<str:partnership>/agreement", views.agreement, name="agreement"),
    path("grants/<str:grant>/revoke", views.revoke, name="revoke"),
    path("components", views.components, name="components"),
]
