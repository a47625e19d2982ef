"""Addresses of amendments and versions of plans."""

from django.urls import path

from dealers.views import amendment_steps, amendments

urlpatterns = [
    path("plans/<int:pk>/versions/export/", amendments.PlanVersionsExport.as_view(), name="plan_versions_export"),
    path("plans/<int:pk>/versions/", amendments.PlanVersions.as_view(), name="plan_versions"),
    path("plans/<int:pk>/amend/", amendments.PlanAmend.as_view(), name="plan_amend"),
    path("plans/<int:pk>/shift/", amendments.PlanShift.as_view(), name="plan_shift"),
    path("amendments/", amendments.AmendmentList.as_view(), name="amendment_list"),
    path("amendments/<int:pk>/", amendments.AmendmentDetail.as_view(), name="amendment_detail"),
    path("amendments/<int:pk>/numbers/", amendment_steps.amendment_numbers, name="amendment_numbers"),
    path("amendments/<int:pk>/lines/add/", amendments.AmendmentLineAdd.as_view(), name="amendment_line_add"),
    path("amendments/<int:pk>/withdraw/", amendment_steps.amendment_withdraw, name="amendment_withdraw"),
    path("amendments/<int:pk>/give-up/", amendment_steps.amendment_give_up, name="amendment_give_up"),
    path("amendments/<int:pk>/approve/", amendment_steps.amendment_approve, name="amendment_approve"),
    path("amendments/<int:pk>/return/", amendment_steps.amendment_return, name="amendment_return"),
]
