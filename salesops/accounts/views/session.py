"""Log in, log out, change the password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from salesops.accounts.forms import FactorCodeForm, PasswordChange, RecoveryCodeForm
from salesops.accounts.models import LoginSession
from salesops.accounts.rules import owes_new_password
from salesops.accounts.selectors.factors import confirmed_factor
from salesops.accounts.selectors.people import demo_users
from salesops.accounts.services import (
    Checked,
    carry_session,
    check_code,
    end_session,
    end_sessions,
    from_where,
    record_failed_login,
    record_log_out,
    set_password,
)
from salesops.accounts.views.coming_in import come_in, half_in, leave, stand_half_in, where_from
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
        """Begin a new session, also where one was open; who has a second factor gives its code first."""
        user, address = form.get_user(), self.get_success_url()
        if self.request.user.is_authenticated:
            leave(self.request)
        if confirmed_factor(user) is not None:
            return stand_half_in(self.request, user, address)
        return come_in(self.request, user, address)

    def form_invalid(self, form) -> HttpResponse:
        """Leave a trace of the attempt, unless the name waits already after too many of them."""
        if {"username", "password"} <= form.cleaned_data.keys() and not getattr(self.request, "axes_locked_out", False):
            record_failed_login(form.cleaned_data["username"], **where_from(self.request), at=timezone.now())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        people = demo_users() if settings.SALESOPS_DEMO else []
        return super().get_context_data(**kwargs) | {"title": _("Log in"), "demo_users": people}


class LoginCode(FormView):
    """The second step of a login: the code of the authenticator, or one that was kept for its loss."""

    template_name = "accounts/login_code.html"

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.person, self.address = half_in(request)
        return super().dispatch(request, *args, **kwargs) if self.person else redirect("accounts:login")

    @property
    def is_recovery(self) -> bool:
        return "recovery" in self.request.GET

    def get_form_class(self):
        return RecoveryCodeForm if self.is_recovery else FactorCodeForm

    def form_valid(self, form) -> HttpResponse:
        where = from_where(**where_from(self.request))
        checked = check_code(self.person, form.cleaned_data["code"], where=where, at=timezone.now())
        if checked == Checked.RIGHT:
            return come_in(self.request, self.person, self.address)
        if checked == Checked.CLOSED:
            return render(self.request, "429.html", status=429)
        form.add_error("code", _("This code is not right."))
        return self.form_invalid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"title": _("Second step"), "is_recovery": self.is_recovery}


class Logout(LogoutView):
    """By POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            record_log_out(request.user, actor=request.actor, at=timezone.now())
        return super().post(request, *args, **kwargs)


class PasswordChangePage(ActingForm):
    form_class = PasswordChange
    template_name = "accounts/password_change.html"
    title = _("Change password")
    clause = "H0"
    done_message = _("Your password is changed.")
    success_url = cancel_url = reverse_lazy("web:me")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        owes = owes_new_password(self.request.user, is_demonstration=settings.SALESOPS_DEMO)
        context = super().get_context_data(**kwargs) | {"owes": owes}
        return context | ({"cancel_url": ""} if owes else {})

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
