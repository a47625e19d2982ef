"""Filters of the room's lists."""

from functools import reduce
from operator import and_, or_

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter, SearchFilter
from salesops.web.forms import MonthField
from stores.calc.imei import read_imeis
from stores.choices import (
    CustomerKind,
    CustomerStatus,
    LinesShown,
    ProposalStatus,
    SaleKind,
    SaleSource,
    StoreClass,
    StoreFormat,
    StoreStatus,
)
from stores.completeness import score_of
from stores.divisions import prefixes_called
from stores.models import (
    ClassificationEntry,
    Customer,
    HandsetModel,
    SalesRecord,
    Sku,
    SoldHandset,
    Store,
    StoreProposal,
)
from stores.search_box import ArchiveSearch, ReferredSearch, SkuSearch
from stores.selectors.weights import weights_for


class AreaFilterSet(ActorFilterSet):
    """A filter by center and rep, for those who see more than one of them."""

    center = NamedChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(queryset=User.objects.reps().order_by("name"), label=_("rep"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        if not actor.sees_all:
            del self.filters["center"]
        if actor.is_rep:
            del self.filters["rep"]


class ArchiveFilterSet(AreaFilterSet):
    """What the list, the map and bulk edits of an archive show: what stands, also by how complete it is."""

    completeness = django_filters.ChoiceFilter(
        label=_("completeness"),
        choices=[("70", _("below 70")), ("90", _("below 90")), ("100", _("below 100"))],
        method="by_completeness",
    )

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.standing())

    def by_completeness(self, rows, name, value):
        return rows.alias(known=score_of(rows.model, weights_for(self.request.actor, rows.model))).filter(
            known__lt=int(value)
        )


class DivisionFilter(django_filters.CharFilter):
    """Stores of a province, city or district, by name or by the beginning of the code; of customers, those with one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label=_("city or district"), **kwargs)

    def filter(self, rows, value):
        if not value:
            return rows
        lies_there = reduce(and_, (_begins(prefixes) for prefixes in prefixes_called(value)), Q())
        if rows.model is Store:
            return rows.filter(lies_there)
        stores = Store.objects.visible_to(self.parent.request.actor).standing().filter(lies_there)
        return rows.filter(Exists(stores.filter(customer=OuterRef("pk"))))


def _begins(prefixes: tuple[str, ...]) -> Q:
    return reduce(or_, (Q(division_code__startswith=prefix) for prefix in prefixes), Q(pk__in=[]))


class StoreFilter(ArchiveFilterSet):
    q = ArchiveSearch(through=("customer",))
    store_class = django_filters.ChoiceFilter(choices=StoreClass, label=_("class"))
    format = django_filters.ChoiceFilter(choices=StoreFormat, label=_("format"))
    status = django_filters.ChoiceFilter(choices=StoreStatus, label=_("status"))
    position = django_filters.ChoiceFilter(
        label=_("position"),
        choices=[("without", _("without a position")), ("with", _("with a position"))],
        method="by_position",
    )
    customer = ReferredSearch(label=_("customer"), through=("customer",), widget=forms.TextInput)
    division = DivisionFilter()
    opened_from = django_filters.DateFilter(field_name="opened_on", lookup_expr="gte", label=_("opened from"))
    opened_until = django_filters.DateFilter(field_name="opened_on", lookup_expr="lte", label=_("opened until"))
    provisional = django_filters.ChoiceFilter(
        field_name="class_is_provisional",
        label=_("class is"),
        choices=[("True", _("provisional")), ("False", _("confirmed by a run"))],
    )
    behind_button = ("position", "completeness", "customer", "division", "opened_from", "opened_until", "provisional")

    class Meta:
        model = Store
        fields = ["q", "center", "rep", "store_class", "format", "status", "position", "completeness"]

    def by_position(self, rows, name, value):
        return rows.filter(lon__isnull=value == "without")


class ProposalFilter(AreaFilterSet):
    q = SearchFilter(fields=("name", "address", "phone", "customer_name", "customer__name"))
    status = django_filters.ChoiceFilter(choices=ProposalStatus, label=_("status"))

    class Meta:
        model = StoreProposal
        fields = ["q", "center", "rep", "status"]


class DistributionFilter(AreaFilterSet):
    """Of which stores, and on which day, distribution is measured; the measuring itself narrows the stores."""

    on = django_filters.DateFilter(label=_("day"))
    store_class = django_filters.ChoiceFilter(choices=StoreClass, label=_("class"))
    format = django_filters.ChoiceFilter(choices=StoreFormat, label=_("format"))

    class Meta:
        model = Store
        fields = ["on", "center", "rep", "store_class", "format"]

    @property
    def chosen(self) -> dict:
        """What was understood of the choice, by name."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


class CustomerFilter(ArchiveFilterSet):
    q = ArchiveSearch()
    kind = django_filters.ChoiceFilter(choices=CustomerKind, label=_("kind"))
    status = django_filters.ChoiceFilter(choices=CustomerStatus, label=_("status"))
    dealer = NamedChoiceFilter(
        queryset=Customer.objects.filter(kind=CustomerKind.DEALER).order_by("name"), label=_("supplied by dealer")
    )

    division = DivisionFilter()
    behind_button = ("completeness", "division")

    class Meta:
        model = Customer
        fields = ["q", "center", "rep", "kind", "status", "dealer", "completeness"]


class EntryFilter(ActorFilterSet):
    """One rep's area of a run, and the lines that want a look."""

    q = ReferredSearch(through=("store",))
    rep = django_filters.ModelChoiceFilter(queryset=User.objects.none(), label=_("rep"))
    show = django_filters.ChoiceFilter(label=_("only"), choices=LinesShown, method="filter_show")

    class Meta:
        model = ClassificationEntry
        fields = ["q", "rep", "show"]

    def __init__(self, *args, queryset, **kwargs) -> None:
        super().__init__(*args, queryset=queryset, **kwargs)
        self.filters["rep"].queryset = User.objects.filter(pk__in=queryset.order_by().values("rep")).order_by("name")

    def filter_show(self, rows, name, value):
        return getattr(rows, value)()


class TwinsFilter(ActorFilterSet):
    """By center, for those who see more than one; the page's own choices stay in the address."""

    kind = django_filters.CharFilter(widget=forms.HiddenInput, method="as_it_is")
    parted = django_filters.CharFilter(widget=forms.HiddenInput, method="as_it_is")
    center = NamedChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))

    def as_it_is(self, rows, name, value):
        return rows


