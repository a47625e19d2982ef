"""The steps of an open visit; each saves by itself, in any order (handbook H5.2)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.views import door
from visits import due, rules
from visits.calc.found import Counted
from visits.choices import VisitStatus, VisitStep
from visits.evidence_words import marks_in_words
from visits.forms.filling import CountsForm, ImageForm, LeaveForm, PhotoForm, SkipForm
from visits.forms.findings import NextStepForm, ReportForm
from visits.models import Visit
from visits.selectors.filling import item_rows, last_image, sku_rows, skus_found, standard_of
from visits.selectors.findings import open_tasks_at
from visits.selectors.progress import progress_of
from visits.selectors.visits import VisitPage
from visits.services.checkout import check_out
from visits.services.filling import save_counts, save_image, skip_step
from visits.services.findings import Finding, report_market
from visits.services.photos import add_photo
from visits.services.tasks import add_task

A_WEEK = timedelta(days=7)


@login_required
@require_safe
def visit_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """All steps on one page; a visit that is over shows its summary."""
    visit = _mine(request, pk)
    if visit.status != VisitStatus.OPEN:
        return redirect("visits:visit_summary", pk=visit.pk)
    context = _stock(request, visit) | _image(visit) | _parts(visit)
    more = {
        "title": visit.store.name,
        "progress": progress_of(visit),
        "marks": marks_in_words(visit.marks),
        "tasks": open_tasks_at([visit.store_id])[visit.store_id],
        "work": due.work_at([visit.store_id], visit.visited_on)[visit.store_id],
        "leave_form": LeaveForm(),
    }
    return render(request, "visits/visit/visit_fill.html", context | more)


@login_required
@require_safe
def visit_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What the visit came to, shown to the one who made it."""
    visit = _mine(request, pk)
    context = {
        "title": visit.store.name,
        "visit": visit,
        "page": VisitPage(visit),
        "marks": marks_in_words(visit.marks),
    }
    return render(request, "visits/visit/visit_summary.html", context)


