"""Filters of the lists of dealers' daily business (handbook H10.2)."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.business_choices import Age, CaseKind, CaseSide, CaseStatus, MovementKind
from dealers.calc.receivables import Age as AgeOf
from dealers.models import ChannelCase, DealerMovement, DealerStock, Receivable
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter, SearchFilter

OF_DEALER = ("customer__name", "customer__code")


class OfDealers(ActorFilterSet):
    """By the dealer's center and rep, for those who see more than one of them."""

    center = NamedChoiceFilter(
        field_name="customer__center", queryset=Center.objects.order_by("code"), label=_("center")
    )
    rep = NamedChoiceFilter(field_name="customer__rep", queryset=User.objects.reps().order_by("name"), label=_("rep"))
    behind_button = ("center", "rep")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        if not actor.sees_all:
            del self.filters["center"]
        if actor.is_rep:
            del self.filters["rep"]


class MovementFilter(OfDealers):
    q = SearchFilter(fields=(*OF_DEALER, "document", "sku__code", "sku__model__name", "store__name"))
    kind = django_filters.ChoiceFilter(choices=MovementKind)
    since = django_filters.DateFilter(field_name="moved_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="moved_on", lookup_expr="lte", label=_("to"))

    class Meta:
        model = DealerMovement
        fields = ["q", "kind", "since", "until", "center", "rep"]


class StockFilter(OfDealers):
    q = SearchFilter(fields=(*OF_DEALER, "sku__code", "sku__model__name"))

    class Meta:
        model = DealerStock
        fields = ["q", "center", "rep"]


class ReceivableFilter(OfDealers):
    q = SearchFilter(fields=(*OF_DEALER, "document"))
    age = django_filters.ChoiceFilter(choices=Age, label=_("overdue since"), method="by_age")
    state = django_filters.ChoiceFilter(
        choices=[("open", _("still open")), ("overdue", _("overdue")), ("paid", _("paid in full"))],
        label=_("status"),
        method="by_state",
    )

    class Meta:
        model = Receivable
        fields = ["q", "state", "age", "center", "rep"]

    def by_age(self, rows, name, value):
        return rows.aged(AgeOf(value), timezone.localdate())

    def by_state(self, rows, name, value):
        if value == "paid":
            return rows.filter(settled_on__isnull=False)
        return rows.unpaid() if value == "open" else rows.overdue(timezone.localdate())


class CaseFilter(OfDealers):
    q = SearchFilter(fields=(*OF_DEALER, "what", "counterpart"))
    kind = django_filters.ChoiceFilter(choices=CaseKind)
    status = django_filters.ChoiceFilter(choices=CaseStatus)
    side = django_filters.ChoiceFilter(choices=CaseSide)
    late = django_filters.ChoiceFilter(choices=[("yes", _("overdue"))], label=_("deadline"), method="by_late")
    behind_button = ("side", "late", "center", "rep")

    class Meta:
        model = ChannelCase
        fields = ["q", "kind", "status", "side", "late", "center", "rep"]

    def by_late(self, rows, name, value):
        return rows.overdue(timezone.localdate())
