"""Promoters against the headcount standard, and what is missing (handbook H7)."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import (
    Case,
    Count,
    DecimalField,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from promotions.calc.vacancies import Effect, Effects, StoreMonth
from promotions.models import Assignment, HeadcountLine
from salesops.periods.month import Month, months_between
from stores.choices import StoreClass, StoreFormat
from stores.models import SalesMonth, Store

Cell = tuple[str, str]
MONTHS_BACK = 3
OWN_MONTHS_BACK = 12
# A month counts as one with a promoter if somebody was there on half of its days.
STAFFED_DAYS = 15
_FIGURE = DecimalField(max_digits=14, decimal_places=2)
_BECAUSE = "sums over stores leave nobody's name"


def headcount_on(on: date) -> dict[Cell, int]:
    """How many promoters each class and format asks for on a day. One query."""
    rows = HeadcountLine.objects.holding_on(on).values_list("store_class", "format", "promoters")
    return {(store_class, store_format): number for store_class, store_format, number in rows}


def with_staffing(stores: QuerySet[Store], on: date, standard: dict[Cell, int] | None = None) -> QuerySet[Store]:
    """Stores with `required` promoters, and `assigned_percent` and `missing_percent` of one person's time each.

    A page that has the standard of the day gives it: written into the query, it is not looked up for each row at each
    place that asks for it, of which sums of costs have dozens.
    """
    here = Assignment.objects.unscoped(because="of stores that were narrowed already").holding_on(on).counted()
    here = here.filter(store=OuterRef("pk")).order_by().values("store").annotate(total=Sum("share_percent"))
    missing = F("required") * 100 - F("assigned_percent")
    return stores.annotate(
        required=_looked_up(on) if standard is None else _written_out(standard),
        assigned_percent=Coalesce(Subquery(here.values("total")), 0),
    ).annotate(missing_percent=Greatest(missing, Value(0), output_field=IntegerField()))


def _looked_up(on: date) -> Coalesce:
    cell = {"store_class": OuterRef("store_class"), "format": OuterRef("format")}
    return Coalesce(Subquery(HeadcountLine.objects.holding_on(on).filter(**cell).values("promoters")[:1]), 0)


def _written_out(standard: dict[Cell, int]) -> Case:
    asked = [When(store_class=cell[0], format=cell[1], then=Value(number)) for cell, number in sorted(standard.items())]
    return Case(*asked, default=Value(0), output_field=IntegerField())


def concerned(stores: QuerySet[Store]) -> QuerySet[Store]:
    """Stores of `with_staffing` that should have somebody, or have."""
    return stores.filter(Q(required__gt=0) | Q(assigned_percent__gt=0))


def staffing_totals(stores: QuerySet[Store]) -> dict[str, Decimal | int | None]:
    """Sums over stores of `with_cost`; people in percent of one. One query."""
    return stores.order_by().aggregate(
        stores=Count("pk"),
        all_required=Sum("required"),
        all_assigned=Sum("assigned_percent"),
        all_missing=Sum("missing_percent"),
        all_lost_units=Sum("lost_units"),
        all_lost_yuan=Sum("lost_yuan"),
    )


def with_cost(stores: QuerySet[Store], effects: Effects) -> QuerySet[Store]:
    """Stores of `with_staffing` with `lost_units` a month, and `lost_yuan`; None where nothing can be said."""
    known = {cell: effects.of(*cell) for cell in ((c, f) for c in StoreClass.values for f in StoreFormat.values)}
    # SQLite takes a decimal without a fraction for a whole number and would divide as such.
    share = Cast("missing_percent", FloatField()) / (F("required") * 100)
    return stores.annotate(
        lost_units=_per_cell(known, lambda effect: effect.units, share),
        lost_yuan=_per_cell(known, lambda effect: effect.units * effect.yuan_per_unit, share),
    )


def effects_on(on: date, center_id: int | None = None) -> Effects:
    """Months with and without a promoter, of the last three full months, of one center or all. Two queries."""
    stores = Store.objects.unscoped(because=_BECAUSE).active()
    stores = stores.filter(center=center_id) if center_id else stores
    month = Month.of(on)
    return Effects(_months(stores, month - MONTHS_BACK, month))


def own_months(store: Store, on: date) -> list[StoreMonth]:
    """The store's own months with and without one, of the last year. Two queries."""
    month = Month.of(on)
    stores = Store.objects.unscoped(because="the store was seen already").filter(pk=store.pk)
    return _months(stores, month - OWN_MONTHS_BACK, month)


def _months(stores: QuerySet[Store], first: Month, end: Month) -> list[StoreMonth]:
    """Store-months from the first month to before the last, those with sales records."""
    rows = SalesMonth.objects.unscoped(because=_BECAUSE).filter(
        store__in=stores, month__gte=first.first_day, month__lt=end.first_day, records__gt=0
    )
    rows = rows.order_by().values("store", "month", "store__store_class", "store__format")
    staffed = _staffed_months(stores, first, end)
    return [
        StoreMonth(
            store_class=row["store__store_class"],
            format=row["store__format"],
            units=row["units"],
            yuan=row["yuan"],
            is_staffed=(row["store"], row["month"]) in staffed,
        )
        for row in rows.annotate(units=Sum("sell_out"), yuan=Sum("sell_out_yuan"))
    ]


def _staffed_months(stores: QuerySet[Store], first: Month, end: Month) -> set[tuple[int, date]]:
    spans = Assignment.objects.unscoped(because=_BECAUSE).filter(store__in=stores)
    days: dict[tuple[int, date], int] = defaultdict(int)
    months = list(months_between(first, end - 1))
    for store_id, starts_on, ends_on in spans.touching(first.first_day, end.first_day).values_list(
        "store", "starts_on", "ends_on"
    ):
        for month in months:
            after = month.next_first_day
            here = (min(ends_on or after, after) - max(starts_on, month.first_day)).days
            days[store_id, month.first_day] += max(here, 0)
    return {key for key, count in days.items() if count >= STAFFED_DAYS}


def _per_cell(known: dict[Cell, Effect | None], figure: Callable[[Effect], Decimal], share) -> Case:
    """A figure of the class and format times the missing share; nothing is missing where nobody is required."""
    cases = [
        When(
            Q(store_class=cell[0], format=cell[1], required__gt=0),
            then=Cast(Value(float(figure(effect))) * share, _FIGURE),
        )
        for cell, effect in known.items()
        if effect
    ]
    return Case(When(missing_percent=0, then=Value(0)), *cases, default=None, output_field=_FIGURE)
