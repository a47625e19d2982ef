"""Pages of centers, for the admin."""

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.accounts.forms import CenterForm
from salesops.accounts.models import Center
from salesops.accounts.services import edit_center, open_center
from salesops.accounts.tables import CenterTable
from salesops.web.views import ScopedCreate, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of

_ADMIN = {Role.ADMIN}


class CenterList(ScopedList):
    roles = _ADMIN
    model = Center
    table_class = CenterTable
    template_name = "accounts/centers/center_list.html"
    title = _("Centers")
    clause = "H0"
    export_name = "centers"

    def narrow(self, rows):
        return rows.order_by("code")


class CenterCreate(ScopedCreate):
    roles = _ADMIN
    form_class = CenterForm
    title = _("New center")
    clause = "H0"
    success_url = cancel_url = reverse_lazy("accounts:center_list")

    def act(self, cleaned):
        return open_center(cleaned, actor=self.request.actor, at=timezone.now())


class CenterEdit(ScopedUpdate):
    roles = _ADMIN
    model = Center
    form_class = CenterForm
    template_name = "accounts/centers/center_edit.html"
    clause = "H0"
    cancel_url = reverse_lazy("accounts:center_list")

    def act(self, cleaned):
        return edit_center(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )

    def get_done_url(self, made) -> str:
        return reverse("accounts:center_edit", args=[made.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"events": history_of(self.object)[:50]}
