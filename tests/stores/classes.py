"""A center with four stores of one rep that sold in the three months before November 2026."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from salesops.periods.month import Month
from tests.factories.stores import CustomerFactory, HandsetModelFactory, SalesMonthFactory, StoreFactory

AT = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MONTH = Month(2026, 11)


def area_of(rep, *volumes, first="S1"):
    """Stores S1, S2, … that sold so many pieces in each of August, September and October."""
    model, customer = HandsetModelFactory(), CustomerFactory(rep=rep)
    stores = []
    for place, units in enumerate(volumes):
        store = StoreFactory(code=f"{first[0]}{int(first[1:]) + place}", customer=customer)
        for month in (8, 9, 10):
            SalesMonthFactory(store=store, model=model, month=date(2026, month, 1), sell_out=units)
        stores.append(store)
    return stores
