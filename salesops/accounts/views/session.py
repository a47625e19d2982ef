"""Log in, log out, change the password."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.forms import PasswordChange
from salesops.accounts.selectors.people import demo_users
from salesops.accounts.services import set_password
from salesops.web.forms import PageFormHelper
from salesops.web.views import ActingForm, login_first


class Login(LoginView):
    """The login page; the demonstration offers its people there."""

    template_name = "accounts/login.html"

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        """A part of a page whose session ended leads back to its page, not to the part's own address."""
        if request.htmx:
            return login_first(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.helper = PageFormHelper(form)
        return form

    def form_valid(self, form) -> HttpResponse:
        """Speak the person's language from the first page on."""
        response = super().form_valid(form)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.get_user().language, samesite="Lax")
        return response

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        people = demo_users() if settings.SALESOPS_DEMO else []
        return super().get_context_data(**kwargs) | {"title": _("Log in"), "demo_users": people}


class Logout(LogoutView):
    """By POST only."""

    http_method_names = ["post"]


class PasswordChangePage(ActingForm):
    form_class = PasswordChange
    title = _("Change password")
    done_message = _("Your password is changed.")
    success_url = cancel_url = reverse_lazy("web:me")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, cleaned):
        user = set_password(self.request.user, cleaned["password"], actor=self.request.actor, at=timezone.now())
        update_session_auth_hash(self.request, user)
        return user
