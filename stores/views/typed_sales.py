"""Sales typed for a store, one fact with its records, and its correction (handbook H2.5)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.periods.month import Month
from salesops.web.typed import number_in
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedUpdate
from stores import rules
from stores.choices import SaleKind
from stores.forms.sales import CorrectionForm, SalesForm
from stores.models import SalesRecord, SoldHandset, Store
from stores.selectors.handsets import handsets_of
from stores.selectors.sales import fact_of
from stores.services.typed_sales import CorrectedMeanwhile, correct_sale, type_sales

RECORDERS = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})


class SalesType(ScopedCreate):
    """For the store of the address, or one chosen in the form."""

    roles = RECORDERS
    form_class = SalesForm
    template_name = "stores/sales/sale_form.html"
    title = _("Record sales")
    clause = "H2.5"

    @cached_property
    def store(self) -> Store | None:
        asked = number_in(self.request.GET, "store")
        return get_object_or_404(Store.objects.visible_to(self.request.actor), pk=asked) if asked else None

    def get_initial(self):
        return {"store": self.store, "sold_on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    @property
    def cancel_url(self) -> str:
        return f"{self.store.get_absolute_url()}?tab=sales" if self.store else reverse("stores:sale_list")

    def act(self, cleaned):
        return type_sales(
            cleaned["store"],
            cleaned["quantities"],
            kind=cleaned["kind"],
            sold_on=cleaned["sold_on"],
            document=cleaned["document"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
            imeis=cleaned["imeis"],
        )

    def get_done_url(self, made) -> str:
        """The list, where all that was typed stands first."""
        asked = {"q": made.store.code, "month": Month.of(made.sold_on), "source": made.source}
        return f"{reverse('stores:sale_list')}?{urlencode(asked)}"


def _with_names(rows):
    return rows.select_related("store", "sku__model")


class SaleDetail(ScopedDetail):
    model = SalesRecord
    template_name = "stores/sales/sale_detail.html"
    title = _("Sales record")
    clause = "H2.5"

    def narrow(self, rows):
        return _with_names(rows)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "fact": fact_of(self.object, self.request.actor),
            "handsets": handsets_of(self.object, self.request.actor),
            "may_correct": rules.may_record_sales(self.request.actor, self.object.store),
        }


class SaleCorrect(ScopedUpdate):
    """The form stands under the fact's records; a further one will bring it to what is typed."""

    roles = RECORDERS
    model = SalesRecord
    form_class = CorrectionForm
    template_name = "stores/sales/sale_correct.html"
    title = _("Correct the sale")
    clause = "H2.5"

    def narrow(self, rows):
        return _with_names(rows)

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_record_sales(actor, obj.store)

    def get_initial(self):
        sold = [handset.imei for handset in self.handsets if handset.freed_by_id is None]
        return {"quantity": fact_of(self.object, self.request.actor).quantity, "imeis": "\n".join(sold)}

    @cached_property
    def handsets(self) -> list[SoldHandset]:
        return handsets_of(self.object, self.request.actor)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_sell_out": self.object.kind == SaleKind.SELL_OUT}

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        correct_sale(
            self.object,
            cleaned["quantity"],
            rows_seen=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
            imeis=self._stays_sold(cleaned),
        )
        return self.object

    def _stays_sold(self, cleaned) -> tuple[str, ...] | None:
        """Nothing is said of handsets where none is and was named."""
        named = cleaned.get("imeis", ())
        return named if named or any(handset.freed_by_id is None for handset in self.handsets) else None

    def get_context_data(self, **kwargs):
        """After a refusal for a correction meanwhile the new rows are on the screen, so the next save is on top."""
        context = super().get_context_data(**kwargs)
        is_fresh = isinstance(context.get("refusal"), CorrectedMeanwhile)
        rows_seen = 0 if is_fresh else self.seen_revision
        fact = fact_of(self.object, self.request.actor)
        return context | {"fact": fact, "handsets": self.handsets, "revision": rows_seen or len(fact.rows)}
