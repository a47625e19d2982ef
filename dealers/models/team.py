"""A dealer's own sales people: who they are, their stores by date, their training (handbook H10.5).

Of a person only the name and the work are kept: no phone, no number of a card.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.dealer_querysets import SpanQuerySet
from dealers.team_choices import PersonRole, TrainingTopic
from dealers.team_querysets import PersonQuerySet
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, Store


class DealerPerson(ScopedModel):
    """One person on a dealer's payroll; no login and never one."""

    scope_center = "customer__center"
    scope_rep = "customer__rep"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))
    name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("role"), max_length=10, choices=PersonRole, default=PersonRole.SALES)
    joined_on = models.DateField(_("there since"))
    left_on = models.DateField(_("last day"), null=True, blank=True)
    duties = models.CharField(_("daily work"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a dealer")
        verbose_name_plural = _("people of dealers")
        constraints = [
            models.CheckConstraint(name="dealers_person_role_known", condition=Q(role__in=PersonRole.values)),
            models.CheckConstraint(
                name="dealers_person_left_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "left_on"], name="dealers_person_of_dealer")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dealers:person_detail", args=[self.pk])


class PersonStore(ScopedModel):
    """A store that one person of a dealer looks after, until the day before `ends_on`; no span of it overlaps."""

    scope_center = "person__customer__center"
    scope_rep = "person__customer__rep"

    person = models.ForeignKey(DealerPerson, on_delete=models.CASCADE, related_name="stores", verbose_name=_("person"))
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("store of a dealer's person")
        verbose_name_plural = _("stores of dealers' people")
        constraints = [
            models.CheckConstraint(
                name="dealers_personstore_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["store", "starts_on"], name="dealers_personstore_of_store")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.store_id} {self.starts_on}"


class PersonTraining(ScopedModel):
    """One training that a person of a dealer took part in."""

    scope_center = "person__customer__center"
    scope_rep = "person__customer__rep"

    person = models.ForeignKey(
        DealerPerson, on_delete=models.CASCADE, related_name="trainings", verbose_name=_("person")
    )
    topic = models.CharField(_("topic"), max_length=10, choices=TrainingTopic)
    held_on = models.DateField(_("held on"))
    score = models.PositiveSmallIntegerField(
        _("test score (0–100)"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("training of a dealer's person")
        verbose_name_plural = _("trainings of dealers' people")
        constraints = [
            models.CheckConstraint(name="dealers_training_topic_known", condition=Q(topic__in=TrainingTopic.values)),
            models.CheckConstraint(
                name="dealers_training_score_sane", condition=Q(score__isnull=True) | Q(score__lte=100)
            ),
            models.UniqueConstraint(
                name="dealers_training_once_a_day",
                fields=["person", "topic", "held_on"],
                violation_error_message=_("This training is written down already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:person_detail", args=[self.person_id])
