"""A dealer's daily business for lists and pages (handbook H10.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dealers.calc.receivables import Age, Due, aged, overdue
from dealers.calc.stock_cover import DAYS, cover_days
from dealers.models import ChannelCase, DealerMovement, DealerStock, Receivable
from salesops.accounts.actor import Actor
from stores.choices import SaleKind
from stores.models import Customer, SalesRecord, Store

MOST_ROWS = 50
_SOLD_BECAUSE = "the sell-out behind a dealer's stock is the dealer's, whoever visits the stores"


@dataclass(frozen=True, slots=True)
class Figures:
    """A dealer at one glance; no cover where nothing was sold."""

    stock: int
    counted_on: date | None
    sold: int
    cover: Decimal | None
    open_yuan: Decimal
    overdue_yuan: Decimal
    ages: Mapping[Age, Decimal]
    cases: int
    cases_overdue: int


def stores_supplied(dealer_id: Any) -> Q:
    """Of sales or stores with `store__`: the dealer's own stores and those of customers that it supplies."""
    return Q(store__customer=dealer_id) | Q(store__customer__dealer=dealer_id)


def sold_before(on: date) -> QuerySet[SalesRecord]:
    """Sell-out of the 28 days to a day, that day included."""
    sales = SalesRecord.objects.unscoped(because=_SOLD_BECAUSE).filter(kind=SaleKind.SELL_OUT)
    return sales.filter(sold_on__gt=on - timedelta(days=DAYS), sold_on__lte=on).order_by()


def add_cover(stock: Sequence[DealerStock], on: date) -> None:
    """Tell each count what the supplied stores sold of its SKU in 28 days, and how long it lasts. One query."""
    sold = sold_by_dealer_and_sku({count.customer_id for count in stock}, on)
    for count in stock:
        count.sold = sold[count.customer_id, count.sku_id]
        count.cover = cover_days(count.quantity, count.sold)


def sold_by_dealer_and_sku(dealer_ids: set[int], on: date) -> Counter[tuple[int, int]]:
    """What the stores that each dealer supplies sold of each SKU in the 28 days to a day. One query."""
    sales = sold_before(on).filter(Q(store__customer__in=dealer_ids) | Q(store__customer__dealer__in=dealer_ids))
    sums = sales.values_list("store__customer", "store__customer__dealer", "sku").annotate(n=Sum("quantity"))
    sold: Counter[tuple[int, int]] = Counter()
    for customer_id, dealer_id, sku_id, units in sums:
        for owner in {customer_id, dealer_id} & dealer_ids:
            sold[owner, sku_id] += units
    return sold


def with_overdue(dealers: QuerySet[Customer], actor: Actor, on: date) -> QuerySet[Customer]:
    """Add what a dealer owes beyond its due day, and how many of its conflicts are not settled."""
    owed = Receivable.objects.visible_to(actor).overdue(on).filter(customer=OuterRef("pk")).order_by()
    owed = owed.values("customer").annotate(n=Sum(F("amount_yuan") - F("paid_yuan"))).values("n")
    cases = ChannelCase.objects.visible_to(actor).unsettled().filter(customer=OuterRef("pk")).order_by()
    cases = cases.values("customer").annotate(n=Count("pk")).values("n")
    return dealers.annotate(overdue_yuan=Subquery(owed, output_field=_MONEY), open_cases=Coalesce(Subquery(cases), 0))


def with_open(receivables: QuerySet[Receivable]) -> QuerySet[Receivable]:
    open_yuan = ExpressionWrapper(F("amount_yuan") - F("paid_yuan"), output_field=_MONEY)
    return receivables.annotate(open_yuan=open_yuan)


def figures_of(actor: Actor, dealer: Customer, on: date) -> Figures:
    """Five queries."""
    stock = DealerStock.objects.visible_to(actor).filter(customer=dealer).latest()
    counted = list(stock.values_list("quantity", "counted_on"))
    units = sum(quantity for quantity, _day in counted)
    sold = sold_before(on).filter(stores_supplied(dealer.pk)).aggregate(n=Sum("quantity"))["n"] or 0
    ages = ages_of(actor, dealer, on)
    cases = ChannelCase.objects.visible_to(actor).filter(customer=dealer)
    return Figures(
        stock=units,
        counted_on=max((day for _quantity, day in counted), default=None),
        sold=sold,
        cover=cover_days(units, sold) if counted else None,
        open_yuan=sum(ages.values(), Decimal(0)),
        overdue_yuan=overdue(ages),
        ages=ages,
        cases=cases.unsettled().count(),
        cases_overdue=cases.overdue(on).count(),
    )


def ages_of(actor: Actor, dealer: Customer, on: date) -> dict[Age, Decimal]:
    """What is open by age. One query."""
    rows = Receivable.objects.visible_to(actor).filter(customer=dealer).unpaid()
    return aged((Due(due, amount - paid) for due, amount, paid in rows.values_list(*_DUE)), on)


def stock_of(actor: Actor, dealer: Customer, on: date) -> list[DealerStock]:
    """The latest count of each SKU with its cover, the largest first. Two queries."""
    rows = DealerStock.objects.visible_to(actor).filter(customer=dealer).latest()
    counts = list(rows.select_related("sku__model").order_by("-quantity", "sku__code")[:MOST_ROWS])
    add_cover(counts, on)
    return counts


def movements_of(actor: Actor, dealer: Customer) -> list[DealerMovement]:
    rows = DealerMovement.objects.visible_to(actor).filter(customer=dealer)
    return list(rows.select_related("sku__model", "store").order_by("-moved_on", "-pk")[:MOST_ROWS])


def receivables_of(actor: Actor, dealer: Customer) -> list[Receivable]:
    """What is still to be paid, the oldest first. One query."""
    rows = with_open(Receivable.objects.visible_to(actor).filter(customer=dealer).unpaid())
    return list(rows.order_by("due_on", "pk")[:MOST_ROWS])


def cases_of(actor: Actor, dealer: Customer) -> list[ChannelCase]:
    rows = ChannelCase.objects.visible_to(actor).filter(customer=dealer).select_related("store", "model")
    return list(rows.order_by("-found_on", "-pk")[:MOST_ROWS])


def stores_to_deliver_to(actor: Actor, dealer: Customer) -> QuerySet[Store]:
    """The stores that the dealer supplies, as far as the actor sees them."""
    stores = Store.objects.visible_to(actor).standing()
    return stores.filter(Q(customer=dealer) | Q(customer__dealer=dealer)).order_by("name", "pk")


_DUE = ("due_on", "amount_yuan", "paid_yuan")
_MONEY = DecimalField(max_digits=16, decimal_places=2)
