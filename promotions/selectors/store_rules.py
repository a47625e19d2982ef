"""Which stores a launch or promotion asks for (handbook H6)."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from salesops.accounts.actor import Actor
from stores.divisions import prefixes_called
from stores.models import Store


@dataclass(frozen=True, slots=True)
class StoreRule:
    """What a store must be like; an empty part lets all through.

    `divisions` are names or beginnings of the code with spaces between them; a store of any of them is taken.
    """

    center_ids: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    divisions: str = ""


def stores_by_rule(rule: StoreRule, actor: Actor) -> QuerySet[Store]:
    """Active stores that a rule finds among those the actor sees, by code."""
    stores = Store.objects.visible_to(actor).active()
    for name, part in (("center", rule.center_ids), ("store_class", rule.classes), ("format", rule.formats)):
        if part:
            stores = stores.filter(**{f"{name}__in": part})
    if rule.divisions.strip():
        prefixes = {prefix for of_word in prefixes_called(rule.divisions) for prefix in of_word}
        anywhere = [Q(division_code__startswith=prefix) for prefix in sorted(prefixes)]
        stores = stores.filter(reduce(or_, anywhere)) if anywhere else stores.none()
    return stores.order_by("code")
