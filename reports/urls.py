"""Addresses of reports."""

from django.urls import path

from reports.views import builds, home, inbox, reviews, steps, sums, typing, walks

app_name = "reports"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("my-month/", home.MyMonth.as_view(), name="my_month"),
    path("builds/", builds.Builds.as_view(), name="builds"),
    path("builds/<str:kind>/<str:month>/stop/", builds.build_stop, name="build_stop"),
    path("builds/<str:kind>/<str:month>/resume/", builds.build_resume, name="build_resume"),
    path("builds/<str:kind>/<str:month>/again/", builds.build_repeat, name="build_repeat"),
    path("reviews/", reviews.ReviewList.as_view(), name="review_list"),
    path("reviews/inbox/", inbox.ReviewInbox.as_view(), name="review_inbox"),
    path("reviews/sum/", sums.ReviewSumPage.as_view(), name="review_sum"),
    path("reviews/sum/export/", sums.ReviewSumWorkbook.as_view(), name="review_sum_export"),
    path("reviews/sum/sheet.pdf", sums.ReviewSumPaper.as_view(), name="review_sum_pdf"),
    path("reviews/<int:pk>/", reviews.ReviewDetail.as_view(), name="review_detail"),
    path("reviews/<int:pk>/edit/", typing.ReviewTexts.as_view(), name="review_edit"),
    path("reviews/<int:pk>/profit/", reviews.review_profit, name="review_profit"),
    path("review-lines/<int:pk>/evidence/", reviews.review_line_evidence, name="review_line_evidence"),
    path("reviews/<int:pk>/export/", reviews.review_export, name="review_export"),
    path("reviews/<int:pk>/sheet.pdf", reviews.review_pdf, name="review_pdf"),
    path("reviews/<int:pk>/submit/", steps.review_submit, name="review_submit"),
    path("reviews/<int:pk>/withdraw/", steps.review_withdraw, name="review_withdraw"),
    path("reviews/<int:pk>/confirm/", steps.review_confirm, name="review_confirm"),
    path("reviews/<int:pk>/return/", steps.review_return, name="review_return"),
    path("reviews/<int:pk>/refresh/", steps.review_refresh, name="review_refresh"),
    path("reviews/<int:pk>/walk/", walks.WalkAdd.as_view(), name="walk_add"),
    path("review-walks/<int:pk>/edit/", walks.WalkEdit.as_view(), name="walk_edit"),
    path("reviews/<int:pk>/agreed/add/", walks.AgreedAdd.as_view(), name="agreed_add"),
    path("reviews/<int:pk>/actions/add/", typing.ActionAdd.as_view(), name="action_add"),
    path("review-actions/<int:pk>/remove/", typing.action_remove, name="action_remove"),
]
