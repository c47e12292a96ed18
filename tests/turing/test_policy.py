"""What a browser may load for a page, after the Content Security Policy's grammar (W3C, CSP 3)."""

import pytest

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


@pytest.mark.parametrize("path", ["/", "/s/bach/trial/", "/dashboard/", "/nowhere/", "/r/a%00.png"])
def test_every_page_goes_with_the_policy(listener, path):
    sent = listener.get(path)["Content-Security-Policy"]
    assert dict(directive.strip().split(" ", 1) for directive in sent.split(";")) == POLICY
