"""Addresses of dealers and of candidates for them."""

from django.urls import path

from dealers.views import business, candidates, cases, dealers

urlpatterns = [
    path("dealers/", dealers.DealerList.as_view(), name="dealer_list"),
    path("dealers/<int:pk>/", dealers.DealerDetail.as_view(), name="dealer_detail"),
    path("dealers/<int:pk>/contracts/add/", dealers.ContractAdd.as_view(), name="contract_add"),
    path("dealers/<int:pk>/territories/add/", dealers.TerritoryAdd.as_view(), name="territory_add"),
    path("dealers/<int:pk>/movements/add/", business.MovementAdd.as_view(), name="movement_add"),
    path("dealers/<int:pk>/stock/count/", business.StockCount.as_view(), name="stock_count"),
    path("dealers/<int:pk>/receivables/add/", business.ReceivableAdd.as_view(), name="receivable_add"),
    path("dealers/<int:pk>/cases/open/", cases.CaseOpen.as_view(), name="case_open"),
    path("movements/", business.MovementList.as_view(), name="movement_list"),
    path("movements/<int:pk>/take-back/", business.MovementTakeBack.as_view(), name="movement_take_back"),
    path("stock/", business.StockList.as_view(), name="stock_list"),
    path("receivables/", business.ReceivableList.as_view(), name="receivable_list"),
    path("receivables/<int:pk>/", business.ReceivableDetail.as_view(), name="receivable_detail"),
    path("receivables/<int:pk>/pay/", business.ReceivablePay.as_view(), name="receivable_pay"),
    path("cases/", cases.CaseList.as_view(), name="case_list"),
    path("cases/<int:pk>/", cases.CaseDetail.as_view(), name="case_detail"),
    path("cases/<int:pk>/evidence/", cases.CaseEvidenceAdd.as_view(), name="case_evidence_add"),
    path("cases/<int:pk>/move/<slug:step>/", cases.CaseMove.as_view(), name="case_move"),
    path("territories/", dealers.TerritoryList.as_view(), name="territory_list"),
    path("territories/<int:pk>/end/", dealers.TerritoryEnd.as_view(), name="territory_end"),
    path("candidates/", candidates.CandidateList.as_view(), name="candidate_list"),
    path("candidates/new/", candidates.CandidateCreate.as_view(), name="candidate_create"),
    path("candidates/<int:pk>/", candidates.CandidateDetail.as_view(), name="candidate_detail"),
    path("candidates/<int:pk>/edit/", candidates.CandidateEdit.as_view(), name="candidate_edit"),
    path("candidates/<int:pk>/visit/", candidates.CandidateVisitAdd.as_view(), name="candidate_visit"),
    path("candidates/<int:pk>/score/", candidates.CandidateMarks.as_view(), name="candidate_marks"),
    path("candidates/<int:pk>/accept/", candidates.CandidateAccept.as_view(), name="candidate_accept"),
    path("candidates/<int:pk>/turn-down/", candidates.CandidateTurnDown.as_view(), name="candidate_turn_down"),
    path("candidates/<int:pk>/give-up/", candidates.CandidateGiveUp.as_view(), name="candidate_give_up"),
    path("candidates/<int:pk>/again/", candidates.CandidateTakeUpAgain.as_view(), name="candidate_take_up_again"),
    path("candidates/<int:pk>/contract/", candidates.CandidateContract.as_view(), name="candidate_contract"),
]
