"""What an open visit makes: photos, market reports, next steps, and its end (handbook H5.2, H5.6, H5.7)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from salesops.errors import DomainError
from salesops.web.htmx import answer
from visits.choices import VisitStep
from visits.forms.filling import LeaveForm, PhotoForm
from visits.forms.findings import NextStepForm, ReportForm
from visits.models import Visit
from visits.selectors.progress import progress_of
from visits.services.checkout import check_out
from visits.services.findings import Finding, report_market
from visits.services.photos import add_photo
from visits.services.tasks import add_task
from visits.views.parts import changed, own_visit, part_of, parts_context, photo_items


@login_required
@require_POST
def visit_photo(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return part_of(request, visit, VisitStep.PHOTO, trouble=_("Choose a photo."), status=422)
    cleaned = form.cleaned_data
    return changed(
        request,
        visit,
        VisitStep.PHOTO,
        lambda: add_photo(
            visit,
            client_id=cleaned["client_id"],
            file=cleaned["file"],
            step=VisitStep(cleaned["step"]),
            taken_at=cleaned["taken_at"],
            place=cleaned["place"],
            item=next((item for item in photo_items(visit) if item.pk == cleaned["item"]), None),
            actor=request.actor,
            at=timezone.now(),
        ),
        lambda: parts_context(visit),
    )


@login_required
@require_POST
def visit_report(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return part_of(request, visit, VisitStep.MARKET, report_form=form, status=422)
    cleaned = dict(form.cleaned_data)
    client_id = cleaned.pop("client_id")
    return changed(
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
        lambda: parts_context(visit),
    )


@login_required
@require_POST
def visit_next_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A next step that was typed, or chosen from the quick ones."""
    visit = own_visit(request, pk)
    typed = request.POST.copy()
    typed["title"] = request.POST.get("quick") or request.POST.get("title", "")
    form = NextStepForm(typed, on=timezone.localdate())
    if not form.is_valid():
        return part_of(request, visit, VisitStep.NEXT, next_form=form, status=422)
    cleaned = form.cleaned_data
    return changed(
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
        lambda: parts_context(visit),
    )


@login_required
@require_POST
def visit_check_out(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
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


def _leave(request: HttpRequest, visit: Visit, form: LeaveForm, trouble: str, status: int) -> HttpResponse:
    context = {"visit": visit, "leave_form": form, "trouble": trouble, "progress": progress_of(visit)}
    return answer(request, "visits/visit/_leave.html", context | {"is_swapped": True}, status=status)
