"""The first page, one's own page, and the choice of language and of light or dark."""

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


THEME = "theme"
THEMES = (
    ("", gettext_lazy("As the device")),
    ("light", gettext_lazy("Always light")),
    ("dark", gettext_lazy("Always dark")),
)
A_YEAR_SECONDS = 366 * 24 * 3600


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
        return super().get_context_data(**kwargs) | {
            "sessions": sessions,
            "has_others": len(sessions) > 1,
            "themes": THEMES,
            "theme": self.request.COOKIES.get(THEME, ""),
        }


@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Switch the language, here and at the next login."""
    response = set_language(request)
    chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if request.user.is_authenticated and chosen:
        choose_language(request.user, chosen.value)
    return response


@login_required
@require_POST
def theme_choose(request: HttpRequest) -> HttpResponse:
    """Show this device light, dark, or as it is itself; js/web/theme.js reads the cookie before anything is painted."""
    response = redirect("web:me")
    theme = request.POST.get(THEME, "")
    if theme in ("light", "dark"):
        response.set_cookie(THEME, theme, max_age=A_YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
    else:
        response.delete_cookie(THEME, samesite="Lax")
    return response
