"""Addresses of promotions."""

from django.urls import path

from promotions.views import promotions

app_name = "promotions"
urlpatterns = [
    path("", promotions.PromotionList.as_view(), name="promotion_list"),
    path("new/", promotions.PromotionCreate.as_view(), name="promotion_create"),
    path("<int:pk>/", promotions.PromotionDetail.as_view(), name="promotion_detail"),
    path("<int:pk>/edit/", promotions.PromotionEdit.as_view(), name="promotion_edit"),
    path("<int:pk>/stores/", promotions.PromotionStores.as_view(), name="promotion_stores"),
    path("<int:pk>/publish/", promotions.promotion_publish, name="promotion_publish"),
    path("<int:pk>/cancel/", promotions.promotion_cancel, name="promotion_cancel"),
]
