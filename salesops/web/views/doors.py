"""Who may pass: login first, then the right to the deed (handbook H0)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from salesops.accounts.actor import Actor

Rule = Callable[[Actor, Any], bool]


def door(request: HttpRequest, rule: Rule, obj: Any) -> None:
    """Let pass whom the rule allows; the object was seen already, so the refusal is a 403."""
    if not rule(request.actor, obj):
        raise PermissionDenied


def login_first(request: HttpRequest) -> HttpResponse:
    """Send to the login page and back; a part of a page takes the whole page there."""
    if getattr(request, "htmx", False):
        page = request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(page).url)
    return redirect_to_login(request.get_full_path())


def rows_for(model: type[Model], actor: Actor) -> QuerySet:
    """The rows somebody may see; a table that all share is shown as it is."""
    rows = model._default_manager
    return rows.visible_to(actor) if hasattr(rows, "visible_to") else rows.all()
