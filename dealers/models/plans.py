"""Customer profit plans: one customer, one month (handbook H8.2)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.choices import EDITABLE, LineCarriage, LineMethod, PlanStatus
from dealers.querysets import ProfitPlanQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, HandsetModel, Store


def yuan(name: Promise, **options) -> models.DecimalField:
    return models.DecimalField(
        name, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))], **options
    )


def first_known(typed: str, drafted: str) -> models.GeneratedField:
    """What a person typed, else what the draft took from the contract."""
    return models.GeneratedField(
        expression=Coalesce(typed, drafted),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
    )


DRAFTED = F("baseline_quantity") + F("launch_quantity") + F("promotion_quantity") + F("promoter_quantity")


class ProfitPlan(ScopedModel):
    """What one customer sells and earns in one month, drafted by the job, finished by its rep.

    The customer's terms are copied in when the draft is built, so that the plan computes the same for ever;
    what the rep typed for this month counts instead. `inputs` says where the stock value comes from.
    """

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="plans", verbose_name=_("customer"))
    month = models.DateField(_("month"))

    rebate_percent = models.DecimalField(_("rebate (% of purchase)"), max_digits=5, decimal_places=2)
    drafted_support_yuan = yuan(_("support by contract (CNY)"))
    drafted_own_cost_yuan = yuan(_("own cost by contract (CNY)"))
    average_stock_yuan = yuan(_("average stock at supply price (CNY)"), null=True, blank=True)

    typed_support_yuan = yuan(_("support in this month (CNY)"), null=True, blank=True)
    typed_own_cost_yuan = yuan(_("the customer's own cost in this month (CNY)"), null=True, blank=True)
    terms_reason = models.CharField(_("reason"), max_length=200, blank=True)
    support_yuan = first_known("typed_support_yuan", "drafted_support_yuan")
    own_cost_yuan = first_known("typed_own_cost_yuan", "drafted_own_cost_yuan")
    note = models.TextField(_("note for the manager"), max_length=2000, blank=True)
    inputs = models.JSONField(default=dict, blank=True)

    # All that the draft was made from, in short: where it is the same, nothing need be made anew. Null, as SQLite
    # adds such a column without writing the table anew.
    drafted_from = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001
    forecast_rule = models.CharField(max_length=40)
    profit_rule = models.CharField(max_length=40)
    drafted_at = models.DateTimeField(_("drafted at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ProfitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("profit plan")
        verbose_name_plural = _("profit plans")
        constraints = [
            models.UniqueConstraint(name="dealers_profitplan_one_per_customer_month", fields=["customer", "month"]),
            models.CheckConstraint(name="dealers_profitplan_first_of_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="dealers_profitplan_status_known", condition=Q(status__in=PlanStatus.values)),
            models.CheckConstraint(
                name="dealers_profitplan_approved_has_time",
                condition=Q(status=PlanStatus.APPROVED, approved_at__isnull=False)
                | (~Q(status=PlanStatus.APPROVED) & Q(approved_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="dealers_profitplan_typed_terms_have_reason",
                condition=Q(typed_support_yuan__isnull=True, typed_own_cost_yuan__isnull=True) | ~Q(terms_reason=""),
                violation_error_message=_("Please say why the terms of this month differ from the contract."),
            ),
        ]
        indexes = [
            models.Index(fields=["center", "month", "status"], name="dealers_plan_of_center"),
            models.Index(fields=["rep", "month", "status"], name="dealers_plan_of_rep"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:plan_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE


class PlanLine(ScopedModel):
    """One store × model of a plan: what the draft says, what the rep typed and why, and the price.

    `quantity` is what counts: as amended, else as typed, else as drafted. `inputs` lists what the draft was made
    from: rule, months of sales by their roll-up rows, the store's forecast, the model's share of it, launches,
    promotions and promoters, and the price. A model that left
    the draft keeps its line with nothing drafted, as a person may have typed there. An approved plan's
    lines refuse edits in the database too, but for what an amendment in force says.
    """

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(ProfitPlan, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))

    baseline_quantity = models.PositiveIntegerField(_("baseline"))
    launch_quantity = models.PositiveIntegerField(pgettext_lazy("of a plan's line", "launch"), default=0)
    promotion_quantity = models.PositiveIntegerField(_("promotion"), default=0)
    # Below nought where a promoter goes.
    promoter_quantity = models.IntegerField(_("promoters"), default=0)
    drafted_quantity = models.GeneratedField(
        expression=DRAFTED,
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    low_quantity = models.PositiveIntegerField(_("range from"))
    high_quantity = models.PositiveIntegerField(_("range to"))
    typed_quantity = models.PositiveIntegerField(
        _("changed to"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    typed_reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Written by what changes an approved plan, and by nothing else.
    amended_quantity = models.PositiveIntegerField(_("amended to"), null=True, editable=False)
    quantity = models.GeneratedField(
        expression=Coalesce("amended_quantity", "typed_quantity", DRAFTED),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )

    list_yuan = models.DecimalField(
        _("list price (CNY)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    supply_yuan = models.DecimalField(
        _("supply price (CNY)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    method = models.CharField(_("made by"), max_length=16, choices=LineMethod)
    stock_quantity = models.PositiveIntegerField(_("stock"), null=True, blank=True)
    carriage = models.CharField(_("distribution"), max_length=10, choices=LineCarriage, blank=True, editable=False)
    inputs = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        constraints = [
            models.UniqueConstraint(name="dealers_planline_once", fields=["plan", "store", "model"]),
            models.CheckConstraint(
                name="dealers_planline_typed_has_reason",
                condition=Q(typed_quantity__isnull=True) | ~Q(typed_reason=""),
                violation_error_message=_("Please say why the quantity differs from the draft."),
            ),
            models.CheckConstraint(
                name="dealers_planline_promoters_within_baseline",
                condition=Q(promoter_quantity__gte=-F("baseline_quantity")),
            ),
            models.CheckConstraint(
                name="dealers_planline_range_in_order",
                condition=Q(low_quantity__lte=F("high_quantity")),
            ),
            models.CheckConstraint(name="dealers_planline_method_known", condition=Q(method__in=LineMethod.values)),
            models.CheckConstraint(
                name="dealers_planline_carriage_known", condition=Q(carriage="") | Q(carriage__in=LineCarriage.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.model_id}: {self.quantity}"

    @property
    def approved_quantity(self) -> int:
        """What the plan's first approval locked."""
        return self.drafted_quantity if self.typed_quantity is None else self.typed_quantity

    @property
    def trail_name(self) -> str:
        """How the plan's history calls this line, once its store and model are loaded."""
        return f"{self.store.code} · {self.model.name}"[:60]


class PlanRemark(ScopedModel):
    """A manager's remark on a plan or on one of its lines; answered by the next submission."""

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(ProfitPlan, on_delete=models.CASCADE, related_name="remarks")
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    text = models.CharField(_("remark"), max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(name="dealers_planremark_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


class PlanAction(ScopedModel):
    """What is to be done for the plan, by whom, until when; becomes a task when the plan is approved."""

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(ProfitPlan, on_delete=models.CASCADE, related_name="actions")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    text = models.CharField(_("what to do"), max_length=200)
    due_on = models.DateField(_("due on"))
    task_client_id = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("plan action")
        verbose_name_plural = _("plan actions")

    def __str__(self) -> str:
        return self.text
