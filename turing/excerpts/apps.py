from django.apps import AppConfig


class ExcerptsConfig(AppConfig):
    name = "turing.excerpts"
    default_auto_field = "django.db.models.BigAutoField"
