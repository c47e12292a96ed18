"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("dashboard/", include("turing.dashboard.urls")),
    path("studies/", include("turing.studies.urls")),
    path("excerpts/", include("turing.excerpts.urls")),
    path("", include("turing.survey.urls")),
]

handler500 = "turing.survey.views.failure.failed"
