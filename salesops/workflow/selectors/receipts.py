"""What became of a form that was sent."""

from uuid import UUID

from django.apps import apps
from django.db import models

from salesops.accounts.actor import Actor
from salesops.workflow.models import FormReceipt


def made_before(form_id: UUID, *, actor: Actor) -> models.Model | None:
    """The object that this person's form made when it was sent the first time. Two queries."""
    receipt = FormReceipt.objects.filter(form_id=form_id, user_id=actor.user_id).exclude(object_id=None).first()
    if receipt is None:
        return None
    return apps.get_model(receipt.object_type)._base_manager.filter(pk=receipt.object_id).first()
