"""Our pages and jobs beside the floor and the bare libraries, in one run, as one table with ratios.

    make bench                                 100,000 stores
    make bench BENCH="--stores 10000 --json"   smaller, for machines
    make bench BENCH="--keep --only P1,P3"     some goals, on databases that stay for the next time
    make bench BENCH="--only P9 --class-stores 1000000"   classes of many stores, in a database of their own
    make bench BENCH="--only pages"            the pages of every role at 1,000 stores and at 100,000
    make bench BENCH="--name mine"             in databases of that name, beside somebody else who measures

Needs a PostgreSQL server where TEST_POSTGRES_URL says, and some minutes. Trust the ratios and the statements;
milliseconds depend on what else the machine does.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import psycopg2

from tests.bench import load, pages, servers
from tests.bench.classes import ClassBench

FEW_STORES = 1_000
PASSWORD = "demo"


@dataclass(frozen=True)
class Line:
    """One goal: what was measured, against what, and how they compare."""

    goal: str
    what: str
    ours: str
    reference: str
    ratio: float
    limit: float

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.limit


class Bench:
    """One run: the databases stand, both programs are served, every section adds its lines."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.folder = folder
        self.lines: list[Line] = []
        self.ours, self.small, self.floor = options.name, f"{options.name}_small", f"{options.name}_floor"
        load.MEASURED |= {self.ours, self.floor}
        self.server = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/salesops")
        self.env = servers.environment(servers.database_url(self.server, self.ours), folder / "ours")
        self.small_env = servers.environment(servers.database_url(self.server, self.small), folder / "ours")
        self.floor_env = os.environ | {"DATABASE_URL": servers.database_url(self.server, self.floor)}

    def prepare(self) -> None:
        """Fill both databases; ours is the small demonstration, multiplied."""
        stores = str(self.options.stores)
        servers.make_database(self.server, self.ours)
        servers.run(["manage.py", "migrate", "--verbosity=0"], self.env)
        servers.run(["manage.py", "seed_demo", "--scale=small", "--seed=1", "--json"], self.env)
        servers.copy_database(self.server, self.ours, self.small)
        servers.run(["-m", "tests.bench.worlds", f"--stores={FEW_STORES}"], self.small_env)
        servers.run(["-m", "tests.bench.worlds", f"--stores={stores}"], self.env)
        servers.make_database(self.server, self.floor)
        fill = f"from tests.bench import floor; floor.fill({stores}, user='admin', password='{PASSWORD}')"
        servers.run(["-c", fill], self.floor_env)

    def ask(self, statement: str) -> tuple:
        """The first row that our database gives."""
        with (
            psycopg2.connect(servers.database_url(self.server, self.ours)) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
            return cursor.fetchone()

    def measure_pages(self) -> None:
        with ExitStack() as stack:
            ours_pid = stack.enter_context(servers.served("salesops.wsgi", 8701, self.env))
            floor_pid = stack.enter_context(servers.served("tests.bench.floor", 8702, self.floor_env))
            ours = load.Side("ours", 8701, "/accounts/login/", "admin", PASSWORD, [ours_pid])
            floor = load.Side("floor", 8702, "/login/", "admin", PASSWORD, [floor_pid])
            ours.log_in()
            floor.log_in()
            if self.wants("P1", "P3"):
                self._lists(ours, floor)
            if self.wants("P2"):
                self._card(ours, floor)
            if self.wants("P8"):
                self._export(ours)
                self._long_export()

    def measure_sizes(self) -> tuple[str, list[str]]:
        """Every role's pages in both companies; the table, and what is at fault."""
        head = f"{FEW_STORES:,} stores beside {self.options.stores:,}, {_when_and_where()}"
        both = {"small": self.small_env, "large": self.env}
        return pages.run(both, head, write=pages.KEPT if self.options.write_pages else None)

    def wants(self, *goals: str) -> bool:
        """Whether one of these goals is asked for; without a choice all are."""
        return not self.options.only or not set(goals).isdisjoint(self.options.only.split(","))

    def _lists(self, ours: load.Side, floor: load.Side) -> None:
        """P1 and P3: fifty stores a page, and the same found by a word."""
        code, name = self.ask(
            f"SELECT code, name FROM stores_store ORDER BY id OFFSET {self.options.stores // 2} LIMIT 1"
        )
        plain = "/stores/?per_page=50"
        words = {
            "part of a code": code[:-2],
            "whole code": code,
            "two characters of a name": name[:2],
            "initials": "sj",
        }
        paths = {what: f"{plain}&q={load.quoted(word)}" for what, word in words.items()}
        asked = [(floor, "/stores/"), (ours, plain), *((ours, path) for path in paths.values())]
        base, listed, *found = load.compare(asked, rounds=self.options.rounds)
        self._add_cpu("P1", "store list of 50", listed, base, 3.0)
        for what, cost in zip(paths, found, strict=True):
            ratio = cost.median_ms / listed.median_ms
            self.add("P3", f"search: {what}", f"{cost.median_ms:.1f} ms", f"list {listed.median_ms:.1f} ms", ratio, 1.5)
        self._count_statements("store list", [plain, *paths.values()], 12)

    def _card(self, ours: load.Side, floor: load.Side) -> None:
        """P2: a store with its last twenty visits."""
        (pk,) = self.ask("SELECT store_id FROM visits_visit GROUP BY store_id ORDER BY COUNT(*) DESC, store_id LIMIT 1")
        path = f"/stores/{pk}/?tab=visits"
        base, card = load.compare([(floor, "/stores/500/"), (ours, path)], rounds=self.options.rounds)
        self._add_cpu("P2", "store card with its visits", card, base, 6.0)
        self._count_statements("store card", [path, f"/stores/{pk}/"], 15)

    def _export(self, ours: load.Side) -> None:
        """P8: the stores of one center as a spreadsheet, against openpyxl writing the same cells."""
        (center,) = self.ask("SELECT center_id FROM stores_store GROUP BY center_id ORDER BY COUNT(*) DESC LIMIT 1")
        before, start = load.cpu_seconds(ours.pids), time.perf_counter()
        status, content = ours.ask("GET", f"/stores/?center={center}&export=xlsx")
        seconds, wall = load.cpu_seconds(ours.pids) - before, time.perf_counter() - start
        if status != 200 or not content.startswith(b"PK"):
            raise SystemExit(f"The export answered {status}, and no workbook.")
        file = self.folder / "export.xlsx"
        file.write_bytes(content)
        bare = float(servers.run(["-m", "tests.bench.sheets", "write", str(file)], dict(os.environ)))
        (rows,) = self.ask(f"SELECT COUNT(*) FROM stores_store WHERE center_id = {center}")
        what = f"export of {rows:,} stores ({wall:.1f} s)"
        self.add("P8", what, f"{seconds:.2f} CPU s", f"bare write {bare:.2f} CPU s", seconds / bare, 3.0)

    def _long_export(self) -> None:
        """P8: all stores as a worker writes them, against those of one center, written so before and after."""
        (center,) = self.ask("SELECT center_id FROM stores_store GROUP BY center_id ORDER BY COUNT(*) DESC LIMIT 1")
        of_center = f"export=xlsx&center={center}"
        short, whole, again = map(self._written, (of_center, "export=xlsx", of_center))
        seconds, short_seconds = whole["cpu"], (short["cpu"] + again["cpu"]) / 2
        (rows,) = self.ask(f"SELECT COUNT(*) FROM stores_store WHERE center_id = {center}")
        what = f"export of {self.options.stores:,} stores by a worker"
        ratio = seconds / short_seconds
        self.add("P8", what, f"{seconds:.1f} CPU s", f"{rows:,} stores {short_seconds:.1f} CPU s", ratio, 12.0)
        grown = max(short["mib"], whole["mib"])
        self.add("P8", "its memory", f"{grown:.0f} MiB more", "100 MiB", grown / 100, 1.0)
        sent = max(short["statements"], whole["statements"])
        self.add("P8", "its statements beside its progress", str(sent), "10", sent / 10, 1.0)

    def _written(self, query: str) -> dict:
        """What the worker reports of itself; the database's share ends with its connection and is not counted."""
        return json.loads(servers.run(["-m", "tests.bench.exports", "admin", "/stores/", query], self.env))

    def measure_import(self) -> None:
        """P7: as many new stores again from a workbook, checked and written, against openpyxl reading it."""
        (customer,) = self.ask("SELECT code FROM stores_customer WHERE kind <> 'dealer' ORDER BY id LIMIT 1")
        file, rows = self.folder / "stores.xlsx", self.options.import_rows
        servers.run(["-m", "tests.bench.sheets", "stores", str(file), str(rows), customer], dict(os.environ))
        bare = float(servers.run(["-m", "tests.bench.sheets", "read", str(file)], dict(os.environ)))
        before, start = load.cpu_seconds([]), time.perf_counter()
        used, report = _timed(["manage.py", "import_stores", str(file), "--commit", "--json"], self.env)
        database, wall = load.cpu_seconds([]) - before, time.perf_counter() - start
        if report["created"] != rows:
            raise SystemExit(f"The import made {report['created']} stores of {rows}.")
        seconds = used.ru_utime + used.ru_stime + database
        what = f"import of {rows:,} stores, checked and written ({wall:.0f} s)"
        self.add("P7", what, f"{seconds:.1f} CPU s", f"bare read {bare:.1f} CPU s", seconds / bare, 2.0)
        peak = used.ru_maxrss / 1024
        self.add("P7", "its memory", f"{peak:.0f} MiB", "300 MiB", peak / 300, 1.0)

    def _count_statements(self, what: str, paths: list[str], most: int) -> None:
        """P5: the page with the most statements counts."""
        counted = json.loads(servers.run(["-m", "tests.bench.queries", "admin", *paths], self.env))
        found = max(counted.values())
        self.add("P5", f"statements of the {what}", str(found), str(most), found / most, 1.0)

    def _add_cpu(self, goal: str, what: str, ours: load.Cost, floor: load.Cost, limit: float) -> None:
        words = [f"{cost.median_cpu_ms:.1f} CPU ms ({cost.median_ms:.1f} ms)" for cost in (ours, floor)]
        self.add(goal, what, words[0], f"floor {words[1]}", ours.median_cpu_ms / floor.median_cpu_ms, limit)

    def add(self, goal: str, what: str, ours: str, reference: str, ratio: float, limit: float) -> None:
        line = Line(goal, what, ours, reference, round(ratio, 2), limit)
        self.lines.append(line)
        if not self.options.json:
            print(f"{goal}  {what}: {ours} against {reference}: {ratio:.2f}", file=sys.stderr)


def _timed(arguments: list[str], env: dict[str, str]) -> tuple[resource.struct_rusage, dict]:
    """Run a command that reports in JSON; what it and its children used."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([sys.executable, *arguments], cwd=servers.ROOT, env=env, stdout=output)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}.")
        return used, json.load(output)


def table(lines: list[Line], stores: int) -> str:
    head = [
        f"{stores:,} stores, {_when_and_where()}",
        "",
        "| goal | what | ours | against | ratio | goal's ratio | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    rows = [
        f"| {line.goal} | {line.what} | {line.ours} | {line.reference} | {line.ratio:.2f} | {line.limit:g} "
        f"| {'met' if line.is_met else '**missed**'} |"
        for line in lines
    ]
    return "\n".join([*head, *rows])


def _when_and_where() -> str:
    return f"{date.today()}, {os.cpu_count()} cores of {platform.machine()}, Python {platform.python_version()}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--stores", type=int, default=100_000)
    parser.add_argument("--import-rows", type=int, default=100_000)
    parser.add_argument("--class-stores", type=int, default=100_000, help="stores that are classified; 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="goals to measure, such as P1,P3,P8")
    parser.add_argument("--name", default="salesops_bench", help="what the databases' names begin with")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="also put the table into this file")
    parser.add_argument(
        "--write-pages", action="store_true", help="also put the table of pages into docs/performance.md"
    )
    parser.add_argument("--keep", action="store_true", help="leave the databases as they are, and take them up again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, Path(folder))
        pages_table, faults = "", []
        if bench.wants("P1", "P2", "P3", "P5", "P7", "P8", "pages"):
            pages_table, faults = _measure_pages_and_import(bench, options)
        if options.class_stores and bench.wants("P9"):
            ClassBench(bench.server, bench.folder, options.class_stores, PASSWORD, bench.add, name=options.name).run()
    text = "\n\n".join(part for part in (bench.lines and table(bench.lines, options.stores), pages_table) if part)
    if options.write:
        options.write.write_text(f"# Performance\n\n`make bench` measured:\n\n{text}\n")
    print(json.dumps([asdict(line) | {"met": line.is_met} for line in bench.lines]) if options.json else text)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 0 if all(line.is_met for line in bench.lines) and not faults else 1


def _measure_pages_and_import(bench: Bench, options: argparse.Namespace) -> tuple[str, list[str]]:
    if not (options.keep and _stands(bench)):
        bench.prepare()
    sizes = bench.measure_sizes() if bench.wants("pages") else ("", [])
    if bench.wants("P1", "P2", "P3", "P5", "P8"):
        bench.measure_pages()
    if bench.wants("P7"):
        bench.measure_import()
    if not options.keep:
        for name in (bench.ours, bench.small, bench.floor):
            servers.drop_database(bench.server, name)
    return sizes


def _stands(bench: Bench) -> bool:
    try:
        return bool(bench.ask("SELECT COUNT(*) >= 1 FROM stores_store")[0])
    except psycopg2.Error:
        return False


if __name__ == "__main__":
    sys.exit(main())
