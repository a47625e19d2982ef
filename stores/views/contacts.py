"""Contacts of stores and customers: added, changed, removed, made the main one (handbook H2.1, H2.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.views import ScopedUpdate, door
from stores import rules
from stores.forms.contacts import CustomerContactForm, StoreContactForm
from stores.models import Customer, CustomerContact, Store, StoreContact
from stores.services.contacts import add_contact, edit_contact, make_main_contact, remove_contact


class _Add(ScopedUpdate):
    """A contact more; the page's object is whose contact it will be."""

    clause = "H2.2"
    title = _("New contact")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_keep_contacts(actor, obj)

    @property
    def cancel_url(self) -> str:
        return _place(self.object)

    def get_done_url(self, made) -> str:
        return _place(self.object)

    def act(self, cleaned):
        return add_contact(self.object, cleaned, actor=self.request.actor, at=timezone.now())


class StoreContactAdd(_Add):
    model = Store
    form_class = StoreContactForm


class CustomerContactAdd(_Add):
    model = Customer
    form_class = CustomerContactForm


class _Edit(ScopedUpdate):
    clause = "H2.2"
    title = _("Contact")

    def narrow(self, rows):
        return rows.select_related("owner")

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_keep_contacts(actor, obj.owner)

    @property
    def cancel_url(self) -> str:
        return _place(self.object.owner)

    def get_done_url(self, made) -> str:
        return _place(self.object.owner)

    def act(self, cleaned):
        return edit_contact(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class StoreContactEdit(_Edit):
    model = StoreContact
    form_class = StoreContactForm


class CustomerContactEdit(_Edit):
    model = CustomerContact
    form_class = CustomerContactForm


@login_required
@require_POST
def store_contact_remove(request, pk):
    return _do(request, StoreContact, pk, remove_contact, gettext("%(contact)s was removed."))


@login_required
@require_POST
def customer_contact_remove(request, pk):
    return _do(request, CustomerContact, pk, remove_contact, gettext("%(contact)s was removed."))


@login_required
@require_POST
def store_contact_main(request, pk):
    return _do(request, StoreContact, pk, make_main_contact, gettext("%(contact)s is the main contact now."))


@login_required
@require_POST
def customer_contact_main(request, pk):
    return _do(request, CustomerContact, pk, make_main_contact, gettext("%(contact)s is the main contact now."))


def _do(request, model, pk: int, deed, words: str):
    contact = get_object_or_404(model.objects.visible_to(request.actor).select_related("owner"), pk=pk)
    door(request, rules.may_keep_contacts, contact.owner)
    try:
        deed(contact, actor=request.actor, at=timezone.now())
    except (DomainError, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
    else:
        messages.success(request, words % {"contact": contact.name})
    return redirect(_place(contact.owner))


def _place(owner: Store | Customer) -> str:
    """Where the contacts stand on the page of their owner."""
    return f"{owner.get_absolute_url()}?tab=contacts#contacts"
