"""Addresses of training and of appraisals."""

from django.urls import path

from promotions.views import appraisals, training

urlpatterns = [
    path("training/", training.TrainingMatrix.as_view(), name="training"),
    path("training/courses/new/", training.CourseCreate.as_view(), name="course_create"),
    path("training/courses/<int:pk>/edit/", training.CourseEdit.as_view(), name="course_edit"),
    path("training/sessions/new/", training.SessionCreate.as_view(), name="session_create"),
    path("training/sessions/<int:pk>/", training.SessionDetail.as_view(), name="session_detail"),
    path("training/sessions/<int:pk>/scores/", training.SessionScores.as_view(), name="session_scores"),
    path("appraisals/", appraisals.AppraisalList.as_view(), name="appraisals"),
    path("promoters/<int:pk>/appraisal/", appraisals.AppraisalPage.as_view(), name="appraisal"),
    path("promoters/<int:pk>/appraisal/edit/", appraisals.AppraisalEdit.as_view(), name="appraisal_edit"),
    path("promoters/<int:pk>/appraisal/confirm/", appraisals.appraisal_confirm, name="appraisal_confirm"),
    path("promoters/<int:pk>/appraisal/reopen/", appraisals.appraisal_reopen, name="appraisal_reopen"),
]
