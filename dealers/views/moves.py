"""A move that a button posts: made on what was seen, said in words, and back to its page (handbook H8)."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise

from salesops.errors import DomainError
from salesops.web.typed import number_in
from salesops.web.views import door


def moved(
    request: HttpRequest, obj: Model, rule: Callable, move: Callable, done: str | Promise, **more
) -> HttpResponse:
    """Make the move on the object as it was seen, say what came of it, and go back to it."""
    door(request, rule, obj)
    try:
        move(obj, actor=request.actor, at=timezone.now(), revision=number_in(request.POST, "revision"), **more)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(obj)
