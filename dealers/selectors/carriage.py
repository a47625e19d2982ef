"""Where a model stands at a store by the distribution standard (handbook H2.7, H8.2)."""

from datetime import date

from dealers.calc.carriage import Carriage, carriage_of
from salesops.periods.month import Month
from stores.models import HandsetModel, Store
from stores.selectors.shelf_evidence import Shelf, carried_on, shelves_on, sku_colours, standard_on

BECAUSE = "a store of a plan that the caller has opened for typing"


def carriage_at(store: Store, model: HandsetModel, month: Month, on: date) -> Carriage:
    """By the standard of the month, and by counts and sales up to a day. Four queries."""
    standard = standard_on(month.first_day).get((store.store_class, store.format))
    if not standard:
        return Carriage.UNKNOWN
    stores = Store.objects.unscoped(because=BECAUSE).filter(pk=store.pk)
    shelf = shelves_on(stores, on).get(store.pk, Shelf())
    carried = carried_on(shelf, sku_colours([model.pk]))
    return carriage_of(is_asked=model.pk in standard, is_known=shelf.is_known, is_carried=model.pk in carried)
