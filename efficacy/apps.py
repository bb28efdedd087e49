from django.apps import AppConfig


class EfficacyApp(AppConfig):
    name = "efficacy"

    def ready(self) -> None:
        from efficacy import demonstration, panels  # noqa: F401  (they register themselves)
