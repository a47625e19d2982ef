"""What the rep writes into a review: causes and strategy (handbook H9)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reports.models import BusinessReview
from reports.services.door import open_for_typing
from reports.steps import EDIT_TEXTS
from salesops.accounts.actor import Actor
from salesops.workflow.services import update_with_history

TYPED_FIELDS = ("causes", "strategy")


@transaction.atomic
def change_texts(
    review: BusinessReview, texts: Mapping[str, str], *, revision: int, actor: Actor, at: datetime
) -> BusinessReview:
    """Save causes and strategy under the revision that the person saw."""
    review = open_for_typing(review.pk, actor=actor)
    typed = {name: texts[name].strip() for name in TYPED_FIELDS}
    return update_with_history(review, typed, revision=revision, actor=actor, at=at, step=EDIT_TEXTS)
