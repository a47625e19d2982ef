"""The form of a cost line."""

from django import forms

from promotions.models import CostLine, Promotion, PromotionStore
from promotions.rules import may_plan
from salesops.web.forms import ActorFormMixin
from stores.models import Store


class CostForm(ActorFormMixin, forms.ModelForm):
    """A cost of the promotion, or of one of its stores; who does not plan it names one of its own."""

    class Meta:
        model = CostLine
        fields = ["kind", "store", "cost_on", "quantity", "unit_price_yuan", "note"]

    def __init__(self, *args, promotion: Promotion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = PromotionStore.objects.visible_to(self.actor).filter(promotion=promotion)
        stores = Store.objects.visible_to(self.actor).filter(pk__in=places.values("store"))
        self.fields["store"].queryset = stores.order_by("name", "pk")
        self.fields["store"].required = not may_plan(self.actor, promotion)
