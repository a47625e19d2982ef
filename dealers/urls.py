"""Addresses of dealers."""

from django.urls import path
from django.views.generic import View

app_name = "dealers"
urlpatterns = [path("plans/<int:pk>/", View.as_view(), name="plan_detail")]
