"""Keeping the archive up: how complete it is, and its gaps one after the other (handbook H2.2)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.web.typed import number_in
from salesops.web.views import Page, ScopedUpdate
from stores import rules
from stores.choices import PositionDoubt
from stores.completeness import FACTS, THE_TABLE, Fact, fact_of
from stores.forms.upkeep import CustomerGapForm, StoreGapForm
from stores.models import Customer, Store
from stores.selectors.completeness import completeness_of, kept_customers, kept_stores, open_facts
from stores.selectors.quality import quality_of
from stores.selectors.weights import weights_for
from stores.services import edit_customer, edit_store
from stores.views.store_map import WithMap

KEEPERS = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})


class Upkeep(Page, TemplateView):
    """Where the archive has gaps, each a list to be worked off; for those who keep a center, all else that is wrong."""

    roles = KEEPERS
    template_name = "stores/upkeep/upkeep.html"
    title = _("Archive upkeep")
    clause = "H2.2"

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        quality = None if actor.is_rep else quality_of(actor)
        of_stores, of_customers = weights_for(actor, Store), weights_for(actor, Customer)
        return super().get_context_data(**kwargs) | {
            "quality": quality,
            "doubts": [(PositionDoubt(doubt).label, count) for doubt, count in quality.doubts.items()]
            if quality
            else [],
            "doubt_count": quality.doubts.total() if quality else 0,
            "stores": completeness_of(kept_stores(actor), of_stores, open_facts(Store, actor)),
            "customers": completeness_of(kept_customers(actor), of_customers, open_facts(Customer, actor)),
            "store_facts": [(fact, of_stores.of(fact, actor.center_id)) for fact in FACTS[Store]],
            "customer_facts": [(fact, of_customers.of(fact, actor.center_id)) for fact in FACTS[Customer]],
            "centers": Center.objects.filter(is_active=True).order_by("code") if actor.is_admin else [],
        }


class _NextGap(Page, TemplateView):
    """To the next archive that lacks the fact, or to the end of the list."""

    roles = KEEPERS
    template_name = "stores/upkeep/gap_done.html"
    clause = "H2.2"
    model = None
    kept = None
    address = ""
    work_address = ""

    def get(self, request, *args, **kwargs):
        fact = _open_fact(self.model, kwargs["fact"], request.actor)
        lacking = type(self).kept(request.actor).filter(fact.where_missing(self.model)).order_by("pk")
        following = lacking.filter(pk__gt=number_in(request.GET, "after") or 0).values_list("pk", flat=True).first()
        if following:
            return redirect(self.work_address, pk=following, fact=fact.key)
        context = self.get_context_data(
            fact=fact, skipped=lacking.count(), again=reverse(self.address, args=[fact.key])
        )
        return self.render_to_response(context)

    def get_title(self) -> str:
        return capfirst(fact_of(self.model, self.kwargs["fact"]).missing)


class NextStoreGap(_NextGap):
    model, kept = Store, kept_stores
    address, work_address = "stores:store_gaps", "stores:store_gap"


class NextCustomerGap(_NextGap):
    model, kept = Customer, kept_customers
    address, work_address = "stores:customer_gaps", "stores:customer_gap"


class _GapWork(ScopedUpdate):
    """One archive with the fields of one fact; saved or skipped, the next one follows."""

    roles = KEEPERS
    clause = "H2.2"
    submit_label = _("Save and next")
    done_message = ""
    template_name = "stores/upkeep/gap.html"
    kept = None
    address = ""

    @cached_property
    def fact(self) -> Fact:
        return _open_fact(self.model, self.kwargs["fact"], self.request.actor)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"fact": self.fact}

    @property
    def cancel_url(self) -> str:
        return reverse("stores:upkeep")

    def get_done_url(self, made) -> str:
        return f"{reverse(self.address, args=[self.fact.key])}?after={self.object.pk}"

    def get_context_data(self, **kwargs):
        kept = type(self).kept(self.request.actor)
        progress = completeness_of(kept, THE_TABLE, [self.fact]).gaps[0]
        context = super().get_context_data(**kwargs)
        return context | {"progress": progress, "fact": self.fact, "skip_url": self.get_done_url(self.object)}

    def act(self, cleaned):
        return type(self).edit(
            self.object,
            cleaned,
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
            reason=gettext("Archive upkeep: %(gap)s") % {"gap": self.fact.missing},
        )


class StoreGap(WithMap, _GapWork):
    model, form_class = Store, StoreGapForm
    kept, edit = kept_stores, edit_store
    address = "stores:store_gaps"
    template_name = "stores/upkeep/store_gap.html"

    def narrow(self, rows):
        return rows.select_related("customer", "rep", "center")

    def allowed_on(self, actor, obj) -> bool:
        return rules.editable_store_fields(actor, obj).issuperset(self.fact.asked)


class CustomerGap(_GapWork):
    model, form_class = Customer, CustomerGapForm
    kept, edit = kept_customers, edit_customer
    address = "stores:customer_gaps"

    def narrow(self, rows):
        return rows.select_related("rep", "center", "dealer")

    def allowed_on(self, actor, obj) -> bool:
        return rules.editable_customer_fields(actor, obj).issuperset(self.fact.asked)


def _open_fact(model, key: str, actor) -> Fact:
    """The named fact, if it is this role's to fill in."""
    fact = fact_of(model, key)
    if fact is None:
        raise Http404
    if fact not in open_facts(model, actor):
        raise PermissionDenied(key)
    return fact
