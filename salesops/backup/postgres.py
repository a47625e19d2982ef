"""PostgreSQL's own tools: pg_dump, and pg_restore into psql, with what they complain of in one line."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from subprocess import PIPE

from salesops.backup.errors import BackupError, one_line

_TOOLS = ("pg_dump", "pg_restore", "psql")
_GET = "install postgresql-client (Debian), of the server's version or newer"
_READ = ("pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--file=-")
_WRITE = ("psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose")
_WAIT_FOR_LOCKS_MS = 10_000
_CODE = re.compile(r":  ([0-9A-Z]{5}): (.+)")
# A lock that did not come in time, and a deadlock: dropping takes the tables in another order than those who work.
_HELD_BY_OTHERS = {"55P03", "40P01"}
_ENVIRONMENT = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


def look_for_tools(server: int) -> None:
    """Refuse to begin without the tools, or with a pg_dump that does not know the server."""
    for tool in _TOOLS:
        if not shutil.which(tool):
            raise BackupError(f"{tool} is missing: {_GET}.")
    if (own := _major("pg_dump")) < server:
        raise BackupError(f"pg_dump is of version {own} and cannot read a server of version {server}: {_GET}.")


def dump(target: Path, snapshot: str, database: dict) -> None:
    """Dump what the snapshot sees; a change of the schema that holds a table is waited for, but not for long."""
    command = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--lock-wait-timeout={_WAIT_FOR_LOCKS_MS}"]
    _run([*command, f"--file={target}"], database)


def load(source: Path, database: dict) -> None:
    """Drop the schema and load the dump, in one transaction."""
    # Some dumps make the schema themselves, some leave it to whoever made the database: we do, and none of them.
    contents = _run(["pg_restore", "--list", str(source)], database).splitlines()
    chosen = source.with_suffix(".list")
    chosen.write_text("\n".join(line for line in contents if " SCHEMA - public " not in line))
    # Until the dump sets limits the house's hold: a table that somebody works with is not waited for without end.
    begin = b"BEGIN;\nSET statement_timeout = 0;\nDROP SCHEMA IF EXISTS public CASCADE;\nCREATE SCHEMA public;\n"
    with tempfile.TemporaryFile() as read_errors, tempfile.TemporaryFile() as write_errors:
        environment = _environment(database)
        with (
            subprocess.Popen(
                [*_READ, f"--use-list={chosen}", str(source)], stdout=PIPE, stderr=read_errors, env=environment
            ) as reader,
            subprocess.Popen(_WRITE, stdin=PIPE, stderr=write_errors, env=environment) as writer,
        ):
            _pour(begin, reader, writer)
        if writer.returncode:
            raise BackupError(_refusal("psql", _said(write_errors)))
        if reader.returncode:
            raise BackupError(_refusal("pg_restore", _said(read_errors)))


def _pour(begin: bytes, reader: subprocess.Popen, writer: subprocess.Popen) -> None:
    """Without the last word psql rolls back: it comes when pg_restore has ended well."""
    with contextlib.suppress(BrokenPipeError), writer.stdin as script:  # psql that refused is gone
        script.write(begin)
        shutil.copyfileobj(reader.stdout, script)
        if reader.wait() == 0:
            script.write(b"COMMIT;\n")
    reader.stdout.close()


def _run(command: list[str], database: dict) -> str:
    """Let one tool do its work; what it printed."""
    try:
        done = subprocess.run(command, env=_environment(database), capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is missing: {_GET}.") from error
    if done.returncode:
        raise BackupError(_refusal(command[0], done.stderr))
    return done.stdout


def _major(tool: str) -> int:
    """`pg_dump (PostgreSQL) 15.20 (Debian …)` is of version 15."""
    words = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\) (\d+)", words)[1])


def _environment(database: dict) -> dict[str, str]:
    """How the tools find the server; a password is given so that no list of processes shows it."""
    named = {name: str(database[key]) for key, name in _ENVIRONMENT.items() if database.get(key)}
    limits = {"PGOPTIONS": database["OPTIONS"].get("options", ""), "PGCONNECT_TIMEOUT": "5", "PGCLIENTENCODING": "UTF8"}
    return os.environ | limits | named


def _said(file) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _refusal(tool: str, said: str) -> str:
    """The complaint in one line; the server's last one ended it and has a code, in whatever language it speaks."""
    if coded := list(_CODE.finditer(said)):
        found = coded[-1]
        if found[1] in _HELD_BY_OTHERS:
            return "Others hold the database, which stays as it is: stop web, worker and beat, then try again."
        return f"{tool}: {one_line(found[2])} ({found[1]})"
    first = next((line for line in said.splitlines() if line.strip()), "no word of why")
    return one_line(first) if first.startswith(tool) else f"{tool}: {one_line(first)}"
