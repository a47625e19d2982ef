"""The month's sheet, a promoter's days, and the page by which a promoter checks in (handbook H7)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from promotions.forms.roster import ActForm, AttendanceForm, moment_of
from promotions.models import Promoter
from promotions.promoter_rules import keeps_promoter
from promotions.selectors.attendance import has_link, month_of, month_sheet, promoter_by_secret, today_of
from promotions.selectors.attendance_export import SHEET_COLUMNS, sheet_rows
from promotions.services.attendance import Act, come, go, make_link, note_attendance
from promotions.views.parts import MonthList
from promotions.views.promoters import OnePromoter
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.typed import month_in, number_in
from salesops.web.views import ScopedDetail
from visits.choices import OutsideReason
from visits.services.checkin import Position

_AT_WORK = "promotions/attendance/at_work.html"


class AttendanceSheet(MonthList):
    """Every promoter's month against the roster."""

    template_name = "promotions/attendance/sheet.html"
    title = gettext_lazy("Attendance")

    @cached_property
    def rows(self):
        return month_sheet(self.filter.qs, self.month, timezone.now())

    def file(self):
        return f"{_('Attendance')} {self.month}", SHEET_COLUMNS, sheet_rows(self.rows)


class PromoterAttendance(ScopedDetail):
    """One promoter's days: the shift, coming and leaving, and what was noticed, in words."""

    model = Promoter
    template_name = "promotions/attendance/promoter_month.html"
    clause = "H7"

    def get_context_data(self, **kwargs):
        month = month_in(self.request.GET) or Month.of(timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "month": month,
            "days": month_of(self.object, month, timezone.now()),
            "may_keep": keeps_promoter(self.request.actor, self.object),
            "has_link": has_link(self.object),
        }


class AttendanceNote(OnePromoter):
    form_class = AttendanceForm
    title = gettext_lazy("Enter attendance by hand")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"promoter": self.object}

    def get_initial(self):
        return {"work_on": timezone.localdate() - timedelta(days=1)}

    @property
    def cancel_url(self) -> str:
        return reverse("promotions:promoter_attendance", args=[self.object.pk])

    def get_done_url(self, made) -> str:
        return f"{self.cancel_url}?month={Month.of(made.work_on)}"

    def act(self, cleaned):
        day = cleaned["work_on"]
        values = {
            "store": cleaned["store"],
            "work_on": day,
            "came_at": moment_of(day, cleaned["came"]),
            "left_at": moment_of(day, cleaned["left"]),
            "reason": cleaned["reason"],
        }
        return note_attendance(self.object, values, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
@never_cache
def link_make(request, pk):
    """The secret is shown in the answer to this request only."""
    promoter = get_object_or_404(Promoter.objects.visible_to(request.actor), pk=pk)
    try:
        secret = make_link(promoter, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("promotions:promoter_attendance", pk=promoter.pk)
    address = request.build_absolute_uri(reverse("promotions:at_work", args=[secret]))
    return render(request, "promotions/attendance/link.html", {"promoter": promoter, "address": address})


@require_safe
@never_cache
def at_work(request, secret):
    """A promoter's own page, opened by the link that it was given; no login."""
    return render(request, _AT_WORK, _page_of(request, _whose(secret), secret))


@require_POST
@never_cache
def at_work_act(request, secret):
    """Come, or go where a stay is open."""
    promoter, at = _whose(secret), timezone.now()
    form, page = ActForm(request.POST), _page_of(request, promoter, secret)
    if not form.is_valid():
        return render(request, _AT_WORK, page | {"refusal": _("Please try again.")}, status=422)
    act = _act(form.cleaned_data)
    store = next((one for one in page["stores"] if one.pk == form.cleaned_data["store"]), None)
    try:
        if page["stay"] is not None:
            go(page["stay"], act, at=at)
        elif store is not None:
            come(promoter, store, act, at=at)
    except DomainError as refusal:
        return render(request, _AT_WORK, page | {"refusal": refusal}, status=409)
    return redirect("promotions:at_work", secret=secret)


def _whose(secret: str) -> Promoter:
    promoter = promoter_by_secret(secret)
    if promoter is None:
        raise Http404
    return promoter


def _page_of(request, promoter: Promoter, secret: str) -> dict:
    """The store is that of the open stay, the chosen one, or the only one there is."""
    page = today_of(promoter, timezone.now())
    stores, chosen = page["stores"], number_in(request.GET, "store")
    store = next((one for one in stores if one.pk == chosen), stores[0] if len(stores) == 1 else None)
    return page | {
        "promoter": promoter,
        "secret": secret,
        "reasons": [choice for choice in OutsideReason.choices if choice[0]],
        "store": page["stay"].store if page["stay"] else store,
    }


def _act(cleaned: dict) -> Act:
    lon, lat, accuracy = cleaned["lon"], cleaned["lat"], cleaned["accuracy"]
    position = None if lon is None or lat is None else Position(lon, lat, accuracy or 0)
    return Act(position, cleaned["device_at"], cleaned["outside_reason"])
