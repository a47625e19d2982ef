"""Addresses of promotions and launches."""

from django.urls import path

from promotions.views import (
    costs,
    launch_files,
    launch_shares,
    launch_steps,
    launches,
    limits,
    promotions,
    shares,
    steps,
)

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
urlpatterns += [
    path("launches/", launches.LaunchList.as_view(), name="launch_list"),
    path("launches/new/", launches.LaunchCreate.as_view(), name="launch_create"),
    path("launches/<int:pk>/", launches.LaunchDetail.as_view(), name="launch_detail"),
    path("launches/<int:pk>/edit/", launches.LaunchEdit.as_view(), name="launch_edit"),
    path("launches/<int:pk>/terms/", launches.LaunchTerms.as_view(), name="launch_terms"),
    path("launches/<int:pk>/targets/", launches.LaunchTargets.as_view(), name="launch_targets"),
    path("launches/<int:pk>/offer/", launch_steps.launch_offer, name="launch_offer"),
    path("launches/<int:pk>/recall/", launch_steps.launch_recall, name="launch_recall"),
    path("launches/<int:pk>/publish/", launch_steps.launch_publish, name="launch_publish"),
    path("launches/<int:pk>/close/", launch_steps.launch_close, name="launch_close"),
    path("launches/<int:pk>/cancel/", launch_steps.launch_cancel, name="launch_cancel"),
    path("launches/<int:pk>/files/add/", launch_files.file_add, name="launch_file_add"),
    path("launches/files/<int:pk>/", launch_files.file_open, name="launch_file"),
    path("launches/files/<int:pk>/remove/", launch_files.file_remove, name="launch_file_remove"),
    path("launches/centers/<int:pk>/", launch_shares.LaunchCenterPage.as_view(), name="launch_center"),
    path("launches/centers/<int:pk>/fix/", launch_shares.FixCenter.as_view(), name="launch_center_fix"),
    path("launches/centers/<int:pk>/accept/", launch_steps.share_accept, name="launch_share_accept"),
    path("launches/centers/<int:pk>/return/", launch_steps.share_return, name="launch_share_return"),
    path("launches/centers/<int:pk>/offer/", launch_steps.share_offer, name="launch_share_offer"),
    path("launches/reps/<int:pk>/", launch_shares.LaunchRepPage.as_view(), name="launch_rep"),
    path("launches/reps/<int:pk>/fix/", launch_shares.FixRep.as_view(), name="launch_rep_fix"),
    path("launches/stores/<int:pk>/fix/", launch_shares.FixStore.as_view(), name="launch_store_fix"),
]
