"""Source 3's five dysfunctions, the pyramid from the bottom up."""

from __future__ import annotations

from efficacy.instruments import Factor, Instrument
from efficacy.shipped.words import NOT_TRUE, OWN, TRUE, item, texts, turned

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
    reference=texts(
        "Etter Lencionis modell, slik den er vist i Slinning (2018). Utsagnene er våre egne.",
        "Etter modellen til Lencioni, slik han er vist i Slinning (2018). Utsegnene er våre eigne.",
        "After Lencioni's model, as shown in Slinning (2018). The statements are our own.",
    ),
)
