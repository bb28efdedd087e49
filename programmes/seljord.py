"""Source 2's material: the six groups of Seljord with their nine values, in its order."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Gygrene", ("likeverd", "respekt", "toleranse", "ærlighet", "åpenhet", "kreativitet", "inkludering", "retning", "tillit")),
    ("Einingsleiarane", ("trygghet", "profesjonalitet", "troverdighet", "respekt", "kreativitet", "lojalitet", "tillit", "raushet", "glede")),
    ("RLG", ("mot/modig", "lojalitet", "retning", "støtte", "tillit", "respekt", "raushet", "åpenhet", "ansvar")),
    ("Stjernelaget", ("likeverd", "tillit", "respekt", "raushet", "inkludering", "åpenhet", "modig", "ærlighet", "kunnskapsbasert")),
    ("Blåveis", ("trygghet", "tillit", "anerkjenne", "raushet", "åpenhet", "respekt", "inkludering", "bærekraft", "medvirkning")),
    ("Godt og blandet", ("tillit", "ansvarlig", "åpenhet", "respekt", "inkluderende", "lojal", "miljøbevisst", "kompetanse", "humør")),
)  # fmt: skip
