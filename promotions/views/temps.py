"""Temporary promoters booked for a promotion (handbook H6.2, H7)."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from promotions.forms.temps import TempForm
from promotions.models import TempBooking
from promotions.rules import may_plan
from promotions.services import book_temps, remove_booking
from promotions.services.temps import FACTS, may_book
from promotions.views.parts import PromotionPart
from salesops.errors import DomainError


class PromotionTemps(PromotionPart):
    """Who is booked where and when, what it costs, and the form for more."""

    form_class = TempForm
    template_name = "promotions/helpers/promotion_temps.html"
    title = gettext_lazy("Temporary promoters")
    clause = "H6.2"
    submit_label = gettext_lazy("Book")
    tab = "temps"
    done_name = "promotions:promotion_temps"

    @property
    def may_add(self) -> bool:
        return may_book(self.promotion, self.request.actor)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"promotion": self.promotion}

    def get_initial(self):
        return {"first": self.promotion.starts_on, "last": self.promotion.ends_on}

    def act(self, cleaned):
        store, first, last = cleaned["store"], cleaned["first"], cleaned["last"]
        facts = {name: cleaned[name] for name in FACTS}
        made = book_temps(self.promotion, store, first, last, facts, actor=self.request.actor, at=timezone.now())
        # The row may have been there before: what the receipt names is the promotion.
        return self.promotion if made else None

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        found = TempBooking.objects.visible_to(actor).filter(promotion=self.promotion)
        bookings = list(found.select_related("store").order_by("work_on", "store__code"))
        return super().get_context_data(**kwargs) | {
            "bookings": bookings,
            "person_days": sum(booking.people for booking in bookings),
            "hours": sum((booking.people * booking.hours for booking in bookings), Decimal(0)),
            "cost_yuan": sum((booking.cost_yuan for booking in bookings), Decimal(0)),
        }


@login_required
@require_POST
def temp_remove(request, pk):
    bookings = TempBooking.objects.visible_to(request.actor).select_related("promotion", "store")
    booking = get_object_or_404(bookings, pk=pk)
    promotion = booking.promotion
    if not (may_plan(request.actor, promotion) or request.actor.manages(booking.store.center_id)):
        raise PermissionDenied
    try:
        remove_booking(booking, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("promotions:promotion_temps", promotion.pk)
