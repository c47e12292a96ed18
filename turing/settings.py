"""Settings of the site. Everything that differs between machines comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

import django_countries
import environ
from django.core.exceptions import ImproperlyConfigured

from evaluation.answers.kinds import KINDS
from turing.secret_key import stored_secret_key

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()
# What a running site writes: database, rendered clips, static files, the secret key.
VAR = Path(env.str("SITE_VAR", default=str(ROOT / "var")))
environ.Env.read_env(VAR / "env")

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured(f"SITE_URL {SITE_URL!r} is no address such as http://HOST or https://HOST")
HTTPS = _site.scheme == "https"
# The site's own name, those of this machine for whoever sits at it, and others that it may go by.
ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]  # also where a proxy does not pass Host on
# How many proxies in front add the address that asked them to X-Forwarded-For; 0: the header is not believed.
PROXIES = env.int("PROXIES", default=0)
# The proxy in front says whether it was asked over TLS; it must set this header itself, whatever a browser sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECRET_KEY = env.str("SECRET_KEY", default="") or stored_secret_key(VAR / "secret_key")
# What links that listeners pass on begin with; where SITE_URL is not set, with the address that the listener is at.
PUBLIC_URL = env.str("SITE_URL", default="").rstrip("/")

INSTALLED_APPS = [
    "turing.excerpts",
    "turing.survey",
    *(f"turing.survey.kinds.{name}" for name in KINDS),
    "turing.dashboard",
    "turing.studies",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "turing.policy.send_policy",
    "turing.nul.refuse_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "turing.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "turing" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

try:
    DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'turing.sqlite3'}")}
    if DATABASES["default"].get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise ValueError("another engine")
except ValueError:  # nor is the address told: it may hold a password
    raise ImproperlyConfigured(
        "DATABASE_URL is no address of a database such as sqlite:///PATH or postgres://USER@HOST/NAME"
    ) from None
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a database that was started again is connected to again
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: an acknowledged answer survives power loss too, for about 12 % of the speed.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "turing" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Where banks that researchers send wait until they are taken in; nothing in it is ever sent to anybody.
MEDIA_ROOT = VAR / "uploads"
# Where rendered clips are looked for, by digest; the first is written to.
RENDERS = [Path(env.str("RENDERS", default=str(VAR / "renders"))), ROOT / "fixtures" / "audio"]
SOUNDFONT = ROOT / "fixtures" / "soundfont" / "fluidr3mono-subset.sf3"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # those that turing/locale has every sentence in
# Names of countries come with their package, whose application would only add flags.
LOCALE_PATHS = [ROOT / "turing" / "locale", Path(django_countries.__file__).parent / "locale"]

LOGIN_URL = "dashboard:login"
LOGIN_REDIRECT_URL = "dashboard:studies"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "turing.survey.views.failure.csrf_failure"
# A browser keeps to https for so long, whatever happens to the site: an hour, and for this name alone, unless asked.
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # that ask for subdomains and preloading
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144  # bytes of a form, some five times the longest answer; turing/front.py holds it
# But for a zip of recordings: where a researcher may send one to, and its bytes at most. It is kept in a file.
UPLOADS = (b"/studies/new/", env.int("LARGEST_UPLOAD", default=1_000_000_000))
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"impersonal": {"()": "turing.logs.ImpersonalFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "impersonal", "level": "ERROR"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "turing": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
