"""The addresses at which researchers make studies; where they see them is the dashboard."""

from django.urls import path

from turing.studies.views import change, new

app_name = "studies"
urlpatterns = [
    path("new/", new.new, name="new"),
    path("new/<int:key>/", new.upload, name="upload"),
    path("new/<int:key>/go-on/", new.go_on, name="go_on"),
    path("<slug:slug>/", change.study, name="study"),
    path("<slug:slug>/words/", change.words, name="words"),
    path("<slug:slug>/state/", change.state, name="state"),
    path("<slug:slug>/preview/", change.preview, name="preview"),
    path("<slug:slug>/copy/", change.copy, name="copy"),
    path("<slug:slug>/delete/", change.delete, name="delete"),
]
