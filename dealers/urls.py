"""Addresses of dealers."""

from django.urls import path

from dealers import amendment_urls, dealer_urls, target_urls, tracking_urls
from dealers.views import customer_sheets, evidence, inbox, lines, plans, steps, terms

app_name = "dealers"
urlpatterns = [
    path("plans/", plans.PlanList.as_view(), name="plan_list"),
    path("plans/inbox/", inbox.PlanInbox.as_view(), name="plan_inbox"),
    path("plans/inbox/approve/", steps.plan_bulk_approve, name="plan_bulk_approve"),
    path("plans/<int:pk>/", plans.PlanDetail.as_view(), name="plan_detail"),
    path("plans/<int:pk>/figures/", plans.plan_figures, name="plan_figures"),
    path("plans/<int:pk>/profit/", evidence.plan_profit_evidence, name="plan_profit_evidence"),
    path("plans/<int:pk>/planner-record/", evidence.plan_planner_record, name="plan_planner_record"),
    path("plans/<int:pk>/export/", plans.plan_export, name="plan_export"),
    path("plans/<int:pk>/sheet.pdf", customer_sheets.plan_sheet_pdf, name="plan_sheet_pdf"),
    path("plans/<int:pk>/sheet.xlsx", customer_sheets.plan_sheet_xlsx, name="plan_sheet_xlsx"),
    path("plans/<int:pk>/submit/", steps.plan_submit, name="plan_submit"),
    path("plans/<int:pk>/withdraw/", steps.plan_withdraw, name="plan_withdraw"),
    path("plans/<int:pk>/approve/", steps.plan_approve, name="plan_approve"),
    path("plans/<int:pk>/return/", steps.plan_return, name="plan_return"),
    path("plans/<int:pk>/refresh/", steps.plan_refresh, name="plan_refresh"),
    path("plans/<int:pk>/terms/", terms.PlanTerms.as_view(), name="plan_terms"),
    path("plans/<int:pk>/lines/add/", lines.PlanLineAdd.as_view(), name="plan_line_add"),
    path("plans/<int:pk>/actions/add/", terms.PlanActionAdd.as_view(), name="plan_action_add"),
    path("plan-lines/<int:pk>/", lines.plan_line, name="plan_line"),
    path("plan-lines/<int:pk>/edit/", lines.plan_line_edit, name="plan_line_edit"),
    path("plan-lines/<int:pk>/reset/", lines.plan_line_reset, name="plan_line_reset"),
    path("plan-lines/<int:pk>/evidence/", evidence.plan_line_evidence, name="plan_line_evidence"),
    path("plan-actions/<int:pk>/remove/", terms.plan_action_remove, name="plan_action_remove"),
    *amendment_urls.urlpatterns,
    *dealer_urls.urlpatterns,
    *target_urls.urlpatterns,
    *tracking_urls.urlpatterns,
]
