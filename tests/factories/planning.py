"""A shop with a history, so that drafts have something to be made from."""

from datetime import date

from salesops.periods.month import Month
from tests.factories.stores import PriceFactory, SalesMonthFactory, StoreFactory

FIRST_MONTH = Month(2024, 11)
MONTHS = 24


def sell(store, model, *, units=10, sold_in=11, first=FIRST_MONTH, months=MONTHS) -> None:
    """Let a store sell as much each month, up to October 2026."""
    for step in range(months):
        SalesMonthFactory(
            store=store, model=model, month=(first + step).first_day, sell_out=units, sell_in=sold_in, records=1
        )


def shop_with_history(**options):
    """A store that sold ten a month of one priced model for two years; gives the store and the model."""
    store = StoreFactory(**options)
    model = PriceFactory(starts_on=date(2024, 1, 1)).model
    sell(store, model)
    return store, model
