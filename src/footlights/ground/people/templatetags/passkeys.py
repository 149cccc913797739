"""Whether a passkey can work where this page is read."""

from __future__ import annotations

import ipaddress

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_possible(context: template.Context) -> bool:
    """Return whether the page's address has a name: browsers make no passkey for a bare number.

    Chromium answers "This is an invalid domain" at 127.0.0.1 and works at localhost.
    """
    asked = context["request"].get_host()
    host = asked[1:].partition("]")[0] if asked.startswith("[") else asked.partition(":")[0]
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False
