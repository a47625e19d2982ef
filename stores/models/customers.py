"""Customers: who buys from us (handbook H2.1)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from salesops.searching.rows import Searchable
from stores.choices import CustomerKind, CustomerStatus
from stores.querysets import CustomerQuerySet


class Customer(Searchable, ScopedModel):
    """A retail customer or a dealer, with one or many stores, planned and reviewed every month by its rep."""

    found_by_name = ("name", "legal_name")
    found_as_written = ("code", "phone")

    scope_rep = ("rep", "stores__rep")

    code = models.CharField(_("customer code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=CustomerKind)

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="customers", verbose_name=_("center"))
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="customers",
        verbose_name=_("rep"),
        help_text=_("Plans and reviews this customer each month."),
    )
    dealer = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supplied_customers",
        verbose_name=_("supplied by dealer"),
    )

    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    tax_id = models.CharField(_("tax id"), max_length=40, blank=True)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_role = models.CharField(_("position of the contact"), max_length=40, blank=True)
    contact_note = models.CharField(_("note on the contact"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("payment term (days)"), default=30)
    credit_yuan = models.DecimalField(
        _("credit (CNY)"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    cooperates_since = models.DateField(_("cooperation since"), null=True, blank=True)

    rebate_percent = models.DecimalField(
        _("rebate (% of purchase)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    monthly_support_yuan = models.DecimalField(
        _("monthly support (CNY)"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    monthly_cost_yuan = models.DecimalField(
        _("its own monthly cost (CNY)"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        help_text=_("Rent, staff and other cost that the customer bears for our business."),
        validators=[MinValueValidator(Decimal(0))],
    )

    status = models.CharField(_("status"), max_length=10, choices=CustomerStatus, default=CustomerStatus.ACTIVE)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_customers",
        verbose_name=_("merged into"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.CheckConstraint(name="stores_customer_kind_known", condition=Q(kind__in=CustomerKind.values)),
            models.CheckConstraint(name="stores_customer_status_known", condition=Q(status__in=CustomerStatus.values)),
            models.CheckConstraint(
                name="stores_customer_terms_sane",
                condition=Q(
                    credit_yuan__gte=0,
                    rebate_percent__gte=0,
                    rebate_percent__lte=100,
                    monthly_support_yuan__gte=0,
                    monthly_cost_yuan__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="stores_customer_merged_is_ended",
                condition=Q(merged_into__isnull=True) | Q(status=CustomerStatus.ENDED) & ~Q(merged_into=F("id")),
                violation_error_message=_("A customer that was merged into another one stays ended."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stores:customer_detail", args=[self.pk])
