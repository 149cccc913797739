"""Addresses of the site."""

from __future__ import annotations

from django.urls import path

from .views import charts, interface, news, pages

app_name = "site"
urlpatterns = [
    path("", pages.home, name="home"),
    path("work/<str:work>", pages.work, name="work"),
    path("developers", interface.developers, name="developers"),
    path("charts", charts.charts, name="charts"),
    path("search", pages.search, name="search"),
    path("you", pages.account, name="account"),
    path("memorandum/", pages.memoranda, name="memoranda"),
    path("memorandum/<str:memorandum>", pages.memorandum, name="memorandum"),
    path("memorandum/<str:memorandum>/announcement", news.announcement, name="announcement"),
    path("memorandum/statement/<str:statement>", pages.statement, name="statement"),
]
plain_urlpatterns = [
    path("api/", interface.interface.urls),
    path("memorandum/<str:memorandum>/figures.json", pages.figures, name="figures"),
    path("memorandum/statement/<str:statement>/<str:name>", pages.statement_file, name="statement_file"),
    path("memorandum/<str:memorandum>/<str:language>.png", news.card, name="card"),
    path("memorandum/news/<str:language>.xml", news.feed, name="feed"),
    path("go/<str:link>", pages.follow, name="follow"),
]
