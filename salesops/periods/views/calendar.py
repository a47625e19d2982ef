"""The working calendar: what the admin decides over it (handbook H1)."""

from chinese_calendar.constants import holidays
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.periods.forms.calendar import OverrideForm
from salesops.periods.models import WorkdayOverride
from salesops.periods.services.calendar import decide_day, undecide_day
from salesops.periods.tables import OverrideTable
from salesops.web.views import ScopedCreate, ScopedList, door


def may_keep_calendar(actor, override) -> bool:
    return actor.is_admin


class OverrideList(ScopedList):
    roles = {Role.ADMIN}
    model = WorkdayOverride
    table_class = OverrideTable
    template_name = "periods/override_list.html"
    title = _("Working calendar")
    clause = "H1"

    def narrow(self, rows):
        return rows.order_by("-day")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"last_known_year": max(holidays).year}


class OverrideCreate(ScopedCreate):
    roles = {Role.ADMIN}
    form_class = OverrideForm
    title = _("Decide a day")
    clause = "H1"
    success_url = cancel_url = reverse_lazy("periods:override_list")

    def act(self, cleaned):
        return decide_day(**cleaned, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def override_remove(request, pk):
    override = get_object_or_404(WorkdayOverride, pk=pk)
    door(request, may_keep_calendar, override)
    undecide_day(override, actor=request.actor, at=timezone.now())
    return redirect("periods:override_list")
