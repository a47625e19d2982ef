"""Pages of users, for the admin."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from salesops.accounts.choices import COMINGS, TAKEN_OUT, Role
from salesops.accounts.filters import UserFilter
from salesops.accounts.forms import PasswordReset, UserForm, UserNewForm
from salesops.accounts.models import User
from salesops.accounts.rules import keeps_people
from salesops.accounts.selectors.factors import confirmed_factor
from salesops.accounts.selectors.sessions import sessions_of
from salesops.accounts.services import create_user, edit_user, end_sessions, set_active, set_password
from salesops.accounts.tables import UserTable
from salesops.errors import DomainError
from salesops.web.views import ScopedCreate, ScopedList, ScopedUpdate, door
from salesops.workflow.selectors.history import history_of

_ADMIN = {Role.ADMIN}


class UserList(ScopedList):
    roles = _ADMIN
    model = User
    table_class = UserTable
    filterset_class = UserFilter
    template_name = "accounts/users/user_list.html"
    title = gettext_lazy("Users")
    clause = "H0"
    export_name = "users"

    def narrow(self, rows):
        return rows.select_related("center").order_by("-is_active", "center__code", "role", "username")


class UserCreate(ScopedCreate):
    roles = _ADMIN
    form_class = UserNewForm
    title = gettext_lazy("New user")
    clause = "H0"
    success_url = cancel_url = reverse_lazy("accounts:user_list")

    def act(self, cleaned):
        password = cleaned.pop("password")
        return create_user(cleaned, password=password, actor=self.request.actor, at=timezone.now())


class UserEdit(ScopedUpdate):
    roles = _ADMIN
    model = User
    form_class = UserForm
    template_name = "accounts/users/user_edit.html"
    clause = "H0"
    cancel_url = reverse_lazy("accounts:user_list")

    def act(self, cleaned):
        return edit_user(self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made) -> str:
        return reverse("accounts:user_edit", args=[made.pk])

    def get_context_data(self, **kwargs):
        events = history_of(self.object)
        return super().get_context_data(**kwargs) | {
            "events": events.exclude(step__in=[*COMINGS, TAKEN_OUT])[:50],
            "comings": events.filter(step__in=COMINGS)[:20],
            "taken_out": events.filter(step=TAKEN_OUT)[:20],
            "sessions": sessions_of(self.object, at=timezone.now()),
            "has_factor": confirmed_factor(self.object) is not None,
        }


class UserPassword(ScopedUpdate):
    roles = _ADMIN
    model = User
    form_class = PasswordReset
    title = gettext_lazy("New password")
    clause = "H0"
    done_message = gettext_lazy("The new password holds from now on.")
    success_url = cancel_url = reverse_lazy("accounts:user_list")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.object}

    def act(self, cleaned):
        return set_password(self.object, cleaned["password"], actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def user_set_active(request, pk, is_active):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    door(request, keeps_people, user)
    try:
        set_active(user, is_active, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("accounts:user_edit", pk=pk)


@login_required
@require_POST
def user_end_sessions(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    door(request, keeps_people, user)
    end_sessions(user, actor=request.actor, at=timezone.now())
    messages.success(request, _("%(person)s is logged out everywhere.") % {"person": user})
    return redirect("accounts:user_edit", pk=pk)
