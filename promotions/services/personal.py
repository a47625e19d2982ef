"""Personal data of promoters and applicants: sealed when they are set, logged when they are read (handbook H0, H7)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions import promoter_steps as steps
from promotions.models import Applicant, PersonalData, PersonalLook, Promoter
from promotions.promoter_choices import PersonalField
from promotions.promoter_rules import keeps_promoter, personal_fields_of
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.sealing import digest, seal, sealed_anew, unseal
from salesops.workflow.services import record_change

_BECAUSE = "the person was seen already"
_HIDDEN = "••••"
_TRAIL = {
    PersonalField.PHONE: steps.PHONE_NUMBER,
    PersonalField.ID_NUMBER: steps.ID_NUMBER,
    PersonalField.BANK_ACCOUNT: steps.BANK_ACCOUNT,
}


class ReasonMissing(DomainError):
    """Personal data are read for a reason."""


@transaction.atomic
def set_personal(
    person: Promoter | Applicant, values: Mapping[str, str], *, actor: Actor, at: datetime
) -> PersonalData:
    """Seal what was typed; what was left empty stays. The history says that it changed, never what it is."""
    if not keeps_promoter(actor, person):
        raise PermissionDenied("set_personal")
    typed = {name: text for name, text in values.items() if text and name in person.SEALED}
    type(person).objects.visible_to(actor).select_for_update(of=("self",)).get(pk=person.pk)
    kept, _is_new = PersonalData.objects.unscoped(because=_BECAUSE).get_or_create(**of_person(person))
    changes = {_TRAIL[PersonalField(name)]: (_hidden(getattr(kept, name)), _HIDDEN) for name in typed}
    for name, text in typed.items():
        setattr(kept, name, seal(text))
    if PersonalField.PHONE in typed:
        kept.phone_digest = digest(typed[PersonalField.PHONE])
    kept.save()
    if changes:
        record_change(person, changes, actor=actor, at=at, step=steps.SET_PERSONAL)
    return kept


@transaction.atomic
def read_personal(person: Promoter | Applicant, *, actor: Actor, at: datetime, reason: str) -> dict[str, str]:
    """What this actor may read of a person in clear; a row says who, when and why, and the responsible are told."""
    allowed = personal_fields_of(actor, person)
    if not allowed:
        raise PermissionDenied("read_personal")
    if not reason.strip():
        raise ReasonMissing(_("Say why you read it."))
    kept = PersonalData.objects.unscoped(because=_BECAUSE).filter(**of_person(person)).first()
    clear = {name: unseal(getattr(kept, name)) for name in PersonalField.values if name in allowed and kept}
    note_reading([person], allowed, actor=actor, at=at, reason=reason)
    return {name: text for name, text in clear.items() if text}


@transaction.atomic
def note_reading(
    people: Iterable[Promoter | Applicant], fields: Collection[str], *, actor: Actor, at: datetime, reason: str
) -> None:
    """Keep one row for each person read, and tell the rep and the manager who answer for them. Four queries."""
    people = list(people)
    said = ",".join(name for name in PersonalField.values if name in fields)
    rows = (
        PersonalLook(**of_person(one), fields=said, looked_by_id=actor.user_id, looked_at=at, reason=reason.strip())
        for one in people
    )
    PersonalLook.objects.bulk_create(rows, batch_size=1000)
    managers = User.objects.active().filter(role=Role.MANAGER, center__in={one.center_id for one in people})
    by_center: dict[int, list[int]] = {}
    for pk, center_id in managers.values_list("pk", "center_id"):
        by_center.setdefault(center_id, []).append(pk)
    who = str(User.objects.get(pk=actor.user_id))
    for one in people:
        told = {one.rep_id, *by_center.get(one.center_id, ())} - {actor.user_id}
        tell(
            told,
            "personal_data_read",
            values={"who": who, "promoter": one.name, "reason": reason.strip()},
            url=one.get_absolute_url(),
            dedupe_key=f"personal:{one._meta.model_name}:{one.pk}:{actor.user_id}:{at.isoformat()}",
            at=at,
        )


def of_person(person: Promoter | Applicant) -> dict[str, Promoter | Applicant]:
    """By which the rows of a person are found and made."""
    return {"applicant" if isinstance(person, Applicant) else "promoter": person}


def seal_anew(*, portion: int = 500) -> int:
    """Seal every row by the first key, some hundred at a time; returns how many. May be stopped and run again."""
    rows = PersonalData.objects.unscoped(because="keys change for the whole company").order_by("pk")
    done, last = 0, 0
    while page := list(rows.filter(pk__gt=last)[:portion]):
        for kept in page:
            kept.phone_digest = digest(unseal(kept.phone))
            for name in PersonalField.values:
                setattr(kept, name, sealed_anew(getattr(kept, name)))
        rows.bulk_update(page, [*PersonalField.values, "phone_digest"])
        done, last = done + len(page), page[-1].pk
    return done


def _hidden(sealed: str) -> str:
    return _HIDDEN if sealed else ""
