"""One visit with its parts, and what changed against the one before (handbook H5.2, H5.3)."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum

from salesops.accounts.actor import Actor
from visits.choices import SAID_STEPS, VisitStatus
from visits.models import (
    ImageCheck,
    MarketReport,
    SkippedStep,
    Task,
    Visit,
    VisitCount,
    VisitImei,
    VisitOrder,
    VisitPhoto,
    VisitPrice,
    VisitSaid,
    VisitTick,
    VisitTraining,
)

BECAUSE = "the visit was seen already"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of this visit beside the same of the last one."""

    now: Decimal | int | None
    before: Decimal | int | None

    @property
    def difference(self) -> Decimal | int | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def is_better(self) -> bool:
        return bool(self.difference and self.difference > 0)

    @property
    def is_worse(self) -> bool:
        return bool(self.difference and self.difference < 0)


class VisitPage:
    """The parts of a visit; what a page does not show costs nothing, each part one query."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @cached_property
    def counts(self) -> list[VisitCount]:
        counts = VisitCount.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(counts.select_related("sku__model").order_by("sku__model__name", "sku__code"))

    @cached_property
    def checks(self) -> list[ImageCheck]:
        checks = ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(checks.select_related("item").order_by("item__position"))

    @cached_property
    def photos(self) -> list[VisitPhoto]:
        return list(VisitPhoto.objects.unscoped(because=BECAUSE).filter(visit=self.visit).order_by("pk"))

    @cached_property
    def reports(self) -> list[MarketReport]:
        return list(MarketReport.objects.unscoped(because=BECAUSE).filter(visit=self.visit).order_by("pk"))

    @cached_property
    def tasks(self) -> list[Task]:
        return list(Task.objects.unscoped(because=BECAUSE).filter(visit=self.visit).order_by("due_on", "pk"))

    @cached_property
    def tasks_done(self) -> list[Task]:
        return list(Task.objects.unscoped(because=BECAUSE).filter(done_in=self.visit).order_by("due_on", "pk"))

    @cached_property
    def orders(self) -> list[VisitOrder]:
        orders = VisitOrder.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(orders.select_related("model").order_by("model__name", "model__pk"))

    @cached_property
    def imeis(self) -> list[VisitImei]:
        imeis = VisitImei.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(imeis.select_related("sku__model").order_by("sku__model__name", "sku__code", "pk"))

    @cached_property
    def prices(self) -> list[VisitPrice]:
        prices = VisitPrice.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(prices.select_related("sku__model").order_by("sku__model__name", "sku__code"))

    @cached_property
    def said(self) -> list[VisitSaid]:
        said = {row.step: row for row in VisitSaid.objects.unscoped(because=BECAUSE).filter(visit=self.visit)}
        return [said[step] for step in SAID_STEPS if step in said]

    @cached_property
    def trainings(self) -> list[VisitTraining]:
        return list(VisitTraining.objects.unscoped(because=BECAUSE).filter(visit=self.visit).order_by("pk"))

    @cached_property
    def ticks(self) -> list[VisitTick]:
        ticks = VisitTick.objects.unscoped(because=BECAUSE).filter(visit=self.visit)
        return list(ticks.select_related("line").order_by("line__position"))

    @cached_property
    def skipped(self) -> list[SkippedStep]:
        return list(SkippedStep.objects.unscoped(because=BECAUSE).filter(visit=self.visit).order_by("step"))

    @cached_property
    def before(self) -> Visit | None:
        """The last visit to the store before this one."""
        visits = Visit.objects.unscoped(because=BECAUSE).exclude(status=VisitStatus.OPEN)
        earlier = visits.filter(store_id=self.visit.store_id, checked_in_at__lt=self.visit.checked_in_at)
        return earlier.order_by("-checked_in_at").first()

    @cached_property
    def score(self) -> Change:
        return Change(self.visit.image_score, self.before and self.before.image_score)

    @cached_property
    def stock(self) -> Change:
        return Change(self._pieces(self.visit), self._pieces(self.before))

    @cached_property
    def sold(self) -> int | None:
        sold = [count.sold for count in self.counts if count.sold is not None]
        return sum(sold) if sold else None

    def _pieces(self, visit: Visit | None) -> int | None:
        """One query."""
        if visit is None:
            return None
        return VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit).aggregate(n=Sum("stock"))["n"]


def open_visit_of(actor: Actor) -> Visit | None:
    """The visit that this person has not yet left. One query."""
    visits = Visit.objects.unscoped(because="a person's own open visit, wherever the store went meanwhile")
    return visits.open().filter(done_by_id=actor.user_id).select_related("store").first()
