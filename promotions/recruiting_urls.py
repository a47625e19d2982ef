"""Addresses of recruiting."""

from django.urls import path

from promotions.views import applicants, recruiting

urlpatterns = [
    path("recruiting/", recruiting.Board.as_view(), name="recruiting"),
    path("recruiting/applicants/", recruiting.ApplicantList.as_view(), name="applicant_list"),
    path("recruiting/needs/new/", recruiting.NeedCreate.as_view(), name="need_create"),
    path("recruiting/needs/<int:pk>/", recruiting.NeedDetail.as_view(), name="need_detail"),
    path("recruiting/needs/<int:pk>/edit/", recruiting.NeedEdit.as_view(), name="need_edit"),
    path("recruiting/needs/<int:pk>/withdraw/", recruiting.NeedWithdraw.as_view(), name="need_withdraw"),
    path("recruiting/needs/<int:pk>/applicants/new/", recruiting.ApplicantCreate.as_view(), name="applicant_create"),
    path("recruiting/applicants/<int:pk>/", applicants.ApplicantDetail.as_view(), name="applicant_detail"),
    path("recruiting/applicants/<int:pk>/edit/", applicants.ApplicantEdit.as_view(), name="applicant_edit"),
    path("recruiting/applicants/<int:pk>/invite/", applicants.ApplicantInvite.as_view(), name="applicant_invite"),
    path(
        "recruiting/applicants/<int:pk>/interview/",
        applicants.ApplicantInterview.as_view(),
        name="applicant_interview",
    ),
    path("recruiting/applicants/<int:pk>/take-on/", applicants.ApplicantTakeOn.as_view(), name="applicant_take_on"),
    path("recruiting/applicants/<int:pk>/again/", applicants.ApplicantAgain.as_view(), name="applicant_again"),
    path("recruiting/applicants/<int:pk>/reject/", applicants.ApplicantReject.as_view(), name="applicant_reject"),
    path("recruiting/applicants/<int:pk>/give-up/", applicants.ApplicantGiveUp.as_view(), name="applicant_give_up"),
    path("recruiting/applicants/<int:pk>/personal/", applicants.ApplicantPersonal.as_view(), name="applicant_personal"),
    path(
        "recruiting/applicants/<int:pk>/personal/read/",
        applicants.applicant_personal_read,
        name="applicant_personal_read",
    ),
]
