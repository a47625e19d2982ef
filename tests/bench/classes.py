"""P9: classes of many stores beside one UPDATE of as many rows, and the list meanwhile (make bench)."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2

from tests.bench import load, servers

PORT = 8799
LIST = "/stores/?per_page=50"
# The month after the last one that `class_world` sells in, as the program counts days.
ZONE = ZoneInfo("Asia/Shanghai")
SECONDS_A_MILLION = 600
_SURE = ["measure_certainty", "--json"]
_NOTHING = [*_SURE, "--month=2000-01"]
_RAW = (
    "CREATE TABLE bench_raw (id int PRIMARY KEY, sold numeric(14, 2) NOT NULL, class char(1))",
    "ALTER TABLE bench_raw SET (autovacuum_enabled = off)",
    "INSERT INTO bench_raw SELECT n, (random() ^ 4 * 1e6)::numeric(14, 2) FROM generate_series(1, {stores}) n",
    "VACUUM ANALYZE bench_raw",
)
_CLASS_RAW = (
    "UPDATE bench_raw r SET class = c.class FROM ("
    "SELECT id, CASE WHEN before < 0.4 * total THEN 'A' WHEN before < 0.8 * total THEN 'B' ELSE 'C' END AS class FROM ("
    "SELECT id, SUM(sold) OVER (ORDER BY sold DESC, id) - sold AS before, SUM(sold) OVER () AS total FROM bench_raw"
    ") sums) c WHERE c.id = r.id"
)
_ARCHIVE = "UPDATE stores_store SET store_class = 'B', class_is_provisional = FALSE, revision = revision + 1"


@dataclass
class Spent:
    """Seconds that something took: as the clock saw it, and of processor time in Python and in our database."""

    wall: float = 0.0
    python: float = 0.0
    backends: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        return self.python + sum(self.backends.values())

    def __str__(self) -> str:
        return f"{self.cpu:.1f} CPU s ({self.wall:.1f} s)"


class ClassBench:
    """A database of its own, filled with as many stores as are asked for."""

    def __init__(
        self, server: str, folder: Path, stores: int, password: str, add: Callable[..., None], *, name: str
    ) -> None:
        self.server, self.folder, self.stores, self.password, self.add = server, folder, stores, password, add
        self.database, self.copied = f"{name}_classes", f"{name}_classes_copy"
        self.month = f"{datetime.now(ZONE):%Y-%m}"
        self._program = Spent()

    def run(self) -> None:
        servers.make_database(self.server, self.database)
        try:
            servers.run(["manage.py", "migrate", "--verbosity=0"], self._env(self.database))
            fill = ["-m", "tests.bench.class_world", f"--stores={self.stores}", f"--password={self.password}"]
            servers.run(fill, self._env(self.database))
            self._measure()
        finally:
            for name in (self.copied, self.database):
                servers.drop_database(self.server, name)

    def _measure(self) -> None:
        every, none = self._bare()
        self._copy()
        (archive,) = self._statements(self.copied, [_ARCHIVE])
        self._copy()
        self._program = self._command(self.database, _NOTHING)
        first, again = self._classify(self.database), self._classify(self.database)
        what = f"classes of {self.stores:,} stores, proposed, kept and made valid"
        self.add("P9", what, str(first), f"bare UPDATE of all {every}", first.cpu / every.cpu, 1.5)
        self.add("P9", "the same", str(first), f"UPDATE of the archive {archive}", first.cpu / archive.cpu, 1.5)
        self.add("P9", "a run with no change", str(again), f"bare UPDATE of none {none}", again.cpu / none.cpu, 1.5)
        before, during = self._list_meanwhile()
        self.add("P9", "list p95 meanwhile", f"{during:.0f} ms", f"before {before:.0f} ms", during / before, 3.0)
        sure, most = self._command(self.database, _SURE), SECONDS_A_MILLION * self.stores / 1_000_000
        self.add(
            "P9", "how sure they are, afterwards", str(sure), f"ten minutes a million {most:.0f} s", sure.cpu / most, 1
        )

    def _bare(self) -> tuple[Spent, Spent]:
        """Ranking and updating a table that has nothing but sales and classes: all rows, then none."""
        self._statements(self.database, [statement.format(stores=self.stores) for statement in _RAW])
        changed = f"{_CLASS_RAW} AND r.class IS DISTINCT FROM c.class"
        every, none = self._statements(self.database, [_CLASS_RAW, changed])
        self._statements(self.database, ["DROP TABLE bench_raw"])
        return every, none

    def _classify(self, name: str) -> Spent:
        return self._command(name, ["classify", "--all", f"--month={self.month}", "--commit", "--json"])

    def _list_meanwhile(self) -> tuple[float, float]:
        """The 95th percentile of the list's milliseconds, before and during a run that changes all stores."""
        with servers.served("salesops.wsgi", PORT, self._env(self.copied)) as pid:
            side = load.Side("ours", PORT, "/accounts/login/", "admin", self.password, [pid])
            side.log_in()
            load.timed(side, LIST, lambda walls: len(walls) >= 5)
            before = load.timed(side, LIST, lambda walls: len(walls) >= 60)
            run = threading.Thread(target=self._classify, args=[self.copied])
            run.start()
            during = load.timed(side, LIST, lambda walls: not run.is_alive())
            run.join()
        return load.p95(before), load.p95(during)

    def _copy(self) -> None:
        servers.copy_database(self.server, self.database, self.copied)

    def _statements(self, name: str, statements: list[str]) -> list[Spent]:
        """Each statement in a transaction of its own, over one connection."""
        connection = psycopg2.connect(servers.database_url(self.server, name))
        connection.autocommit = True
        pid, spent = connection.info.backend_pid, []
        with connection.cursor() as cursor:
            for statement in statements:
                before, start = load.cpu_of(pid), time.perf_counter()
                cursor.execute(statement)
                wall = time.perf_counter() - start
                spent.append(Spent(wall, backends={pid: load.cpu_of(pid) - before}))
        connection.close()
        return spent

    def _command(self, name: str, arguments: list[str]) -> Spent:
        """One of our commands beyond its start, with what its connections cost in the database."""
        start, spent = time.perf_counter(), Spent()
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=servers.ROOT, env=self._env(name), stdout=subprocess.DEVNULL
        )
        with closing(psycopg2.connect(servers.database_url(self.server, "postgres"))) as connection:
            connection.autocommit = True  # Within a transaction the list of connections would stand still.
            while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
                self._watch(connection, name, spent)
                time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        if process.returncode:
            raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}.")
        spent.wall = time.perf_counter() - start - self._program.wall
        spent.python = ended[2].ru_utime + ended[2].ru_stime - self._program.python
        return spent

    def _watch(self, connection, name: str, spent: Spent) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", [name]
            )
            for (pid,) in cursor.fetchall():
                spent.backends[pid] = max(spent.backends.get(pid, 0), load.cpu_of(pid))

    def _env(self, name: str) -> dict[str, str]:
        return servers.environment(servers.database_url(self.server, name), self.folder / name)
