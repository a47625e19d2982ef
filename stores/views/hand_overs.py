"""Handing stores over in bulk: whose, which, to whom, when; preview, done, or waiting for the day (handbook H0)."""

from functools import cached_property

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.web.typed import number_in
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from stores import rules, steps
from stores.choices import HandOverStatus
from stores.forms.hand_overs import ALL, TICKED, HandOverPlanForm
from stores.models import HandOver, Store
from stores.selectors.hand_overs import hand_over_page, stores_to_hand_over, with_store_counts
from stores.services import cancel_hand_over, decide_hand_over, prepare_hand_over
from stores.tables import HandOverTable
from stores.views.selection import ticked_in

DECIDERS = frozenset({Role.MANAGER, Role.ADMIN})


class HandOverList(ScopedList):
    """What waits and what was done, and the way to the stores of a rep."""

    model = HandOver
    roles = DECIDERS
    table_class = HandOverTable
    template_name = "stores/hand_overs/hand_over_list.html"
    title = gettext_lazy("Hand stores over")
    clause = "H0"

    def narrow(self, rows):
        decided = rows.exclude(status=HandOverStatus.DRAFT)
        return with_store_counts(decided).select_related("from_rep", "to_rep").order_by("-on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"reps": _reps(self.request.actor)}


@login_required
@require_safe
def hand_over_start(request):
    """From a rep, or from the ticked rows of the list, to the rep's stores."""
    if request.actor.role not in DECIDERS:
        raise PermissionDenied
    ticked = ticked_in(request.GET)
    stores = Store.objects.visible_to(request.actor).filter(pk__in=ticked)
    reps = {number_in(request.GET, "rep")} if not ticked else set(stores.values_list("rep_id", flat=True))
    if len(reps) != 1 or None in reps:
        if ticked:
            messages.error(
                request, _("The ticked stores are not of one rep; tick those of one, or choose the rep here.")
            )
        return redirect("stores:hand_over_list")
    chosen = "&".join(f"ticked={pk}" for pk in ticked)
    return redirect(f"{reverse('stores:hand_over_create', args=reps)}?{chosen}")


class HandOverCreate(ScopedCreate):
    """The stores of one rep with their class and work, to tick; what comes of it is shown first."""

    form_class = HandOverPlanForm
    template_name = "stores/hand_overs/hand_over_form.html"
    submit_label = gettext_lazy("Preview")
    done_message = ""
    clause = "H0"
    cancel_url = reverse_lazy("stores:hand_over_list")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not rules.hands_over_in(request.actor, self.rep.center_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rep(self) -> User:
        return get_object_or_404(_reps(self.request.actor), pk=self.kwargs["rep"])

    def get_title(self) -> str:
        return _("Hand over stores of %(rep)s") % {"rep": self.rep}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rep": self.rep}

    def get_initial(self):
        ticked = ticked_in(self.request.GET)
        return {"on": timezone.localdate(), "which": TICKED if ticked else ALL, "stores": ticked}

    def act(self, cleaned):
        return prepare_hand_over(
            self.rep,
            cleaned["to_rep"],
            cleaned["objects"],
            on=cleaned["on"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "stores": stores_to_hand_over(self.rep, self.request.actor),
            "ticked_stores": {str(pk) for pk in form["stores"].value() or ()},
            "ticked_customers": {str(pk) for pk in form["customers"].value() or ()},
        }


class HandOverDetail(ScopedDetail):
    """The preview with the effect on both reps; then what waits, or what became of each."""

    model = HandOver
    template_name = "stores/hand_overs/hand_over_detail.html"
    clause = "H0"

    def narrow(self, rows):
        decided = rows if self.request.actor.role in DECIDERS else rows.exclude(status=HandOverStatus.DRAFT)
        return decided.select_related("from_rep", "to_rep", "made_by", "center")

    def get_context_data(self, **kwargs):
        hand_over, actor = self.object, self.request.actor
        possible = {step.name for step in possible_steps(steps.HAND_OVER_STEPS, hand_over, actor)}
        return super().get_context_data(**kwargs) | {
            "page": hand_over_page(hand_over, actor),
            "is_ahead": hand_over.on > timezone.localdate(),
            "may_plan": steps.PLAN_HAND_OVER.name in possible,
            "may_cancel": steps.CANCEL_HAND_OVER.name in possible,
            "events": history_of(hand_over),
        }


@login_required
@require_POST
def hand_over_decide(request, pk):
    hand_over = _seen_hand_over(request, pk)
    return _answer(request, hand_over, lambda: decide_hand_over(hand_over, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def hand_over_cancel(request, pk):
    hand_over = _seen_hand_over(request, pk)
    return _answer(request, hand_over, lambda: cancel_hand_over(hand_over, actor=request.actor, at=timezone.now()))


def _answer(request, hand_over, deed):
    try:
        hand_over = deed()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, hand_over.get_status_display())
    return redirect(hand_over)


def _seen_hand_over(request, pk) -> HandOver:
    hand_over = get_object_or_404(HandOver.objects.visible_to(request.actor), pk=pk)
    door(request, rules.decides_hand_over, hand_over)
    return hand_over


def _reps(actor):
    """Everybody whose stores this person may hand over; one who left may still have some."""
    return User.objects.visible_to(actor).reps().filter(center__isnull=False).order_by("center__code", "name")