@login_required
@require_POST
def visit_counts(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    form = CountsForm(request.POST)
    if not form.is_valid():
        return _state(request, visit, VisitStep.STOCK, trouble=form.trouble, status=422)
    return _saved(request, visit, VisitStep.STOCK, lambda: save_counts(visit, form.counts, actor=request.actor))


@login_required
@require_POST
def visit_counts_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap for all: the stock as it was the last time, or nothing sold."""
    visit = _mine(request, pk)
    rows = sku_rows(visit)
    if request.POST.get("what") == "stock":
        counts = {row.sku.pk: Counted(row.last_stock, row.sold) for row in rows if row.last_stock is not None}
    else:
        counts = {row.sku.pk: Counted(row.stock, row.sold or 0) for row in rows}
    return _changed(
        request,
        visit,
        VisitStep.STOCK,
        lambda: save_counts(visit, counts, actor=request.actor),
        lambda: _stock(request, visit),
    )


@login_required
@require_safe
def visit_skus(request: HttpRequest, pk: int) -> HttpResponse:
    """SKUs to add, and with `add` the row of one of them."""
    visit = _mine(request, pk)
    added = request.GET.get("add", "")
    if added.isdecimal() and len(added) < 16:
        row = next((row for row in sku_rows(visit, [int(added)]) if row.sku.pk == int(added)), None)
        return answer(request, "visits/visit/_sku_row.html", {"row": row, "visit": visit})
    words = request.GET.get("q", "")[:60]
    shown = {row.sku.pk for row in sku_rows(visit)}
    found = [sku for sku in skus_found(visit, words) if sku.pk not in shown]
    return answer(request, "visits/visit/_skus_found.html", {"found": found, "visit": visit, "words": words})


@login_required
@require_POST
def visit_image(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    standard = standard_of(visit)
    form = ImageForm(request.POST, items=standard.items.all() if standard else [])
    if standard is None or not form.is_valid():
        trouble = form.trouble if standard else _("No image standard holds.")
        return _state(request, visit, VisitStep.IMAGE, trouble=trouble, status=422)
    return _saved(
        request, visit, VisitStep.IMAGE, lambda: save_image(visit, standard, form.measured, actor=request.actor)
    )


@login_required
@require_POST
def visit_image_same(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: each item as it was the last time."""
    visit = _mine(request, pk)
    standard = standard_of(visit)
    last = last_image(visit, standard) if standard else {}
    return _changed(
        request,
        visit,
        VisitStep.IMAGE,
        lambda: save_image(visit, standard, last, actor=request.actor) if last else None,
        lambda: _image(visit),
    )


@login_required
@require_POST
def visit_photo(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _part(request, visit, VisitStep.PHOTO, trouble=_("Choose a photo."), status=422)
    cleaned = form.cleaned_data
    return _changed(
        request,
        visit,
        VisitStep.PHOTO,
        lambda: add_photo(
            visit,
            client_id=cleaned["client_id"],
            file=cleaned["file"],
            step=VisitStep(cleaned["step"]),
            actor=request.actor,
            at=timezone.now(),
        ),
        lambda: _parts(visit),
    )


@login_required
@require_POST
def visit_report(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _part(request, visit, VisitStep.MARKET, report_form=form, status=422)
    cleaned = dict(form.cleaned_data)
    client_id = cleaned.pop("client_id")
    return _changed(
        request,
        visit,
        VisitStep.MARKET,
        lambda: report_market(
            Finding(**cleaned),
            client_id=client_id,
            store=visit.store,
            visit=visit,
            actor=request.actor,
            at=timezone.now(),
        ),
        lambda: _parts(visit),
    )


@login_required
@require_POST
def visit_next_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A next step that was typed, or chosen from the quick ones."""
    visit = _mine(request, pk)
    typed = request.POST.copy()
    typed["title"] = request.POST.get("quick") or request.POST.get("title", "")
    form = NextStepForm(typed)
    if not form.is_valid():
        return _part(request, visit, VisitStep.NEXT, next_form=form, status=422)
    cleaned = form.cleaned_data
    return _changed(
        request,
        visit,
        VisitStep.NEXT,
        lambda: add_task(
            client_id=cleaned["client_id"],
            store=visit.store,
            rep_id=visit.rep_id,
            title=cleaned["title"],
            due_on=cleaned["due_on"],
            source="visit",
            source_url=visit.get_absolute_url(),
            actor=request.actor,
            at=timezone.now(),
            visit=visit,
        ),
        lambda: _parts(visit),
    )


@login_required
@require_POST
def visit_skip(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _state(request, visit, VisitStep.STOCK, trouble=_("Please give a reason."), status=422)
    step = VisitStep(form.cleaned_data["step"])
    reason = form.cleaned_data["reason"]
    return _saved(request, visit, step, lambda: skip_step(visit, step, reason, actor=request.actor))


@login_required
@require_POST
def visit_check_out(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _mine(request, pk)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _leave(request, visit, form, _("Please check what you typed."), 422)
    try:
        check_out(
            visit,
            device_at=form.cleaned_data["device_at"],
            summary=form.cleaned_data["summary"],
            actor=request.actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _leave(request, visit, form, str(refusal), 409)
    address = reverse("visits:visit_summary", args=[visit.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _mine(request: HttpRequest, pk: int) -> Visit:
    visits = Visit.objects.visible_to(request.actor).select_related("store__center", "image_standard")
    visit = get_object_or_404(visits, pk=pk)
    door(request, rules.made_visit, visit)
    return visit


def _saved(request: HttpRequest, visit: Visit, step: VisitStep, deed: Callable) -> HttpResponse:
    """After a silent save only the state and the count of what is open change on the page."""
    try:
        deed()
    except (DomainError, ValidationError) as refusal:
        return _state(request, visit, step, trouble=_words(refusal), status=409)
    return _state(request, visit, step)


def _state(
    request: HttpRequest, visit: Visit, step: VisitStep, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    visit.refresh_from_db()
    context = {
        "visit": visit,
        "trouble": trouble,
        "saved_at": timezone.localtime(),
        "progress": progress_of(visit),
        "is_swapped": True,
    }
    return answer(request, "visits/visit/_saved.html", context, to=_back(visit, step), status=status)


def _changed(
    request: HttpRequest, visit: Visit, step: VisitStep, deed: Callable, context: Callable[[], dict]
) -> HttpResponse:
    """After a tap that fills a whole step the step is shown anew."""
    try:
        deed()
    except (DomainError, ValidationError) as refusal:
        return _part(request, visit, step, trouble=_words(refusal), status=409)
    visit.refresh_from_db()
    return _part(request, visit, step, context=context())


def _part(
    request: HttpRequest,
    visit: Visit,
    step: VisitStep,
    *,
    context: dict | None = None,
    status: int = 200,
    **more,
) -> HttpResponse:
    builders = {VisitStep.STOCK: lambda: _stock(request, visit), VisitStep.IMAGE: lambda: _image(visit)}
    if context is None:
        context = builders.get(step, lambda: _parts(visit))()
    shown = context | more | {"progress": progress_of(visit), "is_swapped": True}
    return answer(request, f"visits/visit/_{step}.html", shown, to=_back(visit, step), status=status)


def _leave(request: HttpRequest, visit: Visit, form: LeaveForm, trouble: str, status: int) -> HttpResponse:
    context = {"visit": visit, "leave_form": form, "trouble": trouble, "progress": progress_of(visit)}
    return answer(request, "visits/visit/_leave.html", context | {"is_swapped": True}, status=status)


def _stock(request: HttpRequest, visit: Visit) -> dict:
    added = [int(pk) for pk in request.GET.getlist("add") if pk.isdecimal() and len(pk) < 16]
    rows = sku_rows(visit, added)
    return {"visit": visit, "rows": rows, "has_last": any(row.last_stock is not None for row in rows)}


def _image(visit: Visit) -> dict:
    standard = standard_of(visit)
    rows = item_rows(visit, standard)
    return {
        "visit": visit,
        "standard": standard,
        "items": rows,
        "has_last_image": any(row.last is not None for row in rows),
    }


def _parts(visit: Visit) -> dict:
    """Photos, findings and next steps, with fresh forms: each form makes one thing."""
    return {
        "visit": visit,
        "page": VisitPage(visit),
        "photo_id": uuid4(),
        "report_form": ReportForm(initial={"client_id": uuid4()}),
        "next_form": NextStepForm(initial={"client_id": uuid4(), "due_on": visit.visited_on + A_WEEK}),
        "quick_steps": quick_steps(),
    }


def quick_steps() -> list[str]:
    """What is agreed most often, one tap each."""
    return [
        _("Restock"),
        _("Mend the display"),
        _("Bring price tags"),
        _("Train the staff"),
        _("Speak with the owner"),
    ]


def _back(visit: Visit, step: VisitStep) -> str:
    return f"{reverse('visits:visit_fill', args=[visit.pk])}#step-{step}"


def _words(refusal: DomainError | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
