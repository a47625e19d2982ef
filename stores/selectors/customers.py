"""What the page of a customer shows (handbook H2.1)."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from salesops.accounts.actor import Actor
from stores.models import Customer, Store


def with_store_count(customers: QuerySet[Customer], actor: Actor) -> QuerySet[Customer]:
    """Add how many of a customer's stores this person sees. No query of its own."""
    stores = Store.objects.visible_to(actor).standing().filter(customer=OuterRef("pk")).order_by().values("customer")
    return customers.annotate(store_count=Coalesce(Subquery(stores.annotate(n=Count("pk")).values("n")), 0))


def stores_of(customer: Customer, actor: Actor) -> QuerySet[Store]:
    """The customer's stores that this person sees. One query."""
    return Store.objects.visible_to(actor).standing().filter(customer=customer).select_related("rep").order_by("code")
