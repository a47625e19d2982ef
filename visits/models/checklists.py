"""What a visit asks for, in versions of each center's own (handbook H5.2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import StoreFormat
from stores.models import Store
from visits.choices import VisitStep
from visits.models.visits import Visit, VisitPart


class Checklist(ScopedModel):
    """One version of a center's checklist; a visit keeps the version that it began with."""

    scope_rep = ("center__users",)

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    version = models.PositiveIntegerField(_("version"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("checklist of visits")
        verbose_name_plural = _("checklists of visits")
        constraints = [
            models.UniqueConstraint(name="visits_checklist_version_once", fields=["center", "version"]),
            models.UniqueConstraint(
                name="visits_checklist_one_draft", fields=["center"], condition=Q(published_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("visits:checklist_detail", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ChecklistLine(ScopedModel):
    """A step of the visit in its place, required or not; or a point of the center's own, to be ticked.

    `only_classes` (such as AB) and `only_formats` (codes with commas) say where it is required; empty is everywhere.
    """

    scope_center = "checklist__center"
    scope_rep = ("checklist__center__users",)

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("place"), validators=[MinValueValidator(1)])
    step = models.CharField(_("step"), max_length=8, choices=VisitStep)
    title = models.CharField(_("what to do"), max_length=80, blank=True)
    title_en = models.CharField(_("in English"), max_length=80, blank=True)
    is_required = models.BooleanField(_("must be done"), default=True)
    only_classes = models.CharField(_("only for classes"), max_length=8, blank=True)
    only_formats = models.CharField(_("only for formats"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("lines of the checklist")
        constraints = [
            models.UniqueConstraint(name="visits_checklistline_place_once", fields=["checklist", "position"]),
            models.UniqueConstraint(
                name="visits_checklistline_step_once",
                fields=["checklist", "step"],
                condition=~Q(step=VisitStep.POINTS),
                violation_error_message=_("This step stands in the checklist already."),
            ),
            models.CheckConstraint(name="visits_checklistline_step_known", condition=Q(step__in=VisitStep.values)),
            models.CheckConstraint(
                name="visits_checklistline_own_has_title",
                condition=(Q(step=VisitStep.POINTS) & ~Q(title="")) | (~Q(step=VisitStep.POINTS) & Q(title="")),
                violation_error_message=_("Say what is to be done."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_point(self) -> bool:
        return self.step == VisitStep.POINTS

    @property
    def name(self) -> str:
        """The step, or the point in the reader's language."""
        if not self.is_point:
            return str(self.get_step_display())
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def format_labels(self) -> list[str]:
        """The formats it applies to, in words."""
        return [str(StoreFormat(code).label) for code in self.only_formats.split(",") if code]

    def applies_to(self, store: Store) -> bool:
        """Whether it is for a store of that class and format."""
        is_of_class = not self.only_classes or store.store_class in self.only_classes
        return is_of_class and (not self.only_formats or store.format in self.only_formats.split(","))


class VisitTick(VisitPart):
    """A point of the checklist that was done in a visit; words may say how it went."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="ticks")
    line = models.ForeignKey(ChecklistLine, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("how it went"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="visits_visittick_once", fields=["visit", "line"])]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.words}"
