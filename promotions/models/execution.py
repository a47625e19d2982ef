"""The proof that a promotion is carried out in a store, from visits (handbook H6.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from promotions.choices import Executed
from promotions.models.promotions import Promotion
from salesops.accounts.scoping import ScopedModel
from stores.models import Store
from visits.models import Visit, VisitPhoto


class ExecutionCheck(ScopedModel):
    """What one visit found of a promotion in a store; what does not apply is left open."""

    scope_center = "store__center"
    scope_rep = ("visit__rep", "store__rep")

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="checks")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(_("day"))

    executed = models.CharField(_("carried out"), max_length=8, choices=Executed)
    has_material = models.BooleanField(_("material is there"), null=True, blank=True)
    is_price_right = models.BooleanField(_("price is right"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # Of a photo that a phone announced; it may arrive days after its visit.
    photo_client_id = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    photo = models.ForeignKey(VisitPhoto, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("execution check")
        verbose_name_plural = _("execution checks")
        constraints = [
            models.UniqueConstraint(name="promotions_executioncheck_once_a_visit", fields=["promotion", "visit"]),
            models.CheckConstraint(
                name="promotions_executioncheck_executed_known", condition=Q(executed__in=Executed.values)
            ),
            models.CheckConstraint(
                name="promotions_executioncheck_says_why",
                condition=Q(executed=Executed.YES) | ~Q(note=""),
                violation_error_message=_("Say why it is not, or only partly, carried out."),
            ),
        ]
        indexes = [models.Index(fields=["promotion", "store", "-checked_on"], name="promotions_check_latest")]

    def __str__(self) -> str:
        return f"{self.promotion_id} {self.store_id} {self.checked_on}: {self.executed}"
