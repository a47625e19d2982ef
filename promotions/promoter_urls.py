"""Addresses of promoters and what belongs to them."""

from django.urls import path

from promotions.views import care, personal, promoters, staffing

urlpatterns = [
    path("promoters/", promoters.PromoterList.as_view(), name="promoter_list"),
    path("promoters/new/", promoters.PromoterCreate.as_view(), name="promoter_create"),
    path("promoters/readings/", personal.PersonalLookList.as_view(), name="personal_look_list"),
    path("promoters/<int:pk>/", promoters.PromoterDetail.as_view(), name="promoter_detail"),
    path("promoters/<int:pk>/edit/", promoters.PromoterEdit.as_view(), name="promoter_edit"),
    path("promoters/<int:pk>/confirm/", promoters.promoter_confirm, name="promoter_confirm"),
    path("promoters/<int:pk>/leave/", promoters.PromoterLeave.as_view(), name="promoter_leave"),
    path("promoters/<int:pk>/come-back/", promoters.PromoterComeBack.as_view(), name="promoter_come_back"),
    path("promoters/<int:pk>/personal/", personal.PersonalEdit.as_view(), name="personal_edit"),
    path("promoters/<int:pk>/personal/read/", personal.personal_read, name="personal_read"),
    path("promoters/<int:pk>/guide/", care.GuidanceAdd.as_view(), name="guidance_add"),
    path("promoters/<int:pk>/give-leave/", care.DayOffAdd.as_view(), name="day_off_add"),
    path("promoters/days-off/<int:pk>/remove/", care.day_off_remove, name="day_off_remove"),
    path("guidance/", care.GuidanceList.as_view(), name="guidance_list"),
    path("guidance/<int:pk>/look-again/", care.GuidanceLookAgain.as_view(), name="guidance_look_again"),
    path("promoters/<int:pk>/assign/", staffing.AssignmentAdd.as_view(), name="assignment_add"),
    path("assignments/<int:pk>/end/", staffing.AssignmentEnd.as_view(), name="assignment_end"),
    path("staffing/", staffing.Staffing.as_view(), name="staffing"),
    path("staffing/standard/", staffing.HeadcountEdit.as_view(), name="headcount_edit"),
    path("promoter-terms/<int:center>/", staffing.TermsEdit.as_view(), name="promoter_terms"),
]
