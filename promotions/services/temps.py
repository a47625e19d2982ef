"""Booking temporary promoters for a promotion (handbook H6.2, H7)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.choices import OPEN_TO_CHANGE, PromotionStatus
from promotions.models import Promotion, PromotionStore, TempBooking
from promotions.rules import may_plan
from promotions.selectors.costs import planned_of
from promotions.services.approval import OverBudget
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.models import Store

BECAUSE = "the store is checked against the actor"
FACTS = ("people", "hours", "day_rate_yuan", "names")


class OutsideThePromotion(DomainError):
    """Helpers are booked in its stores and on its days."""


class BookingClosed(DomainError):
    """In this state of the promotion nobody is booked."""


@transaction.atomic
def book_temps(
    promotion: Promotion,
    store: Store,
    first: date,
    last: date,
    facts: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> list[TempBooking]:
    """Book the same helpers (`FACTS`) for each day from first to last; a day that was booked takes the new facts."""
    locked = _lock(promotion, store, actor)
    if not locked.starts_on <= first <= last <= locked.ends_on:
        raise OutsideThePromotion(_("Helpers are booked on the days of the promotion alone."))
    places = PromotionStore.objects.unscoped(because=BECAUSE)
    if not places.filter(promotion=locked, store=store).exists():
        raise OutsideThePromotion(_("The store does not take part."))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    made = {"created_at": at, "created_by_id": actor.user_id}
    bookings = [TempBooking(promotion=locked, store=store, work_on=day, **facts, **made) for day in days]
    TempBooking.objects.bulk_create(
        bookings,
        update_conflicts=True,
        unique_fields=["promotion", "store", "work_on"],
        update_fields=list(FACTS),
    )
    _require_budget(locked)
    words = f"{first} – {last} · {facts['people']} × {facts['day_rate_yuan']}"
    record_change(locked, {f"temporary promoters:{store.code}": ("", words)}, actor=actor, at=at)
    return bookings


@transaction.atomic
def remove_booking(booking: TempBooking, *, actor: Actor, at: datetime) -> None:
    """Take a day back."""
    locked = _lock(booking.promotion, booking.store, actor)
    words = f"{booking.work_on} · {booking.people} × {booking.day_rate_yuan}"
    record_change(locked, {f"temporary promoters:{booking.store.code}": (words, "")}, actor=actor, at=at)
    booking.delete()


def may_book(promotion: Promotion, actor: Actor) -> bool:
    """While it is planned the planner books; once announced, the managers of its stores do, too."""
    if promotion.status in OPEN_TO_CHANGE:
        return may_plan(actor, promotion)
    return promotion.status == PromotionStatus.PUBLISHED and (may_plan(actor, promotion) or actor.is_manager)


def _lock(promotion: Promotion, store: Store, actor: Actor) -> Promotion:
    locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
    if not (may_plan(actor, locked) or actor.manages(store.center_id)):
        raise PermissionDenied("temps")
    if not may_book(locked, actor):
        raise BookingClosed(_("Helpers are booked until the promotion is closed."))
    return locked


def _require_budget(promotion: Promotion) -> None:
    """What was approved is not overdrawn by bookings; before that the budget is weighed when it is handed in."""
    if promotion.status != PromotionStatus.PUBLISHED:
        return
    more: Decimal = planned_of([promotion.pk])[promotion.pk] - promotion.budget_yuan
    if more > 0:
        words = _("With these helpers the planned costs are ¥ %(more)s above the budget.")
        raise OverBudget(words % {"more": f"{more:,.2f}"})
