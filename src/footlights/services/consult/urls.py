"""Addresses of consult."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "consult"
urlpatterns = [
    path("", views.home, name="home"),
    path("knowledge", views.knowledge, name="knowledge"),
    path("<str:consultation>", views.talk, name="talk"),
    path("<str:consultation>/note", views.note, name="note"),
    path("<str:consultation>/note.pdf", views.note_pdf, name="note_pdf"),
]
