"""Sound, score and piano roll of an excerpt, for researchers. Listeners get theirs from the survey, by random names."""

from django.urls import path

from turing.excerpts import views

app_name = "excerpts"

urlpatterns = [
    path("<int:pk>/audio.mp3", views.excerpt_audio, name="audio"),
    path("<int:pk>/score.svg", views.excerpt_score, name="score"),
    path("<int:pk>/roll.svg", views.excerpt_roll, name="roll"),
]
