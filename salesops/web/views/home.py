"""The first page, one's own page, and the choice of language."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.i18n import set_language

from salesops.accounts.selectors.sessions import sessions_of
from salesops.accounts.services import choose_language
from salesops.web.first_steps import steps_of
from salesops.web.home import home_of
from salesops.web.views.pages import Page


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to where the role's day begins; at first, to what the role does first."""
    if request.user.first_steps_seen_at is None and steps_of(request.actor.role):
        return redirect("web:first_steps")
    return redirect(home_of(request.actor.role))


class Places(Page, TemplateView):
    """Every way that the role has, by the work it serves."""

    template_name = "web/places.html"
    title = gettext_lazy("All places")


class Me(Page, TemplateView):
    """Who I am here, and the places that the bar at the thumb has no room for."""

    template_name = "web/me.html"
    title = gettext_lazy("My account")

    def get_context_data(self, **kwargs) -> dict:
        present = self.request.session.session_key
        sessions = sessions_of(self.request.user, at=timezone.now(), present=present)
        return super().get_context_data(**kwargs) | {"sessions": sessions, "has_others": len(sessions) > 1}


@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Switch the language, here and at the next login."""
    response = set_language(request)
    chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if request.user.is_authenticated and chosen:
        choose_language(request.user, chosen.value)
    return response
