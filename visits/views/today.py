"""Today, the stores to choose from, and the check-in (handbook H5.1, H5.2)."""

from datetime import date, timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.typed import day_in, text_in
from salesops.web.views import Page, door
from stores.models import Store
from visits import due, rules
from visits.forms.checkin import CheckInForm
from visits.selectors.findings import open_tasks_at
from visits.selectors.today import day_of, last_visit_of, stores_to_visit
from visits.selectors.visits import open_visit_of
from visits.services.checkin import Arrival, OutsideNeedsReason, Position, VisitStillOpen, check_in

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)
MOST_STORES = 60


class Today(Page, TemplateView):
    """The day's stores in their order; what is done sinks to the end."""

    roles = frozenset({Role.REP})
    template_name = "visits/today/today.html"
    clause = "H5.1"

    def get_title(self):
        return gettext_lazy("Today") if self.on == timezone.localdate() else date_format(self.on, "MONTH_DAY_FORMAT")

    @property
    def on(self) -> date:
        """The day asked for; what is no day, or far away, is today."""
        today = timezone.localdate()
        day = day_in(self.request.GET, "on")
        return day if day and abs(day - today) <= A_YEAR else today

    def get_context_data(self, **kwargs):
        on, today = self.on, timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "day": day_of(self.request.actor, on),
            "on": on,
            "is_today": on == today,
            "before": on - A_DAY,
            "after": on + A_DAY,
        }


class StoreSearch(Page, TemplateView):
    """Any store of one's own, for a visit that nobody planned."""

    roles = frozenset({Role.REP})
    title = gettext_lazy("Visit another store")
    clause = "H5.1"

    def get_template_names(self):
        return ["visits/today/_stores.html" if self.request.htmx else "visits/today/store_search.html"]

    def get_context_data(self, **kwargs):
        words = text_in(self.request.GET, "q", 80)
        stores = stores_to_visit(self.request.actor, words)[:MOST_STORES]
        return super().get_context_data(**kwargs) | {"stores": stores, "words": words}


@login_required
@require_safe
def visit_start(request: HttpRequest, store: int) -> HttpResponse:
    """The store's card, and the check-in at the thumb."""
    shop = _shop(request, store)
    mine = open_visit_of(request.actor)
    if mine is not None and mine.store_id == shop.pk:
        return redirect("visits:visit_fill", pk=mine.pk)
    return render(request, "visits/today/visit_start.html", _card(request, shop, CheckInForm(), mine))


@login_required
@require_POST
def visit_check_in(request: HttpRequest, store: int) -> HttpResponse:
    shop = _shop(request, store)
    form = CheckInForm(request.POST)
    if not form.is_valid():
        return _again(request, shop, form, 422)
    try:
        visit = check_in(
            shop,
            client_id=form.cleaned_data["client_id"],
            arrival=_arrival(form.cleaned_data),
            actor=request.actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _again(request, shop, form, 409, refusal)
    return redirect("visits:visit_fill", pk=visit.pk)


def _shop(request: HttpRequest, pk: int) -> Store:
    stores = Store.objects.visible_to(request.actor).active().select_related("center", "customer")
    shop = get_object_or_404(stores, pk=pk)
    door(request, rules.may_visit, shop)
    return shop


def _again(
    request: HttpRequest, shop: Store, form: CheckInForm, status: int, refusal: DomainError | None = None
) -> HttpResponse:
    mine = refusal.visit if isinstance(refusal, VisitStillOpen) else None
    context = _card(request, shop, form, mine) | {
        "refusal": str(refusal) if refusal else "",
        "asks_reason": isinstance(refusal, OutsideNeedsReason),
    }
    return render(request, "visits/today/visit_start.html", context, status=status)


def _card(request: HttpRequest, shop: Store, form: CheckInForm, mine) -> dict:
    today = timezone.localdate()
    return {
        "title": shop.name,
        "store": shop,
        "form": form,
        "client_id": form["client_id"].value() or uuid4(),
        "open_visit": mine,
        "last_visit": last_visit_of(shop, today),
        "tasks": open_tasks_at([shop.pk])[shop.pk],
        "work": due.work_at([shop.pk], today)[shop.pk],
    }


def _arrival(cleaned: dict) -> Arrival:
    has_position = cleaned["lon"] is not None and cleaned["lat"] is not None
    return Arrival(
        position=Position(cleaned["lon"], cleaned["lat"], cleaned["accuracy"] or 0) if has_position else None,
        device_at=cleaned["device_at"],
        outside_reason=cleaned["outside_reason"],
        outside_note=cleaned["note"],
    )
