"""The moves of a review: submit, take back, return, confirm (handbook H9)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealers.services.monthly import Outcome
from reports.forms.reviews import ReturnForm
from reports.models import BusinessReview
from reports.rules import is_review_manager, is_review_owner
from reports.services.drafts import draft_reviews
from reports.services.reviews import confirm_review, return_review, submit_review, withdraw_review
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.web.htmx import answer
from salesops.web.typed import number_in
from salesops.web.views import door


@login_required
@require_POST
def review_submit(request, pk):
    review = review_for(request, pk, is_review_owner)
    done = _("The review is with the center manager.")
    return moved(request, review, lambda **who: submit_review(review, **who), done)


@login_required
@require_POST
def review_withdraw(request, pk):
    review = review_for(request, pk, is_review_owner)
    return moved(request, review, lambda **who: withdraw_review(review, **who), _("The review is with you again."))


@login_required
@require_POST
def review_confirm(request, pk):
    review = review_for(request, pk, is_review_manager)
    return moved(request, review, lambda **who: confirm_review(review, **who), _("The review is confirmed."))


@login_required
@require_POST
def review_return(request, pk):
    review = review_for(request, pk, is_review_manager)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        refusal = form.errors["reason"][0]
        return refused(request, review, refusal, status=422)
    done = _("The review is with the rep again.")
    return moved(request, review, lambda **who: return_review(review, **form.cleaned_data, **who), done)


@login_required
@require_POST
def review_refresh(request, pk):
    """Build the draft's figures anew, with the sales that have arrived by now."""
    review = review_for(request, pk, is_review_owner)
    month, ids = Month.of(review.month), [review.customer_id]
    report = draft_reviews(month, actor=request.actor, at=timezone.now(), customer_ids=ids)
    for failure in report.failed:
        messages.error(request, failure.reason)
    if report.outcomes[Outcome.LOCKED]:
        messages.error(request, _("This is not a draft any more: its numbers stay as they are."))
    elif not report.failed:
        messages.success(request, _("The figures are up to date; what you typed stayed."))
    return redirect(review)


def review_for(request: HttpRequest, pk: int, rule: Callable) -> BusinessReview:
    review = get_object_or_404(BusinessReview.objects.visible_to(request.actor).select_related("customer"), pk=pk)
    door(request, rule, review)
    return review


def moved(request: HttpRequest, review: BusinessReview, move: Callable[..., BusinessReview], done: str) -> HttpResponse:
    """Make the move on the review as it was seen; who came too late is told who was faster (C1).

    A form that names no revision is judged by the state alone.
    """
    try:
        move(actor=request.actor, at=timezone.now(), revision=number_in(request.POST, "revision"))
    except DomainError as refusal:
        return refused(request, review, str(refusal), status=409)
    messages.success(request, done)
    return redirect(review)


def refused(request: HttpRequest, review: BusinessReview, refusal: str, *, status: int) -> HttpResponse:
    context = {"review": review, "refusal": refusal, "title": str(review)}
    return answer(request, "reports/reviews/_refusal.html", context, status=status)
