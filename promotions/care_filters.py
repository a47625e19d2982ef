"""Filter of the list of guidance (handbook H7)."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from promotions.care_choices import GuidanceTopic
from promotions.models import Guidance
from promotions.promoter_filters import CenterAndRep
from salesops.accounts.models import Center, User
from salesops.web.filters import NamedChoiceFilter, SearchFilter

STATES = (("due", _("to look at again today")), ("open", _("to look at again")), ("done", _("looked at again")))


class GuidanceFilter(CenterAndRep):
    q = SearchFilter(texts=("promoter__search_text",))
    topic = django_filters.ChoiceFilter(choices=GuidanceTopic)
    state = django_filters.ChoiceFilter(label=_("looking again"), choices=STATES, method="by_state")
    since = django_filters.DateFilter(field_name="held_on", lookup_expr="gte", label=_("from"))
    center = NamedChoiceFilter(
        field_name="promoter__center", queryset=Center.objects.order_by("code"), label=_("center")
    )
    rep = NamedChoiceFilter(field_name="promoter__rep", queryset=User.objects.reps().order_by("name"), label=_("rep"))

    class Meta:
        model = Guidance
        fields = ["q", "topic", "state", "since", "center", "rep"]

    def by_state(self, rows, name, value):
        if value == "done":
            return rows.exclude(outcome="")
        return rows.due(timezone.localdate()) if value == "due" else rows.to_look_again()
