from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProgrammesApp(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from django.conf import settings
        from django.contrib.auth.signals import user_logged_in

        from config import policy
        from programmes import live, menu, offers, pretend  # noqa: F401  (menu and offers register themselves)
        from programmes.services import invitations
        from programmes.views import door

        autodiscover_modules("exercises")
        autodiscover_modules("kinds")
        live.connect()
        user_logged_in.connect(invitations.came, dispatch_uid="programmes.came")
        policy.recognise(door.of_request, instead=door.instead, came=door.came)
        if settings.DEMO:
            pretend.connect()
