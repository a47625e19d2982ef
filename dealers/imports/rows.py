"""What sheets about dealers have in common: each row names a dealer by its code (handbook H2.4, H10.2)."""

from collections.abc import Sequence

from dealers.dealer_rules import keeps_business
from salesops.exchange.kinds import ImportContext, Row
from salesops.exchange.problems import Problem
from stores.choices import CustomerKind
from stores.models import Customer, Sku

NO_DEALER = Problem("no_dealer", column="dealer")


def dealers_in(rows: Sequence[Row]) -> dict[str, Customer]:
    """The customers that a chunk names, by code; rights are checked row by row. One query."""
    codes = {row.values["dealer"] for row in rows}
    found = Customer.objects.unscoped(because="a code is one in the whole company; rights are checked by row")
    return {customer.code: customer for customer in found.filter(code__in=codes, merged_into=None)}


def skus_in(rows: Sequence[Row]) -> dict[str, Sku]:
    return {sku.code: sku for sku in Sku.objects.filter(code__in={row.values["sku"] for row in rows})}


def fault_of_dealer(row: Row, dealer: Customer | None, context: ImportContext) -> Problem | None:
    """A dealer of somebody else is refused with the same words as one that is none."""
    if dealer is None or not keeps_business(context.actor, dealer):
        return Problem("unknown_code", {"text": row.values["dealer"]}, "dealer")
    return None if dealer.kind == CustomerKind.DEALER else NO_DEALER
