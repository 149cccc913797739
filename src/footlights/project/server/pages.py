"""Django as the house runs it: a WSGI application for page threads that keep their database connections."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
