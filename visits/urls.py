"""Addresses of visits."""

from django.urls import path

from visits.views import calendar, findings, routes, standards, tasks, visits

app_name = "visits"

urlpatterns = [
    path("standards/", standards.StandardList.as_view(), name="standard_list"),
    path("standards/<int:center>/<str:store_class>/", standards.StandardEdit.as_view(), name="standard_edit"),
    path("parameters/<int:rep>/", standards.ParametersEdit.as_view(), name="parameters_edit"),
    path("parameters/center/<int:center>/", standards.CenterParametersEdit.as_view(), name="center_parameters_edit"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("calendar/visits.ics", calendar.calendar_ics, name="calendar_ics"),
    path("compliance/", calendar.CompliancePage.as_view(), name="compliance"),
    path("routes/", routes.RouteList.as_view(), name="route_list"),
    path("routes/of/<int:rep>/", routes.route_of_rep, name="route_of_rep"),
    path("routes/of/<int:rep>/propose/", routes.route_propose, name="route_propose"),
    path("routes/of/<int:rep>/progress/", routes.route_progress, name="route_progress"),
    path("routes/<int:pk>/", routes.RouteDetail.as_view(), name="route_detail"),
    path("routes/<int:pk>/submit/", routes.route_submit, name="route_submit"),
    path("routes/<int:pk>/approve/", routes.route_approve, name="route_approve"),
    path("routes/<int:pk>/return/", routes.RouteReturn.as_view(), name="route_return"),
    path("routes/stops/<int:pk>/move/", routes.RouteMoveStop.as_view(), name="route_move_stop"),
    path("", visits.VisitList.as_view(), name="visit_list"),
    path("<int:pk>/", visits.VisitDetail.as_view(), name="visit_detail"),
    path("photos/<int:pk>/", visits.photo_file, name="photo_file"),
    path("reports/", findings.ReportList.as_view(), name="report_list"),
    path("reports/<int:pk>/", findings.ReportDetail.as_view(), name="report_detail"),
    path("reports/<int:pk>/take-up/", findings.report_take_up, name="report_take_up"),
    path("reports/<int:pk>/answer/", findings.report_answer, name="report_answer"),
    path("reports/<int:pk>/close/", findings.report_close, name="report_close"),
    path("tasks/", tasks.TaskList.as_view(), name="task_list"),
    path("tasks/<int:pk>/", tasks.TaskDetail.as_view(), name="task_detail"),
    path("tasks/<int:pk>/finish/", tasks.task_finish, name="task_finish"),
    path("tasks/<int:pk>/drop/", tasks.task_drop, name="task_drop"),
    path("tasks/<int:pk>/hand-over/", tasks.TaskHandOver.as_view(), name="task_hand_over"),
]
