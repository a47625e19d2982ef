"""Choosing a launch's stores and sharing its quantity out to them (handbook H6.1)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from promotions.calc.launch_split import LEAST_UNITS, RULE_VERSION, DoesNotTally, Node, share_out
from promotions.models import Launch, LaunchCenter, LaunchRep, LaunchStore
from promotions.selectors.launch_tallies import assert_tallies
from promotions.selectors.launch_targets import Candidate, LaunchRule, candidates
from promotions.services.launches import LaunchIncomplete, lock_draft, require_marketing
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change

BATCH = 1000
BECAUSE = "a launch's own rows are replaced as a whole"


class QuantityDoesNotFit(DomainError):
    """The stores cannot take so few or so many; says by how many units."""

    def __init__(self, difference: int) -> None:
        many = ngettext(
            "%(count)s unit is missing: the sum above cannot hold what is fixed by hand and one for each other.",
            "%(count)s units are missing: the sum above cannot hold what is fixed by hand and one for each other.",
            difference,
        )
        few = ngettext(
            "%(count)s unit is left over: it does not fit beside what is fixed by hand and the stores' capacity.",
            "%(count)s units are left over: they do not fit beside what is fixed by hand and the stores' capacity.",
            -difference,
        )
        super().__init__((many if difference > 0 else few) % {"count": abs(difference)})
        self.difference = difference


@transaction.atomic
def choose_stores(
    launch: Launch, rule: LaunchRule, quantity: int, *, on: date, revision: int, actor: Actor, at: datetime
) -> Launch:
    """Take the stores that the rule finds, in place of the former ones, and suggest each one's number.

    What was fixed by hand before goes with them. Refused if the stores cannot take exactly the quantity.
    """
    require_marketing(actor)
    launch = lock_draft(launch)
    found = candidates(launch, rule, on=on, actor=actor)
    if not found:
        raise LaunchIncomplete(_("This rule finds no store."))
    try:
        numbers = share_out(quantity, _tree(found))
    except DoesNotTally as refusal:
        raise QuantityDoesNotFit(refusal.difference) from refusal
    former = LaunchCenter.objects.unscoped(because=BECAUSE).filter(launch=launch)
    before = (launch.quantity, launch.stores.unscoped(because=BECAUSE).count())
    former.delete()
    _write(launch, found, numbers)
    launch.rule, launch.quantity = rule.as_kept(), quantity
    launch.split_rule, launch.split_on = RULE_VERSION, on
    launch.revision += 1
    launch.save(update_fields=["rule", "quantity", "split_rule", "split_on", "revision"])
    assert_tallies(launch)
    changes = {"quantity": (str(before[0]), str(quantity)), "stores": (str(before[1]), str(len(found)))}
    record_change(launch, changes, actor=actor, at=at)
    return launch


def _tree(found: Sequence[Candidate]) -> list[Node]:
    by_center: dict[int, dict[int, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_center[one.center_id][one.rep_id].append(one)
    return [
        _node(
            ("center", center_id),
            tuple(
                _node(("rep", center_id, rep_id), tuple(_leaf(one) for one in stores))
                for rep_id, stores in sorted(reps.items())
            ),
        )
        for center_id, reps in sorted(by_center.items())
    ]


def _node(key: tuple, children: tuple[Node, ...]) -> Node:
    return Node(key, weight=sum(child.weight for child in children), children=children)


def _leaf(one: Candidate) -> Node:
    return Node(("store", one.store_id), weight=one.weight, least=LEAST_UNITS, most=one.capacity_units)


def _write(launch: Launch, found: Sequence[Candidate], numbers: dict) -> None:
    """Three writes a level, whatever the number of stores in a batch."""
    centers = _made(
        LaunchCenter, {key: LaunchCenter(launch=launch, center_id=key[1]) for key in _keys(numbers, "center")}, numbers
    )
    reps = _made(
        LaunchRep,
        {key: LaunchRep(share=centers["center", key[1]], rep_id=key[2]) for key in _keys(numbers, "rep")},
        numbers,
    )
    stores = {
        ("store", one.store_id): LaunchStore(
            launch=launch,
            part=reps["rep", one.center_id, one.rep_id],
            store_id=one.store_id,
            store_class=one.store_class,
            sales_units=one.sales_units,
            class_tenths=one.class_tenths,
            capacity_units=one.capacity_units,
        )
        for one in found
    }
    _made(LaunchStore, stores, numbers)


def _keys(numbers: dict, level: str) -> list[tuple]:
    return [key for key in numbers if key[0] == level]


def _made(model, rows: dict, numbers: dict) -> dict:
    for key, row in rows.items():
        row.suggested = row.quantity = numbers[key]
    model.objects.bulk_create(rows.values(), batch_size=BATCH)
    return rows
