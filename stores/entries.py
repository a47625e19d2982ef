"""The room's places in the menu."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.nav import EVERYBODY, NavEntry, NavGroup, register

_DECIDERS = EVERYBODY - {Role.REP}
_KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})
_UPKEEPERS = _KEEPERS | {Role.REP}


def register_entries() -> None:
    register(
        NavEntry(_("Stores"), "stores:store_list", "shop", group=NavGroup.STORES, order=10, is_bottom=True),
        NavEntry(_("Proposed stores"), "stores:proposal_list", "shop-window", _UPKEEPERS, NavGroup.STORES, 15),
        NavEntry(_("Customers"), "stores:customer_list", "briefcase", group=NavGroup.STORES, order=20),
        NavEntry(_("Hand stores over"), "stores:hand_over_list", "arrow-left-right", _KEEPERS, NavGroup.STORES, 25),
        NavEntry(_("Sales records"), "stores:sale_list", "receipt", group=NavGroup.STORES, order=30),
        NavEntry(_("Catalogue"), "stores:model_list", "phone", group=NavGroup.STORES, order=40),
        NavEntry(_("Distribution"), "stores:distribution", "grid-3x3-gap", group=NavGroup.STORES, order=45),
        NavEntry(_("Classification"), "stores:run_list", "bar-chart-steps", _DECIDERS, NavGroup.STORES, 50),
        NavEntry(_("Archive upkeep"), "stores:upkeep", "clipboard-check", _UPKEEPERS, NavGroup.STORES, 70),
        NavEntry(_("Likely duplicates"), "stores:twins_list", "intersect", _KEEPERS, NavGroup.STORES, 60),
    )
