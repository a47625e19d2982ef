"""The settings as they are, with what makes tests quick and leaves nothing behind."""

import atexit
import os
import shutil
import tempfile

folder = tempfile.mkdtemp(prefix="salesops-tests-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["SALESOPS_VAR"] = folder

from salesops.settings import *  # noqa: E402, F403
from salesops.settings import DATABASES, VAR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # Each test's client would list all static files first.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as a real worker and a browser's server look at the same rows; it need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"
