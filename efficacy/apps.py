from django.apps import AppConfig


class EfficacyApp(AppConfig):
    name = "efficacy"
