"""Where a request comes from: to count by while the process runs, never to be stored or logged."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network(request: HttpRequest) -> str:
    """The client's IPv4 address, or its IPv6 network of 64 bits, any address of which one client may take.

    Of X-Forwarded-For only what the site's own proxies added is believed, as many addresses as settings.PROXIES says.
    """
    said = request.headers.get("X-Forwarded-For", "").split(",")[-settings.PROXIES :] if settings.PROXIES else []
    address = said[0].strip() if said and said[0].strip() else request.META.get("REMOTE_ADDR", "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False))
