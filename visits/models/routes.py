"""Route plans over a two-week cycle and the visits they put into the calendar (handbook H4.3, H4.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Store
from visits.choices import DropReason, MissedReason, PlannedVisitStatus, RouteBasis, RouteStatus
from visits.querysets import PlannedVisitQuerySet, RoutePlanQuerySet


class RoutePlan(ScopedModel):
    """One rep's fixed day routes T1…Tn over a cycle; one version at a time is in force."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    version = models.PositiveIntegerField(_("version"))
    cycle_starts_on = models.DateField(_("cycle starts on"), help_text=_("A Monday; the cycle repeats."))
    cycle_days = models.PositiveSmallIntegerField(default=14)

    # What the planner was asked, so that a stop can be moved and the plan explained later.
    parameters = models.JSONField(default=dict)
    unplaced = models.JSONField(default=list)
    totals = models.JSONField(default=dict)

    basis = models.CharField(_("made as"), max_length=4, choices=RouteBasis, default=RouteBasis.ANEW)
    status = models.CharField(_("status"), max_length=12, choices=RouteStatus, default=RouteStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = RoutePlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("route plan")
        verbose_name_plural = _("route plans")
        constraints = [
            models.UniqueConstraint(name="visits_routeplan_version_once", fields=["rep", "version"]),
            models.UniqueConstraint(
                name="visits_routeplan_one_in_force",
                fields=["rep"],
                condition=Q(status=RouteStatus.APPROVED),
            ),
            models.CheckConstraint(name="visits_routeplan_status_known", condition=Q(status__in=RouteStatus.values)),
            models.CheckConstraint(name="visits_routeplan_basis_known", condition=Q(basis__in=RouteBasis.values)),
        ]

    def __str__(self) -> str:
        return f"{self.rep} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("visits:route_detail", args=[self.pk])


class RouteStop(ScopedModel):
    """One store on one day of the cycle, in its place of the day."""

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(RoutePlan, on_delete=models.CASCADE, related_name="stops")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    cycle_day = models.PositiveSmallIntegerField(_("day of the cycle"))
    route_name = models.CharField(_("route"), max_length=8)
    position = models.PositiveSmallIntegerField(_("order"))
    arrive_minute = models.PositiveSmallIntegerField(help_text="Minutes after midnight.")
    minutes = models.PositiveSmallIntegerField(_("minutes in the store"))
    travel_minutes = models.PositiveSmallIntegerField(_("minutes on the way"))
    travel_metres = models.PositiveIntegerField(_("metres on the way"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_routestop_once_a_day", fields=["plan", "cycle_day", "store"]),
            models.UniqueConstraint(name="visits_routestop_order", fields=["plan", "cycle_day", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.route_name} {self.position}: {self.store_id}"


class PlannedVisit(ScopedModel):
    """One visit that the calendar asks for; `dropped_reason` says why one left the plan."""

    scope_rep = ("rep", "store__rep")

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="planned_visits")
    plan = models.ForeignKey(RoutePlan, on_delete=models.PROTECT, related_name="planned_visits")
    planned_on = models.DateField(_("planned on"))
    position = models.PositiveSmallIntegerField(_("order"))
    route_name = models.CharField(_("route"), max_length=8)
    arrive_minute = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes in the store"))
    moved_from = models.DateField(_("moved from"), null=True, blank=True)
    # Of a person's move; a day off moves without one.
    moved_reason = models.CharField(_("why it was moved"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=8, choices=PlannedVisitStatus, default=PlannedVisitStatus.PLANNED)
    dropped_reason = models.CharField(max_length=40, choices=DropReason, blank=True)
    missed_reason = models.CharField(_("why missed"), max_length=16, choices=MissedReason, blank=True)
    missed_note = models.CharField(_("note"), max_length=200, blank=True)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        constraints = [
            models.UniqueConstraint(name="visits_plannedvisit_once_a_day", fields=["rep", "store", "planned_on"]),
            models.CheckConstraint(
                name="visits_plannedvisit_status_known", condition=Q(status__in=PlannedVisitStatus.values)
            ),
        ]
        indexes = [
            models.Index(fields=["rep", "planned_on"], name="visits_plannedvisit_day"),
            models.Index(fields=["center", "planned_on"], name="visits_plannedvisit_center"),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on} {self.store_id}"
