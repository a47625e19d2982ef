"""The moves of an amendment, as buttons post them, and its numbers (handbook H8.4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dealers.amendment_rules import decides_amendment, writes_amendment
from dealers.models import PlanAmendment, PlanLine
from dealers.services.amendments import (
    approve_amendment,
    give_up_amendment,
    return_amendment,
    set_numbers,
    submit_amendment,
    withdraw_amendment,
)
from dealers.views.moves import moved
from salesops.errors import DomainError
from salesops.web.typed import as_number, text_in

NUMBER = "line-"
MOST_UNITS = 100_000
REASON_LENGTH = 1000
NOT_A_NUMBER = _("Please type whole numbers up to 100,000: nothing was saved.")


@login_required
@require_POST
def amendment_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the new quantities; the second button hands the amendment in as well."""
    numbers = numbers_in(request.POST)

    def save(amendment: PlanAmendment, **who) -> PlanAmendment:
        if numbers is None:
            raise DomainError(str(NOT_A_NUMBER))
        saved = set_numbers(amendment, by_place(amendment, numbers), **who)
        return submit_amendment(saved, **who | {"revision": saved.revision}) if is_handed_in else saved

    is_handed_in = "submit" in request.POST
    done = _("The amendment is with the center manager.") if is_handed_in else _("Saved.")
    return moved(request, _seen(request, pk), writes_amendment, save, done)


@login_required
@require_POST
def amendment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(
        request, _seen(request, pk), writes_amendment, withdraw_amendment, _("The amendment is with you again.")
    )


@login_required
@require_POST
def amendment_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(
        request,
        _seen(request, pk),
        writes_amendment,
        give_up_amendment,
        _("The amendment is given up; it stays readable."),
    )


@login_required
@require_POST
def amendment_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(
        request,
        _seen(request, pk),
        decides_amendment,
        approve_amendment,
        _("The plan has a new version and is locked."),
    )


@login_required
@require_POST
def amendment_return(request: HttpRequest, pk: int) -> HttpResponse:
    reason = text_in(request.POST, "reason", REASON_LENGTH)
    done = _("The amendment is with the rep again.")
    return moved(request, _seen(request, pk), decides_amendment, return_amendment, done, reason=reason)


def _seen(request: HttpRequest, pk: int) -> PlanAmendment:
    return get_object_or_404(PlanAmendment.objects.visible_to(request.actor).select_related("plan"), pk=pk)


def numbers_in(form: QueryDict) -> dict[int, int] | None:
    """New quantities by the plan's line; nothing at all where one of them is no number."""
    typed = {name.removeprefix(NUMBER): form[name].strip() for name in form if name.startswith(NUMBER)}
    numbers = {as_number(line): as_number(text) for line, text in typed.items() if text}
    is_sound = None not in numbers and all(n is not None and n <= MOST_UNITS for n in numbers.values())
    return numbers if is_sound else None


def by_place(amendment: PlanAmendment, numbers: dict[int, int]) -> dict[tuple[int, int], int]:
    lines = PlanLine.objects.unscoped(because="lines of a plan that the rule let this person write")
    places = lines.filter(plan=amendment.plan_id, pk__in=numbers).values_list("pk", "store_id", "model_id")
    return {(store_id, model_id): numbers[line] for line, store_id, model_id in places}
