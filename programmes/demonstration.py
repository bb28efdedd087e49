"""The demonstration: Seljord's leadership programme, with source 2's groups and agenda and invented people."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from programmes.models import (
    Gathering,
    Group,
    GroupMember,
    GroupSet,
    Membership,
    Municipality,
    NearestManager,
    NextStep,
    Office,
    Participation,
    Person,
    Programme,
    Stage,
    Summary,
    Unit,
)
from programmes.queries.summaries import Part
from programmes.readymade.shelf import shipped
from programmes.seljord import GROUPS
from programmes.services import readymade, stage

built = Signal()
"""The demonstration's people and programme are there; sent with `programme`. Other apps add what is theirs."""

FACILITATORS = ("Marit Solheim", "Jon Aslak Tveit")
HR = "Hanne Nordbø"
MANAGERS = (
    ("Tor Arne Bakken", "Oppvekst"),
    ("Gunhild Øygarden", "Helse og omsorg"),
    ("Sveinung Kåsa", "Samfunn og teknikk"),
)
LEADERS = {
    "Gygrene": ("Ingunn Haugen", "Åse Lid", "Bjørg Tveiten", "Kari Moen", "Solveig Bø", "Ragnhild Nes"),
    "Einingsleiarane": (
        "Jorunn Flatland",
        "Olav Vik",
        "Torbjørn Hagen",
        "Anne Grete Lie",
        "Knut Sandnes",
        "Eli Roe",
    ),
    "RLG": ("Svein Nordli", "Marianne Dahl", "Øystein Fjell", "Berit Aas", "Halvor Sund", "Tone Lunde"),
    "Stjernelaget": ("Bjørn Hovden", "Silje Brekke", "Arne Myhre", "Gro Strand", "Terje Ness", "Ida Hauge"),
    "Blåveis": ("Liv Røed", "Per Ivar Eide", "Astrid Holm", "Geir Moe", "Nina Skår", "Dag Lien"),
    "Godt og blandet": ("Máret Sara", "Vegard Kvam", "Hilde Storli", "Asle Bråten", "Unni Berge", "Leif Ås"),
}
# What came of the two gatherings behind, as a facilitator would write it; invented.
SUMMED_UP: dict[int, list[Part]] = {
    1: [
        {
            "heading": "Hvem er vi?",
            "text": "Vi er 36 ledere i seks grupper, fra oppvekst, helse og omsorg og samfunn og teknikk. "
            "Mange har ikke arbeidet sammen før.",
        },
        {
            "heading": "Formål for oss",
            "text": "Ideene handlet om tre ting:\n– innbyggerne: gode tjenester også når det blir trangere\n"
            "– medarbeiderne: at folk mestrer, og vil bli\n– hverandre: at vi løfter saker sammen på tvers av enhetene",
        },
        {
            "heading": "Veien videre",
            "text": "Alle har begynt på sin egen lederplattform. Hver velger et utviklingsprosjekt til neste samling.",
        },
    ],
    2: [
        {
            "heading": "Påkobling siden sist",
            "text": "De fleste har valgt utviklingsprosjekt. Flere har alt fortalt egne medarbeidere om det, "
            "og har fått gode innspill tilbake.",
        },
        {
            "heading": "10-FAKTOR: hva vil vi gjøre noe med?",
            "text": "Gygrene: Mestringsklima og rolleklarhet. Folk spør for sjelden om hjelp.\n"
            "Einingsleiarane: Bruk av kompetanse og mestringstro.\nRLG: Rolleklarhet, særlig mellom enhetene.\n"
            "Stjernelaget: Mestringsorientert ledelse. Vi gir for få tilbakemeldinger.\n"
            "Blåveis: Relevant kompetanseutvikling og mestringsklima.\n"
            "Godt og blandet: Fleksibilitetsvilje, når vi forklarer hvorfor.",
        },
        {
            "heading": "Fra tall til mål",
            "text": "Alle gikk hjem med ett tiltak med frist. To og to ringer hverandre etter tre uker og spør hvordan det gikk.",
        },
        {
            "heading": "Til neste gang",
            "text": "Prøv ut tiltaket ditt, og noter hva som skjer. Vi begynner neste samling med hva dere har lært.",
        },
    ],
}
NEXT_STEP = ("Ingunn Haugen", "Si én konkret ting som var bra, til en medarbeider hver dag denne uka.")
LEADERSHIP = "leadership-programme"  # source 2, as a ready-made programme
THIRD = 2  # the gathering that is today


