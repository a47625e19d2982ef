"""A promotion day by day and store by store (handbook H6.2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from promotions.calc.tracking import USUAL_DAYS, Days, StoreInput, StoreTrack, Track, track
from promotions.choices import Executed
from promotions.models import Promotion, PromotionStore
from promotions.selectors.costs import cost_of
from promotions.selectors.execution import with_proof
from salesops.accounts.actor import Actor
from stores.models import SalesRecord, Store

BECAUSE = "stores of places that the looker sees"


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One store of the page: its place with the latest proof, and its units."""

    place: PromotionStore
    units: StoreTrack

    @property
    def store(self) -> Store:
        return self.place.store

    @property
    def executed(self) -> Executed | None:
        return Executed(self.place.executed) if self.place.executed else None

    @property
    def is_red(self) -> bool:
        return self.units.is_red or self.place.executed == Executed.NO


@dataclass(frozen=True, slots=True)
class Tracking:
    """All of the page; money is of the whole promotion, units of the stores that the looker sees."""

    promotion: Promotion
    track: Track
    rows: tuple[TrackRow, ...]
    cost_yuan: Decimal

    @property
    def spent_share(self) -> Decimal | None:
        budget = self.promotion.budget_yuan
        return self.cost_yuan / budget if budget else None

    @property
    def executed_share(self) -> Decimal | None:
        """The share of stores that carry it out; partly counts half."""
        if not self.rows:
            return None
        worth = {Executed.YES: Decimal(1), Executed.PARTLY: Decimal("0.5")}
        return sum((worth.get(row.executed, Decimal(0)) for row in self.rows), Decimal(0)) / len(self.rows)

    @property
    def unproved(self) -> int:
        return sum(1 for row in self.rows if row.executed is None)

    @property
    def red(self) -> int:
        return sum(1 for row in self.rows if row.is_red)


def tracking_of(promotion: Promotion, actor: Actor, on: date, store: Store | None = None) -> Tracking:
    """Follow a promotion up to the day before `on`, over the stores that the actor sees or one of them. Five queries.

    Units are net sell-out of the promotion's models.
    """
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion)
    if store is not None:
        places = places.filter(store=store)
    found = {place.store_id: place for place in with_proof(places).select_related("store", "store__rep")}
    days = Days.until(promotion.starts_on, promotion.ends_on, on)
    sold, before = _sold(promotion, found), _sold_before(promotion, found)
    inputs = [
        StoreInput(store_id, place.extra_units, before.get(store_id, 0), sold[store_id])
        for store_id, place in found.items()
    ]
    followed = track(days, inputs)
    return Tracking(
        promotion=promotion,
        track=followed,
        rows=tuple(TrackRow(found[one.store_id], one) for one in followed.stores),
        cost_yuan=cost_of([promotion.pk])[promotion.pk],
    )


def _sold(promotion: Promotion, stores) -> dict[int, dict[date, int]]:
    during = Q(sold_on__gte=promotion.starts_on, sold_on__lte=promotion.ends_on)
    rows = _sales(promotion, stores).filter(during).values("store", "sold_on").annotate(units=Sum("quantity"))
    sold: dict[int, dict[date, int]] = defaultdict(dict)
    for row in rows.order_by():
        sold[row["store"]][row["sold_on"]] = row["units"]
    return sold


def _sold_before(promotion: Promotion, stores) -> dict[int, int]:
    since = promotion.starts_on - timedelta(days=USUAL_DAYS)
    rows = _sales(promotion, stores).filter(sold_on__gte=since, sold_on__lt=promotion.starts_on)
    return dict(rows.order_by().values("store").annotate(units=Sum("quantity")).values_list("store", "units"))


def _sales(promotion: Promotion, stores):
    sales = SalesRecord.objects.unscoped(because=BECAUSE).sell_out()
    return sales.filter(store__in=list(stores), sku__model__in=promotion.handset_models.values("pk"))
