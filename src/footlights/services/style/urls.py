"""Addresses of style."""

from __future__ import annotations

from django.urls import path

from .views import producers, public

app_name = "style"
urlpatterns = [
    path("", public.home, name="home"),
    path("new", producers.new, name="new"),
    path("<str:study>", public.study, name="study"),
    path("<str:study>/choose", public.choose, name="choose"),
    path("<str:study>/pictures", producers.pictures, name="pictures"),
    path("<str:study>/results", producers.results, name="results"),
    path("<str:study>/brief", producers.brief, name="brief"),
    path("<str:study>/brief.pdf", producers.brief_pdf, name="brief_pdf"),
    path("<str:study>/choices.csv", producers.choices, name="choices"),
]
plain_urlpatterns = [
    path("look/<str:code>.svg", public.look, name="look"),
    path("picture/<str:study>/<str:code>.jpg", public.picture, name="picture"),
]
