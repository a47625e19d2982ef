"""Addresses of stores."""

from django.urls import path

from stores.views import bulk, catalogue, classification, customers, distribution, hand_overs, positions, sales, stores

app_name = "stores"
urlpatterns = [
    path("", stores.StoreList.as_view(), name="store_list"),
    path("new/", stores.StoreCreate.as_view(), name="store_create"),
    path("<int:pk>/", stores.StoreDetail.as_view(), name="store_detail"),
    path("<int:pk>/edit/", stores.StoreEdit.as_view(), name="store_edit"),
    path("<int:pk>/hand-over/", stores.StoreHandOver.as_view(), name="store_hand_over"),
    path("<int:pk>/class/", stores.StoreOverride.as_view(), name="store_override"),
    path("bulk/", bulk.StoreBulkEdit.as_view(), name="store_bulk_edit"),
    path("bulk/<int:pk>/", bulk.BulkDetail.as_view(), name="bulk_detail"),
    path("bulk/<int:pk>/apply/", bulk.bulk_apply, name="bulk_apply"),
    path("bulk/<int:pk>/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("positions/", positions.PositionList.as_view(), name="position_list"),
    path("positions/<int:pk>/mend/", positions.position_mend, name="position_mend"),
    path("positions/area/<int:pk>/", positions.CenterAreaEdit.as_view(), name="center_area"),
    path("hand-overs/", hand_overs.HandOverList.as_view(), name="hand_over_list"),
    path("hand-overs/start/", hand_overs.hand_over_start, name="hand_over_start"),
    path("hand-overs/of/<int:rep>/", hand_overs.HandOverCreate.as_view(), name="hand_over_create"),
    path("hand-overs/<int:pk>/", hand_overs.HandOverDetail.as_view(), name="hand_over_detail"),
    path("hand-overs/<int:pk>/decide/", hand_overs.hand_over_decide, name="hand_over_decide"),
    path("hand-overs/<int:pk>/cancel/", hand_overs.hand_over_cancel, name="hand_over_cancel"),
    path("customers/", customers.CustomerList.as_view(), name="customer_list"),
    path("customers/new/", customers.CustomerCreate.as_view(), name="customer_create"),
    path("customers/<int:pk>/", customers.CustomerDetail.as_view(), name="customer_detail"),
    path("customers/<int:pk>/edit/", customers.CustomerEdit.as_view(), name="customer_edit"),
    path("customers/bulk/", bulk.CustomerBulkEdit.as_view(), name="customer_bulk_edit"),
    path("catalogue/", catalogue.ModelList.as_view(), name="model_list"),
    path("catalogue/new/", catalogue.ModelCreate.as_view(), name="model_create"),
    path("catalogue/<int:pk>/", catalogue.ModelDetail.as_view(), name="model_detail"),
    path("catalogue/<int:pk>/edit/", catalogue.ModelEdit.as_view(), name="model_edit"),
    path("catalogue/<int:pk>/skus/new/", catalogue.SkuCreate.as_view(), name="sku_create"),
    path("catalogue/<int:pk>/prices/new/", catalogue.PriceSet.as_view(), name="price_set"),
    path("distribution/", distribution.DistributionPage.as_view(), name="distribution"),
    path("distribution/<int:pk>/", distribution.DistributionGaps.as_view(), name="distribution_gaps"),
    path("sales/", sales.SaleList.as_view(), name="sale_list"),
    path("classification/", classification.RunList.as_view(), name="run_list"),
    path("classification/propose/", classification.RunPropose.as_view(), name="run_propose"),
    path("classification/<int:pk>/", classification.RunDetail.as_view(), name="run_detail"),
    path("classification/<int:pk>/make-valid/", classification.run_make_valid, name="run_make_valid"),
    path("classification/<int:pk>/discard/", classification.run_discard, name="run_discard"),
    path("classification/rules/<int:pk>/", classification.ClassRuleEdit.as_view(), name="class_rule"),
]
