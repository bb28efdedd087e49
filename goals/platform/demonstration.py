"""An invented leader's platform for the demonstration: all nine answered, with an edition from the autumn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from goals.platform import services
from programmes.demonstration import built
from programmes.models import Edition, Membership, Programme

ANSWERS = (
    "Jeg så at en god leder gjorde hele avdelingen tryggere. Det ville jeg også få til.",
    "Fordi jeg lytter først, og står i det når det blir vanskelig.",
    "At folk får bruke kompetansen sin, og at vi snakker åpent om det som ikke virker.",
    "Rolig under press. Gir tillit og handlingsrom. God til å se den enkelte.",
    "Å gi konstruktive tilbakemeldinger. Å slippe oppgaver jeg gjerne gjør selv.",
    "En sparringpartner utenfor egen sektor.",
    "Lederkollega i nettverket, og nærmeste leder i samtalene våre.",
    "At alle ni medarbeiderne kan si hva de skal få til i år, og hvorfor.",
    "Jeg gir tillit først, og er tydelig når det trengs.",
)
EARLIER = {5: "Å gi tilbakemeldinger.", 7: "", 9: "Jeg gir tillit og er tydelig."}


def write(membership: Membership, *, answers: int = 9) -> None:
    """The first of the nine answers, on a leader's own platform."""
    for number, text in enumerate(ANSWERS[:answers], start=1):
        services.write(membership=membership, number=number, text=text)


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    """Åse has built the whole cairn and changed it since the autumn; Bjørg has laid the first three stones."""
    leaders = {
        membership.person.name: membership
        for membership in Membership.objects.filter(participations__programme=programme).select_related(
            "person", "municipality", "unit"
        )
    }
    whole, begun = leaders["Åse Lid"], leaders["Bjørg Tveiten"]
    write(whole)
    for number, text in EARLIER.items():
        services.write(membership=whole, number=number, text=text)
    kept = services.keep(membership=whole)
    Edition.objects.filter(pk=kept.pk).update(made_at=timezone.now() - timedelta(days=70))
    write(whole)
    write(begun, answers=3)
