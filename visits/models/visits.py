"""Visits and their evidence (handbook H5.2, H5.3)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Sku, Store
from visits.choices import OutsideReason, PhotoReview, VisitStatus, VisitStep
from visits.models.files import photo_storage
from visits.models.image import ImageItem, ImageStandard
from visits.models.routes import PlannedVisit
from visits.querysets import VisitQuerySet


class Visit(ScopedModel):
    """One stay of one rep in one store, from check-in to check-out.

    The phone makes `client_id`, so that a visit sent twice exists once. Minutes of a visit without a
    check-out are unknown, never invented.
    """

    scope_rep = ("rep", "store__rep")

    client_id = models.UUIDField(unique=True)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="visits", verbose_name=_("store"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned = models.OneToOneField(PlannedVisit, on_delete=models.PROTECT, null=True, blank=True, related_name="visit")

    visited_on = models.DateField(_("day"))
    checked_in_at = models.DateTimeField(_("check-in"))
    checked_in_device_at = models.DateTimeField(null=True, blank=True)
    # When the phone made the visit's record, by its own clock: not the moment of sending.
    entered_device_at = models.DateTimeField(null=True, blank=True)
    checkin_lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    checkin_lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    checkin_accuracy_metres = models.PositiveIntegerField(null=True, blank=True)
    checkin_distance_metres = models.PositiveIntegerField(_("distance from the store (m)"), null=True, blank=True)
    outside_reason = models.CharField(_("reason outside the radius"), max_length=16, choices=OutsideReason, blank=True)
    outside_note = models.CharField(_("note"), max_length=200, blank=True)
    marks = models.JSONField(default=list)

    checked_out_at = models.DateTimeField(_("check-out"), null=True, blank=True)
    checked_out_device_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes in the store"), null=True, blank=True)

    checklist = models.ForeignKey("visits.Checklist", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    image_standard = models.ForeignKey(ImageStandard, on_delete=models.PROTECT, null=True, blank=True)
    image_score = models.DecimalField(_("image score"), max_digits=4, decimal_places=1, null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    status = models.CharField(_("status"), max_length=12, choices=VisitStatus, default=VisitStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # Of a visit that was sent whole: tells the same content sent again from another content.
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField()
    # When a step was last saved on the page, to measure what the steps take.
    last_act_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(
                name="visits_visit_one_open_per_person",
                fields=["done_by"],
                condition=Q(status=VisitStatus.OPEN),
            ),
            models.CheckConstraint(name="visits_visit_status_known", condition=Q(status__in=VisitStatus.values)),
            models.CheckConstraint(
                name="visits_visit_closed_has_checkout",
                condition=Q(status=VisitStatus.CLOSED, checked_out_at__isnull=False, minutes__isnull=False)
                | (~Q(status=VisitStatus.CLOSED) & Q(checked_out_at__isnull=True, minutes__isnull=True)),
            ),
            models.CheckConstraint(
                name="visits_visit_out_after_in",
                condition=Q(checked_out_at__isnull=True) | Q(checked_out_at__gte=F("checked_in_at")),
            ),
            models.CheckConstraint(
                name="visits_visit_score_in_range",
                condition=Q(image_score__isnull=True) | Q(image_score__gte=0, image_score__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["-visited_on", "-checked_in_at", "-id"], name="visits_visit_newest"),
            models.Index(fields=["store", "-visited_on"], name="visits_visit_of_store"),
            models.Index(fields=["rep", "-visited_on"], name="visits_visit_of_rep"),
            models.Index(fields=["center", "-visited_on"], name="visits_visit_of_center"),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.store_id}"

    def get_absolute_url(self) -> str:
        return reverse("visits:visit_detail", args=[self.pk])


class VisitPart(ScopedModel):
    """Base of what belongs to one visit and is seen by whoever sees the visit."""

    scope_center = "visit__center"
    scope_rep = ("visit__rep", "visit__store__rep")

    class Meta:
        abstract = True


class VisitCount(VisitPart):
    """Stock found and units sold since the last visit, for one SKU; either may be left open."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="counts")
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+")
    stock = models.PositiveIntegerField(_("stock"), null=True, blank=True)
    sold = models.IntegerField(_("sold since the last visit"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_visitcount_once", fields=["visit", "sku"]),
            models.CheckConstraint(
                name="visits_visitcount_something",
                condition=Q(stock__isnull=False) | Q(sold__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku_id}: {self.stock}/{self.sold}"


class ImageCheck(VisitPart):
    """What was measured for one item of the image standard; `not_applicable` is not zero."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="image_checks")
    item = models.ForeignKey(ImageItem, on_delete=models.PROTECT, related_name="+")
    measured = models.PositiveSmallIntegerField(_("measured"), null=True, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_imagecheck_once", fields=["visit", "item"]),
            models.CheckConstraint(
                name="visits_imagecheck_measured_or_na",
                condition=Q(measured__isnull=False, not_applicable=False)
                | Q(measured__isnull=True, not_applicable=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.measured}"


class VisitPhoto(VisitPart):
    """One photo, re-encoded by us and without its EXIF; its time and place were read before.

    Of its place only the distance from the store is kept. `likeness` is the print by which the same photo is
    recognised again; `item` says which line of the image standard it shows.
    """

    client_id = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(max_length=200, storage=photo_storage)
    thumb = models.FileField(max_length=200, storage=photo_storage, blank=True)
    sha256 = models.CharField(max_length=64)
    # Of the file as it was sent, before we made it anew: the sender can prove what it gave.
    sent_sha256 = models.CharField(max_length=64, blank=True)
    likeness = models.CharField(max_length=128, blank=True)
    step = models.CharField(_("what the photo shows"), max_length=8, choices=VisitStep, default=VisitStep.PHOTO)
    item = models.ForeignKey(
        ImageItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("item")
    )
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    distance_metres = models.PositiveIntegerField(null=True, blank=True)
    review = models.CharField(_("looked at"), max_length=8, choices=PhotoReview, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [models.Index(fields=["sha256"], name="visits_photo_by_content")]

    def __str__(self) -> str:
        return self.sha256[:12]


class SkippedStep(VisitPart):
    """A step that was left out, with the reason."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="skipped_steps")
    step = models.CharField(max_length=8, choices=VisitStep)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_skippedstep_once", fields=["visit", "step"]),
            models.CheckConstraint(name="visits_skippedstep_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.step
