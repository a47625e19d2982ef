"""Which stores carry a promotion out, and which have not proved it (handbook H6.2)."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from promotions.choices import PromotionStatus
from promotions.models import ExecutionCheck, Promotion, PromotionStore
from salesops.accounts.actor import Actor
from stores.models import Store
from visits.models import Visit

BECAUSE = "checks of places that the looker sees"
# A phone without a net sends its visits within a week.
SENT_WITHIN = timedelta(days=7)
# So long after the end a missing proof is still listed.
LOOK_BACK = timedelta(days=30)


def with_proof(places: QuerySet[PromotionStore]) -> QuerySet[PromotionStore]:
    """Add what the latest check of each place said (`executed`, None without one) and its day."""
    latest = _checks_there().order_by("-checked_on", "-pk")
    return places.annotate(
        executed=Subquery(latest.values("executed")[:1]),
        checked_on=Subquery(latest.values("checked_on")[:1]),
    )


def to_prove(places: QuerySet[PromotionStore], on: date) -> QuerySet[PromotionStore]:
    """Those of promotions that run, or ended within a month."""
    return places.filter(
        promotion__status=PromotionStatus.PUBLISHED,
        promotion__starts_on__lte=on,
        promotion__ends_on__gte=on - LOOK_BACK,
    )


def places_lacking_proof(actor: Actor, on: date) -> QuerySet[PromotionStore]:
    """Stores of running promotions that nobody has checked."""
    running = to_prove(PromotionStore.objects.visible_to(actor), on).filter(promotion__ends_on__gte=on)
    return running.filter(~Exists(_checks_there()))


def visit_to_prove(promotion: Promotion, store: Store, actor: Actor, on: date) -> Visit | None:
    """The actor's latest visit to the store in the promotion's days, made within a week. One query."""
    visits = Visit.objects.visible_to(actor).filter(
        store=store,
        done_by=actor.user_id,
        visited_on__gte=max(promotion.starts_on, on - SENT_WITHIN),
        visited_on__lte=min(promotion.ends_on, on),
    )
    return visits.order_by("-checked_in_at").first()


def checks_of(promotion: Promotion, store: Store, actor: Actor) -> QuerySet[ExecutionCheck]:
    """What visits found there, the latest first."""
    checks = ExecutionCheck.objects.visible_to(actor).filter(promotion=promotion, store=store)
    return checks.select_related("made_by", "photo", "visit").order_by("-checked_on", "-pk")


def _checks_there() -> QuerySet[ExecutionCheck]:
    checks = ExecutionCheck.objects.unscoped(because=BECAUSE)
    return checks.filter(promotion=OuterRef("promotion"), store=OuterRef("store"))
