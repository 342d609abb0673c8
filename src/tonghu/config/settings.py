"""设置: everything comes from the environment or from `TONGHU_HOME`, nothing secret stands here."""

from __future__ import annotations

import os
from pathlib import Path

from tonghu.config.machine import databases, home, installation, secret_key

ROOT = Path(__file__).resolve().parents[3]
TONGHU_HOME = home()
_HERE = installation(TONGHU_HOME)
TONGHU_DEMO = _HERE.demo
TONGHU_PROFILE = _HERE.profile  # in force where no other is set
TONGHU_DIVISION = _HERE.division  # the county this installation serves
TONGHU_CIPHER = os.environ.get("TONGHU_CIPHER", "aes-256-gcm")  # or sm4-gcm
TONGHU_ADDRESS = os.environ.get("TONGHU_ADDRESS", "")  # https://…: what the codes on papers lead to
TONGHU_PASSWORD_RULES = os.environ.get("TONGHU_PASSWORD_RULES", "length")  # or mlps: GB/T 22239

DEBUG = False
SECRET_KEY = secret_key(TONGHU_HOME)
ALLOWED_HOSTS = os.environ.get("TONGHU_HOSTS", "127.0.0.1 localhost testserver").split()
HTTPS = os.environ.get("TONGHU_HTTPS") == "1"
TONGHU_PROXY = os.environ.get("TONGHU_PROXY") == "1"  # a reverse proxy of ours stands before us

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    # ours, lowest first
    "tonghu.core",
    "tonghu.ui",
    "tonghu.directory",
    "tonghu.access",
    "tonghu.files",
    "tonghu.worklist",
    "tonghu.papers",
    "tonghu.registry",
    "tonghu.reconcile",
    "tonghu.survey",
    "tonghu.conference",
    "tonghu.duties",
    "tonghu.statistics",
    "tonghu.home",
    "tonghu.reference",
    "tonghu.config",
]

MIDDLEWARE = [
    "tonghu.access.middleware.SecurityHeaders",
    "tonghu.access.readable.Readable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tonghu.access.middleware.Door",
]

ROOT_URLCONF = "tonghu.config.urls"
WSGI_APPLICATION = "tonghu.config.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = databases(TONGHU_HOME)

PASSWORD_HASHERS = ["tonghu.access.hashing.Argon2"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": sorted((ROOT / "src" / "tonghu").glob("*/templates")),
        "OPTIONS": {"environment": "tonghu.ui.jinja.environment"},
    },
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = TONGHU_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # uploads go through files
    "staticfiles": {
        "BACKEND": os.environ.get(
            "TONGHU_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = TONGHU_HOME / "work"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tonghu.access.views.stale_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

# Reminders: a mail server of the place, or a folder in which one sees what would be sent
TONGHU_SITE = os.environ.get("TONGHU_SITE", "http://127.0.0.1:8000/")  # the link in a reminder
EMAIL_HOST = os.environ.get("TONGHU_SMTP", "")
EMAIL_PORT = int(os.environ.get("TONGHU_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TONGHU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TONGHU_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TONGHU_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
TONGHU_SPOOL = TONGHU_HOME / "spool"
EMAIL_FILE_PATH = TONGHU_SPOOL / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("TONGHU_MAIL_FROM", "tonghu@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a wrong name of host is the asker's mistake and has its page: no traceback for each
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # our sign-in name is unique among accounts in use, by constraint
]
