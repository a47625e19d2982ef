"""Monthly business reviews: one customer, one month (handbook H9)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import EDITABLE, Confirmed, ReviewStatus
from reports.querysets import ReviewQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, HandsetModel, Store


class BusinessReview(ScopedModel):
    """What one customer planned, sold and earned in a month, built by the job, explained by its rep.

    The job rebuilds figures while nobody has submitted; causes and strategy are the rep's own columns.
    `inputs` says what the profit was made from: the plan, its terms, and the price of each model sold.
    """

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("customer"))
    month = models.DateField(_("month"))

    planned_profit_yuan = models.DecimalField(
        _("profit as planned (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    earned_profit_yuan = models.DecimalField(
        _("profit as earned (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    causes = models.TextField(_("causes"), max_length=4000, blank=True)
    strategy = models.TextField(_("improvement strategy"), max_length=4000, blank=True)

    inputs = models.JSONField(default=dict)
    rule_version = models.CharField(max_length=40)
    built_at = models.DateTimeField(_("built at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ReviewStatus, default=ReviewStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("business review")
        verbose_name_plural = _("business reviews")
        constraints = [
            models.UniqueConstraint(name="reports_review_one_per_customer_month", fields=["customer", "month"]),
            models.CheckConstraint(name="reports_review_first_of_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="reports_review_status_known", condition=Q(status__in=ReviewStatus.values)),
            models.CheckConstraint(
                name="reports_review_confirmed_has_time",
                condition=Q(status=ReviewStatus.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(status=ReviewStatus.CONFIRMED) & Q(confirmed_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["center", "month", "status"], name="reports_review_of_center"),
            models.Index(fields=["rep", "month", "status"], name="reports_review_of_rep"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("reports:review_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE


class ReviewPart(ScopedModel):
    """Base of what belongs to one review and is seen by whoever sees the review."""

    scope_center = "review__center"
    scope_rep = ("review__rep",)

    class Meta:
        abstract = True


class ReviewLine(ReviewPart):
    """Plan against actual for one store × model.

    An absent plan is not a plan of zero, and a month that the store never reported is not a month without sales.
    """

    review = models.ForeignKey(BusinessReview, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    planned = models.PositiveIntegerField(_("planned"), null=True)
    actual = models.IntegerField(_("actual"))
    last_month = models.IntegerField(_("last month"), null=True)
    last_year = models.IntegerField(_("last year"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reports_reviewline_once", fields=["review", "store", "model"]),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.model_id}"


class ReviewStore(ReviewPart):
    """What was done in one store in the month: visits, minutes, image, market reports, stock.

    `is_reported` says whether any sell-out of the month has arrived.
    """

    review = models.ForeignKey(BusinessReview, on_delete=models.CASCADE, related_name="stores")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    is_reported = models.BooleanField(_("sales reported"), default=False)
    visits_planned = models.PositiveIntegerField(_("visits planned"))
    visits_done_as_planned = models.PositiveIntegerField(_("done on their day"))
    visits_done = models.PositiveIntegerField(_("visits done"))
    minutes = models.PositiveIntegerField(_("minutes in the store"))
    image_score = models.DecimalField(_("last image score"), max_digits=4, decimal_places=1, null=True)
    market_reports = models.PositiveIntegerField(_("market reports"))
    stock = models.PositiveIntegerField(_("last counted stock"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reports_reviewstore_once", fields=["review", "store"]),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}"


class ReviewAction(ReviewPart):
    """What will be done better; becomes a task when the review is confirmed, and enters the next plan.

    What was agreed on with the customer afterwards has its day, and is a task at once.
    """

    review = models.ForeignKey(BusinessReview, on_delete=models.CASCADE, related_name="actions")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    text = models.CharField(_("what to do"), max_length=200)
    due_on = models.DateField(_("due on"))
    task_client_id = models.UUIDField(unique=True)
    agreed_on = models.DateField(_("agreed on with the customer"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("review action")
        verbose_name_plural = _("review actions")

    def __str__(self) -> str:
        return self.text


class ReviewRemark(ReviewPart):
    """The manager's remark when a review is returned."""

    review = models.ForeignKey(BusinessReview, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField(_("remark"), max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="reports_reviewremark_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


class ReviewWalk(ReviewPart):
    """How the rep went through a confirmed review with the customer: when, with whom, what was agreed on."""

    review = models.OneToOneField(BusinessReview, on_delete=models.CASCADE, related_name="walk")
    held_on = models.DateField(_("gone through on"))
    with_whom = models.CharField(_("with whom"), max_length=100)
    agreed = models.TextField(_("what was agreed on"), max_length=2000)
    confirmation = models.CharField(_("confirmed by the customer"), max_length=10, choices=Confirmed)
    confirmed_by = models.CharField(_("name of who confirmed"), max_length=60, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("walk through a review with the customer")
        verbose_name_plural = _("walks through reviews with customers")
        constraints = [
            models.CheckConstraint(
                name="reports_reviewwalk_confirmation_known", condition=Q(confirmation__in=Confirmed.values)
            ),
            models.CheckConstraint(
                name="reports_reviewwalk_confirmed_has_name",
                condition=Q(confirmation=Confirmed.NOT_YET, confirmed_by="")
                | (~Q(confirmation=Confirmed.NOT_YET) & ~Q(confirmed_by="")),
                violation_error_message=_("Say who confirmed it; leave the name empty while nobody has."),
            ),
            models.CheckConstraint(name="reports_reviewwalk_says_what", condition=~Q(agreed="") & ~Q(with_whom="")),
        ]

    def __str__(self) -> str:
        return f"{self.with_whom} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()
