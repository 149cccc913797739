"""Addresses of the shelf."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "shelf"
urlpatterns = [
    path("", views.chart, name="chart"),
    path("mine", views.mine, name="mine"),
    path("following", views.following, name="following"),
    path("import", views.bring, name="import"),
    path("export", views.export, name="export"),
    path("quarantine", views.quarantine, name="quarantine"),
    path("mark/<str:work>", views.mark, name="mark"),
    path("review/<str:work>", views.review, name="review"),
    path("list/<str:wanted>", views.work_list, name="list"),
]
