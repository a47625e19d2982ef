"""Filters of the board and of the list of applicants (handbook H7)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from promotions.models import Applicant
from promotions.promoter_filters import CenterAndRep
from promotions.recruiting_choices import ApplicantSource, ApplicantStatus
from salesops.accounts.models import Center, User
from salesops.web.filters import NamedChoiceFilter, SearchFilter
from stores.models import Store


class BoardFilter(CenterAndRep):
    """The board's stores."""

    q = SearchFilter(texts=("search_text",))

    class Meta:
        model = Store
        fields = ["q", "center", "rep"]


class ApplicantFilter(CenterAndRep):
    q = SearchFilter(texts=("search_text", "need__store__search_text"))
    status = django_filters.ChoiceFilter(choices=ApplicantStatus)
    source = django_filters.ChoiceFilter(choices=ApplicantSource)
    center = NamedChoiceFilter(
        field_name="need__store__center", queryset=Center.objects.order_by("code"), label=_("center")
    )
    rep = NamedChoiceFilter(
        field_name="need__store__rep", queryset=User.objects.reps().order_by("name"), label=_("rep")
    )

    class Meta:
        model = Applicant
        fields = ["q", "status", "source", "center", "rep"]
