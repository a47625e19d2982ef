"""What counts of a promotion's costs (handbook H6.2)."""

from decimal import Decimal

from promotions.calc.costs import Cost, KindSum, by_store, sums_by_kind, total


def cost(kind, stage, yuan, store=None):
    return Cost(kind, stage, store, Decimal(yuan))


COSTS = [
    cost("gifts", "planned", 100),
    cost("gifts", "booked", 80, store=1),
    cost("posm", "planned", "20.01"),
]


def test_booked_counts_and_what_is_not_booked_yet_counts_as_planned():
    assert total(COSTS) == Decimal("100.01")
    assert sums_by_kind(COSTS) == [
        KindSum("gifts", Decimal(100), Decimal(80)),
        KindSum("posm", Decimal("20.01"), None),
    ]


def test_a_kind_that_was_booked_at_nought_costs_nothing():
    assert total([cost("gifts", "planned", 100), cost("gifts", "booked", 0)]) == 0


def test_what_names_no_store_is_shared_out_to_the_fen():
    shares = by_store(COSTS, {1: 1, 2: 2})

    assert shares == {1: Decimal("86.67"), 2: Decimal("13.34")}
    assert sum(shares.values()) == total(COSTS)
