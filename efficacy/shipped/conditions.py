"""Source 3's model of the group: conditions, processes and results."""

from __future__ import annotations

from efficacy.instruments import Instrument
from efficacy.shipped.words import NOT_TRUE, OWN, TRUE, item, single, texts

CONDITIONS = Instrument(
    slug="conditions-processes-results",
    version=1,
    name=texts(
        "Forutsetninger, prosesser og resultater",
        "Føresetnader, prosessar og resultat",
        "Conditions, processes and results",
    ),
    about=texts(
        "Ledergruppens forutsetninger, prosesser og resultater, under støtte og press fra omgivelsene.",
        "Leiargruppa sine føresetnader, prosessar og resultat, under støtte og press frå omgivnadene.",
        "The group's conditions, processes and results, under support and pressure from around it.",
    ),
    question=texts(
        "Hvordan er det i ledergruppa vår?", "Korleis er det i leiargruppa vår?", "How is it in our leadership group?"
    ),
    low_word=NOT_TRUE,
    high_word=TRUE,
    sections=(
        ("conditions", texts("Forutsetninger", "Føresetnader", "Conditions")),
        ("processes", texts("Prosesser", "Prosessar", "Processes")),
        ("results", texts("Resultater", "Resultat", "Results")),
    ),
    factors=(
        single(
            "purpose",
            "Enighet om formålet",
            "Semje om føremålet",
            "Agreement on purpose",
            item(
                "Vi er enige om formålet med ledergruppa.",
                "Vi er samde om føremålet med leiargruppa.",
                "We agree on the purpose of the group.",
            ),
            "conditions",
        ),
        single(
            "cases",
            "Riktige saker og oppgaver",
            "Rette saker og oppgåver",
            "The right cases and tasks",
            item(
                "Vi bruker tiden på de riktige sakene og oppgavene.",
                "Vi bruker tida på dei rette sakene og oppgåvene.",
                "We spend our time on the right cases and tasks.",
            ),
            "conditions",
        ),
        single(
            "role",
            "Rollen som medlem",
            "Rolla som medlem",
            "The role as a member",
            item(
                "Jeg har en klar forståelse av hva rollen som medlem innebærer.",
                "Eg har ei klar forståing av kva rolla som medlem inneber.",
                "I have a clear understanding of what being a member means.",
            ),
            "conditions",
        ),
        single(
            "order",
            "Klargjør bestillingen",
            "Klargjer bestillinga",
            "The order is clear",
            item(
                "Vi klargjør bestillingen før vi går inn i en sak.",
                "Vi klargjer bestillinga før vi går inn i ei sak.",
                "We make clear what is asked for before we go into a case.",
            ),
            "processes",
        ),
        single(
            "dialogue",
            "Dialogisk kommunikasjon",
            "Dialogisk kommunikasjon",
            "Dialogue",
            item(
                "Vi utforsker hverandres synspunkter før vi konkluderer.",
                "Vi utforskar synspunkta til kvarandre før vi konkluderer.",
                "We explore each other's views before we conclude.",
            ),
            "processes",
        ),
        single(
            "climate",
            "Støttende læringsmiljø",
            "Støttande læringsmiljø",
            "A supportive climate for learning",
            item(
                "Vi støtter hverandre i å prøve og lære.",
                "Vi støttar kvarandre i å prøve og lære.",
                "We support each other in trying and learning.",
            ),
            "processes",
        ),
        single(
            "disagree",
            "Håndtering av uenighet",
            "Handtering av usemje",
            "Handling disagreement",
            item(
                "Vi håndterer uenighet og konflikter godt.",
                "Vi handterer usemje og konfliktar godt.",
                "We handle disagreement and conflict well.",
            ),
            "processes",
        ),
        single(
            "between",
            "Samhandling mellom møtene",
            "Samhandling mellom møta",
            "Working together between meetings",
            item(
                "Vi samhandler også mellom møtene.",
                "Vi samhandlar også mellom møta.",
                "We work together between meetings, too.",
            ),
            "processes",
        ),
        single(
            "organisation",
            "Merverdi for organisasjonen",
            "Meirverdi for organisasjonen",
            "Added value for the organisation",
            item(
                "Ledergruppa gir merverdi for organisasjonen.",
                "Leiargruppa gir meirverdi for organisasjonen.",
                "The group adds value for the organisation.",
            ),
            "results",
        ),
        single(
            "group",
            "Merverdi for ledergruppa",
            "Meirverdi for leiargruppa",
            "Added value for the group",
            item(
                "Vi blir bedre som gruppe av å arbeide sammen.",
                "Vi blir betre som gruppe av å arbeide saman.",
                "We become better as a group by working together.",
            ),
            "results",
        ),
        single(
            "member",
            "Merverdi for hvert medlem",
            "Meirverdi for kvar medlem",
            "Added value for each member",
            item(
                "Jeg får noe igjen for å være med i ledergruppa.",
                "Eg får noko att for å vere med i leiargruppa.",
                "I get something in return for being in the group.",
            ),
            "results",
        ),
    ),
    picture="support",
    licence=OWN,
    reference=texts(
        "Etter modellen i Bang og Midelfart (2012). Utsagnene er våre egne.",
        "Etter modellen i Bang og Midelfart (2012). Utsegnene er våre eigne.",
        "After the model in Bang and Midelfart (2012). The statements are our own.",
    ),
)
