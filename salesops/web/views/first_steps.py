"""The short way in: what a role does first, until the person has seen enough of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.services import see_first_steps
from salesops.web.first_steps import steps_of
from salesops.web.home import home_of
from salesops.web.views.pages import Page


class FirstSteps(Page, TemplateView):
    template_name = "web/first_steps.html"
    title = gettext_lazy("First steps")
    clause = "H0"

    def get_context_data(self, **kwargs) -> dict:
        role = self.request.actor.role
        return super().get_context_data(**kwargs) | {
            "steps": steps_of(role),
            "home_url": home_of(role),
            "was_seen": self.request.user.first_steps_seen_at is not None,
        }


@login_required
@require_POST
def first_steps_done(request: HttpRequest) -> HttpResponse:
    """Begin the day at its own page from now on; the steps can still be read from one's own page."""
    see_first_steps(request.user, at=timezone.now())
    return redirect(home_of(request.actor.role))
