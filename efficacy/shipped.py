"""The instruments that come with the program. The items are our own; the models behind them have their references.

Nothing in here is changed once it has been used: a new wording is a new version.
"""

from __future__ import annotations

from efficacy.instruments import Factor, Instrument, Item, Texts

OWN = "Varde. Fri bruk."


def texts(nb: str, nn: str, en: str) -> Texts:
    return {"nb": nb, "nn": nn, "en": en}


def item(nb: str, nn: str, en: str) -> Item:
    return Item(texts(nb, nn, en))


def turned(nb: str, nn: str, en: str) -> Item:
    return Item(texts(nb, nn, en), is_reversed=True)


def single(key: str, nb: str, nn: str, en: str, statement: Item, section: str = "") -> Factor:
    return Factor(key, texts(nb, nn, en), (statement,), section)


NOT_TRUE = texts("stemmer ikke", "stemmer ikkje", "not true")
TRUE = texts("stemmer helt", "stemmer heilt", "entirely true")

MASTERY_LEADER = Instrument(
    slug="mastery-leader",
    version=1,
    name=texts("Mestringsorientert leder", "Meistringsorientert leiar", "The mastery-oriented leader"),
    about=texts(
        "Du gir deg selv et tall på ni områder, med begrunnelse.",
        "Du gir deg sjølv eit tal på ni område, med grunngiving.",
        "You give yourself a number on nine areas, with reasons.",
    ),
    question=texts(
        "Hvor er du i forhold til mestringsorientert ledelse?",
        "Kvar er du i høve til meistringsorientert leiing?",
        "Where are you with regard to mastery-oriented leadership?",
    ),
    low_word=texts("i liten grad", "i liten grad", "to a small degree"),
    high_word=texts("i stor grad", "i stor grad", "to a great degree"),
    factors=tuple(
        Factor(key, name, (Item(name),))
        for key, name in (
            ("autonomy", texts("Gir autonomi og tillit", "Gir autonomi og tillit", "Gives autonomy and trust")),
            (
                "feedback",
                texts(
                    "Gir konkrete og nyttige tilbakemeldinger",
                    "Gir konkrete og nyttige tilbakemeldingar",
                    "Gives concrete and useful feedback",
                ),
            ),
            ("demands", texts("Stiller krav", "Stiller krav", "Makes demands")),
            ("clarity", texts("Tydelige forventninger", "Tydelege forventningar", "Clear expectations")),
            ("praise", texts("Gir anerkjennelse", "Gir anerkjenning", "Gives recognition")),
            (
                "language",
                texts(
                    "Bruker et inspirerende, positivt språk",
                    "Bruker eit inspirerande, positivt språk",
                    "Uses inspiring, positive language",
                ),
            ),
            (
                "support",
                texts("Støtte til å forbedre ytelse", "Støtte til å betre ytinga", "Support to improve performance"),
            ),
            ("inspires", texts("Inspirerer og motiverer", "Inspirerer og motiverer", "Inspires and motivates")),
            ("sees", texts("Ser ansatte", "Ser dei tilsette", "Sees the employees")),
        )
    ),
    licence=OWN,
    reference="Lai, L. (2022). Mestringsorientert ledelse: retning, mening og konkret mestringsstøtte.",
)

