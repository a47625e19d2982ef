"""Pages of the catalogue (handbook H2.6); everybody reads it, marketing keeps it."""

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.filters import ModelFilter, SkuFilter
from stores.forms.catalogue import HandsetModelForm, PriceForm, SkuForm
from stores.models import HandsetModel, Sku
from stores.selectors.catalogue import with_prices_on
from stores.selectors.distribution_trend import latest_of_model
from stores.services import create_model, create_sku, edit_model, set_price
from stores.tables import ModelTable, SkuTable

KEEPERS = frozenset({Role.MARKETING, Role.ADMIN})


class ModelList(ScopedList):
    model = HandsetModel
    table_class = ModelTable
    filterset_class = ModelFilter
    template_name = "stores/catalogue/model_list.html"
    title = _("Catalogue")
    clause = "H2.6"
    export_name = _("catalogue")

    def narrow(self, rows):
        return with_prices_on(rows, timezone.localdate()).order_by("-is_own", "brand", "code")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_create": rules.may_edit_catalogue(self.request.actor)}


class SkuList(ScopedList):
    """Every variant with its model: what an order or an import names."""

    model = Sku
    table_class = SkuTable
    filterset_class = SkuFilter
    title = _("SKUs")
    clause = "H2.6"
    is_long = True
    export_name = _("SKUs")

    def narrow(self, rows):
        return rows.select_related("model").order_by("code")


class ModelDetail(ScopedDetail):
    model = HandsetModel
    template_name = "stores/catalogue/model_detail.html"
    clause = "H2.6"

    def get_context_data(self, **kwargs):
        model = self.object
        latest, trend = latest_of_model(self.request.actor, model, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "distribution": latest,
            "trend": trend,
            "skus": model.skus.order_by("code"),
            "prices": model.prices.order_by("-starts_on"),
            "events": history_of(model)[:50],
            "may_edit": rules.may_edit_catalogue(self.request.actor),
        }


class ModelCreate(ScopedCreate):
    roles = KEEPERS
    form_class = HandsetModelForm
    title = _("New model")
    clause = "H2.6"
    cancel_url = reverse_lazy("stores:model_list")

    def act(self, cleaned):
        return create_model(cleaned, actor=self.request.actor, at=timezone.now())


class _OneModel(ScopedUpdate):
    roles = KEEPERS
    model = HandsetModel
    clause = "H2.6"

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def get_done_url(self, made) -> str:
        return self.object.get_absolute_url()


class ModelEdit(_OneModel):
    form_class = HandsetModelForm

    def act(self, cleaned):
        return edit_model(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class _PartOfModel(_OneModel):
    """A form for a new part of the model: its own row, not the model's."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}


class SkuCreate(_PartOfModel):
    form_class = SkuForm
    title = _("New SKU")

    def act(self, cleaned):
        return create_sku(self.object, cleaned, actor=self.request.actor, at=timezone.now())


class PriceSet(_PartOfModel):
    form_class = PriceForm
    title = _("New price")

    def get_initial(self):
        return {"starts_on": timezone.localdate()}

    def act(self, cleaned):
        return set_price(self.object, **cleaned, actor=self.request.actor, at=timezone.now())
