"""Pages of the second factor: one's own, an admin's help for who lost it, and which roles need it."""

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.forms import FactorCodeForm, FactorResetForm, LoginRulesForm, OwnPasswordForm
from salesops.accounts.models import User
from salesops.accounts.selectors.factors import confirmed_factor, factor_state, offered_factor, roles_with_factor
from salesops.accounts.services import (
    Checked,
    FactorRefused,
    begin_factor,
    check_code,
    confirm_factor,
    remove_factor,
    renew_recovery_codes,
    require_factor,
    reset_factor,
)
from salesops.web.views import ActingForm, Page, ScopedUpdate


class Factor(Page, TemplateView):
    """Whether one's login asks for a second factor, and the ways to change that."""

    template_name = "accounts/factors/factor.html"
    title = gettext_lazy("Second factor")
    clause = "H0"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"factor": factor_state(self.request.user)}


@login_required
@require_POST
def factor_begin(request: HttpRequest) -> HttpResponse:
    """Make a secret and show it."""
    try:
        begin_factor(request.user, at=timezone.now())
    except FactorRefused:
        return redirect("accounts:factor")
    return redirect("accounts:factor_confirm")


class _OwnFactor(ActingForm):
    """A deed on one's own factor; without what it needs there is only the page that explains."""

    clause = "H0"
    success_url = cancel_url = reverse_lazy("accounts:factor")
    codes_template = "accounts/factors/recovery_codes.html"

    def is_possible(self) -> bool:
        return confirmed_factor(self.request.user) is not None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated and not self.is_possible():
            return redirect("accounts:factor")
        return super().dispatch(request, *args, **kwargs)

    def show_codes(self, codes: list[str]) -> HttpResponse:
        """They stand on this answer alone, and no browser keeps it."""
        self.template_name = self.codes_template
        context = {"title": gettext("Recovery codes"), "codes": codes}
        return self.render_to_response(context)


@method_decorator(never_cache, name="dispatch")
class FactorConfirm(_OwnFactor):
    """The secret as a picture and as text, until a first code confirms it."""

    form_class = FactorCodeForm
    template_name = "accounts/factors/factor_confirm.html"
    title = gettext_lazy("Set up the second factor")
    submit_label = gettext_lazy("Confirm")
    done_message = ""

    def is_possible(self) -> bool:
        self.offered = offered_factor(self.request.user, issuer=gettext("Sales Ops"))
        return self.offered is not None

    def act(self, cleaned) -> list[str]:
        return confirm_factor(
            self.request.user,
            cleaned["code"],
            keep=self.request.session.session_key,
            actor=self.request.actor,
            at=timezone.now(),
        )

    def done(self, made: list[str]) -> HttpResponse:
        return self.show_codes(made)

    def get_context_data(self, **kwargs) -> dict:
        picture = segno.make_qr(self.offered.uri).svg_data_uri(scale=5, light="white")
        return super().get_context_data(**kwargs) | {"offered": self.offered, "picture": picture}


@method_decorator(never_cache, name="dispatch")
class FactorCodes(_OwnFactor):
    form_class = FactorCodeForm
    title = gettext_lazy("New recovery codes")
    submit_label = gettext_lazy("Show new codes")
    done_message = ""

    def act(self, cleaned) -> list[str]:
        checked = check_code(self.request.user, cleaned["code"], at=timezone.now())
        if checked != Checked.RIGHT:
            raise FactorRefused(_refusal(checked))
        return renew_recovery_codes(self.request.user, actor=self.request.actor, at=timezone.now())

    def done(self, made: list[str]) -> HttpResponse:
        return self.show_codes(made)


class FactorRemove(_OwnFactor):
    form_class = OwnPasswordForm
    title = gettext_lazy("Take the second factor away")
    submit_label = gettext_lazy("Take away")
    done_message = gettext_lazy("Your login asks for your password alone.")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, cleaned) -> None:
        remove_factor(self.request.user, actor=self.request.actor, at=timezone.now())


class UserFactorReset(ScopedUpdate):
    """An admin's help for a person whose authenticator is lost."""

    roles = {Role.ADMIN}
    model = User
    form_class = FactorResetForm
    title = gettext_lazy("Reset the second factor")
    clause = "H0"
    submit_label = gettext_lazy("Reset")
    done_message = gettext_lazy("The person logs in by its password again, and was told.")

    def act(self, cleaned) -> User:
        reset_factor(self.object, actor=self.request.actor, at=timezone.now(), reason=cleaned["reason"])
        return self.object

    def get_done_url(self, made: User) -> str:
        return reverse("accounts:user_edit", args=[made.pk])

    def get_context_data(self, **kwargs) -> dict:
        back = reverse("accounts:user_edit", args=[self.object.pk])
        return super().get_context_data(**kwargs) | {"cancel_url": back}


class LoginRules(ActingForm):
    roles = {Role.ADMIN}
    form_class = LoginRulesForm
    title = gettext_lazy("Rules of logins")
    clause = "H0"
    success_url = reverse_lazy("accounts:login_rules")
    cancel_url = reverse_lazy("accounts:user_list")

    def get_initial(self) -> dict:
        return {"roles": sorted(roles_with_factor())}

    def act(self, cleaned) -> None:
        require_factor(set(cleaned["roles"]), actor=self.request.actor, at=timezone.now())


def _refusal(checked: Checked) -> str:
    if checked == Checked.CLOSED:
        return gettext("Too many wrong codes. Please wait a quarter of an hour.")
    return gettext("This code is not right.")
