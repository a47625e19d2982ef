"""Promoters for lists and pages (handbook H7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from promotions.calc.masks import masked
from promotions.calc.vacancies import LEAST_OWN_MONTHS, Effect, effect_of, lost_units
from promotions.models import Applicant, Assignment, PersonalData, Promoter
from promotions.promoter_choices import PersonalField
from promotions.promoter_rules import adds_promoters, keeps_promoter, personal_fields_of
from promotions.selectors.staffing import effects_on, own_months, with_staffing
from salesops.accounts.actor import Actor
from salesops.sealing import unseal
from stores.models import Store

LAST_ASSIGNMENTS = 30


@dataclass(frozen=True, slots=True)
class PersonalLine:
    """One sealed number as a page shows it: masked, or nothing where none is kept."""

    name: str
    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What a store lacks, and what that costs a month; the effect is its own or that of its class and format."""

    required: int
    there_percent: int
    missing_percent: int
    effect: Effect | None
    is_own: bool
    units: Decimal | None
    yuan: Decimal | None


def with_stores(promoters: QuerySet[Promoter], actor: Actor, on: date) -> QuerySet[Promoter]:
    """Promoters with the stores where they work on a day, as `places`. One query more."""
    places = Assignment.objects.visible_to(actor).holding_on(on).select_related("store").order_by("starts_on", "pk")
    return promoters.prefetch_related(Prefetch("assignments", queryset=places, to_attr="places"))


def assignments_of(promoter: Promoter, actor: Actor) -> list[Assignment]:
    """Where a promoter works, is going to and has worked, the latest first. One query."""
    rows = Assignment.objects.visible_to(actor).filter(promoter=promoter).select_related("store")
    return list(rows.order_by("-starts_on", "-pk")[:LAST_ASSIGNMENTS])


def personal_lines(person: Promoter | Applicant, actor: Actor) -> list[PersonalLine]:
    """What is kept of a person, masked, for those who may read at least a part of it. One query."""
    allowed = personal_fields_of(actor, person)
    if not allowed:
        return []
    whose = {"applicant" if isinstance(person, Applicant) else "promoter": person}
    kept = PersonalData.objects.visible_to(actor).filter(**whose).first() or PersonalData()
    return [
        PersonalLine(field.value, str(field.label), masked(unseal(getattr(kept, field.value))))
        for field in PersonalField
        if field.value in allowed
    ]


def promoters_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The tab of a store's page: who works there, who did, and what is missing. Eight queries at most."""
    places = Assignment.objects.visible_to(actor).filter(store=store).select_related("promoter")
    places = list(places.order_by("-starts_on", "-pk")[:LAST_ASSIGNMENTS])
    return {
        "here": [place for place in places if _holds(place, on)],
        "others": [place for place in places if not _holds(place, on)],
        "vacancy": vacancy_of(store, on),
        "may_add": adds_promoters(actor),
        "store": store,
        "on": on,
    }


def vacancy_of(store: Store, on: date) -> Vacancy:
    """A store's staffing on a day, with the cost of what is missing. Five queries at most."""
    rows = Store.objects.unscoped(because="the store was seen already").filter(pk=store.pk)
    staffed = with_staffing(rows, on).values("required", "assigned_percent", "missing_percent").get()
    required, missing = staffed["required"], staffed["missing_percent"]
    own = effect_of(own_months(store, on), LEAST_OWN_MONTHS) if missing else None
    effect = own or (effects_on(on, store.center_id).of(store.store_class, store.format) if missing else None)
    units = lost_units(effect, missing, required) if effect else None
    return Vacancy(
        required=required,
        there_percent=staffed["assigned_percent"],
        missing_percent=missing,
        effect=effect,
        is_own=own is not None,
        units=units,
        yuan=units * effect.yuan_per_unit if effect and units is not None else None,
    )


def may_assign(actor: Actor, promoter: Promoter) -> bool:
    return promoter.is_here and keeps_promoter(actor, promoter)


def _holds(place: Assignment, on: date) -> bool:
    return place.starts_on <= on and (place.ends_on is None or place.ends_on > on)
