"""The bank of values that a group starts from, in each language."""

BANK: dict[str, tuple[str, ...]] = {
    "nb": (
        "likeverd", "respekt", "tillit", "åpenhet", "raushet", "trygghet", "ærlighet", "inkludering",
        "mot", "lojalitet", "ansvar", "kreativitet", "retning", "toleranse", "profesjonalitet",
        "troverdighet", "anerkjenne", "støtte", "glede", "medvirkning", "bærekraft",
    ),
    "nn": (
        "likeverd", "respekt", "tillit", "openheit", "rausheit", "tryggleik", "ærlegdom", "inkludering",
        "mot", "lojalitet", "ansvar", "kreativitet", "retning", "toleranse", "profesjonalitet",
        "truverde", "anerkjenne", "støtte", "glede", "medverknad", "berekraft",
    ),
    "en": (
        "equality", "respect", "trust", "openness", "generosity", "safety", "honesty", "inclusion",
        "courage", "loyalty", "responsibility", "creativity", "direction", "tolerance", "professionalism",
        "credibility", "recognition", "support", "joy", "participation", "sustainability",
    ),
}  # fmt: skip


def bank_of(language: str) -> tuple[str, ...]:
    return BANK.get(language, BANK["nb"])
