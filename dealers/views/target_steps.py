"""The moves of targets, as buttons post them (handbook H8.1)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
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
from salesops.errors import DomainError
from salesops.web.typed import number_in, text_in
from salesops.web.views import door


@login_required
@require_POST
def target_submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, may_write_target, submit_targets, _("The targets wait for a decision."))


@login_required
@require_POST
def target_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, may_write_target, withdraw_targets, _("The targets are with you again."))


@login_required
@require_POST
def target_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, may_decide_target, approve_targets, _("The targets hold now and are locked."))


@login_required
@require_POST
def target_return(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The targets went back.")
    return _moved(request, pk, may_decide_target, return_targets, words, has_reason=True)


@login_required
@require_POST
def target_discard(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The version is discarded; it stays readable.")
    return _moved(request, pk, may_write_target, discard_targets, words, has_reason=True)


def _moved(
    request: HttpRequest, pk: int, rule: Callable, move: Callable, done: str | Promise, *, has_reason: bool = False
) -> HttpResponse:
    """Make the move on the version as it was seen, say what came of it, and go back to it."""
    versions = TargetVersion.objects.visible_to(request.actor).readable_by(request.actor)
    version = get_object_or_404(versions, pk=pk)
    door(request, rule, version)
    reason = {"reason": text_in(request.POST, "reason", REASON_LENGTH)} if has_reason else {}
    try:
        move(version, actor=request.actor, at=timezone.now(), revision=number_in(request.POST, "revision"), **reason)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(version)
