"""What promoters who come or go bring into the plans of a month (handbook H7, H8.2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from promotions.calc.promoter_effect import (
    NetMonth,
    PromoterEffect,
    PromoterEffects,
    Span,
    added_units,
    coverage,
    person_days,
)
from promotions.choices import ContributionKind
from promotions.models import Assignment
from promotions.selectors.contributions import Contribution
from promotions.selectors.staffing import STAFFED_DAYS, headcount_on
from promotions.selectors.usual import USUAL_MONTHS, usual_a_month
from salesops.periods.month import Month
from stores.calc.apportion import apportion_by_key
from stores.models import SalesMonth, Store

BECAUSE = "the caller names the stores it may see; what its center learned leaves nobody's name"
MONTHS_LEARNED = 12
# A smaller change of a place's coverage is left to the forecast.
LEAST_CHANGE = 0.1


@dataclass(frozen=True, slots=True)
class _Change:
    """A store whose coverage in the month differs from that of the months the forecast knows."""

    store: Store
    before: float
    after: float
    promoter_id: int


def contributions_of_promoters(store_ids: Sequence[int], month: Month) -> Iterator[Contribution]:
    """What changes of staffing add to these stores' month, or take from it. One query, seven where any changed.

    The forecast has seen who was there in its months: only the difference counts. It is shared out over the models
    as the store usually sells them, and names the promoter whose days changed most.
    """
    spans = _spans(store_ids, month)
    changes = list(_changes(spans, month))
    if not changes:
        return
    effects = _effects({change.store.center_id for change in changes}, month)
    usual = usual_a_month([change.store.pk for change in changes], month)
    for change in changes:
        effect, models = effects[change.store.center_id].of(change.store.pk), usual.get(change.store.pk, {})
        if effect and sum(models.values()) > 0:
            yield from _of_change(change, effect, models)


def _of_change(change: _Change, effect: PromoterEffect, models: Mapping[int, float]) -> Iterator[Contribution]:
    whole = added_units(sum(models.values()), effect, change.before, change.after)
    by_model = apportion_by_key(whole, {pk: round(units * 1000) for pk, units in sorted(models.items())})
    for model_id, quantity in by_model.items():
        if quantity:
            yield Contribution(
                store_id=change.store.pk,
                model_id=model_id,
                kind=ContributionKind.PROMOTER,
                quantity=quantity,
                reason=_words(change, effect),
                source=_("Promoters of %(store)s") % {"store": change.store},
                url=reverse("promotions:promoter_detail", args=[change.promoter_id]),
                object_id=change.promoter_id,
            )


def _words(change: _Change, effect: PromoterEffect) -> str:
    words = _(
        "%(after)s%% of the headcount in this month, %(before)s%% in the months of the forecast; a promoter brings "
        "%(ratio)s%%, by %(stores)s stores of the center that had months with one (%(there)s) and without (%(gone)s)"
    )
    return words % {
        "after": round(change.after * 100),
        "before": round(change.before * 100),
        "ratio": f"{effect.ratio * 100:+.0f}",
        "stores": effect.stores,
        "there": effect.with_months,
        "gone": effect.without_months,
    }


def _spans(store_ids: Sequence[int], month: Month) -> dict[int, list[Span]]:
    """Who is in these stores in the month, or was in the forecast's months. One query."""
    rows = Assignment.objects.unscoped(because=BECAUSE).counted().filter(store__in=list(store_ids))
    return _by_store(rows.touching(_known(month)[0].first_day, month.next_first_day))


def _by_store(rows) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    columns = ("store", "promoter", "starts_on", "ends_on", "share_percent")
    for store_id, *span in rows.order_by("store", "pk").values_list(*columns):
        found[store_id].append(Span(*span))
    return found


def _known(month: Month) -> tuple[Month, Month]:
    return month - 1 - USUAL_MONTHS, month - 1


def _changes(spans: Mapping[int, list[Span]], month: Month) -> Iterator[_Change]:
    """Two queries, none where nobody is or was anywhere."""
    if not spans:
        return
    standard, (first, end) = headcount_on(month.first_day), _known(month)
    stores = Store.objects.unscoped(because=BECAUSE).filter(pk__in=list(spans)).order_by("pk")
    for store in stores:
        required = standard.get((store.store_class, store.format), 1)
        here = spans[store.pk]
        before = coverage(here, first.first_day, end.first_day, required)
        after = coverage(here, month.first_day, month.next_first_day, required)
        if abs(after - before) >= LEAST_CHANGE:
            yield _Change(store, before, after, _who_moved(here, month))


def _who_moved(spans: Iterable[Span], month: Month) -> int:
    """Whose days of a month changed most against the known months."""
    first, end = _known(month)
    spans = list(spans)
    now = person_days(spans, month.first_day, month.next_first_day)
    then = person_days(spans, first.first_day, end.first_day)
    return max(sorted(now), key=lambda person: abs(now[person] - then[person] / USUAL_MONTHS))


def _effects(center_ids: Iterable[int], month: Month) -> dict[int, PromoterEffects]:
    """What each center's stores with somebody in the last year say. Three queries."""
    first, end = month - 1 - MONTHS_LEARNED, month - 1
    rows = Assignment.objects.unscoped(because=BECAUSE).counted().filter(store__center__in=list(center_ids))
    spans = _by_store(rows.touching(first.first_day, end.first_day))
    sales = SalesMonth.objects.unscoped(because=BECAUSE).within(first, end).filter(model__is_own=True)
    moved = _moves(sales.filter(store__center__in=list(center_ids)).exclude(store__in=list(spans)))
    months: dict[int, dict[int, list[NetMonth]]] = {center_id: defaultdict(list) for center_id in center_ids}
    own = sales.filter(store__in=list(spans), records__gt=0).order_by()
    columns = ("store__center", "store", "month")
    for center_id, store_id, day, units in own.values_list(*columns).annotate(units=Sum("sell_out")):
        factor = moved.get((center_id, day), 0.0)
        if factor > 0:
            is_staffed = _is_staffed(spans[store_id], Month.of(day))
            months[center_id][store_id].append(NetMonth(max(units, 0) / factor, is_staffed))
    return {center_id: PromoterEffects(of_center) for center_id, of_center in months.items()}


def _moves(sales) -> dict[tuple[int, date], float]:
    """How each center's stores without promoters moved: a month's units against their mean of the year. One query.

    Only stores with every month count, as those that open or close would be taken for a season.
    """
    units_of: dict[int, dict[int, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    columns = ("store__center", "store", "month")
    for center_id, store_id, day, units in sales.order_by().values_list(*columns).annotate(units=Sum("sell_out")):
        units_of[center_id][store_id][day] = max(units, 0)
    moved = {}
    for center_id, stores in units_of.items():
        days = {day for months in stores.values() for day in months}
        steady = [months for months in stores.values() if len(months) == len(days)]
        sums = {day: sum(months[day] for months in steady) for day in days}
        mean = sum(sums.values()) / len(days)
        moved |= {(center_id, day): units / mean for day, units in sums.items() if mean > 0}
    return moved


def _is_staffed(spans: Iterable[Span], month: Month) -> bool:
    return sum(person_days(spans, month.first_day, month.next_first_day).values()) >= STAFFED_DAYS
