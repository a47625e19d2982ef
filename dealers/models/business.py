"""What goes to a dealer, lies there, goes on from there, and is to be paid (handbook H10.2)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.business_choices import MovementKind
from dealers.business_querysets import ReceivableQuerySet, StockQuerySet
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, Sku, Store


class _OfDealer(ScopedModel):
    scope_center = "customer__center"
    scope_rep = "customer__rep"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("dealers:dealer_detail", args=[self.customer_id])


class DealerMovement(_OfDealer):
    """Units of one SKU from us to a dealer, or from a dealer to a store, on one day; returns are negative.

    Rows are never edited: one that was wrong is taken back by another with the opposite quantity and a reason.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=MovementKind)
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+", verbose_name=_("SKU"))
    moved_on = models.DateField(_("day"))
    quantity = models.IntegerField(_("quantity"))
    amount_yuan = models.DecimalField(_("amount (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True)
    document = models.CharField(_("document no."), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="taken_back_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("order or delivery")
        verbose_name_plural = _("orders and deliveries")
        constraints = [
            models.CheckConstraint(name="dealers_movement_kind_known", condition=Q(kind__in=MovementKind.values)),
            models.CheckConstraint(
                name="dealers_movement_delivery_has_store",
                condition=Q(kind=MovementKind.DELIVERY, store__isnull=False)
                | Q(kind=MovementKind.SELL_IN, store__isnull=True),
                violation_error_message=_("A delivery names the store, an order from us has none."),
            ),
            models.CheckConstraint(
                name="dealers_movement_moves_something",
                condition=~Q(quantity=0),
                violation_error_message=_("Nothing was moved."),
            ),
            models.CheckConstraint(
                name="dealers_movement_taken_back_for_a_reason", condition=Q(takes_back__isnull=True) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["customer", "-moved_on"], name="dealers_movement_of_dealer")]

    def __str__(self) -> str:
        return f"{self.document or self.moved_on} {self.quantity}"


class DealerStock(_OfDealer):
    """Units of one SKU in a dealer's warehouse on one day."""

    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+", verbose_name=_("SKU"))
    counted_on = models.DateField(_("counted on"))
    quantity = models.PositiveIntegerField(_("stock"))
    recorded_at = models.DateTimeField()

    objects = StockQuerySet.as_manager()

    class Meta:
        verbose_name = _("dealer's stock")
        verbose_name_plural = _("dealers' stock")
        constraints = [
            models.UniqueConstraint(name="dealers_stock_once_a_day", fields=["customer", "sku", "counted_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.sku_id} {self.counted_on}: {self.quantity}"


class Receivable(_OfDealer):
    """One invoice that a dealer owes us, and how much of it is paid."""

    document = models.CharField(_("invoice no."), max_length=60)
    issued_on = models.DateField(_("invoiced on"))
    due_on = models.DateField(_("due on"))
    amount_yuan = models.DecimalField(
        _("amount (CNY)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    paid_yuan = models.DecimalField(
        _("paid (CNY)"), max_digits=14, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    # The day on which the last of it was paid.
    settled_on = models.DateField(_("paid in full on"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = ReceivableQuerySet.as_manager()

    class Meta:
        verbose_name = _("receivable")
        verbose_name_plural = _("receivables")
        constraints = [
            models.UniqueConstraint(
                name="dealers_receivable_once",
                fields=["customer", "document"],
                violation_error_message=_("This invoice is there already."),
            ),
            models.CheckConstraint(
                name="dealers_receivable_paid_within_amount",
                condition=Q(amount_yuan__gt=0, paid_yuan__gte=0, paid_yuan__lte=F("amount_yuan")),
                violation_error_message=_("More is paid than the invoice says."),
            ),
            models.CheckConstraint(
                name="dealers_receivable_settled_when_paid",
                condition=Q(paid_yuan=F("amount_yuan"), settled_on__isnull=False)
                | (Q(paid_yuan__lt=F("amount_yuan")) & Q(settled_on__isnull=True)),
                violation_error_message=_("An invoice paid in full has the day of it, another one has not."),
            ),
            models.CheckConstraint(
                name="dealers_receivable_due_after_issue",
                condition=Q(due_on__gte=F("issued_on")),
                violation_error_message=_("It cannot be due before it is invoiced."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="dealers_receivable_due")]

    def __str__(self) -> str:
        return self.document

    def get_absolute_url(self) -> str:
        return reverse("dealers:receivable_detail", args=[self.pk])
