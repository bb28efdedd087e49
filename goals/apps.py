from django.apps import AppConfig


class GoalsApp(AppConfig):
    name = "goals"

    def ready(self) -> None:
        from goals import (  # noqa: F401  (they register themselves)
            demonstration,
            demonstration_beliefs,
            demonstration_period,
            demonstration_tools,
            exports,
            offers,
        )
        from goals.platform import demonstration as platform_demonstration  # noqa: F401
        from goals.platform import offers as platform_offers  # noqa: F401  (after the goals, in the menu too)
        from goals.services import reminders  # noqa: F401
