"""Pages of dealers: the list, one dealer, its contracts and territories (handbook H10.1)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dealers.dealer_filters import DealerFilter, TerritoryFilter
from dealers.dealer_rules import binds_dealer
from dealers.dealer_tables import DealerTable, TerritoryTable
from dealers.forms.dealers import EndForm, NextContractForm, TerritoryForm
from dealers.models import Territory
from dealers.selectors.business import with_overdue
from dealers.selectors.dealer_page import dealer_tabs
from dealers.selectors.dealers import dealers_of, with_contract
from dealers.services.contracts import add_contract
from dealers.services.territories import end_territory, give_territories
from dealers.views.spans import day_after
from salesops.web.typed import text_in
from salesops.web.views import BackToPage, ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from stores.models import Customer


def dealer_page(dealer_id: int, tab: str) -> str:
    return f"{reverse('dealers:dealer_detail', args=[dealer_id])}?tab={tab}"


class DealerList(ScopedList):
    model = Customer
    table_class = DealerTable
    filterset_class = DealerFilter
    title = _("Dealers")
    clause = "H10"
    export_name = _("dealers")

    def narrow(self, rows):
        actor = self.request.actor
        rows = with_overdue(with_contract(dealers_of(rows, actor), actor), actor, timezone.localdate())
        return rows.select_related("rep", "center").order_by("name", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}


class DealerDetail(ScopedDetail):
    model = Customer
    template_name = "dealers/dealers/dealer_detail.html"
    clause = "H10"

    def narrow(self, rows):
        return dealers_of(rows, self.request.actor).select_related("rep", "center")

    def get_context_data(self, **kwargs):
        wanted = text_in(self.request.GET, "tab", 20)
        tabs = dealer_tabs(self.request.actor, self.object, wanted=wanted, on=timezone.localdate())
        return super().get_context_data(**kwargs) | {"tabs": tabs}

    def get_template_names(self):
        return ["dealers/dealers/_tab.html"] if self.request.htmx else [self.template_name]


class TerritoryList(ScopedList):
    model = Territory
    table_class = TerritoryTable
    filterset_class = TerritoryFilter
    title = _("Territories of dealers")
    clause = "H10.1"
    export_name = _("territories of dealers")

    def narrow(self, rows):
        return rows.select_related("customer__center").order_by("division_code", "starts_on", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}


class OfOneDealer(BackToPage, ScopedCreate):
    """Something new for one dealer; back to its page."""

    clause = "H10.1"
    tab = "bound"

    @cached_property
    def dealer(self) -> Customer:
        actor = self.request.actor
        return get_object_or_404(dealers_of(Customer.objects.visible_to(actor), actor), pk=self.kwargs["pk"])

    def allowed(self, actor) -> bool:
        return binds_dealer(actor, self.dealer)

    @property
    def cancel_url(self) -> str:
        return dealer_page(self.dealer.pk, self.tab)

    def get_initial(self):
        return {"starts_on": timezone.localdate()}


class ContractAdd(OfOneDealer):
    form_class = NextContractForm
    title = _("Contract with the dealer")

    def act(self, cleaned):
        values = cleaned | {"ends_on": day_after(cleaned.pop("end_last_on"))}
        return add_contract(self.dealer, values, actor=self.request.actor, at=timezone.now())


class TerritoryAdd(OfOneDealer):
    form_class = TerritoryForm
    title = _("Give territory")

    def act(self, cleaned):
        given = give_territories(
            self.dealer,
            cleaned["divisions"].split(),
            is_exclusive=cleaned["is_exclusive"],
            starts_on=cleaned["starts_on"],
            ends_on=day_after(cleaned["end_last_on"]),
            actor=self.request.actor,
            at=timezone.now(),
        )
        return given[0]


class TerritoryEnd(BackToPage, ScopedUpdate):
    model = Territory
    form_class = EndForm
    title = _("End the territory")
    clause = "H10.1"

    def narrow(self, rows):
        return rows.select_related("customer")

    def allowed_on(self, actor, obj) -> bool:
        return binds_dealer(actor, obj.customer)

    def get_initial(self):
        return {"last_on": timezone.localdate()}

    def act(self, cleaned):
        ends_on = day_after(cleaned["last_on"])
        return end_territory(self.object, ends_on=ends_on, actor=self.request.actor, at=timezone.now())
