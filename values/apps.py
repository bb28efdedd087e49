from django.apps import AppConfig


class ValuesApp(AppConfig):
    name = "values"

    def ready(self) -> None:
        from values import offers  # noqa: F401  (it registers itself)
