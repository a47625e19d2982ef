"""Pages that show: one list, one object."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View
from django.views.generic.list import ListView
from django_tables2 import SingleTableMixin, Table
from django_tables2.rows import BoundRows

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.exchange import tasks
from salesops.exchange.csv_writer import csv_response
from salesops.exchange.services import order_export
from salesops.exchange.writer import xlsx_response
from salesops.web.look_up import LOOK_UP, look_up
from salesops.web.paging import SIZES, KeysetPage
from salesops.web.typed import number_in
from salesops.web.views.doors import login_first, rows_for
from salesops.web.views.own_lists import Chip, OwnList, own_address

FILES = {"xlsx": xlsx_response, "csv": csv_response}
# A sheet of Excel has 1,048,576.
MOST_ROWS = 1_000_000


class Page(View):
    """A page behind its door: the login, then the role; the row's own scope follows.

    `title` and `clause` (of the handbook, such as "H2.2") stand at its head.
    """

    roles: frozenset[Role] | set[Role] | None = None
    title = ""
    clause = ""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return login_first(request)
        if not self.allowed(request.actor):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def allowed(self, actor: Actor) -> bool:
        """Whether this person may open the page at all."""
        return self.roles is None or actor.role in self.roles

    def get_title(self) -> str:
        return self.title

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.get_title(),
            "clause": self.clause,
        }


class ScopedRows:
    """Rows that begin with what the actor may see; a room narrows them and never widens."""

    @final
    def get_queryset(self) -> QuerySet:
        return self.narrow(rows_for(self.model, self.request.actor))

    def narrow(self, rows: QuerySet) -> QuerySet:
        return rows


class ScopedList(Page, ScopedRows, SingleTableMixin, ListView):
    """A list: `table_class` shows it, `filterset_class` narrows it, the address keeps both.

    What a person keeps of it (views by name, columns) is its `own`; a filter in `empty_counts`, left empty, means all.
    A list that grows with the business `is_long`: it is paged by key and never counted to its end.
    With `export_name` the filtered list is also a file, at `?export=xlsx` or `?export=csv`, made while the reader
    waits; one that would take longer than a request may is written by a worker (`salesops.web.list_files`).
    """

    template_name = "layouts/list.html"
    filterset_class = None
    paginate_by = 25
    is_long = False
    export_name = ""
    # About ten seconds of writing; the proxy of deploy/ waits for fifteen.
    most_written_at_once = 40_000
    empty_counts: tuple[str, ...] = ()

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.look()
        if self.own and not request.GET and not request.htmx and self.own.default:
            return redirect(own_address(request.path, self.own.default.query))
        if self.filterset and LOOK_UP in request.GET:
            return look_up(self.filterset.form, request)
        if self.export_name and request.GET.get("export") in FILES:
            return self.export()
        response = self.render_to_response(self.get_context_data())
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def look(self) -> None:
        """Take what the address asks for; the rows are not read yet."""
        self.own = OwnList(self.request, self.empty_counts) if self.filterset_class and not self.kwargs else None
        rows = self.get_queryset()
        self.filterset = self.get_filterset(rows)
        self.object_list = self.filterset.qs if self.filterset else rows

    def get_filterset(self, rows: QuerySet):
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, queryset=rows, request=self.request)

    def paginate_queryset(self, queryset, page_size):
        """The table pages; the view does not count a second time."""
        return None, None, queryset, False

    def get_paginate_by(self, table_data) -> int:
        asked = number_in(self.request.GET, "per_page")
        return asked if asked in SIZES else self.paginate_by

    def get_table_pagination(self, table: Table) -> bool:
        return False

    def get_table(self, **kwargs) -> Table:
        """The table in the asked order, opened at the asked page."""
        table = super().get_table(**kwargs)
        self.column_choices = self.own.choose(table) if self.own else []
        size, asked = self.get_paginate_by(table.data), self.request.GET.get(table.prefixed_page_field, "")
        table.page_size, table.page_sizes = size, SIZES
        if self.is_long:
            said = self.filterset.of_page if self.filterset else {}
            table.page = KeysetPage(table.data.data, size, asked, **said)
            table.page.object_list = BoundRows(table.page.records, table)
        else:
            table.paginator = Paginator(table.rows, size)
            table.page = table.paginator.get_page(asked)
        return table

    def get_template_names(self) -> list[str]:
        """Sorting, filtering and paging change only the list on the page."""
        if self.request.htmx and self.request.htmx.target == "list":
            return ["web/_list.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "filter": self.filterset,
            "export_url": self._export_url("xlsx"),
            "csv_url": self._export_url("csv"),
            "own": self.own,
            "column_choices": self.column_choices,
            "chips": self._chips(),
        }

    def _chips(self) -> list[Chip]:
        if not (self.own and self.filterset):
            return []
        return [Chip(label, words, self.own.without(name)) for name, label, words in self.filterset.in_words()]

    def _export_url(self, kind: str) -> str:
        address = self.request.GET.copy()
        address["export"] = kind
        return f"?{address.urlencode()}" if self.export_name else ""

    def export(self) -> HttpResponse:
        """The file, or the word that a worker writes it."""
        count, kind = self.object_list.count(), self.request.GET["export"]
        if count > MOST_ROWS:
            return self._refuse_export(count)
        if count > self.most_written_at_once:
            return self._order_export(count, kind)
        return FILES[kind](*self.as_file())

    def as_file(self) -> tuple[str, Sequence[object], Iterable[Sequence[object]]]:
        """Name, columns and all filtered rows, in the order and with the columns of the list."""
        table = self.get_table_class()(data=self.object_list, **self.get_table_kwargs())
        if self.own:
            self.own.choose(table)
        table.order_by = self.request.GET.get(table.prefixed_order_by_field) or table.order_by
        name = slugify(str(self.export_name), allow_unicode=True)
        headers = [column.header for column in table.columns_of_file()]
        return name, headers, table.rows_of_file(self.complete)

    def complete(self, records: list) -> None:
        """Add to some rows of the file what their query does not bring."""

    def _order_export(self, count: int, kind: str) -> HttpResponse:
        request = self.request
        try:
            with transaction.atomic():
                ordered, is_new = order_export(
                    title=str(self.export_name),
                    path=request.path,
                    query=request.GET.urlencode(),
                    kind=kind,
                    row_count=count,
                    language=get_language(),
                    actor=request.actor,
                    at=timezone.now(),
                )
                if is_new:
                    transaction.on_commit(partial(tasks.export.delay, export_id=ordered.pk), robust=True)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("exchange:export_list")

    def _refuse_export(self, count: int) -> HttpResponse:
        words = _("%(count)s rows are too many for one file; please narrow the list to %(most)s.")
        messages.error(self.request, words % {"count": f"{count:,}", "most": f"{MOST_ROWS:,}"})
        address = self.request.GET.copy()
        del address["export"]
        return redirect(f"{self.request.path}?{address.urlencode()}")


class ScopedDetail(Page, ScopedRows, DetailView):
    """One object; a foreign one is not there (404), a visible one may still be closed (403)."""

    template_name = "layouts/detail.html"

    def allowed_on(self, actor: Actor, obj) -> bool:
        """Whether this person may open the page for this object."""
        return True

    def get_title(self) -> str:
        return self.title or str(self.object)

    def get_object(self, queryset=None):
        obj = super().get_object(queryset)
        if not self.allowed_on(self.request.actor, obj):
            raise PermissionDenied
        return obj
