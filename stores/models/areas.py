"""What a center covers, so that positions outside of it are seen (handbook H2.2)."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center

PREFIXES = RegexValidator(r"^\d{2,6}( \d{2,6})*$", _("Write codes of two to six digits with spaces between them."))


class CenterArea(models.Model):
    """A center's own area; without a row it is told by the division codes of the center's stores."""

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="area", verbose_name=_("center"))
    division_prefixes = models.CharField(
        _("division codes"),
        max_length=200,
        blank=True,
        validators=[PREFIXES],
        help_text=_("Codes of provinces, cities or districts, such as 3301 3305. Left blank: where its stores are."),
    )
    radius_km = models.PositiveSmallIntegerField(
        _("distance from a district's middle (km)"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(500)],
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("center's area")
        verbose_name_plural = _("centers' areas")
        constraints = [
            models.CheckConstraint(
                name="stores_centerarea_radius_sane", condition=Q(radius_km__gte=5, radius_km__lte=500)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center}"
