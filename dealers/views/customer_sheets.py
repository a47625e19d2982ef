"""The customer's sheet of a plan, as PDF and as workbook (handbook H8.2)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dealers.customer_pdf import story_of
from dealers.models import ProfitPlan
from dealers.selectors.customer_sheet import CustomerSheet, customer_sheet, sheets_of
from salesops.exchange.pdf import pdf_response
from salesops.exchange.writer import workbook_response


@login_required
@require_safe
def plan_sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = sheet_for(request, pk)
    return pdf_response(sheet.title, sheet.title, list(story_of(sheet)))


@login_required
@require_safe
def plan_sheet_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = sheet_for(request, pk)
    return workbook_response(sheet.title, sheets_of(sheet))


def sheet_for(request: HttpRequest, pk: int) -> CustomerSheet:
    plans = ProfitPlan.objects.visible_to(request.actor).select_related("customer", "center", "rep")
    return customer_sheet(get_object_or_404(plans, pk=pk), request.actor)