class ModelFilter(ActorFilterSet):
    q = ArchiveSearch()
    is_own = django_filters.ChoiceFilter(
        label=_("whose"), choices=[("True", _("our own")), ("False", _("competitors'"))]
    )

    class Meta:
        model = HandsetModel
        fields = ["q", "is_own"]


class SkuFilter(ActorFilterSet):
    q = SkuSearch(fields=())
    brand = django_filters.AllValuesFilter(field_name="model__brand", label=_("brand"))
    series = django_filters.AllValuesFilter(field_name="model__series", label=_("series"))
    is_own = django_filters.ChoiceFilter(
        field_name="model__is_own", label=_("whose"), choices=[("True", _("our own")), ("False", _("competitors'"))]
    )
    on_sale = django_filters.ChoiceFilter(
        label=_("on sale"), choices=[("yes", _("on sale today")), ("no", _("not on sale today"))], method="by_sale"
    )

    class Meta:
        model = Sku
        fields = ["q", "brand", "series", "is_own", "on_sale"]

    def by_sale(self, rows, name, value):
        on_sale = HandsetModel.objects.on_sale(timezone.localdate())
        return rows.filter(model__in=on_sale) if value == "yes" else rows.exclude(model__in=on_sale)


class MonthFilter(django_filters.Filter):
    """Rows whose day lies in a month."""

    field_class = MonthField

    def filter(self, rows, value: Month | None):
        return rows.of_month(value) if value else rows


class SaleFilter(AreaFilterSet):
    q = ReferredSearch(through=("store", "sku"))
    since = django_filters.DateFilter(field_name="sold_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="sold_on", lookup_expr="lte", label=_("to"))
    customer = ReferredSearch(label=_("customer"), through=("store__customer",), widget=forms.TextInput)
    behind_button = ("source", "document", "imei", "since", "until", "customer")
    document = django_filters.CharFilter(label=_("document no."))
    imei = django_filters.CharFilter(label="IMEI", method="by_imei")
    month = MonthFilter(label=_("month"))
    center = NamedChoiceFilter(field_name="store__center", queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(field_name="store__rep", queryset=User.objects.reps().order_by("name"), label=_("rep"))
    kind = django_filters.ChoiceFilter(choices=SaleKind, label=_("kind"))
    source = django_filters.ChoiceFilter(choices=SaleSource, label=_("source"))

    class Meta:
        model = SalesRecord
        fields = ["q", "month", "center", "rep", "kind", "source", "document", "imei"]

    def by_imei(self, rows, name, value):
        """The records that sold one of these, of any month; those that freed it stand on their page."""
        seen = SoldHandset.objects.visible_to(self.request.actor).filter(imei__in=read_imeis(value).good)
        return rows.filter(pk__in=seen.values("record"))
