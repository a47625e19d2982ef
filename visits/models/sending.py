"""What phones send: receipts, photos on their way, and visits that were not taken (handbook H5.4)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from visits.choices import ParkedKind, ParkedOutcome, VisitStep
from visits.models.image import ImageItem
from visits.models.visits import Visit, VisitPhoto


class Receipt(ScopedModel):
    """The proof that a visit was taken: numbered for each sender without a gap, each chained to the one before.

    Either side can show it: the chain's digest holds number, id and content of all that came earlier.
    """

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="receipt")

    number = models.PositiveIntegerField(_("number"))
    content_sha256 = models.CharField(max_length=64)
    chain_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(name="visits_receipt_number_once", fields=["rep", "number"]),
            models.CheckConstraint(name="visits_receipt_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} #{self.number}"


class PhotoUpload(ScopedModel):
    """One photo on its way, in pieces, before or after its visit; its visit takes it when both are here."""

    client_id = models.UUIDField(unique=True)
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    photo = models.OneToOneField(VisitPhoto, on_delete=models.CASCADE, null=True, blank=True, related_name="upload")

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(null=True, blank=True)
    received_bytes = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=8, choices=VisitStep, default=VisitStep.PHOTO)
    item = models.ForeignKey(ImageItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    # Of a whole photo that still waits for its visit; with it, or after a week without it, the place goes.
    place_lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    place_lat = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    # Made anew by us as soon as the last piece is here, until the visit takes it.
    content = models.BinaryField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    refusal = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_photoupload_not_too_much",
                condition=Q(size__isnull=True, received_bytes=0) | Q(received_bytes__lte=F("size")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.received_bytes}/{self.size}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to come from the phone."""
        return self.content is not None or self.photo_id is not None or bool(self.refusal)


class PhotoPiece(ScopedModel):
    """A piece of a photo's file from its offset on; gone once the photo is whole."""

    scope_center = "upload__center"
    scope_rep = "upload__rep"

    upload = models.ForeignKey(PhotoUpload, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="visits_photopiece_once", fields=["upload", "offset"])]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.offset}"


class ParkedVisit(ScopedModel):
    """One version of a visit that was sent and not taken, with the reasons; it holds up nothing.

    A conflict is another content under the id of a visit that stands: both stay readable.
    """

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="parked")

    client_id = models.UUIDField()
    body_sha256 = models.CharField(max_length=64)
    store_code = models.CharField(_("store code"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=ParkedKind)
    payload = models.JSONField()
    reasons = models.JSONField(_("reasons"), default=list)
    times_sent = models.PositiveIntegerField(_("times sent"), default=1)

    outcome = models.CharField(_("outcome"), max_length=8, choices=ParkedOutcome, default=ParkedOutcome.WAITING)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_because = models.CharField(_("reason"), max_length=200, blank=True)
    parked_at = models.DateTimeField(_("parked"))
    last_sent_at = models.DateTimeField(_("last sent"))

    class Meta:
        verbose_name = _("parked visit")
        verbose_name_plural = _("parked visits")
        constraints = [
            models.UniqueConstraint(name="visits_parkedvisit_version_once", fields=["rep", "client_id", "body_sha256"]),
            models.CheckConstraint(name="visits_parkedvisit_kind_known", condition=Q(kind__in=ParkedKind.values)),
            models.CheckConstraint(
                name="visits_parkedvisit_outcome_known", condition=Q(outcome__in=ParkedOutcome.values)
            ),
            models.CheckConstraint(
                name="visits_parkedvisit_settled_has_time",
                condition=Q(outcome=ParkedOutcome.WAITING, settled_at__isnull=True)
                | (~Q(outcome=ParkedOutcome.WAITING) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["rep", "outcome", "-parked_at"], name="visits_parked_of_rep")]

    def __str__(self) -> str:
        return f"{self.store_code} {self.client_id}"

    def get_absolute_url(self) -> str:
        return reverse("visits:parked_detail", args=[self.pk])
