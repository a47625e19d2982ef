"""Classification runs, kept with all they were made from (handbook H3)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import Measure, RunStatus, StoreClass
from stores.models.stores import Store
from stores.querysets import ClassificationEntryQuerySet

# Below one half a move would count that is less likely than not.
SURE_FROM, SURE_UNTIL = 50, 99


class ClassificationRule(models.Model):
    """A center's own lines, window and measure; without a row the handbook's defaults hold."""

    center = models.OneToOneField(
        Center, on_delete=models.CASCADE, related_name="classification_rule", verbose_name=_("center")
    )
    line_a_hundredths = models.PositiveIntegerField(
        _("line of A (hundredths of a percent)"),
        default=4000,
        validators=[MinValueValidator(1), MaxValueValidator(9999)],
    )
    line_b_hundredths = models.PositiveIntegerField(
        _("line of B (hundredths of a percent)"),
        default=8000,
        validators=[MinValueValidator(1), MaxValueValidator(9999)],
    )
    window_months = models.PositiveSmallIntegerField(
        _("window (months)"), default=3, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    measure = models.CharField(_("measure"), max_length=8, choices=Measure, default=Measure.UNITS)
    sure_percent = models.PositiveSmallIntegerField(
        _("a move must be so sure (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SURE_FROM), MaxValueValidator(SURE_UNTIL)],
        help_text=_("Empty: every move of the rule counts."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("classification rule")
        verbose_name_plural = _("classification rules")
        constraints = [
            models.CheckConstraint(
                name="stores_classificationrule_lines_in_order",
                condition=Q(line_a_hundredths__lt=F("line_b_hundredths"), line_b_hundredths__lt=10000),
                violation_error_message=_("The line of A must lie below the line of B, and both below 100 %."),
            ),
            models.CheckConstraint(
                name="stores_classificationrule_sure_percent",
                condition=Q(sure_percent__isnull=True) | Q(sure_percent__range=(SURE_FROM, SURE_UNTIL)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center}"


class ClassificationRun(ScopedModel):
    """A center's classes of one month with thresholds and window; at most one proposal and one valid run."""

    scope_rep = ()

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    month = models.DateField(_("month"))
    window_starts_on = models.DateField(_("window from"))
    window_ends_on = models.DateField(_("window until (excluded)"))
    window_months = models.JSONField(default=list)
    line_a_hundredths = models.PositiveIntegerField(_("line of A"))
    line_b_hundredths = models.PositiveIntegerField(_("line of B"))
    measure = models.CharField(_("measure"), max_length=8, choices=Measure)
    rule_version = models.CharField(max_length=20)
    sure_percent = models.PositiveSmallIntegerField(_("a move must be so sure (%)"), null=True)
    # Empty while nobody has measured yet how sure the classes are.
    certainty_version = models.CharField(max_length=20, blank=True)
    resamples = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=0)
    # What the run was made from and which classes it stands on; a run of the same two comes out the same.
    inputs_digest = models.CharField(max_length=40, blank=True)
    classes_digest = models.CharField(max_length=40, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.PROPOSED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("classification run")
        verbose_name_plural = _("classification runs")
        constraints = [
            models.UniqueConstraint(
                name="stores_classificationrun_one_proposed",
                fields=["center", "month"],
                condition=Q(status=RunStatus.PROPOSED),
            ),
            models.UniqueConstraint(
                name="stores_classificationrun_one_valid",
                fields=["center", "month"],
                condition=Q(status=RunStatus.VALID),
            ),
            models.CheckConstraint(
                name="stores_classificationrun_status_known", condition=Q(status__in=RunStatus.values)
            ),
            models.CheckConstraint(name="stores_classificationrun_first_of_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.center} {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("stores:run_detail", args=[self.pk])

    @property
    def line_a_percent(self) -> str:
        return f"{Decimal(self.line_a_hundredths) / 100:g}"

    @property
    def line_b_percent(self) -> str:
        return f"{Decimal(self.line_b_hundredths) / 100:g}"


class ClassificationEntry(ScopedModel):
    """One store's place in a run: rank, volume, the sum before it, the area's total, and its class.

    `store_class` is what the bare rule gives; a store that `is_kept` has its previous class nonetheless,
    as its move is not sure; `shown_class` is what holds with a manager's override. `class_counts` says
    in how many resamples of the run the store was A, B, C; `evidence` keeps what was drawn from. A store
    outside the ranking has neither rank, sum before nor certainty.
    """

    scope_center = "run__center"
    scope_rep = ()

    # One statement writes a run from the rows it refers to; to have the database look up run and rep again for each
    # took longer than to rank (decision 44). The index of run and store answers for the run alone.
    run = models.ForeignKey(
        ClassificationRun, on_delete=models.CASCADE, related_name="entries", db_index=False, db_constraint=False
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="classifications")
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    rank = models.PositiveIntegerField(_("rank"), null=True)
    volume = models.DecimalField(_("volume"), max_digits=18, decimal_places=2)
    before = models.DecimalField(_("sum before"), max_digits=18, decimal_places=2, null=True)
    total = models.DecimalField(_("sum of the area"), max_digits=18, decimal_places=2)
    months = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    store_class = models.CharField(_("class by the rule"), max_length=1, choices=StoreClass)
    shown_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    previous_class = models.CharField(_("class before"), max_length=1, choices=StoreClass, blank=True)
    is_kept = models.BooleanField(_("kept, as the move is not sure"), default=False)
    certainty_percent = models.PositiveSmallIntegerField(_("how sure (%)"), null=True)
    class_counts = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)

    objects = ClassificationEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stores_classificationentry_once", fields=["run", "store"]),
            models.CheckConstraint(
                name="stores_classificationentry_class_known",
                condition=Q(store_class__in=StoreClass.values, shown_class__in=StoreClass.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}: {self.shown_class}"

    @property
    def settled_class(self) -> str:
        """The class without a manager's override."""
        return self.previous_class if self.is_kept else self.store_class


class ClassOverride(ScopedModel):
    """A manager's own class for a store, with a reason and an end; it changes the class shown, not the ranking."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="class_overrides")
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    reason = models.CharField(_("reason"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until (excluded)"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("class override")
        verbose_name_plural = _("class overrides")
        constraints = [
            models.CheckConstraint(name="stores_classoverride_span", condition=Q(ends_on__gt=F("starts_on"))),
            models.CheckConstraint(
                name="stores_classoverride_class_known", condition=Q(store_class__in=StoreClass.values)
            ),
            models.CheckConstraint(name="stores_classoverride_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}: {self.store_class}"
