"""Addresses of notices."""

from django.urls import path

from salesops.notices.views import inbox

app_name = "notices"
urlpatterns = [
    path("", inbox.NoticeList.as_view(), name="notice_list"),
    path("read/", inbox.notice_read_all, name="notice_read_all"),
    path("<int:pk>/open/", inbox.notice_open, name="notice_open"),
]
