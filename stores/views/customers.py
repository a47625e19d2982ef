"""Pages of customers (handbook H2.1, H2.3)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from stores import rules
from stores.completeness import score_of
from stores.filters import CustomerFilter
from stores.forms.customers import CustomerForm, CustomerNewForm
from stores.models import Customer
from stores.selectors.customers import customer_tabs, with_store_count
from stores.selectors.merges import survivor_of
from stores.selectors.weights import weights_for
from stores.services import create_customer, edit_customer
from stores.tables import CustomerTable
from stores.views.selection import TickedList

KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})


class CustomerList(TickedList, ScopedList):
    bulk_url = "stores:customer_bulk_edit"
    model = Customer
    table_class = CustomerTable
    filterset_class = CustomerFilter
    template_name = "stores/customers/customer_list.html"
    title = _("Customers")
    clause = "H2.1"
    is_long = True
    export_name = _("customers")

    def narrow(self, rows):
        actor = self.request.actor
        score = score_of(Customer, weights_for(actor, Customer))
        rows = with_store_count(rows, actor).annotate(completeness=score)
        return rows.select_related("rep", "center").order_by("code")

    def may_tick(self) -> bool:
        return bool(rules.bulk_customer_fields(self.request.actor))

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {"may_create": rules.may_create_in_archive(actor, actor.center_id)}


class CustomerDetail(ScopedDetail):
    """Tabs by the address: the archive first, then people, stores, sales, history, and what upper rooms add."""

    model = Customer
    template_name = "stores/customers/customer_detail.html"
    clause = "H2.1"

    def narrow(self, rows):
        return rows.select_related("rep", "center", "dealer", "merged_into__rep")

    def get(self, request, *args, **kwargs):
        survivor = survivor_of(self.get_object(), request.actor)
        if survivor and "tab" not in request.GET:
            messages.info(request, _("You were sent here: the customer you asked for was merged into this one."))
            return redirect(survivor)
        return super().get(request, *args, **kwargs)

    def get_template_names(self):
        if self.request.htmx and self.request.htmx.target == "archive-tab":
            return ["stores/archive/_tab.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        actor, customer = self.request.actor, self.object
        wanted = self.request.GET.get("tab", "")
        return super().get_context_data(**kwargs) | {
            "tabs": customer_tabs(actor, customer, wanted=wanted, on=timezone.localdate()),
            "may_edit": rules.may_edit_customer(actor, customer),
        }


class CustomerCreate(ScopedCreate):
    roles = KEEPERS
    form_class = CustomerNewForm
    title = _("New customer")
    clause = "H2.1"
    cancel_url = reverse_lazy("stores:customer_list")

    def act(self, cleaned):
        values = cleaned | {"center": cleaned["rep"].center}
        return create_customer(values, actor=self.request.actor, at=timezone.now())


class CustomerEdit(ScopedUpdate):
    model = Customer
    form_class = CustomerForm
    clause = "H2.3"

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_edit_customer(actor, obj)

    def act(self, cleaned):
        reason = cleaned.pop("reason")
        if cleaned.get("rep", self.object.rep).center_id != self.object.center_id:
            cleaned["center"] = cleaned["rep"].center
        return edit_customer(
            self.object,
            cleaned,
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
            reason=reason,
        )
