"""The researcher's addresses."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from turing.dashboard import views
from turing.dashboard.login import login

app_name = "dashboard"
urlpatterns = [
    path("", views.studies, name="studies"),
    path("login/", login, name="login"),
    path("logout/", LogoutView.as_view(next_page="dashboard:login"), name="logout"),
    path("<slug:slug>/", views.study, name="study"),
    path("<slug:slug>/answers.csv", views.export, name="export"),
    path("<slug:slug>/items/<str:collection>/<str:name>/", views.item, name="item"),
    path("<slug:slug>/<str:name>.svg", views.plot, name="plot"),
]
