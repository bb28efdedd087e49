"""Source 2's nine areas of a mastery-oriented leader, for a leader's own rating."""

from __future__ import annotations

from efficacy.instruments import Factor, Instrument, Item
from efficacy.shipped.words import OWN, texts

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
    reference=texts(*["Lai, L. (2022). Mestringsorientert ledelse: retning, mening og konkret mestringsstøtte."] * 3),
)
