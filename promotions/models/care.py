"""What a promoter's leader keeps beside the roster: days of leave, and guidance given (handbook H7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.care_choices import DayOffKind, GuidanceTopic
from promotions.care_querysets import GuidanceQuerySet
from promotions.models.promoters import Promoter
from salesops.accounts.scoping import ScopedModel
from stores.models import Store


class DayOff(ScopedModel):
    """Days on which a promoter is on leave, both ends included; no day is given twice, by the database's word too."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep",)

    promoter = models.ForeignKey(
        Promoter, on_delete=models.CASCADE, related_name="days_off", verbose_name=_("promoter")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DayOffKind, default=DayOffKind.ANNUAL)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("leave of a promoter")
        verbose_name_plural = _("leaves of promoters")
        constraints = [
            models.CheckConstraint(
                name="promotions_dayoff_span",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(name="promotions_dayoff_kind_known", condition=Q(kind__in=DayOffKind.values)),
        ]
        indexes = [models.Index(fields=["promoter", "ends_on"], name="promotions_dayoff_of_promoter")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}–{self.ends_on}"


class Guidance(ScopedModel):
    """One time a promoter was guided: what was seen, what was agreed, and what became of it."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep",)

    promoter = models.ForeignKey(
        Promoter, on_delete=models.PROTECT, related_name="guidances", verbose_name=_("promoter")
    )
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    held_on = models.DateField(_("day"))
    guided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("guided by")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=GuidanceTopic)
    noticed = models.CharField(_("what was seen"), max_length=400)
    agreed = models.CharField(pgettext_lazy("guidance", "what was agreed"), max_length=400)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=400, blank=True)
    looked_again_on = models.DateField(_("looked again on"), null=True, blank=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidance of a promoter")
        verbose_name_plural = _("guidance of promoters")
        constraints = [
            models.UniqueConstraint(
                name="promotions_guidance_once",
                fields=["promoter", "held_on", "topic"],
                violation_error_message=_("Guidance on this topic was noted for that day already."),
            ),
            models.CheckConstraint(name="promotions_guidance_topic_known", condition=Q(topic__in=GuidanceTopic.values)),
            models.CheckConstraint(name="promotions_guidance_is_said", condition=~Q(noticed="") & ~Q(agreed="")),
            models.CheckConstraint(
                name="promotions_guidance_outcome_has_day",
                condition=Q(outcome="", looked_again_on__isnull=True)
                | (~Q(outcome="") & Q(looked_again_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="promotions_guidance_looks_again_after",
                condition=Q(look_again_on__isnull=True) | Q(look_again_on__gt=F("held_on")),
                violation_error_message=_("Look again on a later day."),
            ),
        ]
        indexes = [
            models.Index(fields=["promoter", "-held_on"], name="promotions_guidance_of_one"),
            models.Index(fields=["look_again_on"], name="promotions_guidance_due"),
        ]

    def __str__(self) -> str:
        return f"{self.promoter} {self.held_on} {self.get_topic_display()}"

    def get_absolute_url(self) -> str:
        return self.promoter.get_absolute_url()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look again."""
        return self.look_again_on is not None and not self.outcome
