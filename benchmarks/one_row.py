"""What the HTTP benchmark serves: a one-row JSON view on the house's database settings, no middleware.

``house`` is our bridge, ``stock_asgi`` Django's own ASGI handler, ``wsgi`` what granian's WSGI mode takes.
"""

from __future__ import annotations

from typing import Any

import django
from django.conf import settings

from footlights.project import settings as house_settings

settings.configure(
    SECRET_KEY="one row",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes"],
    MIDDLEWARE=[],
    DATABASES=house_settings.DATABASES,
    LOGGING_CONFIG=None,
    USE_TZ=True,
)
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402  # models need settings
from django.core.asgi import get_asgi_application  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

from footlights.project.server.body import Bodies  # noqa: E402
from footlights.project.server.bridge import Bridge  # noqa: E402


def row(request: HttpRequest) -> JsonResponse:
    """Return one row of the database."""
    found = ContentType.objects.get(pk=1)
    return JsonResponse({"id": found.pk, "app": found.app_label, "model": found.model})


urlpatterns = [path("row", row)]
wsgi: Any = get_wsgi_application()
stock_asgi: Any = get_asgi_application()
house = Bridge(wsgi, bodies=Bodies(limit=1 << 20))

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
