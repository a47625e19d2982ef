"""A database of its own for the simulation, beside the configured one, which is not touched."""

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.test.utils import override_settings

from salesops.celery import app

EAGER = ("task_always_eager", "task_eager_propagates")


@contextmanager
def scratch_place(*, keep: bool) -> Iterator[str]:
    """Make an empty, migrated database and a folder for files; both go afterwards, unless the database is kept.

    Gives the database's name. On PostgreSQL the user must be allowed to make databases.
    """
    real = connection.settings_dict["NAME"]
    with TemporaryDirectory(prefix="salesops-year-") as folder:
        name = _name(str(real), folder, keep=keep)
        connection.settings_dict["TEST"]["NAME"] = name
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            with files_in(folder):
                yield name
        finally:
            # Where it could not even be made, we are still connected to the configured one.
            if connection.settings_dict["NAME"] == name:
                connection.creation.destroy_test_db(real, verbosity=0, keepdb=keep)


def _name(real: str, folder: str, *, keep: bool) -> str:
    name = f"simulated_year_{os.getpid()}"
    if connection.vendor != "sqlite":
        return f"{real}_{name}"
    return str((Path(real).parent if keep else Path(folder)) / f"{name}.sqlite3")


@contextmanager
def files_in(folder: str) -> Iterator[None]:
    """Uploads go into the folder, and what a deed sends to the queue is done at once, in this process."""
    before = {name: app.conf[name] for name in EAGER}
    with ExitStack() as stack:
        stack.enter_context(override_settings(MEDIA_ROOT=folder))
        stack.callback(app.conf.update, before)
        stack.enter_context(_quiet(logging.getLogger("celery.app.trace")))
        app.conf.update(dict.fromkeys(EAGER, True))
        app.loader.import_default_modules()
        yield


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """A line for each of some thousand tasks would hide what the run says."""
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
