"""Who gets what from the pages of the archive, the catalogue, sales and classes."""

from datetime import date

from salesops.accounts.actor import Actor
from stores.choices import ArchiveKind
from stores.models import DisplaySample, HandOver, StoreTwins
from stores.services import decide_hand_over, prepare_bulk_edit, prepare_hand_over, propose_classification
from stores.services.merging import Choice, merge
from tests.architecture.access import Access
from tests.factories.stores import (
    CustomerContactFactory,
    CustomerFactory,
    HandsetModelFactory,
    SalesMonthFactory,
    SalesRecordFactory,
    SkuFactory,
    StoreContactFactory,
    StoreFactory,
    StoreProposalFactory,
)
from tests.stores.classes import AT, MONTH

READ_ONLY = {"marketing": 403, "hq": 403}
NO_REP = {"rep": 403}
DONE = {"rep": 302, "colleague": 404, "manager": 302, **READ_ONLY, "admin": 302, "method": "post"}


def _store(cast) -> dict:
    return {"pk": StoreFactory(customer=CustomerFactory(rep=cast.rep)).pk}


def _store_contact(cast) -> dict:
    return {"pk": StoreContactFactory(owner__customer__rep=cast.rep).pk}


def _customer_contact(cast) -> dict:
    return {"pk": CustomerContactFactory(owner__rep=cast.rep).pk}


def _sale(cast) -> dict:
    return {"pk": SalesRecordFactory(store__customer__rep=cast.rep, quantity=3).pk}


def _sample(cast) -> dict:
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    sample = {"sku": SkuFactory(), "imei": f"{store.pk:015d}", "starts_on": date(2026, 10, 1)}
    return {"pk": DisplaySample.objects.create(store=store, **sample).pk}


def _customer(cast) -> dict:
    return {"pk": CustomerFactory(rep=cast.rep).pk}


def _bulk_edit(cast) -> dict:
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    edit = prepare_bulk_edit(
        ArchiveKind.STORE, [store], {"phone": "1"}, actor=cast.actor("rep"), at=AT, reason="总机换号"
    )
    return {"pk": edit.pk}


def _proposal(cast) -> dict:
    return {"pk": StoreProposalFactory(rep=cast.rep).pk}


def _rep(cast) -> dict:
    return {"rep": cast.rep.pk}


def _hand_over(cast) -> dict:
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    deed = {"on": date(2099, 1, 1), "actor": cast.actor("manager"), "at": AT, "reason": "调区"}
    return {"pk": prepare_hand_over(cast.rep, cast.colleague, [store], **deed).pk}


def _waiting(cast) -> dict:
    subject = _hand_over(cast)
    hand_over = HandOver.objects.unscoped(because="test").get(**subject)
    decide_hand_over(hand_over, actor=cast.actor("manager"), at=AT)
    return subject


def _model(cast) -> dict:
    return {"pk": HandsetModelFactory().pk}


def _run(cast) -> dict:
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    SalesMonthFactory(store=store, month=(MONTH - 1).first_day)
    return {"pk": propose_classification(cast.center, MONTH, actor=Actor.system("test"), at=AT).pk}


def _center(cast) -> dict:
    return {"pk": cast.center.pk}


def _pair(cast) -> dict:
    customer = CustomerFactory(rep=cast.rep)
    first, second = StoreFactory(customer=customer), StoreFactory(customer=customer)
    pair = StoreTwins.objects.create(first=first, second=second, center=cast.center, score=90, found_at=AT)
    return {"kind": "store", "pk": pair.pk}


def _two(cast) -> dict:
    customer = CustomerFactory(rep=cast.rep)
    return {"kind": "store", "kept": StoreFactory(customer=customer).pk, "gone": StoreFactory(customer=customer).pk}


def _merge(cast) -> dict:
    customer = CustomerFactory(rep=cast.rep)
    kept, gone = StoreFactory(customer=customer), StoreFactory(customer=customer)
    choice = Choice("store", gone.pk, kept.pk, gone.revision, kept.revision)
    return {"pk": merge(choice, actor=cast.actor("manager"), at=AT, reason="twice").pk}


