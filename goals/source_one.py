"""Source 1's change ladder and table of attainment, before and a month later: for the demonstration and the tests.

The source's numbers on the ladder are not in its text, nor the columns of its X marks: those here are ours. So is
what happened on the steps; what happened at the review is the source's.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from efficacy.services import beliefs as efficacy
from goals.models import Attainment, Ladder, LadderStep, Row
from goals.services import attainment, ladders, log
from goals.services.attainment import Reached
from programmes.models import Membership

MONTH = timedelta(days=30)
LADDER = "Jeg vil bekjempe de kjipe tankene jeg har om at andre tenker jeg maser, er plagsom og kjedelig"
# text, mastery belief before and a month later, what happened: from the foot up
STEPS: tuple[tuple[str, int, int | None, str], ...] = (
    ("Jeg sier hva jeg heter og hvor gammel jeg er på nav kurset", 80, 100, "Jeg sa det først av alle."),
    (
        "Jeg ringer til mormor minimum en gang i uka. Om hun ikke tar telefonen ringer jeg på nytt",
        70,
        90,
        "Hun tok telefonen første gang. På slutten avtalte vi nytt tidspunkt.",
    ),
    (
        "Jeg tar kontakt med Nav og forklarer hva som skjedde og ber om hjelp til å presentere meg",
        50,
        70,
        "Det var lettere enn jeg trodde.",
    ),
    (
        "Jeg ringer Harald førstkommende søndag og inviterer han til treff neste lørdag, om det ikke passer foreslår "
        "jeg ny dag",
        40,
        60,
        "Han sa han skulle ringe opp igjen.",
    ),
    (
        "Jeg snakker med Kai og Linn hver for seg fk. lørdag og forteller dem om den kjipe tanken min og spør direkte "
        "om de tenker slik om meg",
        20,
        None,
        "",
    ),
)


def write_ladder(membership: Membership, *, title: str = LADDER, today: date | None = None) -> Ladder:
    """The ladder as it was a month ago, and what has been tried since."""
    today = today or timezone.localdate()
    ladder = ladders.begin(membership=membership, title=title)
    for number, (text, before, now, told) in enumerate(STEPS):
        step = ladders.add_step(ladder=ladder, text=text)
        efficacy.rate(belief=step.belief, value=before, on=today - MONTH)
        if now is not None:
            tried(step, now, told, on=today - MONTH + timedelta(days=7 * (number + 1) - 5))
    return ladder


def tried(step: LadderStep, value: int, told: str, *, on: date) -> None:
    log.note(membership=step.ladder.membership, text=told, of=log.Of(step=step), on=on)
    efficacy.rate(belief=step.belief, value=value, on=on, turn=2)


TABLE = "Jeg holder kontakt med de jeg bryr meg om"
# achievement and effort as expected; level reached and what was told of each, a month later
SCALED: tuple[tuple[tuple[str, str], tuple[int, str], tuple[int, str]], ...] = (
    (
        (
            "Mormor setter pris på at jeg ringer og kontakter henne",
            "Jeg ringer til mormor minimum en gang i uka. Om hun ikke tar telefonen ringer jeg på nytt",
        ),
        (4, "Mormor setter virkelig pris på at jeg ringer og har kontakt med henne"),
        (
            4,
            "Jeg ringte til mormor og hun tok telefonen første gang, på slutten av samtalen avtalte vi nytt tidspunkt",
        ),
    ),
    (
        (
            "Jeg undersøker om Linn og Kai faktisk tenker jeg maser når jeg ringer dem",
            "Jeg snakker med de to hver for seg fk. lørdag og forteller dem om den kjipe tanken min og spør direkte om "
            "de tenker slik om meg",
        ),
        (3, "Jeg undersøker om Linn og Kai faktisk tenker jeg maser når jeg ringer dem"),
        (3, "Jeg gjorde slik som avtalt og er stolt av det"),
    ),
    (
        (
            "Jeg forteller litt om meg selv til Harald som jeg møtte for et par år siden og inviterer han på en kopp "
            "te/ kaffe",
            "Jeg ringer Harald førstkommende søndag og inviterer han til treff neste lørdag, om det ikke passer "
            "foreslår jeg ny dag",
        ),
        (3, "Jeg har fortalt litt om meg selv til Harald og har invitert han på en kopp te/ kaffe"),
        (3, "Har ringt Harald og invitert han til treff, - han sa han skulle ringe opp igjen"),
    ),
)


def write_table(membership: Membership, *, title: str = TABLE, today: date | None = None) -> Attainment:
    """The table as it was planned, and its review a month later."""
    today = today or timezone.localdate()
    table = attainment.begin(membership=membership, title=title, review_on=today)
    marks = []
    for (reach, work), achieved, worked in SCALED:
        texts = {(Row.ACHIEVEMENT.value, 3): reach, (Row.EFFORT.value, 3): work}
        goal = attainment.write_goal(attainment=table, texts=texts, baseline=2).public_id
        marks += [Reached(goal, Row.ACHIEVEMENT, *achieved), Reached(goal, Row.EFFORT, *worked)]
    attainment.write_review(attainment=table, number=1, on=today, marks=marks)
    return table
