"""Leave of promoters, and guidance given to them (handbook H7)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from promotions.care_filters import GuidanceFilter
from promotions.care_tables import GuidanceTable
from promotions.forms.care import DayOffForm, GuidanceForm, LookAgainForm
from promotions.models import DayOff, Guidance
from promotions.promoter_rules import keeps_promoter
from promotions.services.care import give_leave, guide, look_again, take_leave_back
from promotions.views.promoters import OnePromoter
from salesops.errors import DomainError
from salesops.web.views import BackToPage, ScopedList, ScopedUpdate, door

TWO_WEEKS = timedelta(days=14)


class GuidanceList(ScopedList):
    model = Guidance
    table_class = GuidanceTable
    filterset_class = GuidanceFilter
    title = _("Guidance of promoters")
    clause = "H7"
    export_name = _("guidance of promoters")

    def narrow(self, rows):
        return rows.select_related("promoter", "store", "guided_by").order_by("-held_on", "-pk")


class GuidanceAdd(OnePromoter):
    form_class = GuidanceForm
    title = _("Note a guidance")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "promoter": self.object}

    def get_initial(self):
        today = timezone.localdate()
        return {"held_on": today, "look_again_on": today + TWO_WEEKS}

    def act(self, cleaned):
        return guide(self.object, cleaned, actor=self.request.actor, at=timezone.now())


class GuidanceLookAgain(BackToPage, ScopedUpdate):
    model = Guidance
    form_class = LookAgainForm
    title = _("What became of it")
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("promoter")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_promoter(actor, obj.promoter)

    def get_initial(self):
        return {"looked_again_on": timezone.localdate()}

    def act(self, cleaned):
        return look_again(
            self.object,
            cleaned["outcome"],
            on=cleaned["looked_again_on"],
            actor=self.request.actor,
            at=timezone.now(),
        )


class DayOffAdd(OnePromoter):
    form_class = DayOffForm
    title = pgettext_lazy("of a promoter", "Give leave")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def get_initial(self):
        return {"starts_on": timezone.localdate(), "ends_on": timezone.localdate()}

    def act(self, cleaned):
        return give_leave(self.object, cleaned, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def day_off_remove(request, pk):
    """The leave is not taken."""
    leave = get_object_or_404(DayOff.objects.visible_to(request.actor).select_related("promoter"), pk=pk)
    door(request, keeps_promoter, leave.promoter)
    try:
        promoter = take_leave_back(leave, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(leave.promoter)
    messages.success(request, gettext("The leave was taken back."))
    return redirect(promoter)
