"""The company as the year finds it, and who acts for whom on a day of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from django.db.models import Sum

from reports.demo.stream import Stream
from reports.demo.world import make_world
from reports.demo.writer.archive import write_archive
from reports.demo.writer.catalogue import write_catalogue
from reports.demo.writer.distribution import write_distribution_standard
from reports.demo.writer.everything import write_base
from reports.demo.writer.sales import write_sales
from reports.demo.writer.written import Written
from reports.year.clock import Clock
from reports.year.journal import Journal
from reports.year.options import YearOptions
from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, Delegation, User
from salesops.periods.month import Month
from stores.choices import SaleKind
from stores.models import SalesRecord

BECAUSE = "a simulated year looks at all centers"
# So many days of the past say how much a store sells of a SKU a day.
_RATE_DAYS = 91


@dataclass
class Company:
    """Who works here, the clock they read, and the journal of what they did."""

    options: YearOptions
    clock: Clock
    folder: Path
    say: Callable[[str], None]
    journal: Journal = field(default_factory=Journal)
    # Units a day by store and SKU.
    rates: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.clock.day

    @property
    def month(self) -> Month:
        return Month.of(self.clock.day)

    def stream(self, kind: str, key: object) -> Stream:
        """Chance by the seed and by codes and names alone: keys of the database differ from one to the next."""
        return Stream(self.options.seed, f"year {kind}", str(key))

    @cached_property
    def centers(self) -> list[Center]:
        return list(Center.objects.order_by("pk"))

    @cached_property
    def reps(self) -> list[User]:
        return list(User.objects.filter(role=Role.REP).order_by("pk"))

    @cached_property
    def _by_role(self) -> dict[tuple[str, int | None], User]:
        return {(user.role, user.center_id): user for user in User.objects.exclude(role=Role.REP).order_by("-pk")}

    def manager(self, center_id: int) -> Actor:
        return actor_for(self._by_role[Role.MANAGER, center_id], self.day)

    def admin(self) -> Actor:
        return actor_for(self._by_role[Role.ADMIN, None], self.day)

    def hq(self) -> Actor:
        return actor_for(self._by_role[Role.HQ, None], self.day)

    def doer(self, rep_id: int) -> Actor:
        """The rep itself, or the colleague who stands in for it on this day. Two queries."""
        leave = Delegation.objects.filter(rep_id=rep_id, starts_on__lte=self.day, ends_on__gt=self.day).first()
        return actor_for(User.objects.get(pk=leave.colleague_id if leave else rep_id), self.day)

    def note(self, deed: str, times: int = 1) -> None:
        self.journal.note(self.day, deed, times)


def found(options: YearOptions, clock: Clock, folder: Path, say: Callable[[str], None]) -> Company:
    """Write the company with its history, in bulk as the demonstration's; from here on the services do everything."""
    written = Written(make_world(options.company()), clock.at, say)
    for write in (write_base, write_catalogue, write_distribution_standard, write_archive, write_sales):
        write(written)
    company = Company(options, clock, folder, say)
    company.rates = _rates(options.eve)
    _remember_history(company)
    return company


def _rates(until: date) -> dict[tuple[int, int], float]:
    since = date.fromordinal(until.toordinal() - _RATE_DAYS)
    sold = SalesRecord.objects.unscoped(because=BECAUSE).filter(kind=SaleKind.SELL_OUT, sold_on__gte=since)
    rows = sold.values_list("store_id", "sku_id").annotate(units=Sum("quantity")).order_by("store_id", "sku_id")
    return {(store, sku): units / _RATE_DAYS for store, sku, units in rows if units > 0}


def _remember_history(company: Company) -> None:
    rows = SalesRecord.objects.unscoped(because=BECAUSE).order_by()
    sums = rows.values_list("kind", "store_id", "sku__model_id", "sold_on").annotate(units=Sum("quantity"))
    for kind, store, model, day, units in sums.iterator():
        company.journal.sold[kind, store, model, day.replace(day=1)] += units
