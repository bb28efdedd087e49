from django.apps import AppConfig


class ValuesApp(AppConfig):
    name = "values"

    def ready(self) -> None:
        from django.conf import settings

        if settings.DEMO:
            from values import companions

            companions.connect()
