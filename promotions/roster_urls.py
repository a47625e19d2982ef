"""Addresses of the roster and of attendance."""

from django.urls import path

from promotions.views import attendance, roster

urlpatterns = [
    path("roster/", roster.RosterPage.as_view(), name="roster"),
    path("roster/reps/<int:rep>/copy/", roster.roster_copy, name="roster_copy"),
    path("roster/<int:pk>/publish/", roster.roster_publish, name="roster_publish"),
    path("roster/<int:pk>/reopen/", roster.roster_reopen, name="roster_reopen"),
    path("promoters/<int:pk>/shifts/new/", roster.ShiftAdd.as_view(), name="shift_add"),
    path("shifts/<int:pk>/edit/", roster.ShiftEdit.as_view(), name="shift_edit"),
    path("shifts/<int:pk>/move/", roster.shift_move, name="shift_move"),
    path("shifts/<int:pk>/remove/", roster.shift_remove, name="shift_remove"),
    path("attendance/", attendance.AttendanceSheet.as_view(), name="attendance"),
    path("promoters/<int:pk>/attendance/", attendance.PromoterAttendance.as_view(), name="promoter_attendance"),
    path("promoters/<int:pk>/attendance/note/", attendance.AttendanceNote.as_view(), name="attendance_note"),
    path("promoters/<int:pk>/attendance/link/", attendance.link_make, name="link_make"),
    path("at-work/<str:secret>/", attendance.at_work, name="at_work"),
    path("at-work/<str:secret>/act/", attendance.at_work_act, name="at_work_act"),
]
