from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "turing.survey"
    default_auto_field = "django.db.models.BigAutoField"
