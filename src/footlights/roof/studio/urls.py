"""Addresses of the studio."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "studio"
urlpatterns = [
    path("", views.home, name="home"),
    path("works", views.works_list, name="works"),
    path("deals", views.deals, name="deals"),
    path("deals/sign", views.sign, name="sign"),
    path("deals/<str:memorandum>", views.deal, name="deal"),
    path("deals/<str:memorandum>/partnership", views.partnership, name="partnership"),
    path("partnerships/<str:partnership>/commitment", views.commitment, name="commitment"),
    path("partnerships/<str:partnership>/agreement", views.agreement, name="agreement"),
    path("partnerships/<str:partnership>/move", views.move, name="move"),
    path("grants/<str:grant>/revoke", views.revoke, name="revoke"),
    path("grants/<str:grant>/reissue", views.reissue, name="reissue"),
    path("components", views.components, name="components"),
]
