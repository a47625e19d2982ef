"""Material of a promotion: what stores need, and what became of it (handbook H6.2)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from promotions.choices import MaterialKind, MoveKind
from promotions.models.promotions import Promotion
from salesops.accounts.scoping import ScopedModel
from stores.models import Store
from visits.models import Visit


class MaterialItem(models.Model):
    """One kind of material that each store of a promotion needs so much of before it begins."""

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="material_items")
    kind = models.CharField(_("kind"), max_length=8, choices=MaterialKind)
    name = models.CharField(_("name"), max_length=80)
    per_store = models.PositiveIntegerField(_("needed per store"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.UniqueConstraint(
                name="promotions_materialitem_once",
                fields=["promotion", "name"],
                violation_error_message=_("The promotion has material of this name already."),
            ),
            models.CheckConstraint(
                name="promotions_materialitem_kind_known", condition=Q(kind__in=MaterialKind.values)
            ),
            models.CheckConstraint(name="promotions_materialitem_needed", condition=Q(per_store__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class MaterialStock(ScopedModel):
    """What of one item was sent to, received in and used by a store: the sums of its moves, kept with each."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    item = models.ForeignKey(MaterialItem, on_delete=models.CASCADE, related_name="stocks")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    sent = models.PositiveIntegerField(_("sent"), default=0)
    received = models.PositiveIntegerField(_("received"), default=0)
    used = models.PositiveIntegerField(_("used"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="promotions_materialstock_once", fields=["item", "store"]),
            models.CheckConstraint(
                name="promotions_materialstock_tallies",
                condition=Q(received__lte=F("sent"), used__lte=F("received")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.store_id}: {self.sent}/{self.received}/{self.used}"


class MaterialMove(ScopedModel):
    """One sending, receiving or using of material; what was written wrongly is set right by a negative one."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    item = models.ForeignKey(MaterialItem, on_delete=models.CASCADE, related_name="moves")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("what happened"), max_length=8, choices=MoveKind)
    quantity = models.IntegerField(_("quantity"))
    moved_on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="promotions_materialmove_kind_known", condition=Q(kind__in=MoveKind.values)),
            models.CheckConstraint(name="promotions_materialmove_something", condition=~Q(quantity=0)),
        ]
        indexes = [models.Index(fields=["store", "item", "-moved_on"], name="promotions_materialmove_of")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.store_id} {self.kind}: {self.quantity}"