DYSFUNCTIONS = Instrument(
    slug="five-dysfunctions",
    version=1,
    name=texts(
        "Ledergruppens fem dysfunksjoner", "Leiargruppa sine fem dysfunksjonar", "The group's five dysfunctions"
    ),
    about=texts(
        "Fem hindringer som må overvinnes, den ene bygd på den andre.",
        "Fem hindringar som må overvinnast, den eine bygd på den andre.",
        "Five obstacles to be overcome, each built upon the one below.",
    ),
    question=texts("Hvor står ledergruppen nå?", "Kvar står leiargruppa no?", "Where does the group stand now?"),
    low_word=NOT_TRUE,
    high_word=TRUE,
    factors=(
        Factor(
            "trust",
            texts("Fravær av tillit", "Fråvær av tillit", "Absence of trust"),
            (
                item(
                    "Jeg holder tvil og usikkerhet for meg selv i ledergruppa.",
                    "Eg held tvil og uvisse for meg sjølv i leiargruppa.",
                    "I keep doubt and uncertainty to myself in the group.",
                ),
                turned(
                    "Hos oss går det fint å be om hjelp.",
                    "Hos oss går det fint å be om hjelp.",
                    "With us it is fine to ask for help.",
                ),
            ),
        ),
        Factor(
            "conflict",
            texts("Frykt for konflikt", "Frykt for konflikt", "Fear of conflict"),
            (
                item(
                    "Det vi er mest uenige om, kommer ikke på bordet.",
                    "Det vi er mest usamde om, kjem ikkje på bordet.",
                    "What we disagree on the most does not come up.",
                ),
                turned(
                    "Vi sier det rett ut til hverandre når vi ser ulikt på en sak.",
                    "Vi seier det rett ut til kvarandre når vi ser ulikt på ei sak.",
                    "We say it straight out when we see a case differently.",
                ),
            ),
        ),
        Factor(
            "commitment",
            texts("Manglende forpliktelse", "Manglande forplikting", "Lack of commitment"),
            (
                item(
                    "Etter møtene er jeg usikker på hva vi egentlig bestemte.",
                    "Etter møta er eg usikker på kva vi eigentleg bestemte.",
                    "After meetings I am not sure what we really decided.",
                ),
                turned(
                    "Alle står bak det vi har vedtatt, også de som var uenige.",
                    "Alle står bak det vi har vedteke, også dei som var usamde.",
                    "Everybody stands behind our decisions, also those who disagreed.",
                ),
            ),
        ),
        Factor(
            "account",
            texts("Unnvikelse av ansvar", "Unnviking av ansvar", "Avoidance of accountability"),
            (
                item(
                    "Vi lar det passere når noen ikke gjør det vi ble enige om.",
                    "Vi lèt det gå når nokon ikkje gjer det vi vart samde om.",
                    "We let it pass when somebody doesn't do what we agreed on.",
                ),
                turned(
                    "Vi minner hverandre på det vi har lovet.",
                    "Vi minner kvarandre på det vi har lova.",
                    "We remind each other of what we have promised.",
                ),
            ),
        ),
        Factor(
            "results",
            texts("Manglende resultater", "Manglande resultat", "Lack of results"),
            (
                item(
                    "Egen enhet går foran det vi skal få til sammen.",
                    "Eiga eining går føre det vi skal få til saman.",
                    "One's own unit comes before what we are to achieve together.",
                ),
                turned(
                    "Vi følger med på om vi når målene våre sammen.",
                    "Vi følgjer med på om vi når måla våre saman.",
                    "We keep an eye on whether we reach our goals together.",
                ),
            ),
        ),
    ),
    picture="pyramid",
    hinders=True,
    licence=OWN,
    reference="Etter Lencionis modell, slik den er vist i Slinning (2018). Utsagnene er våre egne.",
)

CONDITIONS = Instrument(
    slug="conditions-processes-results",
    version=1,
    name=texts(
        "Forutsetninger, prosesser og resultater",
        "Føresetnader, prosessar og resultat",
        "Conditions, processes and results",
    ),
    about=texts(
        "Ledergruppas forutsetninger, prosesser og resultater, under støtte og press fra omgivelsene.",
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
    reference="Etter modellen i Bang og Midelfart (2012). Utsagnene er våre egne.",
)

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
    reference=(
        "Bandura (1997) om kollektiv mestringstro, Edmondson (1999) om trygghet i grupper, Elliot og McGregor (2001) "
        "om målorientering (MAP: mastery-approach, MAV: mastery-avoidance). Utsagnene er våre egne."
    ),
)

FOR_GROUPS = (DYSFUNCTIONS, CONDITIONS, GROUP_BELIEF)
ALL = {each.slug: each for each in (MASTERY_LEADER, *FOR_GROUPS)}
