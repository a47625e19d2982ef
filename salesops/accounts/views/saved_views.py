"""A person's own views of its lists: saved, renamed, made the default, deleted. Nobody else sees them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesops.accounts.models import SavedView
from salesops.accounts.services.saved_views import choose_columns, rename_view, save_view, turn_default
from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import ScopedList
from salesops.web.views.own_lists import kept_query, own_address


@login_required
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    page, query = _list_of(request.POST.get("list", "")), kept_query(request.POST.get("query", ""))
    name = text_in(request.POST, "name", 40)
    return _after(request, page, query, lambda: save_view(page, name, query, actor=request.actor))


@login_required
@require_POST
def columns_choose(request: HttpRequest) -> HttpResponse:
    page, query = _list_of(request.POST.get("list", "")), kept_query(request.POST.get("query", ""), without="columns")
    columns = [name[:40] for name in request.POST.getlist("columns")[:40]]
    return _after(request, page, query, lambda: choose_columns(page, columns, actor=request.actor))


@login_required
@require_POST
def view_rename(request: HttpRequest, pk: int) -> HttpResponse:
    view, name = _mine(request, pk), text_in(request.POST, "name", 40)
    return _after(request, view.list_name, view.query, lambda: rename_view(view, name, actor=request.actor))


@login_required
@require_POST
def view_turn_default(request: HttpRequest, pk: int) -> HttpResponse:
    view = _mine(request, pk)
    return _after(request, view.list_name, view.query, lambda: turn_default(view, actor=request.actor))


@login_required
@require_POST
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = _mine(request, pk)
    return _after(request, view.list_name, "", view.delete)


def _mine(request: HttpRequest, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.exclude(name=""), pk=pk, user_id=request.actor.user_id)


def _list_of(name: str) -> str:
    """The name of a list's address; anything else is not there."""
    try:
        page = resolve(reverse(name)).func
    except NoReverseMatch as error:
        raise Http404 from error
    if not issubclass(getattr(page, "view_class", object), ScopedList):
        raise Http404
    return name


def _after(request: HttpRequest, page: str, query: str, deed) -> HttpResponse:
    try:
        deed()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(own_address(reverse(page), query))
