"""The moves of targets, as buttons post them (handbook H8.1)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dealers.forms.targets import REASON_LENGTH
from dealers.models import TargetVersion
from dealers.services.target_moves import (
    approve_targets,
    discard_targets,
    return_targets,
    submit_targets,
    withdraw_targets,
)
from dealers.target_rules import may_decide_target, may_write_target
from dealers.views.moves import moved
from salesops.web.typed import text_in


@login_required
@require_POST
def target_submit(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(request, _seen(request, pk), may_write_target, submit_targets, _("The targets wait for a decision."))


@login_required
@require_POST
def target_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(request, _seen(request, pk), may_write_target, withdraw_targets, _("The targets are with you again."))


@login_required
@require_POST
def target_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(
        request, _seen(request, pk), may_decide_target, approve_targets, _("The targets hold now and are locked.")
    )


@login_required
@require_POST
def target_return(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The targets went back.")
    return moved(request, _seen(request, pk), may_decide_target, return_targets, words, reason=_reason(request))


@login_required
@require_POST
def target_discard(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The version is discarded; it stays readable.")
    return moved(request, _seen(request, pk), may_write_target, discard_targets, words, reason=_reason(request))


def _seen(request: HttpRequest, pk: int) -> TargetVersion:
    return get_object_or_404(TargetVersion.objects.visible_to(request.actor).readable_by(request.actor), pk=pk)


def _reason(request: HttpRequest) -> str:
    return text_in(request.POST, "reason", REASON_LENGTH)
