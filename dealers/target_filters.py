"""What the list of targets can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from dealers.models import TargetVersion
from dealers.target_choices import OPEN, TargetStatus
from salesops.accounts.models import Center
from salesops.web.filters import ActorFilterSet


class TargetFilter(ActorFilterSet):
    year = django_filters.NumberFilter(label=_("year"))
    center = django_filters.ModelChoiceFilter(
        queryset=Center.objects.filter(is_active=True).order_by("code"), label=_("center")
    )
    status = django_filters.ChoiceFilter(choices=TargetStatus, label=_("status"))
    open = django_filters.ChoiceFilter(choices=[("yes", _("in work"))], method="in_work", label=_("Work"))

    class Meta:
        model = TargetVersion
        fields = ["year", "center", "status", "open"]

    def in_work(self, rows, _name, _value):
        return rows.filter(status__in=OPEN)
