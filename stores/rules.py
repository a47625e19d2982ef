"""Who may do what to the archive, the catalogue and the classes (handbook H0)."""

from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

STORE_FACTS = frozenset(
    {
        "name",
        "format",
        "division_code",
        "address",
        "contact_name",
        "contact_role",
        "contact_note",
        "phone",
        "opens_at",
        "closes_at",
        "hours_are_checked",
        "area_m2",
        "counters",
        "competitor_counters",
        "staff_count",
        "monthly_capacity_units",
    }
)
# A rep reports a wrong position in a visit; the manager decides where a store is (handbook H5.3).
STORE_MANAGEMENT = STORE_FACTS | {"lon", "lat", "position_system", "status", "opened_on", "closed_on"}
STORE_ARCHIVE = STORE_MANAGEMENT | {"code", "customer", "center", "rep", "store_class"}

CUSTOMER_FACTS = frozenset({"legal_name", "tax_id", "contact_name", "contact_role", "contact_note", "phone"})
CUSTOMER_MANAGEMENT = CUSTOMER_FACTS | {
    "name",
    "kind",
    "rep",
    "dealer",
    "payment_days",
    "credit_yuan",
    "cooperates_since",
    "rebate_percent",
    "monthly_support_yuan",
    "monthly_cost_yuan",
    "status",
}
CUSTOMER_ARCHIVE = CUSTOMER_MANAGEMENT | {"code", "center"}

# What is one object's own is never typed for many at once; people and places change hands in other ways.
ONE_BY_ONE = frozenset(
    {
        "code",
        "name",
        "legal_name",
        "tax_id",
        "address",
        "lon",
        "lat",
        "position_system",
        "customer",
        "center",
        "rep",
        "store_class",
    }
)


def is_rep_of(person: Any, center_id: int | None) -> bool:
    """Whether somebody is an active rep of a center, and so can be responsible there."""
    return person.role == Role.REP and person.center_id == center_id and person.is_active


def keeps_archive(actor: Actor) -> bool:
    """Whether the whole archive is this actor's to keep: the admin, or a job."""
    return actor.is_admin or actor.is_job


def editable_store_fields(actor: Actor, store: Any) -> frozenset[str]:
    """Which fields of a store this person may change; none if it is not its own, or was merged into another."""
    if store.merged_into_id:
        return frozenset()
    if keeps_archive(actor):
        return STORE_ARCHIVE
    if actor.manages(store.center_id):
        return STORE_MANAGEMENT
    return STORE_FACTS if actor.works_for(store.rep_id) else frozenset()


def may_edit_store(actor: Actor, store: Any) -> bool:
    return bool(editable_store_fields(actor, store))


def editable_customer_fields(actor: Actor, customer: Any) -> frozenset[str]:
    """Which fields of a customer this person may change; a rep changes only customers it plans."""
    if customer.merged_into_id:
        return frozenset()
    if keeps_archive(actor):
        return CUSTOMER_ARCHIVE
    if actor.manages(customer.center_id):
        return CUSTOMER_MANAGEMENT
    return CUSTOMER_FACTS if actor.works_for(customer.rep_id) else frozenset()


def may_edit_customer(actor: Actor, customer: Any) -> bool:
    return bool(editable_customer_fields(actor, customer))


def store_fields_of(actor: Actor) -> frozenset[str]:
    """Which fields of its own stores a person of this role may change."""
    return _of_role(actor, STORE_ARCHIVE, STORE_MANAGEMENT, STORE_FACTS)


def customer_fields_of(actor: Actor) -> frozenset[str]:
    return _of_role(actor, CUSTOMER_ARCHIVE, CUSTOMER_MANAGEMENT, CUSTOMER_FACTS)


def bulk_store_fields(actor: Actor) -> frozenset[str]:
    """Which fields of its stores a person of this role may change for many at once."""
    return store_fields_of(actor) - ONE_BY_ONE


