"""Addresses of targets."""

from django.urls import path

from dealers.views import target_files, target_numbers, target_steps, target_views, targets

urlpatterns = [
    path("targets/", targets.TargetList.as_view(), name="target_list"),
    path("targets/new/", targets.CompanyTargetsCreate.as_view(), name="target_create"),
    path("targets/split/", targets.CenterTargetsCreate.as_view(), name="target_split"),
    path("targets/gap/", target_views.TargetGap.as_view(), name="target_gap"),
    path("targets/<int:pk>/", targets.TargetDetail.as_view(), name="target_detail"),
    path("targets/<int:pk>/amend/", target_numbers.TargetAmend.as_view(), name="target_amend"),
    path("targets/<int:pk>/versions/", target_views.TargetVersions.as_view(), name="target_versions"),
    path("targets/<int:pk>/export/", target_files.target_export, name="target_export"),
    path("targets/<int:pk>/file/", target_files.TargetFile.as_view(), name="target_file"),
    path("targets/<int:pk>/submit/", target_steps.target_submit, name="target_submit"),
    path("targets/<int:pk>/withdraw/", target_steps.target_withdraw, name="target_withdraw"),
    path("targets/<int:pk>/approve/", target_steps.target_approve, name="target_approve"),
    path("targets/<int:pk>/return/", target_steps.target_return, name="target_return"),
    path("targets/<int:pk>/discard/", target_steps.target_discard, name="target_discard"),
    path("target-places/<int:pk>/below/", targets.target_below, name="target_below"),
    path("target-places/<int:pk>/edit/", target_numbers.TargetNumberEdit.as_view(), name="target_number_edit"),
]
