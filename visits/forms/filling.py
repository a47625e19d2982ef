"""What the steps of an open visit send (handbook H5.2, H5.5)."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stores.calc.coordinates import Point
from stores.calc.imei import read_imeis
from stores.models import HandsetModel, Sku
from visits.calc.found import Counted, Measured
from visits.choices import SAID_STEPS, VisitStep
from visits.models import ChecklistLine, ImageItem
from visits.models.prices import LEAST_YUAN
from visits.models.talk import MOST_PEOPLE
from visits.services.orders import Ordered
from visits.services.photos import read_place

MOST_PIECES = 100_000
MOST_SKUS = 500
MOST_IMEI_CHARS = 4_000
_ORDER_FIELD = re.compile(r"^order-(\d{1,15})$")
_PRICE_FIELD = re.compile(r"^price-(\d{1,15})$")
_SKU_FIELD = re.compile(r"^(?:stock|sold|imeis)-(\d{1,15})$")


class CountsForm(forms.Form):
    """Two numbers for each SKU that was sent, and the IMEIs of what was sold; which SKUs, the sending itself says."""

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        wanted = sorted({int(match[1]) for name in sent if (match := _SKU_FIELD.match(name))})[:MOST_SKUS]
        self.skus = {sku.pk: sku for sku in Sku.objects.filter(pk__in=wanted).select_related("model")}
        self.read: dict[str, tuple[str, ...]] = {}
        for pk in self.skus:
            self.fields[f"stock-{pk}"] = forms.IntegerField(min_value=0, max_value=MOST_PIECES, required=False)
            self.fields[f"sold-{pk}"] = forms.IntegerField(
                min_value=-MOST_PIECES, max_value=MOST_PIECES, required=False
            )
            self.fields[f"imeis-{pk}"] = forms.CharField(required=False, max_length=MOST_IMEI_CHARS)

    def clean(self) -> dict[str, Any]:
        """Read the numbers; one handset is sold once, so that it is refused under a second SKU."""
        cleaned, seen = super().clean(), set()
        for name in [name for name in cleaned if name.startswith("imeis-")]:
            read = read_imeis(cleaned[name])
            if read.wrong:
                words = _("No IMEI: %(words)s. It has 15 digits, the last one checks the others.")
                self.add_error(name, words % {"words": ", ".join(read.wrong[:5])})
            if seen & set(read.good):
                self.add_error(name, _("This IMEI stands in this visit already."))
            seen |= set(read.good)
            self.read[name] = read.good
        return cleaned

    @property
    def counts(self) -> dict[int, Counted]:
        """A number that was named is a piece that was sold."""
        cleaned = self.cleaned_data
        return {pk: Counted(cleaned[f"stock-{pk}"], self._sold(pk)) for pk in self.skus}

    @property
    def imeis(self) -> dict[str, int]:
        """Each number with its SKU's id."""
        return {imei: pk for pk in self.skus for imei in self.read[f"imeis-{pk}"]}

    def _sold(self, pk: int) -> int | None:
        sold, named = self.cleaned_data[f"sold-{pk}"], len(self.read[f"imeis-{pk}"])
        return max(sold or 0, named) if named and (sold or 0) >= 0 else sold

    @property
    def trouble(self) -> str:
        """The first mistake with the SKU it stands at."""
        name, errors = next(iter(self.errors.items()))
        return f"{self.skus[int(name.split('-')[1])]}: {errors[0]}"


class ImageForm(forms.Form):
    """One answer for each item of a standard: a number or level, or not applicable."""

    def __init__(self, sent: QueryDict, *, items: Iterable[ImageItem]) -> None:
        super().__init__(sent)
        self.items = list(items)
        for item in self.items:
            self.fields[f"item-{item.pk}"] = forms.IntegerField(
                label=item.name, min_value=0, max_value=32_767, required=False
            )
            self.fields[f"na-{item.pk}"] = forms.BooleanField(required=False)

    @property
    def measured(self) -> dict[int, Measured]:
        return {item.pk: self._answer(item.pk) for item in self.items}

    @property
    def trouble(self) -> str:
        name, errors = next(iter(self.errors.items()))
        return f"{self.fields[name].label}: {errors[0]}"

    def _answer(self, pk: int) -> Measured:
        is_out = self.cleaned_data[f"na-{pk}"]
        return Measured(None if is_out else self.cleaned_data[f"item-{pk}"], is_out)


