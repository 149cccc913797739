"""What tests of people share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords quickly (the real hasher takes half a second on purpose), and forget earlier failures."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
