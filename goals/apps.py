from django.apps import AppConfig


class GoalsApp(AppConfig):
    name = "goals"

    def ready(self) -> None:
        from goals import demonstration, exports, offers  # noqa: F401  (they register themselves)
