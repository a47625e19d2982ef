"""The builds of plans and reviews: progress, failures with their reasons, stop, resume, again (handbook H1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from dealers.tasks import resume_plans_of_month
from reports.rules import runs_builds
from reports.selectors.builds import JOBS, latest_builds
from reports.services.builds import repeat_build, resume_build, stop_build
from reports.tasks import resume_reviews_of_month
from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.views import Page, door

AWAITED = {"plans": resume_plans_of_month, "reviews": resume_reviews_of_month}


class Builds(Page, TemplateView):
    roles = {Role.ADMIN}
    template_name = "reports/builds/builds.html"
    title = _("Builds of plans and reviews")
    clause = "H1"

    def get_context_data(self, **kwargs):
        builds = latest_builds()
        is_at_work = any(build.is_running for build in builds)
        return super().get_context_data(**kwargs) | {"builds": builds, "is_at_work": is_at_work}


@login_required
@require_POST
def build_stop(request, kind, month):
    return moved(request, kind, month, stop_build)


@login_required
@require_POST
def build_resume(request, kind, month):
    """Send what is missing again, and what failed."""
    return moved(request, kind, month, resume_build, send=lambda wanted: AWAITED[kind].delay(month=str(wanted)))


@login_required
@require_POST
def build_repeat(request, kind, month):
    """Send the whole month again."""
    return moved(request, kind, month, repeat_build, send=lambda wanted: AWAITED[kind].delay(month=str(wanted)))


def moved(request, kind, month, service, **options):
    """Do it, or say why not, and show the page."""
    door(request, runs_builds, None)
    try:
        wanted = Month.parse(month)
    except ValueError as error:
        raise Http404 from error
    if kind not in JOBS:
        raise Http404
    try:
        service(kind, wanted, actor=request.actor, at=timezone.now(), **options)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:builds")
