"""The routes of a whole center planned at once: progress, results rep by rep, and a way to stop (handbook H4.3)."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.views import Page, door
from visits import rules, tasks
from visits.selectors.center_pages import center_page
from visits.selectors.standards import centers_seen_by
from visits.services.center_jobs import cancel_center_plan, order_center_plan


class CenterPlanning(Page, TemplateView):
    """How far the center's last planning is, and what came of it for each rep."""

    template_name = "visits/routes/center_planning.html"
    clause = "H4.3"

    def get_context_data(self, **kwargs):
        center = center_or_404(self.request, self.kwargs["center"])
        door(self.request, rules.plans_center, center)
        return super().get_context_data(**kwargs) | {
            "title": _("Routes of %(center)s") % {"center": center},
            "center": center,
            "page": center_page(self.request.actor, center, timezone.now()),
        }


@login_required
@require_POST
def center_order(request, center):
    """Have all reps' routes planned; each plan comes as a draft when it is done."""
    center = center_or_404(request, center)
    door(request, rules.plans_center, center)
    try:
        with transaction.atomic():
            run, orders = order_center_plan(center, actor=request.actor, at=timezone.now())
            job = partial(tasks.send_center_orders, run, orders, user_id=request.actor.user_id)
            transaction.on_commit(job, robust=True)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return _answer(request, center)


@login_required
@require_POST
def center_cancel(request, center):
    """Stop before the reps whose turn has not come; what is done stays."""
    center = center_or_404(request, center)
    door(request, rules.plans_center, center)
    cancel_center_plan(center, actor=request.actor, at=timezone.now())
    return _answer(request, center)


@login_required
@require_safe
def center_progress(request, center):
    """The part of the page that asks again until the run is over."""
    center = center_or_404(request, center)
    door(request, rules.plans_center, center)
    return _answer(request, center)


def center_or_404(request, pk: int) -> Center:
    """A center that this person may look at."""
    return get_object_or_404(centers_seen_by(request.actor), pk=pk)


def _answer(request, center: Center) -> HttpResponse:
    page = reverse("visits:center_planning", args=[center.pk])
    context = {"center": center, "page": center_page(request.actor, center, timezone.now())}
    return answer(request, "visits/routes/_center_run.html", context, to=page if request.method == "POST" else None)
