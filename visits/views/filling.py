"""The open visit, and the steps that save by themselves, in any order (handbook H5.2)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from salesops.web.htmx import answer
from salesops.web.typed import number_in, text_in
from visits import due
from visits.calc.found import Counted
from visits.choices import VisitStatus, VisitStep
from visits.evidence_words import in_words
from visits.forms.filling import CountsForm, ImageForm, LeaveForm, OrdersForm, PointsForm, SkipForm
from visits.selectors.filling import item_rows, last_image, points_of, sku_rows, skus_found, standard_of
from visits.selectors.findings import open_tasks_at
from visits.selectors.image import items_for
from visits.selectors.marks import marks_of_visit
from visits.selectors.orders import suggestions_in
from visits.selectors.progress import progress_of
from visits.selectors.visits import VisitPage
from visits.services.checklists import save_ticks
from visits.services.filling import save_counts, save_image, skip_step
from visits.services.imeis import save_found
from visits.services.orders import Ordered, save_orders
from visits.views.parts import (
    cards_of,
    changed,
    filled,
    image_context,
    own_visit,
    parts_context,
    prices_context,
    saved,
    state_of,
    stock_context,
)


@login_required
@require_safe
def visit_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """All steps on one page; a visit that is over shows its summary."""
    visit = own_visit(request, pk)
    if visit.status != VisitStatus.OPEN:
        return redirect("visits:visit_summary", pk=visit.pk)
    context = stock_context(request, visit) | image_context(visit) | parts_context(visit)
    context |= prices_context(visit, context["rows"])
    progress = progress_of(visit)
    more = {
        "title": visit.store.name,
        "progress": progress,
        "cards": cards_of(progress),
        "tasks": open_tasks_at([visit.store_id])[visit.store_id],
        "work": due.work_at([visit.store_id], visit.visited_on)[visit.store_id],
        "leave_form": LeaveForm(),
    }
    return render(request, "visits/visit/visit_fill.html", context | more)


@login_required
@require_safe
def visit_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What the visit came to, shown to the one who made it."""
    visit = own_visit(request, pk)
    context = {
        "title": visit.store.name,
        "visit": visit,
        "page": VisitPage(visit),
        "marks": [in_words(mark) for mark in marks_of_visit(visit)],
    }
    return render(request, "visits/visit/visit_summary.html", context)


@login_required
@require_POST
def visit_counts(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = CountsForm(request.POST)
    return filled(
        request, visit, VisitStep.STOCK, form, lambda: save_found(visit, form.counts, form.imeis, actor=request.actor)
    )


@login_required
@require_POST
def visit_counts_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap for all that is still open: the stock as it was the last time, or nothing sold."""
    visit = own_visit(request, pk)
    rows = sku_rows(visit)
    if request.POST.get("what") == "stock":
        still_open = [row for row in rows if row.stock is None and row.last_stock is not None]
        counts = {row.sku.pk: Counted(row.last_stock, row.sold) for row in still_open}
    else:
        counts = {row.sku.pk: Counted(row.stock, 0) for row in rows if row.sold is None}
    return changed(
        request,
        visit,
        VisitStep.STOCK,
        lambda: save_counts(visit, counts, actor=request.actor),
        lambda: stock_context(request, visit),
    )


@login_required
@require_safe
def visit_skus(request: HttpRequest, pk: int) -> HttpResponse:
    """SKUs to add, and with `add` the row of one of them."""
    visit = own_visit(request, pk)
    added = number_in(request.GET, "add")
    if added is not None:
        row = next((row for row in sku_rows(visit, [added]) if row.sku.pk == added), None)
        return answer(request, "visits/visit/_sku_row.html", {"row": row, "visit": visit})
    words = text_in(request.GET, "q", 60)
    shown = {row.sku.pk for row in sku_rows(visit)}
    found = [sku for sku in skus_found(visit, words) if sku.pk not in shown]
    return answer(request, "visits/visit/_skus_found.html", {"found": found, "visit": visit, "words": words})


@login_required
@require_POST
def visit_image(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    standard = standard_of(visit)
    form = ImageForm(request.POST, items=items_for(standard, visit.store) if standard else [])
    if standard is None or not form.is_valid():
        trouble = form.trouble if standard else _("No image standard holds.")
        return state_of(request, visit, VisitStep.IMAGE, trouble=trouble, status=422)
    return saved(
        request, visit, VisitStep.IMAGE, lambda: save_image(visit, standard, form.measured, actor=request.actor)
    )


@login_required
@require_POST
def visit_image_same(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: each item that is still open as it was the last time."""
    visit = own_visit(request, pk)
    standard = standard_of(visit)
    last = last_image(visit, standard) if standard else {}
    answered = {row.item.pk: row.answer for row in item_rows(visit, standard) if row.answer.is_answered}
    return changed(
        request,
        visit,
        VisitStep.IMAGE,
        lambda: save_image(visit, standard, last | answered, actor=request.actor) if last else None,
        lambda: image_context(visit),
    )


@login_required
@require_POST
def visit_points(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = PointsForm(request.POST, points=points_of(visit))
    return filled(request, visit, VisitStep.POINTS, form, lambda: save_ticks(visit, form.words, actor=request.actor))


@login_required
@require_POST
def visit_order(request: HttpRequest, pk: int) -> HttpResponse:
    """What is ordered, or with `all` everything as it was suggested."""
    visit = own_visit(request, pk)
    if "all" in request.POST:
        lines = [line for line in suggestions_in(visit) if line.quantity]
        orders = {line.model.pk: Ordered(line.quantity, line.quantity) for line in lines}
        return changed(
            request,
            visit,
            VisitStep.ORDER,
            lambda: save_orders(visit, orders, actor=request.actor),
            lambda: parts_context(visit),
        )
    form = OrdersForm(request.POST)
    return filled(request, visit, VisitStep.ORDER, form, lambda: save_orders(visit, form.orders, actor=request.actor))


@login_required
@require_POST
def visit_skip(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return state_of(request, visit, VisitStep.STOCK, trouble=_("Please give a reason."), status=422)
    step = VisitStep(form.cleaned_data["step"])
    reason = form.cleaned_data["reason"]
    return saved(request, visit, step, lambda: skip_step(visit, step, reason, actor=request.actor))
