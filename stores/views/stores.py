"""Pages of stores (handbook H2.2, H2.3)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from stores import rules
from stores.completeness import score_of
from stores.deeds import deeds_at
from stores.filters import StoreFilter
from stores.forms.stores import HandOverForm, OverrideForm, StoreForm, StoreNewForm
from stores.models import Store
from stores.selectors.hand_overs import coming_hand_over
from stores.selectors.merges import survivor_of
from stores.selectors.stores import store_tabs
from stores.selectors.weights import weights_for
from stores.services import create_store, edit_store, hand_over_store, override_class, plan_hand_over
from stores.tables import StoreTable
from stores.views.selection import TickedList
from stores.views.store_map import WithMap

KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})


class StoreList(TickedList, ScopedList):
    bulk_url = "stores:store_bulk_edit"
    hand_over_url = "stores:hand_over_start"
    model = Store
    table_class = StoreTable
    filterset_class = StoreFilter
    template_name = "stores/stores/store_list.html"
    title = _("Stores")
    clause = "H2.2"
    is_long = True
    export_name = _("stores")

    def narrow(self, rows):
        rows = rows.annotate(completeness=score_of(Store, weights_for(self.request.actor, Store)))
        return rows.select_related("customer", "rep", "center").order_by("code")

    def may_tick(self) -> bool:
        return bool(rules.bulk_store_fields(self.request.actor))

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "may_create": rules.may_create_in_archive(actor, actor.center_id),
            "may_propose": rules.proposes_stores(actor),
        }


class StoreDetail(ScopedDetail):
    """Tabs by the address: the archive first, then sales, people, history, and what upper rooms add.

    A store that was merged sends to the surviving one; with a tab in the address it still opens itself.
    """

    model = Store
    template_name = "stores/stores/store_detail.html"
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("customer", "rep", "center", "merged_into__rep")

    def get(self, request, *args, **kwargs):
        survivor = survivor_of(self.get_object(), request.actor)
        if survivor and "tab" not in request.GET:
            messages.info(request, _("You were sent here: the store you asked for was merged into this one."))
            return redirect(survivor)
        return super().get(request, *args, **kwargs)

    def get_template_names(self):
        if self.request.htmx and self.request.htmx.target == "archive-tab":
            return ["stores/archive/_tab.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        actor, store = self.request.actor, self.object
        tabs = store_tabs(actor, store, wanted=self.request.GET.get("tab", ""), on=timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "deeds": deeds_at(actor, store),
            "coming": coming_hand_over(store),
            "may_edit": rules.may_edit_store(actor, store),
            "may_hand_over": rules.may_hand_over(actor, store),
            "may_override": not store.merged_into_id and rules.may_decide_classes(actor, store),
        }


class StoreCreate(WithMap, ScopedCreate):
    """A store that may be one of the archive is made after a look at those, with a reason."""

    roles = KEEPERS
    form_class = StoreNewForm
    title = _("New store")
    clause = "H2.2"
    cancel_url = reverse_lazy("stores:store_list")

    def act(self, cleaned):
        reason = cleaned.pop("reason")
        values = cleaned | {"center": cleaned["customer"].center}
        return create_store(values, actor=self.request.actor, at=timezone.now(), reason=reason)

    def get_context_data(self, **kwargs):
        """The stores that it may be; a reason that was given stays on the screen with other mistakes."""
        context = super().get_context_data(**kwargs)
        similar = getattr(context.get("refusal"), "similar", ())
        return context | {"similar": similar, "asks_why": similar or context["form"]["reason"].value()}


class _OneStore(ScopedUpdate):
    """A form about one store; back to its page."""

    model = Store
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("customer", "rep", "center")

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def get_done_url(self, made) -> str:
        return reverse("stores:store_detail", args=[self.object.pk])


class StoreEdit(WithMap, _OneStore):
    form_class = StoreForm
    clause = "H2.3"

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_edit_store(actor, obj)

    def act(self, cleaned):
        reason = cleaned.pop("reason")
        if cleaned.get("customer", self.object.customer).center_id != self.object.center_id:
            cleaned["center"] = cleaned["customer"].center
        return edit_store(
            self.object,
            cleaned,
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
            reason=reason,
        )


class StoreHandOver(_OneStore):
    form_class = HandOverForm
    clause = "H0"
    title = _("Hand the store over")

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_hand_over(actor, obj)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"store": self.object}

    def act(self, cleaned):
        at = timezone.now()
        deed = {"on": cleaned["on"], "reason": cleaned["reason"], "actor": self.request.actor, "at": at}
        if cleaned["on"] > timezone.localdate(at):
            return plan_hand_over(self.object.rep, cleaned["rep"], [self.object], **deed)
        return hand_over_store(self.object, cleaned["rep"], revision=self.seen_revision, **deed)


class StoreOverride(_OneStore):
    form_class = OverrideForm
    clause = "H3"
    title = _("Set the class by hand")

    def allowed_on(self, actor, obj) -> bool:
        return not obj.merged_into_id and rules.may_decide_classes(actor, obj)

    def get_initial(self):
        return {"store_class": self.object.store_class}

    def act(self, cleaned):
        return override_class(
            self.object,
            cleaned["store_class"],
            ends_on=cleaned["ends_on"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )
