"""The form of a center's weights of completeness (handbook H2.2)."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from stores.completeness import FACTS
from stores.models import CompletenessWeights, Customer, Store

FULL = 100
_ARCHIVES = (("store", Store), ("customer", Customer))


class WeightsForm(ActorFormMixin, forms.Form):
    """A number for each fact, 100 for each archive; it cleans to `store` and `customer`, weights by key."""

    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    def __init__(self, *args, weights: CompletenessWeights, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kept = {"store": weights.of_stores, "customer": weights.of_customers}
        for kind, model in _ARCHIVES:
            for fact in FACTS[model]:
                self.fields[f"{kind}_{fact.key}"] = forms.IntegerField(
                    label=capfirst(fact.missing), min_value=0, max_value=FULL, initial=kept[kind][fact.key]
                )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for kind, model in _ARCHIVES:
            typed = {fact.key: cleaned.get(f"{kind}_{fact.key}") for fact in FACTS[model]}
            if None not in typed.values() and sum(typed.values()) != FULL:
                words = _("%(kind)s: the weights come to %(sum)s, they must come to 100.")
                kind_words = model._meta.verbose_name_plural
                self.add_error(None, words % {"kind": kind_words, "sum": sum(typed.values())})
            cleaned[kind] = typed
        return cleaned

    def of_stores(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("store_")]

    def of_customers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("customer_")]