def bulk_customer_fields(actor: Actor) -> frozenset[str]:
    return customer_fields_of(actor) - ONE_BY_ONE


def edits_in_bulk(actor: Actor, edit: Any) -> bool:
    """A bulk edit is made and undone by whom typed it."""
    return actor.user_id is not None and actor.user_id == edit.made_by_id


def _of_role(actor: Actor, archive: frozenset[str], management: frozenset[str], facts: frozenset[str]):
    if keeps_archive(actor):
        return archive
    if actor.is_manager:
        return management
    return facts if actor.is_rep else frozenset()


def may_create_in_archive(actor: Actor, center_id: int | None) -> bool:
    """Whether this person may add customers and stores to that center."""
    return keeps_archive(actor) or actor.manages(center_id)


def proposes_stores(actor: Actor, subject: Any = None) -> bool:
    """A rep proposes; who may make stores makes them."""
    return actor.is_rep and actor.center_id is not None


def works_on_proposal(actor: Actor, proposal: Any) -> bool:
    """Whoever proposed a store, or stands in for that rep, changes and withdraws it."""
    return actor.works_for(proposal.rep_id)


def decides_proposal(actor: Actor, proposal: Any) -> bool:
    return may_create_in_archive(actor, proposal.center_id)


def may_hand_over(actor: Actor, store: Any) -> bool:
    return not store.merged_into_id and (keeps_archive(actor) or actor.manages(store.center_id))


def may_merge(actor: Actor, archive: Any) -> bool:
    """Whether this person decides what is one and what is two, of the center of a store, customer, pair or merge."""
    return actor.is_admin or actor.manages(archive.center_id)


def may_record_sales(actor: Actor, store: Any) -> bool:
    """Whether this person types and corrects the sales of a store; a merged one has no more of its own."""
    if store.merged_into_id:
        return False
    return keeps_archive(actor) or actor.manages(store.center_id) or actor.works_for(store.rep_id)


def may_place_store(actor: Actor, store: Any) -> bool:
    """Whether this person decides where the store is."""
    return "lon" in editable_store_fields(actor, store)


def may_keep_contacts(actor: Actor, owner: Any) -> bool:
    """Whoever keeps the contact of a store or a customer keeps its further contacts too."""
    editable = editable_store_fields if hasattr(owner, "customer_id") else editable_customer_fields
    return "contact_name" in editable(actor, owner)


def may_set_area(actor: Actor, area: Any) -> bool:
    """What a center covers is its manager's to say, and the admin's."""
    return keeps_archive(actor) or actor.manages(area.center_id)


def may_set_weights(actor: Actor, weights: Any) -> bool:
    """What an archive should say is a parameter, the admin's."""
    return keeps_archive(actor)


def hands_over_in(actor: Actor, center_id: int | None) -> bool:
    """Whether this person hands over stores and customers of the reps of that center."""
    return keeps_archive(actor) or actor.manages(center_id)


def decides_hand_over(actor: Actor, hand_over: Any) -> bool:
    return hands_over_in(actor, hand_over.center_id)


def may_edit_catalogue(actor: Actor, model: Any = None) -> bool:
    """Catalogue and prices are marketing's."""
    return actor.role == Role.MARKETING or keeps_archive(actor)


def may_set_distribution(actor: Actor, standard: Any = None) -> bool:
    """Which models a store must carry is marketing's word, for the whole company."""
    return actor.role == Role.MARKETING or keeps_archive(actor)


def may_decide_classes(actor: Actor, subject: Any) -> bool:
    """Whether this person decides on the classes of the center that a run, rule or store belongs to."""
    return actor.is_job or actor.manages(subject.center_id)


def may_set_class_rule(actor: Actor, rule: Any) -> bool:
    """Lines and window are the center manager's; parameters are the admin's too."""
    return keeps_archive(actor) or actor.manages(rule.center_id)
