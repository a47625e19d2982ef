"""Deadlines as objects: who owes what, until when, met when (handbook H1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel, ScopedQuerySet
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month


class DeadlineQuerySet(ScopedQuerySet):
    def of_month(self, month: Month):
        return self.filter(month=month.first_day)

    def open(self):
        return self.filter(met_at__isnull=True)

    def met(self):
        return self.filter(met_at__isnull=False)

    def overdue(self, on):
        return self.open().filter(due_on__lt=on)


class Deadline(ScopedModel):
    """One duty of one rep for one subject (a customer) and month; due at the end of `due_on`.

    `subject_id` names the row of the upper room that owes it; the label is kept for lists.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=DeadlineKind)
    month = models.DateField(_("month"))
    subject_id = models.BigIntegerField()
    subject = models.CharField(_("subject"), max_length=120)
    url = models.CharField(max_length=200, blank=True)

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))

    due_on = models.DateField(_("due on"))
    is_assumed = models.BooleanField(
        _("calendar provisional"),
        default=False,
        help_text=_("The public calendar of that year is not known yet."),
    )
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                name="periods_deadline_one_per_subject_month", fields=["kind", "month", "subject_id"]
            ),
            models.CheckConstraint(name="periods_deadline_kind_known", condition=Q(kind__in=DeadlineKind.values)),
            models.CheckConstraint(name="periods_deadline_first_of_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["rep", "due_on"], name="periods_deadline_of_rep")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m} {self.subject}"
