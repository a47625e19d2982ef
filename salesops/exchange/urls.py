"""Addresses of exchange."""

from django.urls import path

from salesops.exchange.views import exports, imports, undo

app_name = "exchange"
urlpatterns = [
    path("", imports.ImportList.as_view(), name="import_list"),
    path("new/<slug:kind>/", imports.ImportCreate.as_view(), name="import_create"),
    path("template/<slug:kind>/", imports.import_template, name="import_template"),
    path("sample/<slug:kind>/", imports.import_sample, name="import_sample"),
    path("files/", exports.ExportList.as_view(), name="export_list"),
    path("files/<int:pk>/", exports.export_file, name="export_file"),
    path("files/<int:pk>/discard/", exports.export_discard, name="export_discard"),
    path("<int:pk>/", imports.ImportDetail.as_view(), name="import_detail"),
    path("<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("<int:pk>/issues/", imports.import_issues, name="import_issues"),
    path("<int:pk>/marked/", imports.import_marked, name="import_marked"),
    path("<int:pk>/resume/", imports.import_resume, name="import_resume"),
    path("<int:pk>/commit/", imports.import_commit, name="import_commit"),
    path("<int:pk>/stop/", imports.import_stop, name="import_stop"),
    path("<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("<int:pk>/undo/", undo.ImportUndo.as_view(), name="import_undo"),
    path("<int:pk>/obstacles/", undo.import_obstacles, name="import_obstacles"),
]
