"""The web door as WSGI: `granian leadline.site.wsgi:application --interface wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadline.site.settings")
application = get_wsgi_application()
