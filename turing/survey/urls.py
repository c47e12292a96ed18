"""The listener's addresses."""

from django.urls import path

from turing.survey.views import entry, result, trial

app_name = "survey"
urlpatterns = [
    path("", entry.home, name="home"),
    path("about/", entry.about, name="about"),
    path("withdraw/", entry.withdraw, name="withdraw"),
    path("s/<slug:slug>/", entry.splash, name="splash"),
    path("s/<slug:slug>/start/", entry.start, name="start"),
    path("s/<slug:slug>/trial/", trial.trial, name="trial"),
    path("s/<slug:slug>/result/", result.result, name="result"),
    path("clips/<str:token>.mp3", trial.clip, name="clip"),
    path("reveal/<str:token>.svg", result.score, name="score"),
    path("r/<str:share>/", result.shared, name="shared"),
    path("r/<str:share>.png", result.preview, name="preview"),
]
