"""The page of the distribution standard: everybody reads it, marketing edits it (handbook H2.7)."""

import json
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from salesops.errors import DomainError
from salesops.exchange.writer import xlsx_response
from salesops.web.typed import day_in
from salesops.web.views import Page, door
from stores import rules
from stores.choices import StoreClass, StoreFormat
from stores.forms.distribution import StandardForm
from stores.imports.distribution import COLUMNS as FILE_COLUMNS
from stores.selectors.standard import COLUMNS, Matrix, effects_of, matrix_on, versions
from stores.services import set_distribution


class StandardPage(Page, TemplateView):
    """The matrix of a day; what is typed holds from that day on."""

    template_name = "stores/distribution/standard.html"
    title = gettext_lazy("Distribution standard")
    clause = "H2.7"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.GET.get("export") == "xlsx":
            return _file_of(self.matrix)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        door(request, rules.may_set_distribution, None)
        form = StandardForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.again(form, status=422)
        try:
            return self.preview(form) if "preview" in request.POST else self.save(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.again(form, status=409)

    def preview(self, form: StandardForm) -> HttpResponse:
        """Nothing is saved; the effect is that on the stores as they stand today."""
        cleaned = form.cleaned_data
        effects = effects_of(self.request.actor, cleaned["before"], cleaned["wanted"], timezone.localdate())
        return self.again(form, effects=effects, is_previewed=True)

    def save(self, form: StandardForm) -> HttpResponse:
        cleaned = form.cleaned_data
        changes = set_distribution(
            cleaned["wanted"],
            starts_on=cleaned["starts_on"],
            seen=cleaned["before"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )
        words = ngettext("%(count)s cell was changed.", "%(count)s cells were changed.", len(changes))
        messages.success(self.request, words % {"count": len(changes)})
        return redirect(f"{reverse('stores:distribution_standard')}?on={cleaned['starts_on']}")

    def again(self, form: StandardForm, status: int = 200, **more) -> HttpResponse:
        """The matrix as it was typed."""
        return self.render_to_response(self.get_context_data(form=form, **more), status=status)

    @property
    def on(self) -> date:
        said = self.request.POST if self.request.method == "POST" else self.request.GET
        return day_in(said, "starts_on") or day_in(said, "on") or timezone.localdate()

    @cached_property
    def matrix(self) -> Matrix:
        return matrix_on(self.on, day_in(self.request.GET, "against"))

    def get_context_data(self, **kwargs) -> dict:
        form = kwargs.setdefault("form", StandardForm(actor=self.request.actor))
        store_class, form_of_store = self.request.GET.get("class", ""), self.request.GET.get("format", "")
        is_column = store_class in StoreClass.values and form_of_store in StoreFormat.values
        return super().get_context_data(**kwargs) | {
            "matrix": self.matrix.as_typed(form.typed) if form.is_bound else self.matrix,
            "seen": form.data.get("seen", "") if form.is_bound else json.dumps(self.matrix.seen, separators=(",", ":")),
            "classes": StoreClass.choices,
            "formats": StoreFormat.choices,
            "versions": [(day, day - timedelta(days=1), count) for day, count in versions()],
            "column": self.matrix.column(store_class, form_of_store) if is_column else None,
            "chosen": (store_class, form_of_store),
            "may_edit": rules.may_set_distribution(self.request.actor),
            "export_url": f"?on={self.on}&export=xlsx",
        }


def _file_of(matrix: Matrix) -> HttpResponse:
    """The standard of a day as a file that can be imported again."""
    rows = (
        (row.model.code, store_class.value, str(form.label), row.cells[place].colours, matrix.on)
        for row in matrix.rows
        for place, (store_class, form) in enumerate(COLUMNS)
        if row.cells[place].colours
    )
    name = _("Distribution standard %(day)s") % {"day": matrix.on}
    return xlsx_response(name, [column.header for column in FILE_COLUMNS], rows)
