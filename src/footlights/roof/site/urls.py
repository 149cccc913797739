"""Addresses of the site."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("work/<str:work>", views.work, name="work"),
    path("search", views.search, name="search"),
    path("you", views.account, name="account"),
    path("memorandum/", views.memoranda, name="memoranda"),
    path("memorandum/<str:memorandum>", views.memorandum, name="memorandum"),
    path("memorandum/statement/<str:statement>", views.statement, name="statement"),
]
plain_urlpatterns = [
    path("memorandum/<str:memorandum>/figures.json", views.figures, name="figures"),
    path("memorandum/statement/<str:statement>/<str:name>", views.statement_file, name="statement_file"),
    path("go/<str:link>", views.follow, name="follow"),
]
