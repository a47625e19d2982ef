"""Further contacts of stores and customers; the main one stands in the archive itself (handbook H2.1, H2.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from stores.models.customers import Customer
from stores.models.stores import Store


class Contact(ScopedModel):
    """A person to talk to beside the main contact."""

    name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("position held"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " · ".join(part for part in (self.name, self.role, self.phone, self.note) if part)


class StoreContact(Contact):
    scope_center = "owner__center"
    scope_rep = ("owner__rep",)

    owner = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("store"))

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(name="stores_storecontact_once", fields=["owner", "name", "phone"]),
            models.CheckConstraint(name="stores_storecontact_named", condition=~models.Q(name="")),
        ]


class CustomerContact(Contact):
    scope_center = "owner__center"
    scope_rep = ("owner__rep", "owner__stores__rep")

    owner = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("customer"))

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(name="stores_customercontact_once", fields=["owner", "name", "phone"]),
            models.CheckConstraint(name="stores_customercontact_named", condition=~models.Q(name="")),
        ]
