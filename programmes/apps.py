from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProgrammesApp(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from programmes import live, menu  # noqa: F401  (the menu registers itself)

        autodiscover_modules("exercises")
        live.connect()
