"""The demonstration: Seljord's leadership programme, with source 2's groups and agenda and invented people."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from programmes.models import (
    AgendaItem,
    Exercise,
    Gathering,
    Group,
    GroupMember,
    GroupSet,
    Membership,
    Municipality,
    NearestManager,
    Office,
    Participation,
    Person,
    Phase,
    Programme,
    Question,
    Unit,
)
from programmes.seljord import GROUPS
from programmes.services import stage

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
SESSION, BREAK, LUNCH = AgendaItem.Kind.SESSION, AgendaItem.Kind.BREAK, AgendaItem.Kind.LUNCH
ALONE, PAIRS, GROUPS_, TO_PLENARY, TOGETHER = (
    Phase.Mode.ALONE,
    Phase.Mode.PAIRS,
    Phase.Mode.GROUPS,
    Phase.Mode.TO_PLENARY,
    Phase.Mode.TOGETHER,
)
NOBODY, EACH, SECRETARY = Phase.Writer.NOBODY, Phase.Writer.EACH, Phase.Writer.SECRETARY
NOTHING, OWN, GROUP, EVALUATION = (
    Question.Answer.NOTHING,
    Question.Answer.OWN,
    Question.Answer.GROUP,
    Question.Answer.EVALUATION,
)
# kind of item, start, minutes, title, question, exercises:
# (kind, title, question, phases: (mode, minutes, text, writer, in turn), questions: (text, whose the answer is))
AGENDA: tuple[tuple[Any, ...], ...] = (
    (SESSION, time(8, 30), 30, "Velkommen! Påkobling siden sist", "", (
        ("questions", "Påkobling siden sist", "", (
            (PAIRS, 7, "Snakk sammen i duoer. Del refleksjoner og erfaringer. Totalt 7 minutter – husk å fordele tiden mellom dere."),
        ), (
            ("Hva har du vært opptatt av siden sist?", NOTHING),
        )),
    )),
    (SESSION, time(9), 30, "Mestringsorientert ledelse", "Hva er komponentene i begrepet, og hvordan utvikler jeg meg innenfor dette?", (
        ("self-rating", "Mestringsorientert ledelse", "Hvor er du i forhold til mestringsorientert ledelse?", (
            (ALONE, 7, "Gå gjennom tabellen og sett tall fra 1 til 6. Reflekter over styrker og utviklingspunkt. Tenk gjerne på konkrete eksempler.", EACH),
            (GROUPS_, 13, "Rekkefremlegg. Del både styrker og utviklingspunkt med hverandre. Lytt, og gi hverandre anerkjennende tilbakemeldinger.", NOBODY, True),
            (TO_PLENARY, 5, "Bli enige om innsikt eller refleksjoner som dere vil dele i plenum."),
            (TOGETHER, 5, "Vi deler i plenum. Lag deg et eller to utviklingsmål."),
        )),
    )),
    (BREAK, time(9, 30), 15, "Pause", "", ()),
    (SESSION, time(9, 45), 60, "Psykologisk trygghet", "Hva er det, og hva betyr det for min lederrolle?", (
        ("questions", "Psykologisk trygghet hos oss", "", (
            (ALONE, 3, "Tenk alene, og skriv i jeg-form. Ingen andre leser det.", EACH),
            (GROUPS_, 15, "Si det til hverandre etter tur, med eksempler. De andre lytter.", NOBODY, True),
            (TO_PLENARY, 5, "Bli enige om hva dere vil dele med de andre gruppene.", SECRETARY),
            (TOGETHER, 10, "Hva går igjen? Hva kan vi gjøre i denne ledergruppen?"),
        ), (
            ("Jeg opplever psykologisk trygghet i denne ledergruppen når …", OWN),
            ("Jeg opplever det ikke når …", OWN),
            ("Hva kan du bidra med for å øke den psykologiske tryggheten?", OWN),
            ("Hva vil vi dele i plenum?", GROUP),
        )),
    )),
    (BREAK, time(10, 45), 15, "Pause", "", ()),
    (SESSION, time(11), 30, "Lærende organisasjoner", "", ()),
    (LUNCH, time(11, 30), 45, "Lunsj", "", ()),
    (SESSION, time(12, 15), 160, "Vi jobber videre med felles lederplattform", "Mellomarbeid: eget utviklingsprosjekt", (
        ("diamond", "Sorter i diamant", "Hvilke verdier skal prege lederskapet vårt?", (
            (GROUPS_, 20, "Bli enige om ni verdier. Legg dem i diamanten, den viktigste øverst."),
            (TO_PLENARY, 5, "Se på diamantene sammen. Hva er likt, og hva er ulikt?"),
        )),
        ("cloud", "Ordsky", "Hva ser vi når vi legger alle diamantene sammen?", (
            (TOGETHER, 5, "Se på ordskyen. Hva går igjen, og hva overrasker?"),
        )),
        ("top-three", "De tre øverste hos alle", "Har vi mistet en viktig verdi på veien?", (
            (TOGETHER, 10, "Vi henter ut de tre øverste hos alle. Har vi mistet en viktig verdi på veien?"),
        )),
        ("points", "100 poeng", "Hvilke verdier er viktigst i lederskapet?", (
            (GROUPS_, 10, "Hvilke verdier er viktigst i lederskapet? Drøft i gruppen."),
            (ALONE, 5, "Prioriter de verdiene som er viktigst for lederskapet i Seljord kommune. Du kan fordele 100 poeng."),
            (TOGETHER, 10, "Hva ser vi? Hvilke verdier skal vi bygge videre på?"),
        )),
        ("decision", "Beslutning", "Hvilke verdier velger vi?", (
            (TOGETHER, 10, "Hvilke verdier velger vi, og hvorfor disse?"),
        )),
        ("lines", "Som leder skal jeg …", "Hvordan opptrer vi når vi etterlever verdiene?", (
            (TOGETHER, 2, "Hvilken verdi vil gruppen din skrive om? Ønsk dere en på telefonen."),
            (ALONE, 5, "Ta utgangspunkt i verdiordet. Beskriv hva en leder gjør når en etterlever denne verdien."),
            (GROUPS_, 20, "Legg fram linjene deres for hverandre, og lag gruppens egne setninger av dem."),
        )),
        ("gallery", "Gallerivandring", "Hva sier de andre om forslaget vårt?", (
            (TOGETHER, 2, "Velg en representant, «vert», som er igjen på gruppen. De øvrige besøker de andre gruppene."),
            (GROUPS_, 24, "Verten presenterer forslaget i 1 minutt. De besøkende kommenterer og gir tilbakemeldinger, og verten noterer, i 3."),
            (GROUPS_, 10, "Gå gjennom tilbakemeldingene, innarbeid eventuelle justeringer, og ferdigstill forslaget."),
            (TOGETHER, 5, "Oppsummering. Hva ble bedre av å gå rundt?"),
        )),
    )),
    (SESSION, time(14, 55), 5, "Evaluering av dagen", "", (
        ("questions", "Evaluering av dagen", "", (
            (ALONE, 5, "Svar kort. Bare prosesslederne leser svarene, og ingen ser hvem som har skrevet hva.", EACH),
        ), (
            ("Hva synes dere har vært bra med dagens samling, og hvorfor?", EVALUATION),
            ("Hva ønsker dere mer av den siste samlingen, og hvordan?", EVALUATION),
        )),
    )),
)  # fmt: skip


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
    """Four gatherings: two behind, the third today with source 2's agenda, one ahead."""
    plan = (
        (1, today - timedelta(days=91), "Hva er lederplattform for oss?"),
        (2, today - timedelta(days=49), "10-FAKTOR"),
        (3, today, "Mestringsorientert ledelse"),
        (4, today + timedelta(days=56), "Vi tar plattformen i bruk"),
    )
    for number, day, theme in plan:
        gathering = Gathering.objects.create(
            programme=programme, number=number, date=day, theme=theme, place="Seljord kommunehus, kantina"
        )
        if number == 3:
            agenda(gathering)
            stage.plan(gathering=gathering)


def agenda(gathering: Gathering) -> None:
    for position, (kind, starts, minutes, title, question, exercises) in enumerate(AGENDA, start=1):
        item = AgendaItem.objects.create(
            gathering=gathering,
            position=position,
            kind=kind,
            starts=starts,
            minutes=minutes,
            title=title,
            question=question,
        )
        for place, (slug, heading, ask, phases, *questions) in enumerate(exercises, start=1):
            exercise = Exercise.objects.create(item=item, position=place, kind=slug, title=heading, question=ask)
            Phase.objects.bulk_create(phase(exercise, order, *given) for order, given in enumerate(phases, start=1))
            Question.objects.bulk_create(
                Question(exercise=exercise, position=order, text=text, answer=answer)
                for order, (text, answer) in enumerate(questions[0] if questions else (), start=1)
            )


def phase(
    exercise: Exercise,
    position: int,
    mode: str,
    minutes: int,
    text: str,
    writer: str = NOBODY,
    in_turn: bool = False,
) -> Phase:
    return Phase(
        exercise=exercise,
        position=position,
        mode=mode,
        minutes=minutes,
        instruction=text,
        writer=writer,
        in_turn=in_turn,
    )
