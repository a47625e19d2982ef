"""Addresses of dealers and of candidates for them."""

from django.urls import path

from dealers.views import candidates, dealers

urlpatterns = [
    path("dealers/", dealers.DealerList.as_view(), name="dealer_list"),
    path("dealers/<int:pk>/", dealers.DealerDetail.as_view(), name="dealer_detail"),
    path("dealers/<int:pk>/contracts/add/", dealers.ContractAdd.as_view(), name="contract_add"),
    path("dealers/<int:pk>/territories/add/", dealers.TerritoryAdd.as_view(), name="territory_add"),
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
