"""The calendar as a subscription, and who looked at a day of somebody (handbook H4.4, H0)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel


class CalendarFeed(ScopedModel):
    """The secret address under which a rep's calendar program finds its visits; only its digest is kept."""

    rep = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("rep")
    )
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")

    def __str__(self) -> str:
        return str(self.rep)


class DayLook(ScopedModel):
    """Somebody opened what a rep did on a day, with times and places, for a reason; the rep can see it."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    day = models.DateField(_("day"))
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("looked at by")
    )
    looked_at = models.DateTimeField(_("when"))
    reason = models.CharField(_("why"), max_length=200)

    class Meta:
        verbose_name = _("look at a day")
        verbose_name_plural = _("looks at days")
        constraints = [
            models.CheckConstraint(name="visits_daylook_has_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["rep", "-looked_at"], name="visits_daylook_of_rep")]

    def __str__(self) -> str:
        return f"{self.day} {self.rep}"
