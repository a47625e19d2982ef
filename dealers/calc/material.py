"""What a center's drafts are made from: stores, models, sales, stock, what comes on top (handbook H8.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesops.periods.month import Month
from stores.calc.model_mix import ModelLife
from stores.calc.running_month import PartOfMonth

StoreModel = tuple[int, int]


class IncreaseKind(StrEnum):
    """What comes on top of the forecast; launches, promotions and promoters are called so in their room too."""

    LAUNCH = "launch"
    PROMOTION = "promotion"
    PROMOTER = "promoter"


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """One store of the center; stores that are planned no more still carry the center's season."""

    id: int
    code: str
    kind: str
    opened: Month | None
    customer_id: int
    is_planned: bool
    store_class: str = ""


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """The prices that hold in the plan's month, and the row they come from."""

    id: int
    starts_on: date
    list_yuan: Decimal
    supply_yuan: Decimal


@dataclass(frozen=True, slots=True)
class ModelFacts:
    id: int
    code: str
    life: ModelLife
    price: PriceFacts | None


# One month's sales: of each model in each store, the row of the monthly roll-up and its net units. A large center has
# half a million of them, so they are bare tuples of numbers, which the garbage collector need not follow.
MonthSold = Mapping[StoreModel, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Increase:
    """Units that a launch, a promotion or a change of promoters adds, why so many, and where it can be read."""

    kind: IncreaseKind
    quantity: int
    source: str
    url: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """Units of one model in one store: counted on a day, or sold in less sold out since the first record.

    `made_of` are the counts of the model's SKUs, else what was sold in and, negative, what was sold out.
    """

    units: int
    counted_on: date | None
    made_of: tuple[int, ...] = field(default=(), compare=False)

    @property
    def is_counted(self) -> bool:
        return self.counted_on is not None


@dataclass(frozen=True)
class Material:
    """All that is needed to draft one center's month; `end` is the first month not yet complete."""

    month: Month
    end: Month
    stores: tuple[StoreFacts, ...]
    models: tuple[ModelFacts, ...]
    sold: Mapping[Month, MonthSold]
    part: PartOfMonth | None = None
    increases: Mapping[StoreModel, tuple[Increase, ...]] = field(default_factory=dict)
    stock: Mapping[StoreModel, Stock] = field(default_factory=dict)
    # By class and format, which models the distribution standard asks for in the month.
    standard: Mapping[tuple[str, str], Collection[int]] = field(default_factory=dict)
