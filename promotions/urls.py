"""Addresses of promotions."""

from django.urls import path

from promotions.views import costs, limits, promotions, shares, steps

app_name = "promotions"
urlpatterns = [
    path("", promotions.PromotionList.as_view(), name="promotion_list"),
    path("new/", promotions.PromotionCreate.as_view(), name="promotion_create"),
    path("<int:pk>/", promotions.PromotionDetail.as_view(), name="promotion_detail"),
    path("<int:pk>/edit/", promotions.PromotionEdit.as_view(), name="promotion_edit"),
    path("<int:pk>/stores/", promotions.PromotionStores.as_view(), name="promotion_stores"),
    path("<int:pk>/shares/<int:center>/", shares.PromotionShares.as_view(), name="promotion_shares"),
    path("<int:pk>/submit/", steps.promotion_submit, name="promotion_submit"),
    path("<int:pk>/withdraw/", steps.promotion_withdraw, name="promotion_withdraw"),
    path("<int:pk>/approve/", steps.promotion_approve, name="promotion_approve"),
    path("<int:pk>/return/", steps.promotion_return, name="promotion_return"),
    path("<int:pk>/publish/", steps.promotion_publish, name="promotion_publish"),
    path("<int:pk>/close/", steps.promotion_close, name="promotion_close"),
    path("<int:pk>/cancel/", steps.promotion_cancel, name="promotion_cancel"),
    path("<int:pk>/costs/", costs.PromotionCosts.as_view(), name="promotion_costs"),
    path("costs/<int:pk>/remove/", costs.cost_remove, name="cost_remove"),
    path("budgets/", limits.BudgetList.as_view(), name="budget_list"),
    path("budgets/new/", limits.BudgetCreate.as_view(), name="budget_create"),
    path("budgets/<int:pk>/edit/", limits.BudgetEdit.as_view(), name="budget_edit"),
    path("limits/<int:pk>/edit/", limits.LimitEdit.as_view(), name="limit_edit"),
]
