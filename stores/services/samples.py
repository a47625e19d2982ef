"""Putting a live display sample into a store and taking it away (handbook H2.5)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.workflow.services import record_change
from stores import rules, steps
from stores.models import DisplaySample, Sku, SoldHandset, Store


@transaction.atomic
def place_sample(store: Store, sku: Sku, imei: str, *, starts_on: date, actor: Actor, at: datetime) -> DisplaySample:
    """Keep which handset stands there; one that was sold is no sample of ours. The store's history tells of it."""
    _require_right(store, actor)
    sold = SoldHandset.objects.unscoped(because="an IMEI is sold once in the whole company")
    if sold.filter(imei=imei, freed_by__isnull=True).exists():
        raise ValidationError({"imei": _("Sold already: %(imeis)s.") % {"imeis": imei}})
    sample = DisplaySample(store=store, sku=sku, imei=imei, starts_on=starts_on)
    sample.full_clean()
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError as clash:  # Somebody else placed it between the look and the writing.
        raise ValidationError({"imei": _("It was placed in a store meanwhile.")}) from clash
    record_change(store, {_trail_name(sample): ("", str(sample))}, actor=actor, at=at, step=steps.PLACE_SAMPLE)
    return sample


@transaction.atomic
def remove_sample(sample: DisplaySample, *, actor: Actor, at: datetime) -> None:
    """Note that it stands there no more; a second word changes nothing."""
    _require_right(sample.store, actor)
    open_ones = DisplaySample.objects.unscoped(because="the right was checked").filter(pk=sample.pk, ends_on=None)
    if open_ones.update(ends_on=max(sample.starts_on, timezone.localdate(at))):
        change = {_trail_name(sample): (str(sample), "")}
        record_change(sample.store, change, actor=actor, at=at, step=steps.REMOVE_SAMPLE)


def end_sold_samples(imeis: Iterable[str], *, on: date) -> None:
    """A sample that is sold stands there no more; one that stands since a later day was refused. One query."""
    rows = DisplaySample.objects.unscoped(because="wherever it stood")
    rows.filter(imei__in=list(imeis), ends_on=None, starts_on__lte=on).update(ends_on=on)


def _trail_name(sample: DisplaySample) -> str:
    return f"{steps.SAMPLE}:{sample.pk}"


def _require_right(store: Store, actor: Actor) -> None:
    if not rules.may_record_sales(actor, store):
        raise PermissionDenied("samples")
