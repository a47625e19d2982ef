"""What belongs together: a store to its customer's center, a rep to the same (handbook H0, H2)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from stores.choices import CustomerKind
from stores.models import Customer, Store
from stores.rules import is_rep_of


def require_fields(actor: Actor, names: Iterable[str], allowed: frozenset[str]) -> None:
    """Refuse what a forged form would add to the fields this person may change."""
    if not allowed.issuperset(names):
        raise PermissionDenied(", ".join(sorted(set(names) - allowed)))


def check_store_belongs(store: Store) -> None:
    """Refuse a store in another center than its customer, or with a rep of elsewhere."""
    mistakes = {}
    if store.customer.center_id != store.center_id:
        mistakes["customer"] = _("The customer belongs to another center.")
    if not is_rep_of(store.rep, store.center_id):
        mistakes["rep"] = _("Choose an active rep of the store's center.")
    if mistakes:
        raise ValidationError(mistakes)


def check_customer_belongs(customer: Customer) -> None:
    """Refuse a rep or a dealer of another center, and a move away from the customer's own stores."""
    mistakes = {}
    if not is_rep_of(customer.rep, customer.center_id):
        mistakes["rep"] = _("Choose an active rep of the customer's center.")
    if customer.dealer and not _is_dealer_of(customer.dealer, customer):
        mistakes["dealer"] = _("Choose a dealer of the same center.")
    if customer.pk and _stores_elsewhere(customer):
        mistakes["center"] = _("The customer has stores in its present center; move them first.")
    if mistakes:
        raise ValidationError(mistakes)


def _is_dealer_of(dealer: Customer, customer: Customer) -> bool:
    return dealer.kind == CustomerKind.DEALER and dealer.center_id == customer.center_id and dealer.pk != customer.pk


def _stores_elsewhere(customer: Customer) -> bool:
    stores = Store.objects.unscoped(because="a rule over all stores of the customer")
    return stores.filter(customer=customer).exclude(center_id=customer.center_id).exists()
