"""The moves of a promotion (handbook H6.2)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from promotions import services
from promotions.forms.promotions import REASON_LENGTH
from promotions.models import Promotion
from promotions.rules import may_cancel, may_decide, may_plan
from salesops.errors import DomainError
from salesops.web.typed import number_in, text_in
from salesops.web.views import door


@login_required
@require_POST
def promotion_submit(request, pk):
    return _moved(request, pk, may_plan, services.submit_promotion, _("Handed in for approval."), as_seen=True)


@login_required
@require_POST
def promotion_withdraw(request, pk):
    return _moved(request, pk, may_plan, services.withdraw_promotion, _("The promotion is a draft again."))


@login_required
@require_POST
def promotion_approve(request, pk):
    done = _("Approved: the promotion is now work in the visits and quantity in the plans.")
    return _moved(request, pk, may_decide, services.approve_promotion, done, as_seen=True)


@login_required
@require_POST
def promotion_return(request, pk):
    done = _("The promotion is with its planner again.")
    return _moved(request, pk, may_decide, services.return_promotion, done, as_seen=True, reason=_reason(request))


@login_required
@require_POST
def promotion_publish(request, pk):
    done = _("Published: the promotion is now work in the visits and quantity in the plans.")
    return _moved(request, pk, may_plan, services.publish_promotion, done)


@login_required
@require_POST
def promotion_close(request, pk):
    return _moved(request, pk, may_plan, services.close_promotion, _("The promotion is closed."))


@login_required
@require_POST
def promotion_cancel(request, pk):
    done = _("The promotion is cancelled.")
    return _moved(request, pk, may_cancel, services.cancel_promotion, done, reason=_reason(request))


def _reason(request: HttpRequest) -> str:
    return text_in(request.POST, "reason", REASON_LENGTH)


def _moved(
    request: HttpRequest, pk: int, rule: Callable, move: Callable, done: str, *, as_seen: bool = False, **said: str
) -> HttpResponse:
    """Make the move, `as_seen` on the revision that was on the screen; who came too late is told who was faster."""
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    door(request, rule, promotion)
    seen = {"revision": number_in(request.POST, "revision")} if as_seen else {}
    try:
        move(promotion, actor=request.actor, at=timezone.now(), **seen, **said)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(promotion)
