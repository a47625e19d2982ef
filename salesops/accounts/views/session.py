"""Log in, log out, change the password."""

from datetime import timedelta

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.accounts.actor import actor_for
from salesops.accounts.choices import SEEN_AT
from salesops.accounts.devices import network_of
from salesops.accounts.forms import PasswordChange
from salesops.accounts.models import LoginSession
from salesops.accounts.selectors.people import demo_users
from salesops.accounts.services import (
    carry_session,
    end_session,
    end_sessions,
    open_session,
    record_failed_login,
    record_log_out,
    set_password,
)
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
        """Begin a new session, also where one was open; speak the person's language from the first page on."""
        if self.request.user.is_authenticated:
            _leave(self.request)
        response = super().form_valid(form)
        _note_login(self.request)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.get_user().language, samesite="Lax")
        return response

    def form_invalid(self, form) -> HttpResponse:
        """Leave a trace of the attempt, unless the name waits already after too many of them."""
        if {"username", "password"} <= form.cleaned_data.keys() and not getattr(self.request, "axes_locked_out", False):
            record_failed_login(form.cleaned_data["username"], **_where(self.request), at=timezone.now())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        people = demo_users() if settings.SALESOPS_DEMO else []
        return super().get_context_data(**kwargs) | {"title": _("Log in"), "demo_users": people}


class Logout(LogoutView):
    """By POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            record_log_out(request.user, actor=request.actor, at=timezone.now())
        return super().post(request, *args, **kwargs)


class PasswordChangePage(ActingForm):
    form_class = PasswordChange
    title = _("Change password")
    done_message = _("Your password is changed.")
    success_url = cancel_url = reverse_lazy("web:me")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, cleaned):
        session = self.request.session
        login = LoginSession.objects.filter(session_id=session.session_key).first()
        user = set_password(
            self.request.user,
            cleaned["password"],
            keep=session.session_key,
            actor=self.request.actor,
            at=timezone.now(),
        )
        update_session_auth_hash(self.request, user)
        if login is not None:
            carry_session(login, session.session_key)
        return user


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out one of one's own devices; another person's does not exist here."""
    login = get_object_or_404(LoginSession, pk=pk, user_id=request.actor.user_id)
    end_session(login, actor=request.actor, at=timezone.now())
    if login.session_id == request.session.session_key:
        logout(request)
        return redirect("accounts:login")
    messages.success(request, _("That device is logged out."))
    return redirect("web:me")


@login_required
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    end_sessions(request.user, keep=request.session.session_key, actor=request.actor, at=timezone.now())
    messages.success(request, _("You are logged out everywhere else."))
    return redirect("web:me")


def _note_login(request: HttpRequest) -> None:
    """Give the login its row; use of the session does not put off its end."""
    at, session = timezone.now(), request.session
    session[SEEN_AT] = int(at.timestamp())
    session.set_expiry(at + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    actor = actor_for(request.user, timezone.localdate(at))
    open_session(request.user, session.session_key, **_where(request), actor=actor, at=at)


def _leave(request: HttpRequest) -> None:
    record_log_out(request.user, actor=request.actor, at=timezone.now())
    logout(request)


def _where(request: HttpRequest) -> dict[str, str]:
    return {
        "user_agent": request.headers.get("User-Agent", "").replace("\0", ""),
        "network": network_of(get_client_ip_address(request)),
    }
