"""Targets made by the services themselves, so that they add up as they do in the house."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

from dealers.calc.target_scope import read_scope
from dealers.calc.targets import Parts
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.selectors.target_scope import series_in
from dealers.services.target_moves import approve_targets, submit_targets
from dealers.services.targets import create_company_targets, start_center_targets
from salesops.accounts.actor import Actor
from tests.factories.planning import sell
from tests.factories.stores import CustomerFactory, HandsetModelFactory, StoreFactory

AT = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
HQ = Actor(user_id=None, role="hq", job="test")
YEAR = 2027
TOTAL = 1200
# Each has a year of its own, as one scope has one version in work.
YEARS = itertools.count(2030)


def stores_that_sell(rep, *units, models=None):
    """A customer of the rep with a store for each number of units that it sells of each model in a month."""
    customer = CustomerFactory(rep=rep)
    stores = [StoreFactory(customer=customer) for _units in units]
    for model in models or [HandsetModelFactory(series="星")]:
        for store, sold in zip(stores, units, strict=True):
            sell(store, model, units=sold)
    return stores


def company_targets(total=TOTAL, parts=None, **who):
    """The company's draft; `HQ` makes it unless somebody else does."""
    return create_company_targets(YEAR, total, parts or Parts(), **({"actor": HQ, "at": AT} | who))


def approved(version, writer=HQ, decider=HQ):
    submitted = submit_targets(version, actor=writer, at=AT)
    return approve_targets(submitted, actor=decider, at=AT)


def center_targets(cast, **options):
    """The draft of the cast's center, of the company's approved targets."""
    return start_center_targets(cast.center, YEAR, **({"actor": cast.actor("manager"), "at": AT} | options))


def node_of(version, **place):
    return TargetNode.objects.unscoped(because="test").get(version=version, **place)


def root_of(version):
    return node_of(version, parent=None)


def units_of(node, month=None):
    cells = TargetCell.objects.unscoped(because="test").filter(node=node)
    cells = cells.filter(month__month=month) if month else cells
    return sum(cells.values_list("quantity", flat=True))


def place_in_targets(*stores, status="draft"):
    """A split of the stores' center on a year of its own: twelve units for each store, one a month."""
    center, year = stores[0].center, next(YEARS)
    company = TargetVersion.objects.create(year=year, number=1, created_at=AT, status="approved")
    top = _place(company, len(stores), level="company")
    _place(company, len(stores), level="center", parent=top, center=center)
    split = TargetVersion.objects.create(
        year=year, number=1, center=center, basis=company, created_at=AT, status=status
    )
    root = _place(split, len(stores), level="center", center=center)
    for store in stores:
        whose = {"center": center, "rep": store.rep}
        rep = _place(split, 1, level="rep", parent=root, **whose)
        customer = _place(split, 1, level="customer", parent=rep, customer=store.customer, **whose)
        _place(split, 1, level="store", parent=customer, customer=store.customer, store=store, **whose)
    return split


def _place(version, units, **place):
    node = TargetNode.objects.create(version=version, **place)
    months = [f"{version.year}-{month:02}-01" for month in range(1, 13)]
    TargetCell.objects.bulk_create(TargetCell(node=node, month=day, series="星", quantity=units) for day in months)
    return node


def whole(version):
    return read_scope(version.year, "year", None, series_in(version))
