"""What the group believes that it can do together, and what its members' goals are about."""

from __future__ import annotations

from efficacy.instruments import Factor, Instrument
from efficacy.shipped.words import NOT_TRUE, OWN, TRUE, item, texts, turned

GROUP_BELIEF = Instrument(
    slug="group-mastery",
    version=1,
    name=texts(
        "Mestringstro og målorientering som gruppe",
        "Meistringstru og målorientering som gruppe",
        "Mastery belief and goal orientation as a group",
    ),
    about=texts(
        "Kollektiv mestringstro, trygghet, læring og målorientering.",
        "Kollektiv meistringstru, tryggleik, læring og målorientering.",
        "Collective belief, safety, learning and goal orientation.",
    ),
    question=texts("Hvordan er vi som gruppe?", "Korleis er vi som gruppe?", "How are we as a group?"),
    low_word=NOT_TRUE,
    high_word=TRUE,
    factors=(
        Factor(
            "belief",
            texts("Mestringstro", "Meistringstru", "Mastery belief"),
            (
                item(
                    "Vi kommer til å klare det vi har satt oss fore.",
                    "Vi kjem til å klare det vi har sett oss føre.",
                    "We shall manage what we have set out to do.",
                ),
                item(
                    "Sammen finner vi løsninger også når det er vanskelig.",
                    "Saman finn vi løysingar også når det er vanskeleg.",
                    "Together we find solutions also when it is hard.",
                ),
            ),
        ),
        Factor(
            "safety",
            texts("Psykologisk trygghet", "Psykologisk tryggleik", "Psychological safety"),
            (
                item(
                    "I denne gruppa kan jeg fortelle om noe jeg har gjort feil.",
                    "I denne gruppa kan eg fortelje om noko eg har gjort feil.",
                    "In this group I can tell of something that I did wrong.",
                ),
                turned(
                    "Jeg veier ordene mine før jeg er uenig med noen her.",
                    "Eg veg orda mine før eg er usamd med nokon her.",
                    "I weigh my words before I disagree with anybody here.",
                ),
            ),
        ),
        Factor(
            "learning",
            texts("Læring", "Læring", "Learning"),
            (
                item(
                    "Vi snakker om hva vi kan lære av det som ikke gikk.",
                    "Vi snakkar om kva vi kan lære av det som ikkje gjekk.",
                    "We talk about what we can learn from what did not work.",
                ),
                item(
                    "Når noen prøver noe nytt, blir det lagt merke til.",
                    "Når nokon prøver noko nytt, blir det lagt merke til.",
                    "When somebody tries something new, it is noticed.",
                ),
            ),
        ),
        Factor(
            "map",
            texts("Mål: å mestre (MAP)", "Mål: å meistre (MAP)", "Aim: to master (MAP)"),
            (
                item(
                    "Vi går inn i krevende oppgaver for å bli bedre.",
                    "Vi går inn i krevjande oppgåver for å bli betre.",
                    "We take on demanding tasks in order to get better.",
                ),
                item(
                    "Det viktigste for oss er å forstå mer enn vi gjorde i fjor.",
                    "Det viktigaste for oss er å forstå meir enn vi gjorde i fjor.",
                    "What matters most to us is to understand more than last year.",
                ),
            ),
        ),
        Factor(
            "mav",
            texts("Mål: å ikke feile (MAV)", "Mål: å ikkje feile (MAV)", "Aim: not to fail (MAV)"),
            (
                item(
                    "Vi lar være å prøve det vi ikke er sikre på at vi klarer.",
                    "Vi lèt vere å prøve det vi ikkje er sikre på at vi klarer.",
                    "We don't try what we are not sure that we can manage.",
                ),
                item(
                    "Vi er mest opptatt av ikke å bli dårligere enn vi har vært.",
                    "Vi er mest opptekne av ikkje å bli dårlegare enn vi har vore.",
                    "We are most concerned with not becoming worse than we were.",
                ),
            ),
        ),
    ),
    licence=OWN,
    reference=texts(
        "Bandura (1997) om kollektiv mestringstro, Edmondson (1999) om trygghet i grupper, Elliot og McGregor (2001) "
        "om målorientering (MAP: mastery-approach, MAV: mastery-avoidance). Utsagnene er våre egne.",
        "Bandura (1997) om kollektiv meistringstru, Edmondson (1999) om tryggleik i grupper, Elliot og McGregor (2001) "
        "om målorientering (MAP: mastery-approach, MAV: mastery-avoidance). Utsegnene er våre eigne.",
        "Bandura (1997) on collective efficacy, Edmondson (1999) on safety in groups, Elliot and McGregor (2001) on "
        "goal orientation (MAP: mastery-approach, MAV: mastery-avoidance). The statements are our own.",
    ),
)
