"""The moves of a launch and of a center's share, as buttons post them (handbook H6.1)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from promotions.forms.launches import REASON_LENGTH
from promotions.models import Launch, LaunchCenter
from promotions.rules import may_answer_share, may_fix_center, may_launch
from promotions.services.launch_shares import accept_share, offer_share_again, return_share
from promotions.services.launches import cancel_launch, close_launch, offer_launch, publish_launch, recall_launch
from salesops.errors import DomainError
from salesops.web.typed import number_in, text_in
from salesops.web.views import door


@login_required
@require_POST
def launch_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_launch(request, pk, offer_launch, _("The centers are asked for their answer."))


@login_required
@require_POST
def launch_recall(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_launch(request, pk, recall_launch, _("Taken back: it can be changed again."), has_reason=True)


@login_required
@require_POST
def launch_publish(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Published: the launch is now work in the visits and quantity in the plans.")
    return _of_launch(request, pk, publish_launch, words)


@login_required
@require_POST
def launch_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_launch(request, pk, close_launch, _("The launch is closed."))


@login_required
@require_POST
def launch_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_launch(request, pk, cancel_launch, _("The launch is cancelled."), has_reason=True)


@login_required
@require_POST
def share_accept(request: HttpRequest, pk: int) -> HttpResponse:
    share = _share(request, pk, may_answer_share)
    revision = number_in(request.POST, "revision") or 0
    return _answered(request, share, lambda **said: accept_share(share, revision=revision, **said), _("Accepted."))


@login_required
@require_POST
def share_return(request: HttpRequest, pk: int) -> HttpResponse:
    share = _share(request, pk, may_answer_share)
    typed = {"revision": number_in(request.POST, "revision") or 0, "reason": _reason(request)}
    return _answered(request, share, lambda **said: return_share(share, **typed, **said), _("Sent back to marketing."))


@login_required
@require_POST
def share_offer(request: HttpRequest, pk: int) -> HttpResponse:
    share = _share(request, pk, may_fix_center)
    return _answered(request, share, lambda **said: offer_share_again(share, **said), _("The center is asked again."))


def _of_launch(
    request: HttpRequest, pk: int, deed: Callable, done: str | Promise, *, has_reason: bool = False
) -> HttpResponse:
    launch = get_object_or_404(Launch.objects.visible_to(request.actor), pk=pk)
    door(request, may_launch, launch)
    reason = {"reason": _reason(request)} if has_reason else {}
    return _answered(request, launch, lambda **said: deed(launch, **reason, **said), done)


def _share(request: HttpRequest, pk: int, rule: Callable) -> LaunchCenter:
    shares = LaunchCenter.objects.visible_to(request.actor).select_related("launch", "center")
    share = get_object_or_404(shares, pk=pk)
    door(request, rule, share)
    return share


def _reason(request: HttpRequest) -> str:
    return text_in(request.POST, "reason", REASON_LENGTH)


def _answered(request: HttpRequest, obj, deed: Callable, done: str | Promise) -> HttpResponse:
    """Do it, say what came of it, and go back to where the button stood."""
    try:
        deed(actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(obj)
