"""Source 5's worked målkort, for the demonstration: one leader has handed it in, another has only begun."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from efficacy.services import beliefs as efficacy
from goals.models import Action, Goal
from goals.queries.sharing import nearest_of
from goals.queries.threads import Thread
from goals.services import cards, comments, sharing
from goals.services.cards import GoalText
from goals.source_one import write_ladder, write_table
from programmes.contract import kind_of
from programmes.demonstration import built
from programmes.models import AgendaItem, Exercise, Membership, Phase, Programme, Share
from programmes.services import stage

EVALUATION, LAST_PLAN = "lederevalueringen", "den forrige planmalen"
WORKED: tuple[tuple[str, str, GoalText], ...] = (
    (
        "Motivasjon og samarbeid",
        EVALUATION,
        GoalText(
            "Jeg ønsker innen 6 måneder å bli bedre på å gi konstruktive tilbakemeldinger",
            [
                ("Tilbakemeldinger fra andre", "At mange bekrefter positiv utvikling"),
                ("Lederevaluering/360", "Score over 5"),
            ],
            [
                ("Fortelle om målsettingen til egne medarbeidere", "Med en gang"),
                ("Ukentlige samtaler med mine medarbeidere", "Med en gang"),
                ("Gå på kurs/få coach", "Innen juni"),
                ("Lese boka «XX YY»", "Innen mars"),
            ],
        ),
    ),
    (
        "Emosjonell intelligens",
        EVALUATION,
        GoalText(
            "Jeg ønsker i løpet av 2020 å bli bedre til å delegere oppgaver til mine medarbeidere",
            [
                ("Frigjort tid/kapasitet", "Mindre overtid\nMer overskudd"),
                ("Endringer i individuelle rollebeskrivelser", "Fem konkrete oppgaver overført"),
            ],
            [
                ("Kartlegge egne oppgaver", "Innen uke 10"),
                ("Identifisere oppgaver som bør delegeres og hvem som kan/bør overta dem", "Innen uke 12"),
                ("Delegere de aktuelle oppgavene", "Innen uke 15"),
                ("Følge opp de aktuelle medarbeiderne", "Løpende"),
            ],
        ),
    ),
    (
        "«Gjøre jobben»",
        LAST_PLAN,
        GoalText(
            "Jeg skal de neste tre månedene lære mer om fagområde X i avdelingens oppgaveportefølje for å kunne ta "
            "bedre beslutninger",
            [
                ("Min egen opplevelse av mestring", "At min selvtillit på fagområde X øker"),
                ("Tilbakemeldinger fra våre brukere", "At våre brukere er tilfredse med det vi leverer"),
            ],
            [
                ("Lese boken «Dkjsjsks jdksjsk»", "Innen dato X"),
                ("Praktisere fagområde x sammen med medarbeider Y", "En gang i uken de neste tre månedene"),
            ],
        ),
    ),
)


def write(membership: Membership, *, areas: int = 3) -> None:
    """The first areas of the worked example, on a leader's own card."""
    for title, source, goal in WORKED[:areas]:
        cards.save_area(membership=membership, title=title, source=source, goals=[goal])


def read_by_manager(membership: Membership, *, purpose: str, kind: str, subject: str = "") -> Share:
    """A sheet given to the nearest manager, who has read it."""
    nearest = nearest_of(membership)
    assert nearest
    share = sharing.share_with_manager(
        membership=membership, nearest=nearest, by=membership.person, purpose=purpose, kind=kind, subject=subject
    )
    sharing.look(share=share, by=nearest.manager.person)
    return share


def share_with_manager(membership: Membership) -> None:
    """The målkort, of which the nearest manager has said something too."""
    share = read_by_manager(membership, purpose="Samtaler om utviklingen min", kind="goal-card")
    comments.write(thread=Thread(share, False), text="Fine mål. Hva trenger du av meg for å komme i gang?")


def lead_circle(programme: Programme) -> None:
    """The goal circle, on the plan of the gathering that is ahead."""
    ahead = programme.gatherings.filter(date__gt=timezone.localdate()).earliest("date")
    last = ahead.items.order_by("position").last()
    item = AgendaItem.objects.create(
        gathering=ahead,
        position=last.position + 1 if last else 1,
        starts=time(12, 30),
        minutes=45,
        title="Mål og mestringstro",
    )
    put_on(item, kind="goal-circle", title="Målsirkel")
    stage.plan(gathering=ahead)


def put_on(item: AgendaItem, *, kind: str, title: str) -> None:
    """An exercise with the phases that its kind begins with, after those that the item has."""
    exercise = Exercise.objects.create(item=item, position=item.exercises.count() + 1, kind=kind, title=title)
    Phase.objects.bulk_create(
        Phase(
            exercise=exercise,
            position=position,
            mode=plan.mode,
            minutes=plan.minutes,
            instruction=str(plan.instruction),
            writer=plan.writer,
        )
        for position, plan in enumerate(kind_of(exercise).phases, start=1)
    )


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    """Åse has handed in and shared, Bjørg has begun, and Ingunn's card is empty: hers is the visitor's to write."""
    leaders = {
        membership.person.name: membership
        for membership in Membership.objects.filter(participations__programme=programme).select_related(
            "person", "municipality", "unit"
        )
    }
    handed_in, begun = leaders["Åse Lid"], leaders["Bjørg Tveiten"]
    write(handed_in)
    first, second, *_rest = Action.objects.filter(goal__area__card__membership=handed_in).order_by(
        "goal__area__position", "position"
    )
    cards.set_status(action=first, status=Action.Status.DONE)
    cards.set_status(action=second, status=Action.Status.DOING)
    sharing.hand_in(membership=handed_in, programme=programme, by=handed_in.person)
    share_with_manager(handed_in)
    write(begun, areas=1)
    for membership in (handed_in, begun):
        goal = Goal.objects.filter(area__card__membership=membership).earliest("area__position", "position")
        belief = cards.believe(goal=goal, membership=membership, value=60)
        for days, value in ((84, 30), (56, 40), (28, 40)):
            efficacy.rate(belief=belief, value=value, on=timezone.localdate() - timedelta(days=days))
    write_ladder(begun)
    write_table(begun)
    lead_circle(programme)
