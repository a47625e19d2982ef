"""Settings of every mode, read from the environment here and nowhere else.

Without any environment the program runs embedded: SQLite and a file queue under VAR, plain HTTP on
this machine. `SALESOPS_MODE=production` with `DATABASE_URL` and `CELERY_BROKER_URL` is the served form.
"""

import contextlib
import logging
import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from salesops.telemetry.logs import FORMS, logging_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("SALESOPS_MODE", default="embedded")
if MODE not in {"embedded", "production"}:
    raise ImproperlyConfigured(f"SALESOPS_MODE is embedded or production, not {MODE!r}.")
IS_PRODUCTION = MODE == "production"

DEBUG = env.bool("SALESOPS_DEBUG", default=False)
SALESOPS_DEMO = env.bool("SALESOPS_DEMO", default=False)
VAR = Path(env.str("SALESOPS_VAR", default=str(BASE_DIR / "var"))).absolute()
VAR.mkdir(parents=True, exist_ok=True)


def generated_secret(path):
    """Keep one random key per installation; of several first starts the first to write wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


if IS_PRODUCTION:
    SECRET_KEY = env.str("SALESOPS_SECRET_KEY")
else:
    SECRET_KEY = env.str("SALESOPS_SECRET_KEY", default="") or generated_secret(VAR / "secret_key")

# H7: the keys of personal data, the sealing one first, then former ones (`salesops/sealing.py`).
if IS_PRODUCTION:
    SALESOPS_DATA_KEYS = env.list("SALESOPS_DATA_KEYS")
    if not SALESOPS_DATA_KEYS or not all(SALESOPS_DATA_KEYS):
        raise ImproperlyConfigured("SALESOPS_DATA_KEYS names no key, or an empty one.")
else:
    SALESOPS_DATA_KEYS = env.list("SALESOPS_DATA_KEYS", default=[]) or [generated_secret(VAR / "data_key")]

ALLOWED_HOSTS = env.list("SALESOPS_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("SALESOPS_TRUSTED_ORIGINS", default=[])

# TLS ends at the proxy, which says so in X-Forwarded-Proto; switched off only to try the production
# form on one machine without a certificate.
USE_TLS = env.bool("SALESOPS_TLS", default=IS_PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_TLS else None
SECURE_SSL_REDIRECT = USE_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if USE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_TLS
SECURE_HSTS_PRELOAD = USE_TLS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_TLS
if USE_TLS:
    # Browsers take a cookie of such a name from this very host alone: no neighbour below the same domain plants one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What lies under the points of the maps; without any of it they are schematic and need no network.
MAP_TILES = env.str("SALESOPS_MAP_TILES", default="")
MAP_TILES_DATUM = env.str("SALESOPS_MAP_TILES_DATUM", default="wgs84")
MAP_TILES_SUBDOMAINS = env.str("SALESOPS_MAP_TILES_SUBDOMAINS", default="abc")
MAP_ATTRIBUTION = env.str("SALESOPS_MAP_ATTRIBUTION", default="")
MAP_OUTLINE = env.str("SALESOPS_MAP_OUTLINE", default="")
if MAP_TILES_DATUM not in {"wgs84", "gcj02"}:
    raise ImproperlyConfigured(f"SALESOPS_MAP_TILES_DATUM is wgs84 or gcj02, not {MAP_TILES_DATUM!r}.")


def origins_of_tiles(address):
    """Name where the pictures of a tile address come from; `{s}` stands for any subdomain."""
    if not address:
        return []
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(f"{{{a}}}" not in address for a in "xyz"):
        raise ImproperlyConfigured(f"SALESOPS_MAP_TILES is an address with {{z}}, {{x}} and {{y}}, not {address!r}.")
    first, _, rest = parts.netloc.partition(".")
    return [f"{parts.scheme}://{'*.' + rest if '{s}' in first else parts.netloc}"]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *origins_of_tiles(MAP_TILES)],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "axes",
    "csp",
    "django_structlog",
    "salesops.accounts",
    "salesops.periods",
    "salesops.workflow",
    "salesops.exchange",
    "salesops.notices",
    "salesops.backup",
    "salesops.telemetry",
    "salesops.web",
    "stores",
    "visits",
    "promotions",
    "dealers",
    "reports",
]

MIDDLEWARE = [
    "salesops.telemetry.middleware.RequestLog",
    "salesops.telemetry.middleware.RequestCount",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "salesops.accounts.middleware.ActorMiddleware",
    "salesops.accounts.middleware.OwedMiddleware",
    "salesops.accounts.middleware.TakenOutMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "salesops.urls"
WSGI_APPLICATION = "salesops.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

if IS_PRODUCTION:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Opening and working hours have fixed defaults; within ten seconds of such an hour W161 takes one for a "now".
SILENCED_SYSTEM_CHECKS = ["fields.W161"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue up instead of failing half-way; readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": ("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON"),
    }
else:
    # A job that hangs gives its locks back; the limits can be widened for one long command.
    limits = {
        "statement_timeout": env.int("SALESOPS_STATEMENT_TIMEOUT_MS", default=60_000),
        "lock_timeout": env.int("SALESOPS_LOCK_TIMEOUT_MS", default=10_000),
        "idle_in_transaction_session_timeout": env.int("SALESOPS_IDLE_TIMEOUT_MS", default=60_000),
    }
    # Behind PgBouncer in transaction mode (docs/scaling.md): its connections are lent for one transaction, so no
    # cursor outlives one, and the limits are the role's own, for a pooler takes no options at the start.
    IS_POOLED = env.bool("SALESOPS_POOLED", default=False)
    DATABASES["default"] |= {
        "CONN_MAX_AGE": env.int("SALESOPS_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": IS_POOLED,
        "OPTIONS": {"connect_timeout": 5}
        | ({} if IS_POOLED else {"options": " ".join(f"-c {name}={value}" for name, value in limits.items())}),
    }

MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "salesops.accounts.backends.PeopleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"

# One person guessing from one place is locked out; colleagues behind the same address are not.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.int("SALESOPS_LOGIN_FAILURES", default=8)
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
PROXY_COUNT = env.int("SALESOPS_PROXY_COUNT", default=0)
# The first proxy writes the client's address alone; each further one adds the address it was asked from.
AXES_IPWARE_PROXY_COUNT = max(PROXY_COUNT - 1, 0)
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if PROXY_COUNT else ["REMOTE_ADDR"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "salesops.web.formats"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if IS_PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
# Photos are handed out by the program alone, after it looked who asks; a bucket stays private.
PHOTO_BUCKET = env.str("SALESOPS_S3_BUCKET", default="")
PHOTO_STORAGE: dict = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if PHOTO_BUCKET:
    PHOTO_STORAGE = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PHOTO_BUCKET,
            "endpoint_url": env.str("SALESOPS_S3_ENDPOINT", default="") or None,
            "region_name": env.str("SALESOPS_S3_REGION", default="") or None,
            "access_key": env.str("SALESOPS_S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("SALESOPS_S3_SECRET_KEY", default="") or None,
            "addressing_style": env.str("SALESOPS_S3_ADDRESSING", default="auto"),
            "location": env.str("SALESOPS_S3_PREFIX", default=""),
            "default_acl": None,
            "file_overwrite": True,
        },
    }
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "photos": PHOTO_STORAGE,
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if IS_PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# Embedded there is no collectstatic: files are served from where they lie.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "django_tables2/bootstrap5-responsive.html"
MESSAGE_TAGS = {message_levels.DEBUG: "secondary", message_levels.ERROR: "danger"}

if IS_PRODUCTION:
    CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
else:
    CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_FOLDER = VAR / "broker"
    for folder in ("queue", "processed", "control"):
        (BROKER_FOLDER / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER / "queue"),
        "data_folder_out": str(BROKER_FOLDER / "queue"),
        "processed_folder": str(BROKER_FOLDER / "processed"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "store_processed": False,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
# Progress and outcome are rows of JobRun; nobody asks Celery for a result.
CELERY_TASK_IGNORE_RESULT = True
# A job whose worker dies is done again by another: every job may run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Well below Redis' visibility timeout of an hour, after which a running job is handed out again.
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_TASK_TIME_LIMIT = 30 * 60
# The heartbeat has a queue of its own, so that it never waits behind a month's drafts.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("pulse")]
CELERY_TASK_ROUTES = {"web.heartbeat": {"queue": "pulse"}}
CELERY_BEAT_SCHEDULER = "salesops.beat:MendingScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
# Each entry: what is sent, when, and the clause or goal it answers. A job that found no worker within
# its pause is dropped; the next one does the same.
CELERY_BEAT_SCHEDULE = {
    # The age of the last heartbeat tells /readyz that beat and a worker are alive.
    "heartbeat": {
        "task": "web.heartbeat",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    # Sessions that ended by themselves.
    "clear-sessions": {"task": "accounts.clear_sessions", "schedule": crontab(hour=4, minute=50)},
    # The counts of processes that ended a day ago.
    "forget-ended-processes": {"task": "telemetry.forget_ended", "schedule": crontab(minute=50)},
    # H1: reminders 5, 2 and 0 days before a deadline, and to the manager on the day after.
    "remind-deadlines": {"task": "notices.remind_deadlines", "schedule": crontab(hour=8, minute=0)},
    # H2.4: an import whose worker died is taken up again.
    "resume-imports": {
        "task": "exchange.resume_imports",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    # H2.4: a list that is written as a file and lost its worker; files that expired go.
    "resume-exports": {
        "task": "exchange.resume_exports",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    "tidy-exports": {"task": "exchange.tidy_exports", "schedule": crontab(minute=35)},
    # H3: a proposal of classes for each center, made on the 2nd and kept fresh until its manager decides.
    "propose-classifications": {
        "task": "stores.propose_classifications",
        "schedule": crontab(day_of_month="2-31", hour=3, minute=0),
    },
    # H3: how sure the classes are, where a run came without it or a worker died over it.
    "measure-certainty": {
        "task": "stores.measure_certainty",
        "schedule": crontab(minute=35),
        "options": {"expires": 3600},
    },
    # H2.2: what was entered twice by day is listed in the morning.
    "find-twins": {"task": "stores.find_twins", "schedule": crontab(hour=4, minute=0)},
    "end-class-overrides": {"task": "stores.end_class_overrides", "schedule": crontab(hour=0, minute=30)},
    # H2.7: distribution of the last weeks, with what visits and files brought in late.
    "measure-distribution": {"task": "stores.measure_distribution", "schedule": crontab(hour=4, minute=15)},
    # H2.3: a bulk edit of many thousand stores whose worker died is taken up again.
    "resume-bulk-edits": {
        "task": "stores.resume_bulk_edits",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    # H0: a hand-over that waited for its day; what one hour missed, the next one does.
    "carry-out-hand-overs": {"task": "stores.carry_out_hand_overs", "schedule": crontab(minute=5)},
    # H5.2: a visit that nobody left ends as "no check-out"; its minutes stay unknown.
    "close-forgotten-visits": {"task": "visits.close_forgotten_visits", "schedule": crontab(hour=0, minute=10)},
    # H0, H5.4: what phones left behind goes after a time: photos without a visit, or never whole.
    "tidy-sent": {"task": "visits.tidy_sent", "schedule": crontab(hour=3, minute=30)},
    # H5.3: stores that several people find elsewhere; H0: positions go on time, after they were looked at.
    "propose-places": {"task": "visits.propose_places", "schedule": crontab(hour=3, minute=40)},
    "forget-positions": {"task": "visits.forget_positions", "schedule": crontab(hour=4, minute=30)},
    # H7, H0: what is known of those who left goes on time.
    "forget-promoters-positions": {"task": "promotions.forget_positions", "schedule": crontab(hour=4, minute=40)},
    "forget-leavers": {"task": "promotions.forget_leavers", "schedule": crontab(hour=4, minute=45)},
    # H5.6: a market report whose answer is late is told of in the morning.
    "remind-of-answers": {"task": "visits.remind_of_answers", "schedule": crontab(hour=8, minute=15)},
    # H5.3: galleries show small pictures; until one is made they show the photo itself.
    "make-thumbs": {
        "task": "visits.make_thumbs",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    # H4.3: the planning of a center that lost its worker goes on.
    "resume-center-plans": {
        "task": "visits.resume_center_plans",
        "schedule": timedelta(minutes=2),
        "options": {"expires": 120},
    },
    # H4.5: the day that ended is closed first; then, H4.4, six weeks of visits stand ahead, holidays minded.
    "close-day": {"task": "visits.close_day", "schedule": crontab(hour=0, minute=30)},
    "extend-calendar": {"task": "visits.extend_calendar", "schedule": crontab(hour=1, minute=0)},
    # H6.1: a launch whose curve fell behind its plan is told of in the morning, once a week for each center.
    "watch-launches": {"task": "promotions.watch_launches", "schedule": crontab(hour=7, minute=45)},
    # H6.2: what a promotion brought, from the day after its end; anew while days follow and when sales come in late.
    "measure-promotions": {"task": "promotions.measure_promotions", "schedule": crontab(hour=5, minute=0)},
    # H1: whose drafts are made in a night says each center's drafting day (the 15th unless it has its own).
    "draft-plans": {"task": "dealers.draft_due_plans", "schedule": crontab(hour=0, minute=0)},
    # J3: whatever became of a task, each draft that should stand does so within ten minutes.
    "reconcile-plans": {
        "task": "dealers.reconcile_plans",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    # H8.3: approved plans beside what was sold by the last Sunday, every night until the next week has ended: late
    # sales are taken in, and what one run missed the next one writes. Each center by its own calendar.
    "track-plans": {"task": "dealers.track_plans", "schedule": crontab(hour="5,7", minute=15)},
    # H1, H10.6: dealers are measured every night until their center's tenth working day after the quarter, and
    # after it while one is not handed in.
    "evaluate-dealers": {"task": "dealers.evaluate_dealers_of_quarter", "schedule": crontab(hour=3, minute=15)},
    # H1, H9: the review drafts of the month that ended stand in the night to the 1st, follow the sales that
    # arrive late, and stand within ten minutes whatever became of a task.
    "draft-reviews": {"task": "reports.draft_due_reviews", "schedule": crontab(hour=0, minute=0)},
    "refresh-reviews": {"task": "reports.refresh_reviews", "schedule": crontab(hour=2, minute=30)},
    "reconcile-reviews": {
        "task": "reports.reconcile_reviews",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
}

PORT = env.int("PORT", default=8000)

# A TrueType font with Chinese for PDFs; without one the usual places are looked at.
PDF_FONT = env.str("SALESOPS_PDF_FONT", default="")

# Where the tests look for servers; each makes its own database, or its own numbered one in Redis.
DATABASE_ROLE = env.str("PGUSER", default=env.str("USER", default="root"))
TEST_POSTGRES_URL = env.str("TEST_POSTGRES_URL", default=f"postgres://{DATABASE_ROLE}@127.0.0.1:5432/salesops")
TEST_REDIS_URL = env.str("TEST_REDIS_URL", default="redis://127.0.0.1:6379/9")

# Lines for people where one starts it by hand, for machines where a machine collects them.
LOG_FORMAT = env.str("SALESOPS_LOG_FORMAT", default="json" if IS_PRODUCTION else "line")
if LOG_FORMAT not in FORMS:
    raise ImproperlyConfigured(f"SALESOPS_LOG_FORMAT is {' or '.join(FORMS)}, not {LOG_FORMAT!r}.")
LOGGING = logging_in(LOG_FORMAT, env.str("SALESOPS_LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# Where people are is theirs; the login page keeps the network alone.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
DJANGO_STRUCTLOG_CELERY_TASK_FAILURE_LOG_LEVEL = logging.ERROR
# A statement that took longer is logged; 0 logs none.
SLOW_QUERY_MS = env.int("SALESOPS_SLOW_QUERY_MS", default=500)

# Who shows this token is given /metrics; without one there is no such page, and processes do not meet to count.
METRICS_TOKEN = env.str("SALESOPS_METRICS_TOKEN", default="")
METRICS_FOLDER = VAR / "metrics"
if METRICS_TOKEN:
    METRICS_FOLDER.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_FOLDER)
