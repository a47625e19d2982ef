"""Dealers at work: contracts, territories, orders, stock, invoices, conflicts, people (handbook H10.2, H10.5)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from dealers.calc.territory import span_of
from dealers.models import (
    DealerContract,
    DealerMovement,
    DealerPerson,
    DealerStock,
    PersonStore,
    PersonTraining,
    Receivable,
    Territory,
)
from dealers.selectors.business import sold_by_dealer_and_sku
from dealers.services.cases import add_evidence, open_case, settle_by
from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.written import BATCH, BECAUSE, Written, moment
from stores.choices import CustomerKind, CustomerStatus
from stores.models import Customer, Sku, Store

_WEEKS, _MONTHS, _MOST_SKUS = 26, 8, 12
_PEOPLE, _TRAINED, _LATE, _REPORTED = 3, 0.6, 0.25, 0.9
_DUTIES = "每周走访门店，盘点库存，补货"
_TOPICS = ("product", "selling", "display")
_DIVERSION = "邻市门店发现本区串货 12 台，串号指向该经销商。"
_SERIALS = "已抄录 12 个串号，照片见市场异动报告。"


def dealers_of(written: Written) -> list[Customer]:
    rows = Customer.objects.unscoped(because=BECAUSE).filter(kind=CustomerKind.DEALER, status=CustomerStatus.ACTIVE)
    return list(rows.select_related("center", "rep").order_by("code"))


def write_dealers(written: Written) -> None:
    dealers = dealers_of(written)
    _write_contracts(written, dealers)
    _write_stock(written, dealers)
    invoices = [one for dealer in dealers for one in _invoices(written, dealer)]
    Receivable.objects.bulk_create(invoices, BATCH)
    _write_people(written, dealers)
    _write_conflicts(written, dealers)
    written.say(f"{len(dealers)} dealers at work, {len(invoices)} invoices")


def _write_contracts(written: Written, dealers: Iterable[Customer]) -> None:
    """A contract of two years each; who comes first in a district has it alone."""
    start = date(written.today.year, 1, 1)
    end = date(written.today.year + 2, 1, 1)
    taken: set[str] = set()
    for dealer in dealers:
        DealerContract.objects.create(customer=dealer, number=f"HT-{dealer.code}", starts_on=start, ends_on=end)
        stores = Store.objects.unscoped(because=BECAUSE).filter(customer__dealer=dealer).exclude(division_code="")
        for code in sorted(set(stores.values_list("division_code", flat=True)))[:3]:
            first, last = span_of(code)
            span = {"division_from": first, "division_to": last, "starts_on": start, "ends_on": end}
            Territory.objects.create(customer=dealer, division_code=code, is_exclusive=code not in taken, **span)
            taken.add(code)


def _write_stock(written: Written, dealers: list[Customer]) -> None:
    """Most Mondays a report, and an order a month; what sells is what lies there."""
    sold = sold_by_dealer_and_sku({dealer.pk for dealer in dealers}, written.today - timedelta(days=1))
    skus = {sku.pk: sku for sku in Sku.objects.own().filter(code__in=written.skus_on_sale).order_by("code")}
    counts, orders = [], []
    for dealer in dealers:
        stream = Stream(written.seed, "dealer stock", dealer.code)
        units = {pk: n for (owner, pk), n in sold.items() if owner == dealer.pk and pk in skus and n > 0}
        best = sorted(units, key=lambda pk: (-units[pk], pk))[:_MOST_SKUS]
        counts += _counts(written, dealer, [(skus[pk], units[pk]) for pk in best], stream)
        orders += _orders(written, dealer, [(skus[pk], units[pk]) for pk in best], stream)
    DealerStock.objects.bulk_create(counts, BATCH)
    DealerMovement.objects.bulk_create(orders, BATCH)


def _counts(
    written: Written, dealer: Customer, selling: list[tuple[Sku, int]], stream: Stream
) -> Iterator[DealerStock]:
    monday = written.today - timedelta(days=written.today.weekday())
    for week in range(_WEEKS):
        day = monday - timedelta(weeks=week)
        if week == 0 or stream.chance(_REPORTED):
            for sku, units in selling:
                quantity = round(units * stream.lognormal(1.0, 0.5))
                yield DealerStock(
                    customer=dealer, sku=sku, counted_on=day, quantity=quantity, recorded_at=moment(day, 600)
                )


def _orders(
    written: Written, dealer: Customer, selling: list[tuple[Sku, int]], stream: Stream
) -> Iterator[DealerMovement]:
    for month in range(_MONTHS):
        day = written.today - timedelta(days=30 * month + stream.between(1, 9))
        for sku, units in selling[: stream.between(3, 8)]:
            quantity = max(5, round(units * stream.lognormal(1.0, 0.3)))
            yield DealerMovement(
                kind="sell_in",
                customer=dealer,
                sku=sku,
                moved_on=day,
                quantity=quantity,
                document=f"DD{day:%y%m%d}-{dealer.code}",
                recorded_at=moment(day, 640),
                recorded_by_id=dealer.rep_id,
            )


def _invoices(written: Written, dealer: Customer) -> Iterator[Receivable]:
    """One a month; one in four is paid late, and of the last ones some are still open."""
    stream = Stream(written.seed, "dealer invoices", dealer.code)
    for month in range(_MONTHS):
        issued = written.today - timedelta(days=30 * month + 12)
        due = issued + timedelta(days=dealer.payment_days)
        amount = Decimal(stream.between(200, 900) * 1000)
        paid_on = due + timedelta(days=stream.between(2, 40) if stream.chance(_LATE) else -stream.between(0, 6))
        is_paid = issued <= paid_on < written.today
        yield Receivable(
            customer=dealer,
            document=f"FP{issued:%y%m%d}-{dealer.code}",
            issued_on=issued,
            due_on=due,
            amount_yuan=amount,
            paid_yuan=amount if is_paid else Decimal(0),
            settled_on=paid_on if is_paid else None,
            created_at=moment(issued, 660),
        )


def _write_people(written: Written, dealers: Iterable[Customer]) -> None:
    for dealer in dealers:
        stream = Stream(written.seed, "dealer people", dealer.code)
        stores = Store.objects.unscoped(because=BECAUSE).filter(customer__dealer=dealer).standing().order_by("code")
        stores = list(stores[: 2 * _PEOPLE])
        for number in range(_PEOPLE):
            joined = date(written.today.year - stream.between(1, 4), stream.between(1, 12), 1)
            person = DealerPerson.objects.create(
                customer=dealer,
                name=words.person(stream),
                role="head" if number == 0 else "sales",
                joined_on=joined,
                duties=_DUTIES,
                created_at=moment(joined, 600),
            )
            PersonStore.objects.bulk_create(
                PersonStore(person=person, store=store, starts_on=joined) for store in stores[number::_PEOPLE]
            )
            if stream.chance(_TRAINED):
                _train(written, person, dealer, stream)


def _train(written: Written, person: DealerPerson, dealer: Customer, stream: Stream) -> None:
    day = written.today - timedelta(days=stream.between(50, 140))
    PersonTraining.objects.create(
        person=person,
        topic=stream.pick(_TOPICS),
        held_on=day,
        score=stream.between(62, 98),
        recorded_by_id=dealer.rep_id,
        recorded_at=moment(day, 900),
    )


def _write_conflicts(written: Written, dealers: Iterable[Customer]) -> None:
    """The first dealer of each center has a conflict that waits for its manager."""
    first = {dealer.center_id: dealer for dealer in reversed(list(dealers))}
    found_on = written.today - timedelta(days=6)
    for dealer in first.values():
        rep = written.actor_of(dealer.rep_id)
        facts = {"customer": dealer, "kind": "diversion", "what": _DIVERSION, "units": 12, "found_on": found_on}
        case = open_case(facts | {"due_on": settle_by(found_on)}, actor=rep, at=moment(found_on, 930))
        add_evidence(case, _SERIALS, actor=rep, at=moment(found_on + timedelta(days=1), 615))
