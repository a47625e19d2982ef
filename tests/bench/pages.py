"""What each main page of each role costs in a small company and in a large one (make bench).

    python -m tests.bench.pages     measures the database of DATABASE_URL and prints JSON, for the bench itself

A page's number of statements may depend neither on the company's size nor grow against the table that
docs/performance.md keeps.
"""

import json
import math
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import servers

KEPT = servers.ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- pages -->", "<!-- end of pages -->"
ROW = re.compile(r"^\| (\w+) \| `([^`]+)` \| (\d+) \|", re.MULTILINE)
ROUNDS, ENOUGH_MS = 5, 3_000
MOST_TIMES = 2.0
# A statement that takes longer is ended by the database: its page is at fault, and the others are still measured.
LIMIT_MS = 20_000


@dataclass(frozen=True)
class PageCost:
    """One page of one role: its statements in both companies, and the median milliseconds of the server.

    Without milliseconds the page was given up, as a statement of it took longer than the limit.
    """

    role: str
    page: str
    small: tuple[int, float | None]
    large: tuple[int, float | None]

    @property
    def ratio(self) -> float:
        """How many times slower the large company's page is; infinite for one that was given up."""
        if self.small[1] is None or self.large[1] is None:
            return math.inf
        return self.large[1] / self.small[1]

    def faults(self, kept: dict[tuple[str, str], int]) -> Iterator[str]:
        """Why this page fails the run."""
        if self.ratio == math.inf:
            yield f"{self.role} {self.page}: a statement took longer than {LIMIT_MS / 1000:g} s"
            return
        if self.large[0] > self.small[0]:
            sizes = f"{self.large[0]} statements in the large company, {self.small[0]} in the small"
            yield f"{self.role} {self.page}: {sizes}"
        before = kept.get((self.role, self.page))
        if before is not None and self.large[0] > before:
            yield f"{self.role} {self.page}: {self.large[0]} statements, {before} before"


def kept_counts(text: str) -> dict[tuple[str, str], int]:
    """By role and page, the statements that the document's table tells."""
    _before, _begin, rest = text.partition(BEGIN)
    return {(role, page): int(count) for role, page, count in ROW.findall(rest.partition(END)[0])}


def compare(small: dict[str, list], large: dict[str, list]) -> list[PageCost]:
    """The pages that both companies showed; a key is the role and the page."""
    names = [tuple(key.split(" ", 1)) for key in small if key in large]
    return [
        PageCost(role, page, tuple(small[f"{role} {page}"]), tuple(large[f"{role} {page}"])) for role, page in names
    ]


def table(costs: list[PageCost], head: str) -> str:
    rows = [
        f"| {one.role} | `{one.page}` | {one.large[0]} | {_shown(one.small[1])} | {_shown(one.large[1])} "
        f"| {one.ratio:.1f}{' **slower**' if one.ratio > MOST_TIMES else ''} |"
        for one in costs
    ]
    titles = ["| role | page | statements | ms, small | ms, large | ratio |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([head, "", *titles, *rows])


def _shown(milliseconds: float | None) -> str:
    return "given up" if milliseconds is None else f"{milliseconds:.0f}"


def keep(text: str, new_table: str) -> str:
    """The document with the new table in place of the old one."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{new_table}\n\n{END}{after}"


def measure() -> dict[str, list]:
    """Each page of the menu, the first page, and one object of each kind, as one person of each role sees them."""
    import django

    django.setup()
    from django.test import Client

    from salesops.accounts.choices import Role
    from salesops.accounts.models import User

    found = {}
    for role in Role.values:
        user = User.objects.filter(role=role, is_active=True).order_by("pk").first()
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user)
        for name, path in _pages(role, user):
            cost = _cost(client, path)
            if cost is not None:
                found[f"{role} {name}"] = cost
    return found


def _pages(role: str, user) -> Iterator[tuple[str, str]]:
    """Names that both companies share, with the addresses of this one."""
    from django.urls import reverse
    from django.utils import timezone

    from dealers.models import ProfitPlan
    from reports.models import BusinessReview
    from salesops.accounts.actor import actor_for
    from salesops.web.nav import entries_of
    from stores.models import Customer, Store
    from visits.models import Visit

    for entry in entries_of(role):
        path = reverse(entry.url_name)
        yield path, path
    actor = actor_for(user, timezone.localdate())
    for model in (Store, Customer, Visit, ProfitPlan, BusinessReview):
        one = model.objects.visible_to(actor).order_by("pk").first()
        if one is not None:
            yield f"one {model._meta.verbose_name}", one.get_absolute_url()


def _cost(client, path: str) -> list | None:
    """Statements, and the median of some rounds, fewer of a slow page; None for it where the page is given up.

    Nothing for a page that this person is sent away from.
    """
    from django.db import OperationalError, connection
    from django.test.utils import CaptureQueriesContext

    try:
        if client.get(path).status_code != 200:
            return None
        with CaptureQueriesContext(connection) as sent:
            client.get(path)
        statements = len(sent)  # Now: the next request forgets them.
        rounds = []
        while len(rounds) < ROUNDS and sum(rounds) < ENOUGH_MS:
            start = time.perf_counter()
            client.get(path)
            rounds.append((time.perf_counter() - start) * 1000)
    except OperationalError:
        return [0, None]
    return [statements, statistics.median(rounds)]


def run(environments: dict[str, dict[str, str]], head: str, *, write: Path | None) -> tuple[str, list[str]]:
    """Measure both companies; the table, and the faults. The document keeps a table without faults."""
    limit = {"SALESOPS_STATEMENT_TIMEOUT_MS": str(LIMIT_MS)}
    small, large = (
        json.loads(servers.run(["-m", "tests.bench.pages"], environments[size] | limit)) for size in ("small", "large")
    )
    costs = compare(small, large)
    kept = kept_counts(KEPT.read_text(encoding="utf-8"))
    faults = [fault for cost in costs for fault in cost.faults(kept)]
    text = table(costs, head)
    if write and not faults:
        write.write_text(keep(write.read_text(encoding="utf-8"), text), encoding="utf-8")
    return text, faults


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), ensure_ascii=False))
