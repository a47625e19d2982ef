"""Addresses of web."""

from django.urls import path

from salesops.web.views import basemap, clauses, first_steps, guides, home, openapi

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("places/", home.Places.as_view(), name="places"),
    path("first-steps/", first_steps.FirstSteps.as_view(), name="first_steps"),
    path("first-steps/done/", first_steps.first_steps_done, name="first_steps_done"),
    path("me/", home.Me.as_view(), name="me"),
    path("map/outline.json", basemap.map_outline, name="map_outline"),
    path("theme/", home.theme_choose, name="theme"),
    path("openapi.json", openapi.openapi, name="openapi"),
    path("language/", home.language_choose, name="language"),
    path("handbook/", clauses.ClauseList.as_view(), name="clause_list"),
    path("handbook/guides/<slug:role>/", guides.GuidePage.as_view(), name="guide"),
    path("handbook/<str:clause>/", clauses.ClausePage.as_view(), name="clause"),
]
