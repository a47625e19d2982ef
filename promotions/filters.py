"""Filters of the list of promotions."""

import django_filters

from promotions.choices import PromotionKind, PromotionStatus
from promotions.models import Promotion
from salesops.web.filters import ActorFilterSet, SearchFilter


class PromotionFilter(ActorFilterSet):
    q = SearchFilter(fields=("name", "mechanics"))
    kind = django_filters.ChoiceFilter(choices=PromotionKind)
    status = django_filters.ChoiceFilter(choices=PromotionStatus)

    class Meta:
        model = Promotion
        fields = ["q", "kind", "status"]
