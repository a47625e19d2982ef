"""The archive of a store or a customer as it stood on a past day (handbook H2.3)."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from salesops.workflow.selectors.recorded import AsOf, as_of
from stores.selectors.contacts import CONTACT, contacts_of

# Whether a class is provisional follows from the runs; its changes are not kept field by field.
NOT_KEPT = frozenset({"class_is_provisional"})


def kept_fields(model: type[models.Model]) -> list[str]:
    """The fields of an archive whose every change is recorded."""
    columns = [column for column in model._meta.concrete_fields if column.editable and not column.primary_key]
    return [column.name for column in columns if column.name not in NOT_KEPT]


def archive_as_of(obj: models.Model, on: date) -> AsOf:
    """All fields and contacts as they stood in the evening of a day. Four queries if related rows are loaded."""
    contacts = {f"{CONTACT}:{contact.pk}": str(contact) for contact in contacts_of(obj)}
    return as_of(obj, kept_fields(type(obj)), _end_of(on), word=CONTACT, entries=contacts)


def _end_of(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
