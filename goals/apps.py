from django.apps import AppConfig


class GoalsApp(AppConfig):
    name = "goals"

    def ready(self) -> None:
        # They register themselves.
        from goals import demonstration, exports, offers  # noqa: F401
        from goals.services import review_reminders  # noqa: F401
