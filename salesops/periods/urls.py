"""Addresses of deadlines and of the working calendar."""

from django.urls import path

from salesops.periods.views import calendar, deadlines

app_name = "periods"
urlpatterns = [
    path("", deadlines.DeadlineList.as_view(), name="deadline_list"),
    path("calendar/", calendar.OverrideList.as_view(), name="override_list"),
    path("calendar/new/", calendar.OverrideCreate.as_view(), name="override_create"),
    path("calendar/<int:pk>/remove/", calendar.override_remove, name="override_remove"),
]
