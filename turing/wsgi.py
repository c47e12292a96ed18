"""The site as a WSGI application, which turing/front.py puts to work."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "turing.settings")
application = get_wsgi_application()
