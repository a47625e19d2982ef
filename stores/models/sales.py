"""Sales records and their monthly roll-up (handbook H2.5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from stores.choices import SaleKind, SaleSource
from stores.models.catalogue import HandsetModel, Sku
from stores.models.stores import Store
from stores.querysets import SalesMonthQuerySet, SalesRecordQuerySet


class SalesRecord(ScopedModel):
    """Units of one SKU sold in or out at one store on one day; returns are negative.

    Kind, store, SKU, day, source and document number name a fact. Rows are never edited: a correction
    is a further row of the same fact with the difference and the next `correction_no`.
    """

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    kind = models.CharField(_("kind"), max_length=8, choices=SaleKind)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="sales", verbose_name=_("store"))
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="sales", verbose_name=_("SKU"))
    sold_on = models.DateField(_("day"))

    quantity = models.IntegerField(_("quantity"))
    amount_yuan = models.DecimalField(_("amount (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=SaleSource)
    document = models.CharField(_("document no."), max_length=60, blank=True)
    correction_no = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    import_run_id = models.BigIntegerField(null=True, blank=True)

    objects = SalesRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("sales record")
        verbose_name_plural = _("sales records")
        constraints = [
            models.UniqueConstraint(
                name="stores_salesrecord_fact_once",
                fields=["store", "sold_on", "sku", "kind", "source", "document", "correction_no"],
            ),
            models.CheckConstraint(name="stores_salesrecord_kind_known", condition=Q(kind__in=SaleKind.values)),
            models.CheckConstraint(name="stores_salesrecord_source_known", condition=Q(source__in=SaleSource.values)),
        ]
        indexes = [
            models.Index(fields=["-sold_on", "-id"], name="stores_salesrecord_latest"),
            models.Index(
                fields=["import_run_id"],
                condition=Q(import_run_id__isnull=False),
                name="stores_salesrecord_of_import",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.sku_id} {self.sold_on}: {self.quantity}"

    def get_absolute_url(self) -> str:
        return reverse("stores:sale_detail", args=[self.pk])


class SalesMonth(ScopedModel):
    """Roll-up: net units of one model at one store in one month; rebuilt from the records, never typed."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="sales_months")
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))

    sell_in = models.IntegerField(_("sell-in"), default=0)
    sell_out = models.IntegerField(_("sell-out"), default=0)
    sell_out_yuan = models.DecimalField(_("sell-out (CNY)"), max_digits=14, decimal_places=2, default=0)
    # Sell-out records only: a month without any was not reported, which is not "nothing sold".
    records = models.PositiveIntegerField(default=0)

    objects = SalesMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("sales of a month")
        verbose_name_plural = _("sales by month")
        constraints = [
            models.UniqueConstraint(name="stores_salesmonth_once", fields=["store", "month", "model"]),
            models.CheckConstraint(name="stores_salesmonth_first_of_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["month", "store"], name="stores_salesmonth_by_month")]

    def __str__(self) -> str:
        return f"{self.store_id} {self.model_id} {self.month:%Y-%m}"


class StockCount(ScopedModel):
    """Units of one SKU found in a store at one moment."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="stock_counts")
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+")
    counted_on = models.DateField(_("counted on"))
    quantity = models.PositiveIntegerField(_("stock"))
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stock count")
        verbose_name_plural = _("stock counts")
        constraints = [
            models.UniqueConstraint(name="stores_stockcount_once_a_day", fields=["store", "sku", "counted_on"]),
        ]
        indexes = [models.Index(fields=["store", "counted_on"], name="stores_stockcount_by_day")]

    def __str__(self) -> str:
        return f"{self.store_id} {self.sku_id} {self.counted_on}: {self.quantity}"
