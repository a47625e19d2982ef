"""Addresses of the weekly tracking."""

from django.urls import path

from dealers.views import interim, tracking

urlpatterns = [
    path("tracking/", tracking.TrackingList.as_view(), name="tracking_list"),
    path("tracking/<int:pk>/", tracking.TrackingDetail.as_view(), name="tracking_detail"),
    path("tracking/<int:pk>/export/", tracking.tracking_export, name="tracking_export"),
    path("interim/", interim.InterimList.as_view(), name="interim_list"),
    path("interim/<int:pk>/", interim.InterimDetail.as_view(), name="interim_detail"),
    path("interim/<int:pk>/export/", interim.InterimWorkbook.as_view(), name="interim_export"),
    path("interim/<int:pk>/sheet.pdf", interim.InterimPaper.as_view(), name="interim_pdf"),
    path("tracking-lines/", tracking.TrackedLineList.as_view(), name="tracked_line_list"),
    path("tracking-lines/<int:pk>/", tracking.TrackedLineAnswer.as_view(), name="tracked_line_answer"),
    path("tracking-terms/<int:center>/", tracking.TrackingTermsEdit.as_view(), name="tracking_terms"),
]