def build(today: date | None = None) -> Programme:
    """Everything anew in an empty database, with gathering 3 today."""
    today = today or timezone.localdate()
    with transaction.atomic():
        municipality = Municipality.objects.create(name="Seljord kommune", language="nb")
        programme = Programme.objects.create(municipality=municipality, name="Lederutviklingsprogram")
        since = today - timedelta(days=120)
        for name in FACILITATORS:
            take_part(enrol(name, municipality, since), programme, Participation.Role.FACILITATOR)
        Office.objects.create(membership=enrol(HR, municipality, since), role=Office.Role.HR, since=since)
        leaders(programme, since)
        gatherings(programme, today)
        programme.participations.update(came_at=timezone.now())
        built.send(sender=Programme, programme=programme)
    return programme


def enrol(name: str, municipality: Municipality, since: date, unit: str = "") -> Membership:
    address = name.lower().translate(str.maketrans("æøåá ", "eoaa.")) + "@seljord.example"
    person = Person.objects.create(name=name, email=address)
    place = Unit.objects.get_or_create(municipality=municipality, name=unit)[0] if unit else None
    return Membership.objects.create(person=person, municipality=municipality, unit=place, since=since)


def take_part(membership: Membership, programme: Programme, role: str) -> Participation:
    return Participation.objects.create(membership=membership, programme=programme, role=role, since=membership.since)


def leaders(programme: Programme, since: date) -> None:
    """The six groups with six leaders each, and three managers between them."""
    municipality = programme.municipality
    managers = [(enrol(name, municipality, since, unit), unit) for name, unit in MANAGERS]
    standing = GroupSet.objects.create(programme=programme)
    turn = cycle(managers)
    for position, (group_name, _values) in enumerate(GROUPS, start=1):
        group = Group.objects.create(group_set=standing, name=group_name, position=position)
        for name in LEADERS[group_name]:
            manager, unit = next(turn)
            membership = enrol(name, municipality, since, unit)
            NearestManager.objects.create(leader=membership, manager=manager, since=since)
            GroupMember.objects.create(
                group=group,
                participation=take_part(membership, programme, Participation.Role.LEADER),
                since=since,
            )


def gatherings(programme: Programme, today: date) -> None:
    """Four gatherings of the ready-made programme: two behind, the third today and planned, one ahead."""
    days = shipped()[LEADERSHIP].days
    for number, plan in enumerate(days, start=1):
        gathering = Gathering.objects.create(
            programme=programme,
            number=number,
            date=today + timedelta(days=plan.after - days[THIRD].after),
            theme=plan.theme.in_language(programme.language),
            place="Seljord kommunehus, kantina",
        )
        if number <= THIRD:
            held(gathering)
        if number == THIRD + 1:
            agenda(gathering)
            stage.plan(gathering=gathering)


def held(gathering: Gathering) -> None:
    """A day behind: it has ended, and is summed up."""
    Stage.objects.create(gathering=gathering, state=Stage.State.ENDED)
    by = Person.objects.get(name=FACILITATORS[0])
    parts = SUMMED_UP[gathering.number]
    evening = timezone.make_aware(datetime.combine(gathering.date, time(16, 30)))
    Summary.objects.create(
        gathering=gathering, parts=parts, published=parts, published_at=evening, saved_at=evening, saved_by=by
    )
    if gathering.number == THIRD:
        writer = gathering.programme.participations.get(membership__person__name=NEXT_STEP[0])
        NextStep.objects.create(gathering=gathering, participation=writer, text=NEXT_STEP[1])


def agenda(gathering: Gathering) -> None:
    """Source 2's third gathering, whole."""
    readymade.fill(gathering, shipped()[LEADERSHIP].days[THIRD], gathering.programme.language)
