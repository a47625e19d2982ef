"""The in-store image standard, in versions (handbook H5.5)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stores.choices import StoreFormat
from stores.models import Store
from visits.choices import ItemKind
from visits.models.files import photo_storage


class ImageStandard(models.Model):
    """One version of what a store should look like; a visit keeps the version it was scored by."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    mend_percent = models.PositiveSmallIntegerField(
        _("an item fails below (%)"),
        default=60,
        validators=[MaxValueValidator(100)],
        help_text=_("A failed item becomes a task of the store's rep; 0: none does."),
    )
    is_published = models.BooleanField(_("published"), default=False)

    class Meta:
        verbose_name = _("image standard")
        verbose_name_plural = _("image standards")

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class ImageItem(models.Model):
    """One line of the standard: counted against a required number, or scored by level.

    `only_classes` (such as AB) and `only_formats` (codes with commas) say where it applies; empty is everywhere.
    """

    standard = models.ForeignKey(ImageStandard, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("item"), max_length=80)
    name_en = models.CharField(_("item in English"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=ItemKind)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MinValueValidator(1)])
    required = models.PositiveSmallIntegerField(
        _("required number or highest level"), validators=[MinValueValidator(1)]
    )
    only_classes = models.CharField(_("only for classes"), max_length=8, blank=True)
    only_formats = models.CharField(_("only for formats"), max_length=80, blank=True)
    example = models.FileField(_("example photo"), max_length=200, storage=photo_storage, blank=True)

    class Meta:
        verbose_name = _("image item")
        verbose_name_plural = _("image items")
        constraints = [
            models.UniqueConstraint(name="visits_imageitem_position_once", fields=["standard", "position"]),
            models.CheckConstraint(name="visits_imageitem_kind_known", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(name="visits_imageitem_positive", condition=Q(weight__gte=1, required__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def format_labels(self) -> list[str]:
        """The formats it applies to, in words."""
        return [str(StoreFormat(code).label) for code in self.only_formats.split(",") if code]

    def applies_to(self, store: Store) -> bool:
        """Whether this item is looked at in a store of that class and format."""
        is_of_class = not self.only_classes or store.store_class in self.only_classes
        return is_of_class and (not self.only_formats or store.format in self.only_formats.split(","))
