"""The roster of a rep's promoters by week, and when they came and left (handbook H7)."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.models.promoters import Promoter
from promotions.roster_choices import WeekStatus
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Store

MOST_BREAK_MINUTES = 240
MONDAY = 2


class RosterWeek(ScopedModel):
    """One week of the promoters that one rep leads: planned, then published."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    monday = models.DateField(_("week from"))

    status = models.CharField(_("status"), max_length=10, choices=WeekStatus, default=WeekStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("week's roster")
        verbose_name_plural = _("weeks' rosters")
        constraints = [
            models.UniqueConstraint(name="promotions_rosterweek_once", fields=["rep", "monday"]),
            models.CheckConstraint(name="promotions_rosterweek_monday", condition=Q(monday__week_day=MONDAY)),
            models.CheckConstraint(
                name="promotions_rosterweek_status_known", condition=Q(status__in=WeekStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} {self.monday}"

    def get_absolute_url(self) -> str:
        return f"{reverse('promotions:roster')}?week={self.monday}&rep={self.rep_id}"

    @property
    def is_published(self) -> bool:
        return self.status == WeekStatus.PUBLISHED


class Shift(ScopedModel):
    """One promoter in one store on one day, from and to."""

    scope_center = "week__center"
    scope_rep = ("week__rep", "store__rep")

    week = models.ForeignKey(RosterWeek, on_delete=models.PROTECT, related_name="shifts")
    promoter = models.ForeignKey(Promoter, on_delete=models.PROTECT, related_name="+", verbose_name=_("promoter"))
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    work_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), default=time(10))
    ends_at = models.TimeField(_("to"), default=time(19))
    break_minutes = models.PositiveSmallIntegerField(
        _("break (minutes)"), default=60, validators=[MaxValueValidator(MOST_BREAK_MINUTES)]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.UniqueConstraint(name="promotions_shift_once", fields=["promoter", "work_on", "starts_at"]),
            models.CheckConstraint(
                name="promotions_shift_span",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The shift ends before it begins."),
            ),
            models.CheckConstraint(name="promotions_shift_break", condition=Q(break_minutes__lte=MOST_BREAK_MINUTES)),
        ]
        indexes = [
            models.Index(fields=["work_on", "promoter"], name="promotions_shift_of_day"),
            models.Index(fields=["store", "work_on"], name="promotions_shift_of_store"),
        ]

    def __str__(self) -> str:
        return f"{self.work_on} {self.starts_at:%H:%M}–{self.ends_at:%H:%M} {self.store}"


class CheckInLink(ScopedModel):
    """The way by which one promoter checks in without a login; only a keyed hash of its secret is kept."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep",)

    promoter = models.OneToOneField(Promoter, on_delete=models.CASCADE, related_name="check_in_link")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("link for checking in")
        verbose_name_plural = _("links for checking in")

    def __str__(self) -> str:
        return str(self.promoter_id)


class Attendance(ScopedModel):
    """One stay of a promoter at a store; positions go after the center's time, distances and marks stay."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep", "store__rep")

    promoter = models.ForeignKey(Promoter, on_delete=models.PROTECT, related_name="+", verbose_name=_("promoter"))
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    work_on = models.DateField(_("day"))
    came_at = models.DateTimeField(_("came"))
    came_lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    came_lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    came_accuracy_metres = models.PositiveIntegerField(null=True, blank=True)
    came_distance_metres = models.PositiveIntegerField(null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    left_lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    left_accuracy_metres = models.PositiveIntegerField(null=True, blank=True)
    left_distance_metres = models.PositiveIntegerField(null=True, blank=True)
    outside_reason = models.CharField(_("why not at the store"), max_length=16, blank=True)
    # What was noticed at either act, as visits keep it.
    marks = models.JSONField(default=list, blank=True)

    # By hand, where the phone could not: who, and why.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                name="promotions_attendance_one_open", fields=["promoter", "work_on"], condition=Q(left_at__isnull=True)
            ),
            models.CheckConstraint(
                name="promotions_attendance_span",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
                violation_error_message=_("The end lies before the begin."),
            ),
            models.CheckConstraint(
                name="promotions_attendance_by_hand_has_reason",
                condition=Q(entered_by__isnull=True) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["work_on", "promoter"], name="promotions_attendance_of_day")]

    def __str__(self) -> str:
        return f"{self.promoter} {self.work_on}"
