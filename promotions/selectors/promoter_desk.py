"""What waits for somebody of promoters, as the desks count it (handbook H7, H12.2). Each is one query."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from promotions.appraisal_choices import AppraisalStatus
from promotions.models import Applicant, Appraisal, Guidance, Promoter
from promotions.promoter_choices import PromoterKind, PromoterStatus
from promotions.recruiting_choices import ApplicantStatus
from promotions.selectors.staffing import with_staffing
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.models import Store


def applicants_to_decide(actor: Actor, on: date) -> QuerySet[Applicant]:
    """Interviewed, and not taken on or refused yet."""
    return Applicant.objects.visible_to(actor).filter(status=ApplicantStatus.DECIDING)


def on_probation(actor: Actor, on: date) -> QuerySet[Promoter]:
    return Promoter.objects.visible_to(actor).filter(status=PromoterStatus.PROBATION)


def stores_short_of_promoters(actor: Actor, on: date) -> QuerySet[Store]:
    return with_staffing(Store.objects.visible_to(actor).active(), on).filter(missing_percent__gt=0)


def appraisals_to_confirm(actor: Actor, on: date) -> QuerySet[Promoter]:
    """Promoters of the month before who have no confirmed appraisal of it."""
    month = Month.of(on) - 1
    confirmed = Appraisal.objects.unscoped(because="whether there is one of a promoter that is seen").filter(
        promoter=OuterRef("pk"), month=month.first_day, status=AppraisalStatus.CONFIRMED
    )
    people = Promoter.objects.visible_to(actor).filter(kind=PromoterKind.PROMOTER).here()
    return people.filter(employed_on__lt=month.next_first_day).exclude(Exists(confirmed))


def guidance_due(actor: Actor, on: date) -> QuerySet[Guidance]:
    return Guidance.objects.visible_to(actor).due(on)
