"""The post office: the operator's own SMTP server, or none."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def is_open() -> bool:
    """Return whether the operator named a post office (FOOTLIGHTS_SMTP)."""
    return bool(settings.EMAIL_HOST)


def post(address: str, subject: str, text: str) -> bool:
    """Hand one letter over; return whether the post office took it."""
    letter = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address], connection=get_connection())
    try:
        return letter.send() == 1
    except (OSError, smtplib.SMTPException):
        return False
