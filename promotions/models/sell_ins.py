"""What came of selling a new model in at a store (handbook H6.1)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from promotions.choices import RefusalReason
from promotions.models.launches import Launch
from promotions.querysets import SellInQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import HandsetModel, Store
from visits.models import Visit


class SellIn(ScopedModel):
    """One day's word on one model of a launch at one store: ordered, displayed, at which price; or refused, and why.

    Whether the price was right is judged by the launch's price of that day and kept.
    """

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="sell_ins")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(_("day"))

    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    is_displayed = models.BooleanField(_("displayed"), default=False)
    price_seen_yuan = models.DecimalField(
        _("price seen (CNY)"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    is_price_right = models.BooleanField(_("price right"), null=True, editable=False)
    refusal = models.CharField(_("refused because"), max_length=10, choices=RefusalReason, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    revision = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SellInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sell-in of a launch")
        verbose_name_plural = _("sell-in of launches")
        constraints = [
            models.UniqueConstraint(
                name="promotions_sellin_once_a_day", fields=["launch", "store", "model", "done_on"]
            ),
            models.CheckConstraint(
                name="promotions_sellin_refusal_known", condition=Q(refusal__in=["", *RefusalReason.values])
            ),
            models.CheckConstraint(
                name="promotions_sellin_refused_or_taken",
                condition=Q(refusal="") | Q(quantity=0),
                violation_error_message=_("A store that takes some has not refused."),
            ),
            models.CheckConstraint(
                name="promotions_sellin_price_judged",
                condition=Q(price_seen_yuan__isnull=False) | Q(is_price_right__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["store", "-done_on"], name="promotions_sellin_of_store")]

    def __str__(self) -> str:
        return f"{self.store_id} {self.model_id} {self.done_on}: {self.quantity}"


class LaunchAlarm(ScopedModel):
    """A center's curve fell behind in a week; the unique key lets it be told once."""

    scope_rep = ()

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="alarms")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    week_on = models.DateField(_("week from"))
    carrying = models.PositiveIntegerField(_("stores that carry it"))
    stores = models.PositiveIntegerField(_("target stores"))
    planned_stores = models.PositiveIntegerField(_("planned by then"))
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = _("alarm of a launch")
        verbose_name_plural = _("alarms of launches")
        constraints = [
            models.UniqueConstraint(name="promotions_launchalarm_once", fields=["launch", "center", "week_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.launch_id} {self.center_id} {self.week_on}"
