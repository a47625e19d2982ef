"""Addresses of the app on the phone, below those of the visits' room."""

from django.urls import path

from visits.views import phone, sending

urlpatterns = [
    path("", phone.phone, name="phone"),
    path("app/<str:language>/", phone.phone_app, name="phone_app"),
    path("manifest/<str:language>/", phone.phone_manifest, name="phone_manifest"),
    path("worker.js", phone.phone_worker, name="phone_worker"),
    path("day/", phone.phone_day, name="phone_day"),
    path("who/", sending.phone_who, name="phone_who"),
    path("visits/<uuid:client_id>/", sending.visit_receive, name="visit_receive"),
    path("photos/<uuid:client_id>/", sending.photo_receive, name="photo_receive"),
]
