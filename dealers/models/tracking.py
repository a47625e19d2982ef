"""Plans week by week: what was to be sold by now, what was, and why a line is far behind (handbook H8.3)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.calc.tracking import Elapsed, Lines, Tracked
from dealers.models.plans import ProfitPlan
from dealers.tracking_choices import Cause, TrackLight
from dealers.tracking_querysets import PlanWeekQuerySet, TrackedLineQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import HandsetModel, Store

HOUSE = Lines()


class TrackingTerms(ScopedModel):
    """Where one center draws the lines of green and red, and how long its reps have to answer."""

    scope_rep = ("center__users",)

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    green_from = models.PositiveSmallIntegerField(
        _("green from (% of what is expected by now)"),
        default=HOUSE.green_from,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    red_below = models.PositiveSmallIntegerField(
        _("red below (% of what is expected by now)"),
        default=HOUSE.red_below,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    least_missing = models.PositiveSmallIntegerField(
        _("red only if so many units are missing"),
        default=HOUSE.least_missing,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    answer_workdays = models.PositiveSmallIntegerField(
        _("working days to answer"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("lines of the weekly tracking")
        verbose_name_plural = _("lines of the weekly tracking")
        constraints = [
            models.CheckConstraint(
                name="dealers_trackingterms_lines_fall",
                condition=Q(red_below__lte=F("green_from"), red_below__gte=1, green_from__lte=200),
                violation_error_message=_("Red must end where amber begins: not above green."),
            ),
            models.CheckConstraint(
                name="dealers_trackingterms_days_sane",
                condition=Q(answer_workdays__gte=1, answer_workdays__lte=5, least_missing__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return str(self.center)

    @property
    def lines(self) -> Lines:
        return Lines(self.green_from, self.red_below, self.least_missing)


class PlanWeek(ScopedModel):
    """How one approved plan stood at the end of one week of its month.

    The job writes it and keeps it fresh until the next week has ended. `planned_reported` is what was planned for the
    stores that reported, which alone are judged; `terms` are the center's lines it was judged by.
    """

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(ProfitPlan, on_delete=models.CASCADE, related_name="weeks", verbose_name=_("profit plan"))
    week_on = models.DateField(_("week from"))
    days_passed = models.PositiveSmallIntegerField(_("working days passed"))
    days_total = models.PositiveSmallIntegerField(_("working days of the month"))
    due_on = models.DateField(_("answer due on"))

    planned = models.PositiveIntegerField(_("planned"))
    planned_reported = models.PositiveIntegerField(_("planned, stores that reported"))
    actual = models.IntegerField(_("actual"), null=True)
    light = models.CharField(_("light"), max_length=5, choices=TrackLight, blank=True)
    red_lines = models.PositiveIntegerField(_("lines far behind"))
    stores = models.PositiveIntegerField(_("stores"))
    unreported = models.PositiveIntegerField(_("stores without a report"))

    terms = models.JSONField(default=dict)
    rule = models.CharField(max_length=20)
    built_at = models.DateTimeField(_("built at"))

    objects = PlanWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week of a plan")
        verbose_name_plural = _("weeks of plans")
        constraints = [
            models.UniqueConstraint(name="dealers_planweek_once", fields=["plan", "week_on"]),
            models.CheckConstraint(name="dealers_planweek_is_a_week", condition=Q(week_on__iso_week_day=1)),
            models.CheckConstraint(
                name="dealers_planweek_light_known", condition=Q(light="") | Q(light__in=TrackLight.values)
            ),
            models.CheckConstraint(
                name="dealers_planweek_days_in_order",
                condition=Q(days_passed__gte=1, days_passed__lte=F("days_total")),
            ),
        ]
        indexes = [models.Index(fields=["-week_on", "plan"], name="dealers_planweek_latest")]

    def __str__(self) -> str:
        return f"{self.plan} · {self.through_on:%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:tracking_detail", args=[self.pk])

    @property
    def through_on(self) -> date:
        """The last day that is counted."""
        return self.week_on + timedelta(days=6)

    @property
    def elapsed(self) -> Elapsed:
        return Elapsed(self.days_passed, self.days_total)

    @property
    def lines_drawn(self) -> Lines:
        """The center's lines as they were when the week was judged."""
        return Lines(**self.terms)

    @property
    def tracked(self) -> Tracked:
        return Tracked(self.planned_reported, self.actual)


class TrackedLine(ScopedModel):
    """One store × model at the end of one week: planned for the month, sold so far; the cause and what is done.

    Figures are the job's, cause and action a person's: a refresh touches the first alone. An action is a task at
    its store.
    """

    scope_center = "week__plan__center"
    scope_rep = ("week__plan__rep",)

    week = models.ForeignKey(PlanWeek, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    planned = models.PositiveIntegerField(_("planned"))
    actual = models.IntegerField(_("actual"), null=True)
    light = models.CharField(_("light"), max_length=5, choices=TrackLight, blank=True)

    cause = models.CharField(_("cause"), max_length=12, choices=Cause, blank=True)
    remark = models.CharField(_("what exactly"), max_length=200, blank=True)
    action = models.CharField(_("what is done"), max_length=200, blank=True)
    action_due_on = models.DateField(_("done until"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)
    task_client_id = models.UUIDField(null=True, unique=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = TrackedLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a plan in a week")
        verbose_name_plural = _("lines of plans in a week")
        constraints = [
            models.UniqueConstraint(name="dealers_trackedline_once", fields=["week", "store", "model"]),
            models.CheckConstraint(
                name="dealers_trackedline_light_known", condition=Q(light="") | Q(light__in=TrackLight.values)
            ),
            models.CheckConstraint(
                name="dealers_trackedline_cause_known", condition=Q(cause="") | Q(cause__in=Cause.values)
            ),
            models.CheckConstraint(
                name="dealers_trackedline_answer_whole",
                condition=Q(cause="", action="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(cause="") & ~Q(action="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="dealers_trackedline_action_has_day",
                condition=Q(action="", action_due_on__isnull=True) | (~Q(action="") & Q(action_due_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store} · {self.model}"

    def get_absolute_url(self) -> str:
        return f"{reverse('dealers:tracking_detail', args=[self.week_id])}#line-{self.pk}"

    @property
    def tracked(self) -> Tracked:
        return Tracked(self.planned, self.actual)
