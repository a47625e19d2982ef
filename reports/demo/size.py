"""How large the demonstration is, and for which day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

STORES_PER_REP = 20


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one world; `months` are the full months before the running one."""

    centers: int
    reps_per_center: int
    stores_per_center: int | None
    models_on_sale: int
    months: int
    overloaded_share: float = 0.0
    visits: int | None = None


SIZES = {
    "small": Size(centers=1, reps_per_center=3, stores_per_center=60, models_on_sale=5, months=18),
    "demo": Size(centers=3, reps_per_center=12, stores_per_center=None, models_on_sale=12, months=30),
    "full": Size(
        centers=8,
        reps_per_center=30,
        stores_per_center=None,
        models_on_sale=18,
        months=36,
        overloaded_share=0.02,
    ),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What a world is made from; the same options give the same world."""

    seed: int
    size: Size
    today: date

    @classmethod
    def of(
        cls,
        scale: str,
        *,
        seed: int,
        today: date,
        stores: int | None = None,
        months: int | None = None,
        visits: int | None = None,
    ) -> Self:
        """A named scale, with some of its measures set by hand."""
        size = replace(SIZES[scale], visits=visits)
        if stores is not None:
            size = _with_stores(size, stores)
        if months is not None:
            size = replace(size, months=months)
        return cls(seed=seed, size=size, today=today)


def _with_stores(size: Size, stores: int) -> Size:
    """Share a number of stores among the centers, with as many reps as they need."""
    centers = min(size.centers, max(1, stores // STORES_PER_REP))
    each = max(1, stores // centers)
    reps = max(1, round(each / STORES_PER_REP))
    return replace(size, centers=centers, reps_per_center=reps, stores_per_center=each)
