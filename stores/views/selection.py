"""Rows chosen on a list: ticked ones, or all that its filter gives; each is looked for among what the person sees."""

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from salesops.web.typed import as_number
from salesops.web.views.doors import rows_for
from stores import rules


class TickColumn(tables.Column):
    """A box for each row; it belongs to the form that stands below the list."""

    empty_values = ()

    def __init__(self) -> None:
        super().__init__(orderable=False, verbose_name=_("tick"), exclude_from_export=True)

    def render(self, record) -> SafeString:
        return format_html(
            '<input class="form-check-input" type="checkbox" name="ticked" form="bulk" value="{}" aria-label="{}">',
            str(record.pk),
            record,
        )


class TickedList:
    """Beside a `ScopedList`: boxes on its rows for those who may change many, and what can be done with them."""

    bulk_url = ""
    hand_over_url = ""

    def may_tick(self) -> bool:
        return False

    def may_hand_over(self) -> bool:
        actor = self.request.actor
        return bool(self.hand_over_url) and (rules.keeps_archive(actor) or actor.is_manager)

    def get_table_kwargs(self):
        kwargs = super().get_table_kwargs()
        if not self.may_tick():
            return kwargs
        return kwargs | {
            "extra_columns": [("tick", TickColumn())],
            "sequence": ("tick", "..."),
            "attrs": {"class": "table table-hover list-table has-ticks"},
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "bulk_url": reverse(self.bulk_url) if self.may_tick() else "",
            "hand_over_url": reverse(self.hand_over_url) if self.may_hand_over() else "",
            "query": self.request.GET.urlencode(),
        }


def matching(request: HttpRequest, model, filterset_class, query: str) -> QuerySet:
    """What an archive's list shows this person with a query's filters; nothing where one is not understood."""
    rows = rows_for(model, request.actor)
    filterset = filterset_class(QueryDict(query), queryset=rows, request=request)
    return filterset.qs.order_by("code") if filterset.form.is_valid() else rows.none()


def ticked_in(said: QueryDict) -> list[int]:
    """The ids that are ticked in an address or a form."""
    numbers = (as_number(text) for text in said.getlist("ticked"))
    return [number for number in numbers if number]
