"""Filters of the lists of promoters, of staffing and of readings (handbook H7)."""

import django_filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from promotions.calc.masks import read_phone
from promotions.models import PersonalLook, Promoter
from promotions.promoter_choices import LeavingReason, PromoterKind, PromoterStatus
from salesops.accounts.models import Center, User
from salesops.sealing import digests
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter, SearchFilter
from stores.choices import StoreClass, StoreFormat
from stores.models import Store


class CenterAndRep(ActorFilterSet):
    """By center and rep, for those who see more than one of them."""

    center = NamedChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(queryset=User.objects.reps().order_by("name"), label=_("rep"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        if not actor.sees_all:
            del self.filters["center"]
        if actor.is_rep:
            del self.filters["rep"]


class PromoterFilter(CenterAndRep):
    q = SearchFilter(texts=("search_text",))
    kind = django_filters.ChoiceFilter(choices=PromoterKind)
    status = django_filters.ChoiceFilter(choices=PromoterStatus)
    leaving_reason = django_filters.ChoiceFilter(choices=LeavingReason)
    phone = django_filters.CharFilter(
        label=_("whole phone number"),
        method="by_phone",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    behind_button = ("leaving_reason", "phone")

    class Meta:
        model = Promoter
        fields = ["q", "kind", "status", "center", "rep", "leaving_reason", "phone"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        if not (actor.is_admin or actor.is_manager or actor.is_rep):
            del self.filters["phone"]

    def by_phone(self, rows, name, value):
        """By the keyed hash of the whole number; a part of one finds nobody."""
        number = read_phone(value)
        return rows.filter(personal__phone_digest__in=digests(number)) if number else rows.none()


class StaffingFilter(CenterAndRep):
    q = SearchFilter(texts=("search_text",))
    store_class = django_filters.ChoiceFilter(choices=StoreClass, label=_("class"))
    format = django_filters.ChoiceFilter(choices=StoreFormat)
    only = django_filters.ChoiceFilter(
        label=_("staffing"),
        choices=[("missing", _("with vacancies")), ("over", _("more than required"))],
        method="by_staffing",
    )

    class Meta:
        model = Store
        fields = ["q", "only", "store_class", "format", "center", "rep"]

    def by_staffing(self, rows, name, value):
        if value == "missing":
            return rows.filter(missing_percent__gt=0)
        return rows.filter(assigned_percent__gt=F("required") * 100)


class PersonalLookFilter(ActorFilterSet):
    q = SearchFilter(fields=("applicant__name", "reason"), texts=("promoter__search_text", "looked_by__search_text"))

    class Meta:
        model = PersonalLook
        fields = ["q"]


class SheetFilter(CenterAndRep):
    """Whose months are shown."""

    q = SearchFilter(texts=("search_text",))
    kind = django_filters.ChoiceFilter(choices=PromoterKind)

    class Meta:
        model = Promoter
        fields = ["q", "kind", "center", "rep"]
