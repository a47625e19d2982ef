"""Forms in which sales are typed and corrected (handbook H2.5)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out
from salesops.web.look_up import LeanSelect
from stores import rules
from stores.calc.imei import read_imeis
from stores.choices import SaleKind
from stores.models import HandsetModel, Sku, Store

MOST, MOST_IMEI_CHARS = 100_000, 20_000


class _SignedInput(forms.NumberInput):
    """A number pad of phones has no minus, so none is asked for."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": None, **(attrs or {})})


class ImeiField(forms.CharField):
    """IMEIs scanned or typed, cleaned to a tuple of good ones."""

    widget = forms.Textarea(attrs={"rows": 1, "inputmode": "numeric", "autocomplete": "off", "data-imeis": ""})

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, max_length=MOST_IMEI_CHARS, **kwargs)

    def clean(self, value) -> tuple[str, ...]:
        read = read_imeis(super().clean(value))
        if read.wrong:
            words = _("No IMEI: %(words)s. It has 15 digits, the last one checks the others.")
            raise forms.ValidationError(words % {"words": ", ".join(read.wrong[:5])})
        return read.good


class _StoreField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Store) -> str:
        return f"{obj.code} {obj.name}"


class SalesForm(ActorFormMixin, forms.Form):
    """What a store sold of our SKUs on one day: a number for each, blank for those that nobody speaks of."""

    store = _StoreField(label=_("store"), queryset=Store.objects.standing().order_by("code"), widget=LeanSelect)
    kind = forms.ChoiceField(label=_("kind"), choices=SaleKind, initial=SaleKind.SELL_OUT)
    sold_on = forms.DateField(label=_("day"))
    document = forms.CharField(
        label=_("document no."), max_length=60, required=False, help_text=_("Tells apart sales of one day.")
    )
    reason = forms.CharField(
        label=_("reason"), max_length=200, required=False, help_text=_("Needed for returns; they are negative numbers.")
    )

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["sold_on"].widget.attrs["max"] = on.isoformat()
        skus = Sku.objects.own().launched(on).select_related("model")
        self.skus = list(skus.order_by("model__name", "model_id", "memory", "colour", "pk"))
        for sku in self.skus:
            self.fields[_name_of(sku)] = forms.IntegerField(
                label=str(sku), required=False, min_value=-MOST, max_value=MOST, widget=_SignedInput()
            )
            self.fields[_imeis_of(sku)] = ImeiField(label=_("IMEI of %(sku)s") % {"sku": sku})
        lay_out(self, [("store",), ("sold_on", "kind"), ("document",)])

    def clean_store(self) -> Store:
        store = self.cleaned_data["store"]
        if not rules.may_record_sales(self.actor, store):
            raise forms.ValidationError(_("The sales of this store are not yours to record. Choose another store."))
        return store

    def clean_sold_on(self) -> date:
        day = self.cleaned_data["sold_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Give the typed numbers as `quantities` by SKU id, and their named pieces as `imeis`.

        A blank number is as many as are named.
        """
        cleaned = super().clean()
        imeis = {sku.pk: cleaned[_imeis_of(sku)] for sku in self.skus if cleaned.get(_imeis_of(sku))}
        typed = {sku.pk: cleaned.get(_name_of(sku)) for sku in self.skus}
        typed |= {pk: len(named) for pk, named in imeis.items() if typed[pk] is None}
        quantities = {pk: quantity for pk, quantity in typed.items() if quantity is not None}
        for pk, named in imeis.items():
            self._check_named(pk, named, quantities[pk], cleaned)
        if not quantities and not self.errors:
            self.add_error(None, _("Type a number for at least one SKU."))
        if any(quantity < 0 for quantity in quantities.values()) and not cleaned.get("reason"):
            self.add_error("reason", _("Say why pieces came back."))
        return cleaned | {"quantities": quantities, "imeis": imeis}

    def _check_named(self, pk: int, named: tuple[str, ...], quantity: int, cleaned: dict[str, Any]) -> None:
        if cleaned.get("kind") == SaleKind.SELL_IN:
            self.add_error(f"imeis_{pk}", _("Only sell-out is kept by IMEI."))
        elif len(named) > abs(quantity):
            self.add_error(f"imeis_{pk}", _("More IMEIs than pieces."))

    def on_sale(self) -> list[tuple[HandsetModel, list[tuple[Sku, forms.BoundField, forms.BoundField]]]]:
        """The number boxes of models that are still made, model by model, each with its box for IMEIs."""
        return list(self._by_model(has_ended=False))

    def ended(self) -> list[tuple[HandsetModel, list[tuple[Sku, forms.BoundField, forms.BoundField]]]]:
        return list(self._by_model(has_ended=True))

    def has_typed_ended(self) -> bool:
        return any(
            field.value() not in (None, "")
            for _model, lines in self.ended()
            for _sku, *fields in lines
            for field in fields
        )

    def _by_model(self, *, has_ended: bool) -> Iterator[tuple[HandsetModel, list[tuple]]]:
        for model, skus in groupby(self.skus, key=lambda sku: sku.model):
            if bool(model.ended_on and model.ended_on <= self.on) is has_ended:
                yield model, [(sku, self[_name_of(sku)], self[_imeis_of(sku)]) for sku in skus]


class CorrectionForm(ActorFormMixin, forms.Form):
    quantity = forms.IntegerField(label=_("new net quantity"), min_value=-MOST, max_value=MOST, widget=_SignedInput)
    imeis = ImeiField(label=_("IMEIs that stay sold"), help_text=_("Those taken out can be sold again."))
    reason = forms.CharField(label=_("reason"), max_length=200, help_text=_("Shown beside the correction."))

    def __init__(self, *args, is_sell_out: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_sell_out:
            del self.fields["imeis"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(cleaned.get("imeis") or ()) > max(0, cleaned.get("quantity") or 0):
            self.add_error("imeis", _("More IMEIs than pieces."))
        return cleaned


def _name_of(sku: Sku) -> str:
    return f"sku_{sku.pk}"


def _imeis_of(sku: Sku) -> str:
    return f"imeis_{sku.pk}"
