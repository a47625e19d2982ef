"""Stores: where the consumer buys, and who was responsible when (handbook H2.2)."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from salesops.searching.rows import Searchable
from stores.choices import CoordinateSystem, StoreClass, StoreFormat, StoreStatus
from stores.models.customers import Customer
from stores.querysets import StoreQuerySet


class Store(Searchable, ScopedModel):
    """An outlet of one customer, in one center, with one responsible rep at a time."""

    found_as_written = ("code", "phone", "address")

    code = models.CharField(_("store code"), max_length=40, unique=True)
    name = models.CharField(_("store name"), max_length=120)

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="stores", verbose_name=_("customer"))
    center = models.ForeignKey(
        Center, on_delete=models.PROTECT, related_name="stores", db_index=False, verbose_name=_("center")
    )
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stores", verbose_name=_("rep")
    )

    format = models.CharField(_("format"), max_length=12, choices=StoreFormat)
    division_code = models.CharField(
        _("administrative division"), max_length=12, blank=True, help_text=_("Six digits, GB/T 2260.")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    lon = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    lat = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    position_system = models.CharField(
        _("coordinate system"), max_length=6, choices=CoordinateSystem, default=CoordinateSystem.WGS84
    )
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_role = models.CharField(_("position of the contact"), max_length=40, blank=True)
    contact_note = models.CharField(_("note on the contact"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    opens_at = models.TimeField(_("opens at"), default=time(9))
    closes_at = models.TimeField(_("closes at"), default=time(21))
    hours_are_checked = models.BooleanField(_("opening hours checked"), default=False)
    area_m2 = models.PositiveIntegerField(_("area (m²)"), null=True, blank=True)
    counters = models.PositiveSmallIntegerField(_("our counters"), null=True, blank=True)
    competitor_counters = models.PositiveSmallIntegerField(_("competitor counters"), null=True, blank=True)
    staff_count = models.PositiveSmallIntegerField(_("staff"), null=True, blank=True)
    monthly_capacity_units = models.PositiveIntegerField(
        _("monthly handset capacity (units, all brands)"), null=True, blank=True
    )

    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass, default=StoreClass.C)
    class_is_provisional = models.BooleanField(
        _("class is provisional"),
        default=True,
        help_text=_("Not yet confirmed by a classification run."),
    )
    status = models.CharField(_("status"), max_length=10, choices=StoreStatus, default=StoreStatus.ACTIVE)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_stores",
        verbose_name=_("merged into"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")
        constraints = [
            models.CheckConstraint(name="stores_store_format_known", condition=Q(format__in=StoreFormat.values)),
            models.CheckConstraint(name="stores_store_status_known", condition=Q(status__in=StoreStatus.values)),
            models.CheckConstraint(
                name="stores_store_system_known", condition=Q(position_system__in=CoordinateSystem.values)
            ),
            models.CheckConstraint(name="stores_store_class_known", condition=Q(store_class__in=StoreClass.values)),
            models.CheckConstraint(
                name="stores_store_closed_has_date",
                condition=Q(status=StoreStatus.CLOSED, closed_on__isnull=False)
                | (~Q(status=StoreStatus.CLOSED) & Q(closed_on__isnull=True)),
                violation_error_message=_("A closed store has a closing date, an open one has none."),
            ),
            models.CheckConstraint(
                name="stores_store_closed_after_opening",
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("The store was closed before it was opened."),
            ),
            models.CheckConstraint(
                name="stores_store_position_pair",
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False, lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                violation_error_message=_("Give both longitude and latitude, or neither."),
            ),
            models.CheckConstraint(
                name="stores_store_opens_before_closing",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("The store must open before it closes."),
            ),
            models.CheckConstraint(
                name="stores_store_merged_is_closed",
                condition=Q(merged_into__isnull=True) | Q(status=StoreStatus.CLOSED) & ~Q(merged_into=F("id")),
                violation_error_message=_("A store that was merged into another one stays closed."),
            ),
        ]
        indexes = [
            models.Index(fields=["center", "rep", "status"], name="stores_store_area"),
            models.Index(fields=["name"], name="stores_store_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stores:store_detail", args=[self.pk])


class StoreResponsibility(ScopedModel):
    """Who was responsible for a store from a day on, until the day before `ends_on`."""

    scope_center = "store__center"
    scope_rep = ("rep", "store__rep")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="responsibilities")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="stores_responsibility_one_open", fields=["store"], condition=Q(ends_on__isnull=True)
            ),
            models.UniqueConstraint(name="stores_responsibility_one_start", fields=["store", "starts_on"]),
            models.CheckConstraint(
                name="stores_responsibility_span",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store}: {self.rep}"
