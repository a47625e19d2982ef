"""The contacts of a store or a customer beside the main one (handbook H2.1, H2.2)."""

from django.db.models import QuerySet

from stores.models import Customer, Store
from stores.models.contacts import Contact

# How the history of an owner names one of its contacts: `contact:` and the id.
CONTACT = "contact"


def contacts_of(owner: Store | Customer) -> QuerySet[Contact]:
    """Whoever sees the owner sees its contacts. One query."""
    return owner.contacts.unscoped(because="the owner was seen already").order_by("name", "pk")
