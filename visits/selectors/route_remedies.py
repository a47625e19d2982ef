"""Why a plan's work does not fit, and the smallest changes that help, as the page shows them (handbook H4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from stores.models import Store
from visits.calc.routing.problem import RepairKind
from visits.calc.routing.remedies import Diagnosis, Remedy, diagnosis_of_record
from visits.models import RoutePlan
from visits.route_words import day_of_cycle, remedy_in_words


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One change after which all the work fits; `number` is what `apply_remedy` takes."""

    number: int
    remedy: Remedy
    words: str
    stores: list[Store]

    @property
    def needs_rep(self) -> bool:
        return self.remedy.kind == RepairKind.ANOTHER_REP


@dataclass(frozen=True, slots=True)
class DiagnosisPage:
    """The limits that bind, what is missing, and the ranked remedies."""

    binding: list[tuple[str, float]]
    diagnosis: Diagnosis
    lines: list[RemedyLine]


def diagnosis_page(actor: Actor, plan: RoutePlan) -> DiagnosisPage | None:
    """What was found out about a plan that leaves stores out; None where all fits or nothing was found. One query."""
    found = diagnosis_of_record(plan.totals.get("diagnosis"))
    if found is None:
        return None
    ids = plan.parameters["store_ids"]
    codes = {code for remedy in found.remedies for code in codes_of(remedy)}
    stores = Store.objects.visible_to(actor).in_bulk([ids[code] for code in codes])
    return DiagnosisPage(
        binding=[(day_of_cycle(limit.day), limit.minutes_over) for limit in found.binding],
        diagnosis=found,
        lines=[
            RemedyLine(
                number=number,
                remedy=remedy,
                words=remedy_in_words(remedy),
                stores=[stores[ids[code]] for code in codes_of(remedy) if ids[code] in stores],
            )
            for number, remedy in enumerate(found.remedies)
        ],
    )


def codes_of(remedy: Remedy) -> Iterable[str]:
    """The stores that a remedy touches."""
    return (*(code for code, _before, _after in remedy.visits), *remedy.codes)


def reps_beside(actor: Actor, rep: User) -> QuerySet[User]:
    """Who could take stores over: the other active reps of the center. One query."""
    reps = User.objects.visible_to(actor).reps().active().filter(center=rep.center_id)
    return reps.exclude(pk=rep.pk).order_by("username")
