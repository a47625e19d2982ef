"""Open monthly documents go with their customer to its new rep (handbook H0, H1)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Model, QuerySet

from dealers.steps import HAND_OVER
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.workflow.services.deeds import Deed, record_deeds

BECAUSE = "the job gives documents to the rep that the customer has now"
AT_ONCE = 500


def give_to_new_reps(open_documents: QuerySet, kind: DeadlineKind, *, actor: Actor, at: datetime) -> int:
    """Give open documents to the rep that their customer has now, with what is owed for them; return how many moved.

    What waits for a decision or is decided stays with who did it. A customer that went to another center keeps its
    papers where they are, for the rep of one center has no say in another. Run again, it moves nothing.
    """
    former = open_documents.filter(customer__center=F("center")).exclude(customer__rep=F("rep"))
    ids, moved = list(former.order_by("pk").values_list("pk", flat=True)), 0
    for start in range(0, len(ids), AT_ONCE):
        moved += _give(former.filter(pk__in=ids[start : start + AT_ONCE]), kind, actor=actor, at=at)
    return moved


@transaction.atomic
def _give(former: QuerySet, kind: DeadlineKind, *, actor: Actor, at: datetime) -> int:
    held = list(former.select_related("customer__rep", "rep").select_for_update(of=("self",)).order_by("pk"))
    deeds = [Deed(one, {"rep": (str(one.rep), str(one.customer.rep))}) for one in held]
    for document in held:
        document.rep, document.revision = document.customer.rep, document.revision + 1
        _owe(document, kind)
    former.model.objects.unscoped(because=BECAUSE).bulk_update(held, ["rep", "revision"])
    record_deeds(deeds, HAND_OVER, actor=actor, at=at)
    return len(held)


def _owe(document: Model, kind: DeadlineKind) -> None:
    deadlines = Deadline.objects.unscoped(because=BECAUSE).open()
    deadlines.filter(kind=kind, month=document.month, subject_id=document.customer_id).update(rep_id=document.rep_id)
