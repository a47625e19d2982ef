"""Customers and stores, with who was responsible when."""

from datetime import time
from decimal import Decimal

from reports.demo.archive import Customer as CustomerOfWorld
from reports.demo.archive import Store as StoreOfWorld
from reports.demo.archive import twins
from reports.demo.divisions import Point
from reports.demo.stream import Stream
from reports.demo.world import Center as CenterOfWorld
from reports.demo.writer.people import degrees
from reports.demo.writer.written import BATCH, Written
from stores.choices import CustomerKind, CustomerStatus, StoreStatus
from stores.models import Customer, Store, StoreResponsibility

# What a position in the Chinese map datum differs by when it is taken for WGS-84, about 500 m.
_GCJ_SHIFT = (0.0047, -0.0024)


def write_archive(written: Written) -> None:
    for center in written.world.centers:
        _write_customers(written, center.dealers, center)
        _write_customers(written, center.customers, center)
        _write_stores(written, center)
    written.say(f"{len(written.customers)} customers, {len(written.stores)} stores")


def _write_customers(written: Written, customers: tuple[CustomerOfWorld, ...], center: CenterOfWorld) -> None:
    trading = {store.customer for store in center.stores if store.closed_on is None}
    rep_by_customer = {store.customer: center.rep_of(store) for store in reversed(center.stores)}
    rows = []
    for place, customer in enumerate(customers):
        rep = rep_by_customer.get(customer.code, center.reps[place % len(center.reps)].username)
        is_active = customer.kind == CustomerKind.DEALER or customer.code in trading
        rows.append(_customer(written, customer, rep, is_active=is_active))
    Customer.objects.bulk_create(rows, batch_size=BATCH)
    written.customers |= {row.code: row for row in rows}


def _customer(written: Written, customer: CustomerOfWorld, rep: str, *, is_active: bool) -> Customer:
    stream = Stream(written.seed, "terms", customer.code)
    credit = Decimal(customer.credit_yuan)
    # A dealer without a shop sells nothing to consumers: a shop's cost would only show as its loss.
    keeps_shops = customer.kind != CustomerKind.DEALER
    return Customer(
        code=customer.code,
        name=customer.name,
        kind=customer.kind,
        center=written.centers[customer.center],
        rep=written.users[rep],
        dealer=written.customers.get(customer.dealer),
        legal_name=customer.legal_name,
        tax_id=customer.tax_id,
        contact_name=customer.contact,
        phone=customer.phone,
        payment_days=customer.payment_days,
        credit_yuan=credit,
        cooperates_since=customer.since,
        rebate_percent=Decimal(customer.rebate_tenths) / 10,
        monthly_support_yuan=Decimal(stream.between(0, 6) * 500) * keeps_shops,
        status=CustomerStatus.ACTIVE if is_active else CustomerStatus.ENDED,
        monthly_cost_yuan=Decimal(int(credit) * stream.between(6, 12) // 10_000 * 100) * keeps_shops,
    )


def _write_stores(written: Written, center: CenterOfWorld) -> None:
    rows = [_store(written, center, store) for store in center.stores]
    rows += [
        _twin(written, center, code, name, store)
        for code, name, store in twins(written.world.options, list(center.stores))
    ]
    Store.objects.bulk_create(rows, batch_size=500)
    written.stores |= {row.code: row for row in rows}
    turns = [
        StoreResponsibility(
            store=written.stores[store.code],
            rep=written.users[turn.rep],
            starts_on=turn.starts_on,
            ends_on=turn.ends_on,
        )
        for store in center.stores
        for turn in center.turns[store.code]
    ]
    turns += [
        StoreResponsibility(store=row, rep=row.rep, starts_on=written.today)
        for row in rows
        if row.status == StoreStatus.PROSPECT
    ]
    StoreResponsibility.objects.bulk_create(turns, batch_size=BATCH)


def _store(written: Written, center: CenterOfWorld, store: StoreOfWorld, **otherwise: object) -> Store:
    lon, lat = _position(store.site.point, store.doubt)
    values = {
        "code": store.code,
        "name": store.name,
        "customer": written.customers[store.customer],
        "center": written.centers[store.center],
        "rep": written.users[center.rep_of(store)],
        "format": store.store_format,
        "division_code": store.site.district.code,
        "address": store.address,
        "lon": lon,
        "lat": lat,
        "contact_name": store.contact,
        "phone": store.phone,
        "opens_at": time.fromisoformat(store.opens),
        "closes_at": time.fromisoformat(store.closes),
        "hours_are_checked": True,
        "area_m2": store.area_m2,
        "counters": store.counters,
        "competitor_counters": store.competitor_counters,
        "staff_count": store.staff,
        "monthly_capacity_units": store.capacity,
        "store_class": store.size_class,
        "status": StoreStatus.CLOSED if store.closed_on else StoreStatus.ACTIVE,
        "opened_on": store.opened_on,
        "closed_on": store.closed_on,
    }
    return Store(**values | otherwise)


def _twin(written: Written, center: CenterOfWorld, code: str, name: str, store: StoreOfWorld) -> Store:
    """Somebody entered the store a second time: nearly the same name, no more than the address."""
    unknown = dict.fromkeys(("area_m2", "counters", "staff_count", "opened_on"))
    unknown["hours_are_checked"] = False
    return _store(written, center, store, code=code, name=name, status=StoreStatus.PROSPECT, **unknown)


def _position(point: Point, doubt: str) -> tuple[Decimal | None, Decimal | None]:
    """As the archive has it; swapped degrees cannot be stored, so they are missing."""
    if doubt == "swapped":
        return None, None
    if doubt == "zero":
        return Decimal(0), Decimal(0)
    shift = _GCJ_SHIFT if doubt == "gcj" else (0.0, 0.0)
    return degrees(point.lon + shift[0]), degrees(point.lat + shift[1])
