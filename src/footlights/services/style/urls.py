"""Addresses of style."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "style"
urlpatterns = [
    path("", views.home, name="home"),
    path("new", views.new, name="new"),
    path("<str:study>", views.study, name="study"),
    path("<str:study>/choose", views.choose, name="choose"),
    path("<str:study>/results", views.results, name="results"),
    path("<str:study>/brief.pdf", views.brief, name="brief"),
    path("<str:study>/choices.csv", views.choices, name="choices"),
]
plain_urlpatterns = [path("look/<str:code>.svg", views.look, name="look")]
