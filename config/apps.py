from django.apps import AppConfig
from django.core import checks


class ConfigApp(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks as ours
        from config.pdf.checks import pango
        from config.voice import speak

        checks.register(ours.demo_is_not_production, checks.Tags.security)
        checks.register(ours.mail_leaves, checks.Tags.security, deploy=True)
        checks.register(ours.every_view_has_a_policy, checks.Tags.urls)
        checks.register(pango)
        speak()
