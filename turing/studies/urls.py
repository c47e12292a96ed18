"""The addresses at which researchers make studies; where they see them is the dashboard."""

from django.urls import path

from turing.studies import views

app_name = "studies"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("new/<int:key>/", views.upload, name="upload"),
    path("new/<int:key>/go-on/", views.go_on, name="go_on"),
]
