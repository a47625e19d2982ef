"""What a customer earns with us in a month (handbook H8.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

RULE_VERSION = "profit-1"
CENT = Decimal("0.01")
RATIO = Decimal("0.0001")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sale:
    """Units of one model that the customer buys at the supply price and sells at the retail price."""

    quantity: int
    retail_price_yuan: Decimal
    supply_price_yuan: Decimal
    rebate_rate: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Terms:
    """What comes on top of the sales: our support, the customer's own cost, its stock."""

    support_yuan: Decimal = NOTHING
    own_cost_yuan: Decimal = NOTHING
    average_stock_yuan: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Profit:
    """The account of a customer; it adds up to the cent, because each part was rounded first."""

    revenue_yuan: Decimal = NOTHING
    rebates_yuan: Decimal = NOTHING
    support_yuan: Decimal = NOTHING
    purchase_cost_yuan: Decimal = NOTHING
    own_cost_yuan: Decimal = NOTHING
    average_stock_yuan: Decimal = NOTHING

    @property
    def profit_yuan(self) -> Decimal:
        earned = self.revenue_yuan + self.rebates_yuan + self.support_yuan
        return earned - self.purchase_cost_yuan - self.own_cost_yuan

    @property
    def margin(self) -> Decimal | None:
        return _ratio(self.profit_yuan, self.revenue_yuan)

    @property
    def return_on_stock(self) -> Decimal | None:
        return _ratio(self.profit_yuan, self.average_stock_yuan)

    def __add__(self, other: "Profit") -> "Profit":
        return Profit(
            revenue_yuan=self.revenue_yuan + other.revenue_yuan,
            rebates_yuan=self.rebates_yuan + other.rebates_yuan,
            support_yuan=self.support_yuan + other.support_yuan,
            purchase_cost_yuan=self.purchase_cost_yuan + other.purchase_cost_yuan,
            own_cost_yuan=self.own_cost_yuan + other.own_cost_yuan,
            average_stock_yuan=self.average_stock_yuan + other.average_stock_yuan,
        )


def profit_of_sale(sale: Sale) -> Profit:
    """Account for one model alone, so that a line shows what it brings."""
    purchase_cost = _cents(sale.quantity * sale.supply_price_yuan)
    return Profit(
        revenue_yuan=_cents(sale.quantity * sale.retail_price_yuan),
        rebates_yuan=_cents(sale.rebate_rate * purchase_cost),
        purchase_cost_yuan=purchase_cost,
    )


def profit_of_customer(sales: Iterable[Sale], terms: Terms) -> Profit:
    """Account for a customer's month: the sum of its sales, and what comes on top."""
    on_top = Profit(
        support_yuan=_cents(terms.support_yuan),
        own_cost_yuan=_cents(terms.own_cost_yuan),
        average_stock_yuan=_cents(terms.average_stock_yuan),
    )
    return sum_of_profits((on_top, *map(profit_of_sale, sales)))


def sum_of_profits(profits: Iterable[Profit]) -> Profit:
    """Add up accounts, for a center's or the company's plan; the ratios follow from the sums."""
    return sum(profits, Profit())


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _ratio(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Divide, unless there is nothing to divide by; more came back than was sold says nothing."""
    if denominator <= 0:
        return None
    return (numerator / denominator).quantize(RATIO, rounding=ROUND_HALF_UP)
