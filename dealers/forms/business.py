"""Forms of the daily business with a dealer (handbook H10.2)."""

from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from dealers.business_choices import MovementKind
from dealers.models import CaseEvidence, ChannelCase, DealerMovement, Receivable
from dealers.selectors.business import stores_to_deliver_to
from salesops.web.forms import ActorFormMixin
from stores.models import Customer, HandsetModel, Sku, Store
from visits.choices import ReportKind
from visits.models import MarketReport

REASON = {"max_length": 200, "widget": forms.Textarea(attrs={"rows": 3})}


class MovementForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = DealerMovement
        fields = ["kind", "store", "sku", "moved_on", "quantity", "amount_yuan", "document"]
        help_texts = {"quantity": _("Returns are negative."), "store": _("Only for a delivery.")}

    def __init__(self, *args, dealer: Customer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = stores_to_deliver_to(self.actor, dealer)
        self.fields["sku"].queryset = Sku.objects.own().select_related("model").order_by("model__name", "code")

    def clean(self):
        cleaned = super().clean()
        is_delivery = cleaned.get("kind") == MovementKind.DELIVERY
        if is_delivery and not cleaned.get("store"):
            self.add_error("store", _("A delivery names the store."))
        if not is_delivery:
            cleaned["store"] = self.instance.store = None
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The dealer is the page's; what holds between the fields the service checks."""
        return super()._get_validation_exclusions() | {"customer"}


class ReasonForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(label=_("reason"), **REASON)


class StockForm(ActorFormMixin, forms.Form):
    sku = forms.ModelChoiceField(
        label=_("SKU"), queryset=Sku.objects.own().select_related("model").order_by("model__name", "code")
    )
    counted_on = forms.DateField(label=_("counted on"))
    quantity = forms.IntegerField(label=_("stock"), validators=[MinValueValidator(0), MaxValueValidator(10_000_000)])


class ReceivableForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Receivable
        fields = ["document", "issued_on", "due_on", "amount_yuan"]


class PaymentForm(ActorFormMixin, forms.Form):
    yuan = forms.DecimalField(
        label=_("paid now (CNY)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    paid_on = forms.DateField(label=_("paid on"))


class ReportChoice(forms.ModelChoiceField):
    """A market report by its day, store and first words."""

    def label_from_instance(self, obj: MarketReport) -> str:
        return f"{timezone.localdate(obj.reported_at)} {obj.store} – {Truncator(obj.what).chars(40)}"


class CaseForm(ActorFormMixin, forms.ModelForm):
    """Photos come by the market report of whoever saw it."""

    class Meta:
        model = ChannelCase
        fields = [
            *("kind", "side", "counterpart", "store", "model", "units", "price_yuan", "market_report", "what"),
            *("found_on", "due_on"),
        ]
        widgets = {"what": forms.Textarea(attrs={"rows": 4})}
        field_classes = {"market_report": ReportChoice}

    def __init__(self, *args, since: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = Store.objects.visible_to(self.actor).standing().order_by("name", "pk")
        self.fields["model"].queryset = HandsetModel.objects.own().order_by("name")
        reports = MarketReport.objects.visible_to(self.actor).filter(kind__in=(ReportKind.CONFLICT, ReportKind.PRICE))
        reports = reports.filter(reported_at__gte=since).select_related("store")
        self.fields["market_report"].queryset = reports.order_by("-reported_at")

    def _get_validation_exclusions(self) -> set[str]:
        """The dealer is the page's."""
        return super()._get_validation_exclusions() | {"customer"}


class EvidenceForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = CaseEvidence
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
