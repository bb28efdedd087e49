"""A worksheet of each kind for the demonstration: source 1's example of an explanation, the others invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from config.ids import public_id
from efficacy.models import Weighing
from programmes.demonstration import built
from programmes.models import Membership, Programme
from programmes.services import worksheets
from programmes.worksheets import worksheet_kinds

SHEETS: dict[str, dict[str, Any]] = {
    "explanations": {
        "event": "Jeg strøk på prøven.",
        "first": "Jeg er forfulgt av en ond skjebne – det blir aldri annerledes.",
        "time": "lasting",
        "control": "beyond",
        "scope": "general",
        "passing": "Det var denne prøven, denne gangen.",
        "within": "Hvor mye tid jeg setter av før neste.",
        "specific": "Bare denne prøven. De to andre har gått bra.",
        "again": "Jeg strøk på prøven fordi jeg var dårlig forberedt og tullet bort tiden.",
    },
    "worries": {
        "about": "At personalmøtet om turnus ender i krangel",
        "probability": 6,
        "catastrophe": 4,
        "awfulness": 7,
        "mastery": 4,
        "rescue": 3,
        "escape": 1,
        "own_way": "Snakke med de to mest kritiske på forhånd",
        "helpers": "Tillitsvalgt kan lede den første runden",
    },
    "grow": {
        "topic": "Å delegere vaktlistene",
        "aim": "Jeg bruker tiden på det bare jeg kan gjøre",
        "reality": "Jeg lager alle listene selv, fordi det går fortest. To andre kunne gjort det.",
        "options": "Lære opp én. Lære opp to som avløser hverandre. Bytte system. La hver gruppe lage sin egen.",
        "choice": "Lære opp to",
        "action": "Gå gjennom listen for januar sammen med Siv og Tor",
        "deadline": "Innen uke 50",
    },
    "moods": {
        "about": "Medarbeidersamtalene i høst",
        "now": "Jeg utsetter dem, og blir litt lavere for hver uke.",
        "now_mood": 3,
        "now_picture": "rain",
        "wish": "At jeg gleder meg til dem.",
        "wish_mood": 8,
        "wish_picture": "sun",
        "guess": "Greit når jeg først er i gang.",
        "guess_mood": 6,
        "became": "Ni av ti er ferdige. De var bedre enn jeg trodde.",
        "became_mood": 7,
        "became_picture": "fair",
    },
}
A_MONTH_AGO = {"probability": 7, "catastrophe": 6, "awfulness": 8, "mastery": 2, "rescue": 2, "escape": 1}


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    """Åse has used each of them once."""
    leader = Membership.objects.get(participations__programme=programme, person__name="Åse Lid")
    for slug, values in SHEETS.items():
        kind = worksheet_kinds()[slug]
        sheet = worksheets.write(kind=kind, membership=leader, name=public_id(), values=values)
        if slug == "worries":
            before = timezone.localdate() - timedelta(days=30)
            Weighing.objects.create(worry_id=sheet.pk, on=before, **A_MONTH_AGO)
