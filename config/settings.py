"""Settings, all of them from the environment.

VARDE_DEMO          1: the demonstration (filled programme, pick a person); never together with VARDE_HTTPS
VARDE_DEMO_PACE     seconds between two acts of its invented leaders (1.5)
VARDE_DEBUG         1: development
VARDE_SECRET_KEY    the signing key, or VARDE_SECRET_KEY_FILE with its path; needed outside demo and debug
VARDE_DATABASE      postgresql://user:password@host:port/name, or a path for SQLite
VARDE_VAR           folder for what the program keeps beside its database
VARDE_HOSTS         host names, comma separated
VARDE_URL           the address that links in mail begin with; by default made of the first host name
VARDE_HTTPS         1: served over https (secure cookies, HSTS)
VARDE_PROXIES       how many proxies of ours stand in front and set X-Forwarded-For and -Proto
VARDE_MAIL          smtp://user:password@host:port, or smtps://; without it mail is printed
VARDE_MAIL_FROM     the address that mail comes from
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VARDE_VAR", BASE_DIR / ".var"))


def flag(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0")


def secret_key() -> str:
    if path := os.environ.get("VARDE_SECRET_KEY_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if key := os.environ.get("VARDE_SECRET_KEY"):
        return key
    if DEMO or DEBUG or TESTING:
        return "only-for-demonstration-development-and-tests-" * 2
    raise ImproperlyConfigured("Set VARDE_SECRET_KEY, or VARDE_SECRET_KEY_FILE with the path of a file that holds it.")


def database(address: str) -> dict[str, object]:
    if not address.startswith(("postgres://", "postgresql://")):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "CONN_MAX_AGE": 600,
            "NAME": address,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    url = urlsplit(address)
    return {
        "ENGINE": "config.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # What is asked again and again, the server plans once: that is a third of a vote.
        "OPTIONS": {
            "options": "-c statement_timeout=20000 -c lock_timeout=10000",
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


TESTING = "pytest" in sys.modules
DEMO = flag("VARDE_DEMO")
# Seconds between two acts of the demonstration's invented leaders.
DEMO_PACE = float(os.environ.get("VARDE_DEMO_PACE", "1.5"))
DEBUG = flag("VARDE_DEBUG")
HTTPS = flag("VARDE_HTTPS")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = [host for host in os.environ.get("VARDE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and not host.startswith(("[", "*"))]
SITE_ADDRESS = os.environ.get("VARDE_URL", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")
TRUSTED_PROXIES = int(os.environ.get("VARDE_PROXIES", "0"))

INSTALLED_APPS = [
    "config",
    "programmes",
    "values",
    "efficacy",
    "goals",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "crispy_forms",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "config.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.policy.default_deny",
]

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "config.templatetags.varde",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
                "programmes.context.menu",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(os.environ.get("VARDE_DATABASE", str(VAR_DIR / "varde.sqlite3")))}
if TESTING:
    # Made of the models, in a tenth of the time: that migrating makes the same, tests/test_migrations.py says.
    DATABASES["default"]["TEST"] = {"MIGRATE": False}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of tries, by source; and documents that are the same for everybody, which must not crowd those out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}},
    "documents": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "documents",
        "OPTIONS": {"MAX_ENTRIES": 50},
    },
}

# People and sign-in: a code by e-mail, by invitation only.
AUTH_USER_MODEL = "programmes.Person"
AUTHENTICATION_BACKENDS = ["config.sessions.Backend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "programmes.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False

SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
CSRF_FAILURE_VIEW = "config.errors.stale_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "varde"
CRISPY_FAIL_SILENTLY = False

# Mail leaves through the job queue; the worker hands it to this backend.
EMAIL_BACKEND = "config.mail.QueuedBackend"
DEFAULT_FROM_EMAIL = os.environ.get("VARDE_MAIL_FROM", "Varde <varde@localhost>")
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
if mail := os.environ.get("VARDE_MAIL"):
    _mail = urlsplit(mail)
    MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or {"smtps": 465}.get(_mail.scheme, 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 20

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.Line", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # config.logs says of a refused request which view it was, never its path.
    "loggers": {"varde": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mail is unique by a constraint on its lower-case form, and null where there is none
    "security.W002",  # X-Frame-Options is among the headers of config.middleware
]
