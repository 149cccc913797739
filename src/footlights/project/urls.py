"""The house's addresses: each folder's pages under /en/ and /zh/, its plain endpoints beside them.

One resolver for a folder holds both, since Django looks a namespace up in one place only.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from footlights.project import refusals
from footlights.project.discovery import modules
from footlights.project.health import health
from footlights.project.language import LanguagePrefix

Addresses = list[URLPattern | URLResolver]


def folder_addresses() -> Addresses:
    """Return one namespaced resolver for each folder that has a urls.py."""
    return [
        _resolver(RoutePattern(""), _mounted(folder.mount or "", module), app_name=module.app_name)
        for folder, module in modules("urls")
    ]


def _mounted(mount: str, module: Any) -> Addresses:
    pages: Addresses = [_resolver(LanguagePrefix(), [path(mount, include(module.urlpatterns))])]
    plain = getattr(module, "plain_urlpatterns", None)
    return [*pages, path(mount, include(plain))] if plain else pages


def _resolver(pattern: Any, addresses: Addresses, app_name: str | None = None) -> URLResolver:
    return URLResolver(pattern, addresses, app_name=app_name, namespace=app_name)


urlpatterns: Addresses = [
    *folder_addresses(),
    _resolver(LanguagePrefix(), [path("account/", include("allauth.urls"))]),
    path("admin/", admin.site.urls),
    path("health", health),
]

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.server_error
