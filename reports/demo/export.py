"""The world as lines of text, for its digest and for tests that compare figures with the truth."""

import csv
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from reports.demo.archive import Customer, Store, twins
from reports.demo.handsets import Handset
from reports.demo.ledger import Ledger, make_ledger
from reports.demo.world import Center, World


def digest(world: World) -> str:
    """One fingerprint of everything; the same options give the same on every machine."""
    fingerprint = sha256()
    for line in lines(world):
        fingerprint.update(line.encode())
        fingerprint.update(b"\n")
    return fingerprint.hexdigest()


def lines(world: World) -> Iterator[str]:
    for handset in world.handsets:
        yield from _handset_lines(handset)
    for center in world.centers:
        yield from _center_lines(world, center)


def truth(world: World) -> Iterator[tuple[str, str, date, float, int]]:
    """Store, model, month, expected units and drawn units: what the program must not know."""
    for center in world.centers:
        for store in center.stores:
            for model, month, expected, drawn in make_ledger(world, center, store).cells:
                yield store.code, model, month, expected, drawn


def write_truth(world: World, path: Path) -> None:
    """For those who compare a forecast with what it should have found."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("store", "model", "month", "expected", "drawn"))
        table.writerows(truth(world))


def _handset_lines(handset: Handset) -> Iterator[str]:
    yield _line("model", handset.code, handset.name, handset.launched_on, handset.ended_on)
    for step in handset.prices:
        yield _line("price", handset.code, step.starts_on, step.list_yuan, step.supply_yuan)
    for variant in handset.variants:
        yield _line("sku", variant.code, variant.colour, variant.memory, f"{variant.share:.6f}")


def _center_lines(world: World, center: Center) -> Iterator[str]:
    yield _line("center", center.plan.code, center.plan.name, center.manager.name)
    for rep in center.reps:
        yield _line("rep", rep.username, rep.name, rep.phone)
    for customer in (*center.dealers, *center.customers):
        yield _customer_line(customer)
    for one in center.campaigns:
        models = ",".join(one.models)
        yield _line("promotion", one.code, one.starts_on, one.ends_on, models, f"{one.lift:.6f}")
    for store in center.stores:
        yield _store_line(store)
        for turn in center.turns[store.code]:
            yield _line("turn", store.code, turn.rep, turn.starts_on, turn.ends_on)
        yield from _ledger_lines(store.code, make_ledger(world, center, store))
    for code, name, store in twins(world.options, list(center.stores)):
        yield _line("twin", code, name, store.code)


def _customer_line(customer: Customer) -> str:
    return _line(
        "customer",
        customer.code,
        customer.name,
        customer.kind,
        customer.dealer,
        customer.tax_id,
        customer.contact,
        customer.phone,
        customer.since,
    )


def _store_line(store: Store) -> str:
    point = store.site.point
    return _line(
        "store",
        store.code,
        store.name,
        store.customer,
        store.store_format,
        store.site.district.code,
        f"{point.lon:.6f}",
        f"{point.lat:.6f}",
        store.address,
        store.hours,
        store.opened_on,
        store.closed_on,
        store.doubt,
    )


def _ledger_lines(store: str, ledger: Ledger) -> Iterator[str]:
    for kind in ("delivered", "sold", "returned"):
        counts = getattr(ledger, kind)
        for (day, sku), units in sorted(counts.items()):
            yield _line(kind, store, day, sku, units)
    for month in sorted(ledger.unreported):
        yield _line("unreported", store, month)


def _line(*values: object) -> str:
    return "\t".join("" if value is None else str(value) for value in values)
