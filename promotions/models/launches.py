"""Launches of new models, and what marketing gives along with them (handbook H6.1)."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.choices import LaunchFileKind, LaunchStatus
from promotions.models.files import launch_storage
from promotions.querysets import LaunchQuerySet, OfLaunchQuerySet
from stores.models import HandsetModel


class Launch(models.Model):
    """New models that certain stores are to carry and display by a day; the company's own.

    `rule` keeps by what the stores were found, `split_rule` the version by which the quantity was shared out.
    """

    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(
        _("in all stores by"), help_text=_("The last day; the norm is four weeks after the start.")
    )
    answer_due_on = models.DateField(_("centers answer by"), null=True, blank=True)
    arguments = models.TextField(_("arguments"), max_length=2000, blank=True)
    predecessor = models.ForeignKey(
        HandsetModel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("predecessor"),
        help_text=_("Stores get their share by what they sold of it."),
    )
    course = models.ForeignKey(
        "promotions.Course",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course"),
        help_text=_("Promoters in the target stores are to have passed it by the start."),
    )

    rule = models.JSONField(default=dict, editable=False)
    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    split_rule = models.CharField(max_length=30, blank=True, editable=False)
    split_on = models.DateField(null=True, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=LaunchStatus, default=LaunchStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = LaunchQuerySet.as_manager()

    class Meta:
        verbose_name = _("launch")
        verbose_name_plural = _("launches")
        constraints = [
            models.CheckConstraint(name="promotions_launch_status_known", condition=Q(status__in=LaunchStatus.values)),
            models.CheckConstraint(
                name="promotions_launch_span",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day must lie after the first."),
            ),
        ]
        indexes = [models.Index(fields=["status", "-starts_on"], name="promotions_launch_by_status")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("promotions:launch_detail", args=[self.pk])

    @property
    def days(self) -> int:
        """How long the stores have, both ends included."""
        return (self.ends_on - self.starts_on).days + 1

    def is_running(self, on: date) -> bool:
        return self.status == LaunchStatus.PUBLISHED and self.starts_on <= on


class LaunchModel(models.Model):
    """One model of a launch with the price that every store asks, and its part of each store's quantity."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="models")
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    price_yuan = models.DecimalField(
        _("price (CNY)"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    weight = models.PositiveSmallIntegerField(
        _("parts of the quantity"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    objects = OfLaunchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="promotions_launchmodel_once", fields=["launch", "model"]),
            models.CheckConstraint(name="promotions_launchmodel_weight", condition=Q(weight__gte=1, weight__lte=100)),
            models.CheckConstraint(
                name="promotions_launchmodel_price", condition=Q(price_yuan__isnull=True) | Q(price_yuan__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.launch_id}: {self.model_id}"


class LaunchFile(models.Model):
    """Training or sales material; handed out by the program alone, to those who see the launch."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=LaunchFileKind)
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("file"), storage=launch_storage, upload_to="launches/%Y/%m", max_length=200)
    name = models.CharField(max_length=120, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfLaunchQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a launch")
        verbose_name_plural = _("files of launches")
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.CheckConstraint(name="promotions_launchfile_kind_known", condition=Q(kind__in=LaunchFileKind.values))
        ]

    def __str__(self) -> str:
        return self.title
