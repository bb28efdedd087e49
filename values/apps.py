from django.apps import AppConfig


class ValuesApp(AppConfig):
    name = "values"
