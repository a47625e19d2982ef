"""Addresses of dealers."""

app_name = "dealers"
urlpatterns = []
