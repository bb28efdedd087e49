"""How the instruments that come with the program are written: each text in three languages."""

from __future__ import annotations

from efficacy.instruments import Factor, Item, Texts

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
