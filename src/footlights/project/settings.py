"""Django's settings. What an operator may change comes from the environment; docs/operating.md lists it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django_stubs_ext

from footlights.project.discovery import folders
from footlights.project.home import open_home, read_secrets

django_stubs_ext.monkeypatch()  # so that ModelAdmin[Model] may be written where Django itself has no generics

REPOSITORY = Path(__file__).resolve().parents[3]
HOME = open_home()
_SECRETS = read_secrets(HOME)

SECRET_KEY = _SECRETS["django"]
MEDIA_KEY = _SECRETS["media"]  # signs path tokens
PEOPLE_KEY = _SECRETS["people"]  # signs the viewer's cookie
DEBUG = False
DEMO = os.environ.get("FOOTLIGHTS_DEMO", "") == "1"
_HTTPS = os.environ.get("FOOTLIGHTS_HTTPS", "")
HTTPS = _HTTPS in ("1", "own")  # own: with the house's own certificate, which no browser may be held to
ALLOWED_HOSTS = os.environ.get("FOOTLIGHTS_HOSTS", "localhost 127.0.0.1 [::1] .localhost").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("FOOTLIGHTS_ORIGINS", "").split()
# Proxies in front of the house: what they say of the address, scheme and territory of a reader counts.
TRUSTED_PROXIES = os.environ.get("FOOTLIGHTS_PROXIES", "").split()
TERRITORY_HEADER = os.environ.get("FOOTLIGHTS_TERRITORY_HEADER", "")
DEFAULT_TERRITORY = os.environ.get("FOOTLIGHTS_TERRITORY", "")

INSTALLED_APPS = [
    "footlights.project.shell",
    *(folder.package for folder in folders()),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

# Language and viewer stand outermost, so that every refusal can be said in the reader's language.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "footlights.project.middleware.SpeakLanguage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "footlights.project.middleware.KnowViewer",
    "footlights.project.refusals.SayRefusals",
    "footlights.project.rate.LimitRate",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "footlights.project.urls"
WSGI_APPLICATION = "footlights.project.server.pages.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["footlights.project.shell.templatetags.house"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")


def _database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database named by a URL: sqlite:///path or postgresql://…"""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # DEFERRED read-then-write transactions fail with "database is locked" under load.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"FOOTLIGHTS_DATABASE_URL: neither sqlite nor postgresql: {parts.scheme}")


DATABASES = {
    "default": _database(os.environ.get("FOOTLIGHTS_DATABASE_URL") or f"sqlite://{HOME / 'house.db'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "footlights.ground.people.forms.SignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the house sends no e-mail, so no address is ever verified
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Nothing needs e-mail: invitations and resets are links that an operator hands over. With a post office,
# smtps://user:password@host:port?from=address, notices go by letter too.
_POST = urlsplit(os.environ.get("FOOTLIGHTS_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _POST.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST = _POST.hostname or ""
EMAIL_PORT = _POST.port or (465 if _POST.scheme == "smtps" else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_POST.username or ""), unquote(_POST.password or "")
EMAIL_USE_SSL = _POST.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = dict(parse_qsl(_POST.query)).get("from", f"footlights@{EMAIL_HOST or 'localhost'}")
# What the links in letters begin with, such as https://footlights.example.
ADDRESS = os.environ.get("FOOTLIGHTS_ADDRESS", "").rstrip("/")

# The two languages; addresses say /en/ and /zh/ (project/language.py).
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("zh-hans", "简体中文")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = REPOSITORY / "build" / "static"

FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
REQUEST_BODY_LIMIT = 2 << 30  # bytes; the bridge answers 413 beyond it


def _style_hashes() -> list[str]:
    """Return the hashes of the style sheets that the player's elements write into their shadow roots."""
    path = Path(__file__).parent / "shell" / "style-hashes.json"
    return (
        [f"'{each.strip(chr(39))}'" for each in json.loads(path.read_text("utf-8"))] if path.exists() else []
    )


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", *_style_hashes()],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "media-src": ["'self'", "blob:"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS == "1" else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# Whose pages may show a film of this house in a frame; every other page of the house may be in none.
EMBED_ON = os.environ.get("FOOTLIGHTS_EMBED_ON", "*").split() or ["'none'"]
# The server drops these headers unless a trusted proxy sent them.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUSTED_PROXIES else 0
CSRF_FAILURE_VIEW = "footlights.project.refusals.forbidden"

LOGGING_CONFIG = None
