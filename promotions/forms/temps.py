"""The form by which temporary promoters are booked."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from promotions.models import Promotion, PromotionStore, TempBooking
from salesops.web.forms import ActorFormMixin
from stores.models import Store


class TempForm(ActorFormMixin, forms.ModelForm):
    """The same helpers in a store for each day from first to last."""

    first = forms.DateField(label=_("from"))
    last = forms.DateField(label=_("to"))

    field_order = ["store", "first", "last", "people", "hours", "day_rate_yuan", "names"]

    class Meta:
        model = TempBooking
        fields = ["store", "people", "hours", "day_rate_yuan", "names"]

    def __init__(self, *args, promotion: Promotion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = PromotionStore.objects.visible_to(self.actor).filter(promotion=promotion)
        stores = Store.objects.visible_to(self.actor).filter(pk__in=places.values("store"))
        self.fields["store"].queryset = stores.order_by("name", "pk")

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _t("The last day must not lie before the first."))
        return cleaned
