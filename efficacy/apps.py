from django.apps import AppConfig


class EfficacyApp(AppConfig):
    name = "efficacy"

    def ready(self) -> None:
        from efficacy import panels  # noqa: F401  (it registers itself)
