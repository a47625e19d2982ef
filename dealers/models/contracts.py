"""What binds a dealer and us: contracts and territories, by date (handbook H10.1)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.dealer_querysets import SpanQuerySet, TerritoryQuerySet
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer


class DealerContract(ScopedModel):
    """One contract with a dealer, from its first day to the day before `ends_on`."""

    scope_center = "customer__center"
    scope_rep = "customer__rep"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))
    number = models.CharField(_("contract number"), max_length=60, blank=True)
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("ends on"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("dealer contract")
        verbose_name_plural = _("dealer contracts")
        constraints = [
            models.CheckConstraint(
                name="dealers_contract_ends_after_start",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "-ends_on"], name="dealers_contract_of_dealer")]

    def __str__(self) -> str:
        return self.number or f"{self.starts_on}"

    def get_absolute_url(self) -> str:
        return f"{reverse('dealers:dealer_detail', args=[self.customer_id])}?tab=bound"


class Territory(ScopedModel):
    """A division that a dealer may sell in, alone or beside others, until the day before `ends_on`.

    The database lets no two exclusive ones of a division, or of one within the other, hold on the same day.
    """

    scope_center = "customer__center"
    scope_rep = "customer__rep"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))
    division_code = models.CharField(_("division"), max_length=6)
    # The codes in the division, see `calc.territory`.
    division_from = models.PositiveIntegerField(editable=False)
    division_to = models.PositiveIntegerField(editable=False)
    is_exclusive = models.BooleanField(_("exclusive"), default=False)
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("dealer", "territory")
        verbose_name_plural = pgettext_lazy("dealer", "territories")
        constraints = [
            models.CheckConstraint(
                name="dealers_territory_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(name="dealers_territory_span_sane", condition=Q(division_to__gt=F("division_from"))),
        ]
        indexes = [
            models.Index(fields=["customer", "starts_on"], name="dealers_territory_of_dealer"),
            models.Index(fields=["division_from", "division_to"], name="dealers_territory_division"),
        ]

    def __str__(self) -> str:
        return self.division_code

    def get_absolute_url(self) -> str:
        return f"{reverse('dealers:dealer_detail', args=[self.customer_id])}?tab=bound"
