"""A form that is sent twice makes one object."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import FormReceipt
from salesops.workflow.selectors.receipts import made_before


class MadeAndGone(DomainError):
    """What the form made was removed meanwhile; sending the form again does not bring it back."""


def once(form_id: UUID, *, actor: Actor, at: datetime, make: Callable[[], models.Model]) -> tuple[models.Model, bool]:
    """Make an object for a form id, or give back the one that the first sending made.

    The receipt is written first: a second sender waits on its unique key until the first has
    committed. If making fails, the receipt goes with it and the form can be sent again.
    """
    try:
        with transaction.atomic():
            receipt = FormReceipt.objects.create(form_id=form_id, user_id=actor.user_id, created_at=at)
            obj = make()
            receipt.object_type, receipt.object_id = obj._meta.label_lower, obj.pk
            receipt.save(update_fields=["object_type", "object_id"])
            return obj, True
    except IntegrityError:
        receipt = FormReceipt.objects.filter(form_id=form_id).first()
        if receipt is None:
            raise
        if receipt.user_id != actor.user_id:
            raise PermissionDenied("form_id") from None
        made = made_before(form_id, actor=actor)
        if made is None:
            raise MadeAndGone(_("What this form made was removed meanwhile. Please open a new form.")) from None
        return made, False