ROWS = {
    "stores:store_list": Access(),
    "stores:store_create": Access(**NO_REP, **READ_ONLY),
    "stores:store_detail": Access(colleague=404, subject=_store),
    "stores:store_as_of": Access(colleague=404, subject=_store),
    "stores:customer_as_of": Access(colleague=404, subject=_customer),
    "stores:store_edit": Access(colleague=404, **READ_ONLY, subject=_store),
    "stores:store_hand_over": Access(colleague=404, **NO_REP, **READ_ONLY, subject=_store),
    "stores:store_override": Access(colleague=404, **NO_REP, **READ_ONLY, admin=403, subject=_store),
    "stores:store_points": Access(),
    "stores:store_card": Access(colleague=404, subject=_store),
    "stores:store_bulk_edit": Access(**READ_ONLY),
    "stores:customer_bulk_edit": Access(**READ_ONLY),
    "stores:bulk_list": Access(**READ_ONLY),
    "stores:bulk_detail": Access(colleague=404, subject=_bulk_edit),
    "stores:bulk_progress": Access(colleague=404, subject=_bulk_edit),
    "stores:bulk_apply": Access(
        rep=302, colleague=404, manager=403, **READ_ONLY, admin=403, method="post", subject=_bulk_edit
    ),
    "stores:bulk_undo": Access(
        rep=302, colleague=404, manager=403, **READ_ONLY, admin=403, method="post", subject=_bulk_edit
    ),
    "stores:store_contact_add": Access(colleague=404, **READ_ONLY, subject=_store),
    "stores:store_contact_edit": Access(colleague=404, **READ_ONLY, subject=_store_contact),
    "stores:store_contact_remove": Access(**DONE, subject=_store_contact),
    "stores:store_contact_main": Access(**DONE, subject=_store_contact),
    "stores:customer_contact_add": Access(colleague=404, **READ_ONLY, subject=_customer),
    "stores:customer_contact_edit": Access(colleague=404, **READ_ONLY, subject=_customer_contact),
    "stores:customer_contact_remove": Access(**DONE, subject=_customer_contact),
    "stores:customer_contact_main": Access(**DONE, subject=_customer_contact),
    "stores:upkeep": Access(**READ_ONLY),
    "stores:completeness_weights": Access(**NO_REP, manager=403, **READ_ONLY, subject=_center),
    "stores:store_gaps": Access(**READ_ONLY, subject=lambda cast: {"fact": "phone"}, is_shared=True),
    "stores:customer_gaps": Access(**READ_ONLY, subject=lambda cast: {"fact": "phone"}, is_shared=True),
    "stores:store_gap": Access(colleague=404, **READ_ONLY, subject=lambda cast: _store(cast) | {"fact": "phone"}),
    "stores:customer_gap": Access(colleague=404, **READ_ONLY, subject=lambda cast: _customer(cast) | {"fact": "phone"}),
    "stores:position_list": Access(**NO_REP, **READ_ONLY),
    "stores:position_mend": Access(
        colleague=404, **NO_REP, manager=302, **READ_ONLY, admin=302, method="post", subject=_store
    ),
    "stores:center_area": Access(**NO_REP, **READ_ONLY, subject=_center),
    "stores:proposal_list": Access(**READ_ONLY),
    "stores:proposal_create": Access(manager=403, **READ_ONLY, admin=403),
    "stores:proposal_detail": Access(colleague=404, subject=_proposal),
    "stores:proposal_edit": Access(colleague=404, manager=403, **READ_ONLY, admin=403, subject=_proposal),
    "stores:proposal_approve": Access(
        rep=403, colleague=404, manager=302, **READ_ONLY, admin=302, method="post", subject=_proposal
    ),
    "stores:proposal_return": Access(rep=403, colleague=404, **READ_ONLY, subject=_proposal),
    "stores:proposal_reject": Access(rep=403, colleague=404, **READ_ONLY, subject=_proposal),
    "stores:proposal_withdraw": Access(
        rep=302, colleague=404, manager=403, **READ_ONLY, admin=403, method="post", subject=_proposal
    ),
    "stores:hand_over_list": Access(**NO_REP, **READ_ONLY),
    "stores:hand_over_start": Access(**NO_REP, **READ_ONLY, manager=302, admin=302),
    "stores:hand_over_create": Access(**NO_REP, **READ_ONLY, subject=_rep),
    "stores:hand_over_detail": Access(subject=_waiting),
    "stores:hand_over_decide": Access(**NO_REP, manager=302, **READ_ONLY, admin=302, method="post", subject=_hand_over),
    "stores:hand_over_cancel": Access(**NO_REP, manager=302, **READ_ONLY, admin=302, method="post", subject=_waiting),
    "stores:customer_list": Access(),
    "stores:customer_create": Access(**NO_REP, **READ_ONLY),
    "stores:customer_detail": Access(colleague=404, subject=_customer),
    "stores:customer_edit": Access(colleague=404, **READ_ONLY, subject=_customer),
    "stores:model_list": Access(),
    "stores:sku_list": Access(),
    "stores:model_create": Access(rep=403, manager=403, hq=403),
    "stores:model_detail": Access(subject=_model, is_shared=True),
    "stores:model_edit": Access(rep=403, manager=403, hq=403, subject=_model, is_shared=True),
    "stores:sku_create": Access(rep=403, manager=403, hq=403, subject=_model, is_shared=True),
    "stores:price_set": Access(rep=403, manager=403, hq=403, subject=_model, is_shared=True),
    "stores:distribution": Access(),
    "stores:distribution_standard": Access(),
    "stores:distribution_gaps": Access(subject=_model, is_shared=True),
    "stores:sale_list": Access(),
    "stores:sale_new": Access(**READ_ONLY),
    "stores:sale_detail": Access(colleague=404, subject=_sale),
    "stores:sale_correct": Access(colleague=404, **READ_ONLY, subject=_sale),
    "stores:sample_add": Access(colleague=404, **READ_ONLY, subject=_store),
    "stores:sample_remove": Access(**DONE, subject=_sample),
    "stores:twins_list": Access(**NO_REP, **READ_ONLY),
    "stores:twins_search": Access(rep=403, manager=302, **READ_ONLY, admin=302, method="post"),
    "stores:merge_make": Access(colleague=404, **NO_REP, **READ_ONLY, subject=_two),
    "stores:twins_part": Access(rep=404, manager=302, **READ_ONLY, admin=302, method="post", subject=_pair),
    "stores:twins_rejoin": Access(rep=404, manager=302, **READ_ONLY, admin=302, method="post", subject=_pair),
    "stores:merge_list": Access(**NO_REP, **READ_ONLY),
    "stores:merge_detail": Access(rep=404, **READ_ONLY, subject=_merge),
    "stores:merge_undo": Access(rep=404, **READ_ONLY, subject=_merge),
    "stores:run_list": Access(**NO_REP),
    "stores:run_propose": Access(**NO_REP, **READ_ONLY, admin=403),
    "stores:run_detail": Access(rep=404, subject=_run),
    "stores:run_make_valid": Access(rep=404, manager=302, **READ_ONLY, admin=403, method="post", subject=_run),
    "stores:run_discard": Access(rep=404, manager=302, **READ_ONLY, admin=403, method="post", subject=_run),
    "stores:class_rule": Access(**NO_REP, **READ_ONLY, subject=_center),
}
