"""Pages of compliance: figures of any span by rep, store, class or time, and the rows behind each (handbook H4.5)."""

from abc import ABC, abstractmethod
from datetime import timedelta
from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from salesops.accounts.models import User
from salesops.exchange.csv_writer import csv_response
from salesops.exchange.writer import xlsx_response
from salesops.periods.month import Month
from salesops.web.views import Page
from visits import compliance_words as words
from visits.forms.compliance import Asked, asked_in, centers_of
from visits.selectors.calendar import reps_seen_by
from visits.selectors.compliance import NORM_PERCENT
from visits.selectors.compliance_groups import By, Grouped, grouped
from visits.selectors.compliance_rows import OF_STORES, CallRow, Figure, StoreRow, call_rows, store_rows

FILES = {"xlsx": xlsx_response, "csv": csv_response}


class QuestionPage(ABC, Page, TemplateView):
    """Base of what answers a question about some reps' span, as a page or as a file."""

    clause = "H4.5"

    def get(self, request, *args, **kwargs):
        write = FILES.get(request.GET.get("export", ""))
        return write(self.get_title(), *self.table()) if write else super().get(request, *args, **kwargs)

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def reps(self) -> list[User]:
        """Whom this person may ask for."""
        return list(reps_seen_by(self.request.actor).active())

    @cached_property
    def asked(self) -> Asked:
        return asked_in(self.request.GET, self.reps, self.today, is_rep=self.request.actor.is_rep)

    @abstractmethod
    def table(self):
        """Headers and rows of the file."""


class CompliancePage(QuestionPage):
    """The figures of one center's reps, or of one rep."""

    template_name = "visits/compliance/compliance.html"
    title = gettext_lazy("Visit compliance")

    @cached_property
    def found(self) -> Grouped:
        asked = self.asked
        return grouped(self.request.actor, asked.reps, asked.span, asked.by, on=self.today)

    def table(self):
        return words.table_of(self.found, self.asked.by)

    def get_context_data(self, **kwargs):
        asked, found = self.asked, self.found
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "reps": self.reps,
            "centers": centers_of(self.reps),
            "choices": [(by.value, words.BY[by]) for by in By],
            "lines": [words.line_of(group, asked) for group in found.groups],
            "whole": words.line_of(found.whole, asked),
            "left_out": words.left_out(found.whole.figures),
            "rows_left_out": asked.address(figure=Figure.EXCLUDED.value),
            "rows_invalid": asked.address(figure=Figure.INVALID.value),
            "columns": words.COLUMNS,
            "norm": NORM_PERCENT,
            "presets": list(self.presets()),
            "export_url": asked.address(export="xlsx"),
            "csv_url": asked.address(export="csv"),
            "may_choose": not self.request.actor.is_rep or len(self.reps) > 1,
        }

    def presets(self):
        """Spans that people ask for, one tap each."""
        today, month = self.today, Month.of(self.today)
        monday = today - timedelta(days=today.weekday())
        yield _("This week"), self.asked.address(first=monday, last=monday + timedelta(days=6))
        yield _("This month"), self.asked.address(first=month.first_day, last=month.last_day)
        yield _("Last month"), self.asked.address(first=(month - 1).first_day, last=(month - 1).last_day)


class ComplianceRows(QuestionPage):
    """The rows that one figure counts."""

    template_name = "visits/compliance/rows.html"

    @cached_property
    def figure(self) -> Figure:
        named = self.request.GET.get("figure")
        if named not in set(Figure):
            raise Http404
        return Figure(named)

    @cached_property
    def group(self) -> str:
        return self.request.GET.get("group", "")

    @cached_property
    def rows(self) -> list[CallRow] | list[StoreRow]:
        asked, rows = self.asked, store_rows if self.figure in OF_STORES else call_rows
        of_group = {"by": asked.by, "group": self.group, "on": self.today}
        return rows(self.request.actor, asked.reps, asked.span, self.figure, **of_group)

    def get_title(self) -> str:
        return words.FIGURES[self.figure]

    def table(self):
        return words.table_of_rows(self.rows, self.figure)

    def get_context_data(self, **kwargs):
        here = {"figure": self.figure.value, "group": self.group}
        return super().get_context_data(**kwargs) | {
            "asked": self.asked,
            "rows": self.rows,
            "is_of_stores": self.figure in OF_STORES,
            "back": self.asked.address(),
            "export_url": self.asked.address(**here, export="xlsx"),
            "csv_url": self.asked.address(**here, export="csv"),
        }
