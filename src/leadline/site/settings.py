"""Django's settings. Everything a user may set comes from the environment and is documented in docs/reference/settings.md."""

import os
from pathlib import Path

from leadline.record import home

HOME = home.folder()
SECRET_KEY = home.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [*os.environ.get("LEADLINE_HOSTS", "").split(), "127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = os.environ.get("LEADLINE_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "leadline.record",
    "leadline.web",
]
AUTH_USER_MODEL = "record.Account"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "leadline.web.errors.WordsForButtonsOnly",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CSRF_FAILURE_VIEW = "leadline.web.errors.stale_form"
ROOT_URLCONF = "leadline.site.urls"
WSGI_APPLICATION = "leadline.site.wsgi.application"
LOGIN_URL = "/sign-in"

SOURCE = Path(__file__).resolve().parent.parent
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            SOURCE / room / "templates"
            for room in (
                "web",
                "desk",
                "strategy",
                "direction",
                "leadership",
                "change",
                "decisions",
                "communication",
                "portfolio",
            )
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["leadline.web.templatetags.leadline"],
        },
    }
]

# WAL lets pages read while a round writes; FULL keeps what was acknowledged through a power cut; IMMEDIATE takes the write lock
# at once, because a read transaction that later wants to write fails without waiting.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "leadline.db",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
                "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
TIME_ZONE = os.environ.get("LEADLINE_TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
# Served from where they are written: nothing to collect, and a wheel carries them along.
STATIC_ROOT = SOURCE / "web" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("LEADLINE_HTTPS") == "1"
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

SITE_URL = os.environ.get("LEADLINE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8420')}").rstrip("/")
ALLOW_HOSTS = [one.casefold() for one in os.environ.get("LEADLINE_ALLOW_HOSTS", "").replace(",", " ").split()]
GIT_FOLDERS = [one for one in os.environ.get("LEADLINE_GIT_FOLDERS", "").split(os.pathsep) if one.startswith("/")]
MAIL_HOST = os.environ.get("LEADLINE_SMTP_HOST", "")
MAIL_PORT = int(os.environ.get("LEADLINE_SMTP_PORT", "587"))
MAIL_USER = os.environ.get("LEADLINE_SMTP_USER", "")
MAIL_PASSWORD = os.environ.get("LEADLINE_SMTP_PASSWORD", "")
MAIL_FROM = os.environ.get("LEADLINE_MAIL_FROM", "Leadline <leadline@localhost>")
FUTURES = int(os.environ.get("LEADLINE_FUTURES", "10000"))
THREADS = int(os.environ.get("LEADLINE_THREADS", str(min(4, os.cpu_count() or 1))))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A page that is not there is said to its reader; the log is for what is broken.
    "loggers": {"django.request": {"level": "ERROR"}},
}
