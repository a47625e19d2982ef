"""A logged-in client over one kept connection, and what the processes behind it cost (make bench)."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlencode

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_SERVED = re.compile(r"postgres: (?:\S+: )?(?:\S+ (\S+) (?:\S+\(\d+\)|\[local\])|autovacuum worker (\S+))")
_LED = re.compile(r"parallel worker for PID (\d+)")
# The databases of the benchmark; whoever makes them adds them.
MEASURED: set[str] = set()
_TICKS = 100  # Of a second, in which Linux counts the time of processes.


def quoted(text: str) -> str:
    """A word as it stands in an address."""
    return quote(text)


@dataclass
class Side:
    """One program under measurement: its address, its login, the processes that work for it."""

    name: str
    port: int
    login_path: str
    user: str
    password: str
    pids: list[int]
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def log_in(self) -> None:
        _status, page = self.ask("GET", self.login_path)
        fields = {"csrfmiddlewaretoken": _TOKEN.search(page)[1].decode()}
        fields |= {"username": self.user, "password": self.password}
        status, _page = self.ask("POST", self.login_path, urlencode(fields))
        if status != 302:
            raise SystemExit(f"{self.name}: the login was refused ({status}).")

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        """One request and its whole answer; a server that hung up is called again."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}{path}",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, content


@dataclass
class Cost:
    """What requests to one page cost: milliseconds each as the client saw it, and of processor time."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.wall_ms)

    @property
    def median_cpu_ms(self) -> float:
        return statistics.median(self.cpu_ms)


def compare(asked: list[tuple[Side, str]], *, rounds: int, seconds: float = 1.5) -> list[Cost]:
    """Ask pages in turn, round after round, so that all share the machine's mood; a first round is not counted."""
    costs = [Cost() for _ in asked]
    for number in range(rounds + 1):
        for (side, path), cost in zip(asked, costs, strict=True):
            walls, cpu_ms = _burst(side, path, seconds if number else seconds / 3)
            if number:
                cost.wall_ms.append(statistics.median(walls))
                cost.cpu_ms.append(cpu_ms)
    return costs


def _burst(side: Side, path: str, seconds: float) -> tuple[list[float], float]:
    walls, before, end = [], cpu_seconds(side.pids), time.perf_counter() + seconds
    while not walls or time.perf_counter() < end:
        start = time.perf_counter()
        status, _content = side.ask("GET", path)
        walls.append((time.perf_counter() - start) * 1000)
        if status != 200:
            raise SystemExit(f"{side.name}: {path} answered {status}.")
    return walls, (cpu_seconds(side.pids) - before) * 1000 / len(walls)


def timed(side: Side, path: str, is_enough: Callable[[list[float]], bool]) -> list[float]:
    """Ask a page until there are enough answers; the milliseconds of each, slow ones too."""
    walls = []
    while not is_enough(walls):
        start = time.perf_counter()
        status, _content = side.ask("GET", path)
        walls.append((time.perf_counter() - start) * 1000)
        if status != 200:
            raise SystemExit(f"{side.name}: {path} answered {status}.")
    return walls


def p95(walls: list[float]) -> float:
    return sorted(walls)[int(len(walls) * 0.95)]


def cpu_of(pid: int) -> float:
    """Processor seconds of one process; none of one that is gone."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, values[11:13])) / _TICKS


def cpu_seconds(pids: list[int]) -> float:
    """Processor time of these processes and all below them, and of PostgreSQL's, without what it does for databases
    that are not the benchmark's.
    """
    ticks, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue
        values, pid = rest.split(), int(folder.name)
        if name.endswith("(postgres") and _serves_others(folder):
            continue
        parents[pid] = int(values[1])
        ticks[pid] = sum(map(int, values[11:15])) if name.endswith("(postgres") else sum(map(int, values[11:13]))
        if name.endswith("(postgres"):
            parents[pid] = -1
    counted = {-1, *pids}
    ours = [pid for pid in ticks if _descends(pid, parents, counted)]
    return sum(ticks[pid] for pid in ours) / _TICKS


def _serves_others(folder: Path) -> bool:
    """Whether a server process is at work for a database that nobody here asked."""
    try:
        title = (folder / "cmdline").read_text()
    except OSError:
        return True
    if led := _LED.search(title):
        return _serves_others(folder.parent / led[1])
    served = _SERVED.match(title)
    return bool(served) and (served[1] or served[2]) not in MEASURED


def _descends(pid: int, parents: dict[int, int], counted: set[int]) -> bool:
    while pid in parents:
        if pid in counted or parents[pid] == -1:
            return True
        pid = parents[pid]
    return False
