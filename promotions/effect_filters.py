"""Filters of the library of past promotions (handbook H6.2)."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.choices import PromotionKind
from promotions.effect_choices import EffectVerdict
from promotions.models import SummaryPart
from salesops.web.filters import ActorFilterSet, SearchFilter
from stores.choices import StoreClass
from stores.models import HandsetModel


def _series() -> list[tuple[str, str]]:
    names = HandsetModel.objects.own().exclude(series="").order_by("series").values_list("series", flat=True)
    return [(name, name) for name in names.distinct()]


class LibraryFilter(ActorFilterSet):
    """The class is taken by the view: it chooses which stores each row is of."""

    q = SearchFilter(fields=("summary__promotion__name", "summary__promotion__mechanics", "summary__lessons"))
    kind = django_filters.ChoiceFilter(choices=PromotionKind, field_name="summary__promotion__kind", label=_("Kind"))
    series = django_filters.ChoiceFilter(choices=_series, method="of_series", label=_("Series"))
    store_class = django_filters.ChoiceFilter(choices=StoreClass, label=_("Stores of class"))
    verdict = django_filters.ChoiceFilter(
        choices=EffectVerdict, field_name="summary__verdict", label=pgettext_lazy("effect", "Verdict")
    )

    class Meta:
        model = SummaryPart
        fields = ["q", "kind", "series", "store_class", "verdict"]

    def of_series(self, rows, _name, value):
        return rows.filter(summary__promotion__handset_models__series=value).distinct()
