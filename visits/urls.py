"""Addresses of visits."""

from django.urls import path

from visits.views import calendar, routes, standards

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
]