class OrdersForm(forms.Form):
    """Units for each model that was sent, with what was suggested; which models, the sending itself says."""

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        wanted = sorted({int(match[1]) for name in sent if (match := _ORDER_FIELD.match(name))})[:MOST_SKUS]
        self.models = {model.pk: model for model in HandsetModel.objects.filter(pk__in=wanted)}
        for pk in self.models:
            for name in ("order", "suggested"):
                self.fields[f"{name}-{pk}"] = forms.IntegerField(min_value=0, max_value=MOST_PIECES, required=False)

    @property
    def orders(self) -> dict[int, Ordered]:
        cleaned = self.cleaned_data
        return {
            pk: Ordered(cleaned[f"order-{pk}"], cleaned[f"suggested-{pk}"])
            for pk in self.models
            if cleaned[f"order-{pk}"]
        }

    @property
    def trouble(self) -> str:
        """The first mistake with the model it stands at."""
        name, errors = next(iter(self.errors.items()))
        return f"{self.models[int(name.split('-')[1])]}: {errors[0]}"


class PricesForm(forms.Form):
    """The price on the tag of each SKU that was sent; which SKUs, the sending itself says."""

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        wanted = sorted({int(match[1]) for name in sent if (match := _PRICE_FIELD.match(name))})[:MOST_SKUS]
        self.skus = {sku.pk: sku for sku in Sku.objects.filter(pk__in=wanted).select_related("model")}
        for pk in self.skus:
            self.fields[f"price-{pk}"] = forms.DecimalField(
                min_value=LEAST_YUAN, max_digits=10, decimal_places=2, required=False
            )

    @property
    def prices(self) -> dict[int, Decimal | None]:
        return {pk: self.cleaned_data[f"price-{pk}"] for pk in self.skus}

    @property
    def trouble(self) -> str:
        """The first mistake with the SKU it stands at."""
        name, errors = next(iter(self.errors.items()))
        return f"{self.skus[int(name.split('-')[1])]}: {errors[0]}"


class PointsForm(forms.Form):
    """Which of the checklist's points were done, each with words or none."""

    def __init__(self, sent: QueryDict, *, points: Iterable[ChecklistLine]) -> None:
        super().__init__(sent)
        self.points = list(points)
        choices = [(point.pk, point.name) for point in self.points]
        self.fields["point"] = forms.TypedMultipleChoiceField(choices=choices, coerce=int, required=False)
        for pk, name in choices:
            self.fields[f"words-{pk}"] = forms.CharField(label=name, max_length=200, required=False)

    @property
    def words(self) -> dict[int, str]:
        return {pk: self.cleaned_data[f"words-{pk}"] for pk in self.cleaned_data["point"]}

    @property
    def trouble(self) -> str:
        name, errors = next(iter(self.errors.items()))
        return f"{self.fields[name].label or ''}: {errors[0]}"


class SaidForm(forms.Form):
    """A step that is done by a word or a tick; the goal needs its words."""

    step = forms.ChoiceField(choices=[(step, step.label) for step in SAID_STEPS])
    is_done = forms.BooleanField(required=False)
    words = forms.CharField(max_length=200, required=False)

    @property
    def said(self) -> str | None:
        cleaned = self.cleaned_data
        return cleaned["words"] if cleaned["is_done"] or cleaned["words"] else None


class TrainingForm(forms.Form):
    topic = forms.CharField(label=_("topic"), max_length=120)
    people = forms.IntegerField(label=_("people"), min_value=0, max_value=MOST_PEOPLE)


class PhotoForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(allow_empty_file=True)
    step = forms.ChoiceField(choices=VisitStep, initial=VisitStep.PHOTO)
    item = forms.IntegerField(required=False, min_value=1)
    taken_at = forms.DateTimeField(required=False)
    place = forms.CharField(required=False)

    def clean_place(self) -> Point | None:
        """What is no place is none: the photo counts all the same."""
        return read_place(self.cleaned_data["place"])


class SkipForm(forms.Form):
    step = forms.ChoiceField(choices=VisitStep)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class LeaveForm(forms.Form):
    device_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    summary = forms.CharField(
        label=_("Summary"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
