"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("dashboard/", include("turing.dashboard.urls")),
    path("clips/", include("turing.excerpts.urls")),
    path("", include("turing.survey.urls")),
]
