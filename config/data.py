"""Data classes: how long a kind of data is kept, whether its person gets a copy, and what ends it."""

from django.db import models


class DataClass(models.TextChoices):
    """Every model says its class; docs/data.md and retention are made from it."""

    PROGRAMME = "K0", "programme content, no person's own: as long as the programme is kept"
    AUDIT = "K1", "who did what and when, never content: 24 months, rolling"
    ACCOUNT = "K2", "name, e-mail, role: last role and 6 months; in the person's copy; erased on request"
    SEALED = "K2s", "answers keyed to a person while a round is open: deleted when it closes; not copied"
    BALLOT = "K4", "detached answers: no person, no time; destroyed when the round closes, never copied"
    PERSONAL = (
        "K3",
        "a person's own: 12 months after last use or the membership's end; copied; erased at once",
    )
    EDITION = "K3e", "frozen copies that were shared: to their end date or withdrawal; copied; erased"
    SYSTEM = "S", "the program's own, no person in it: until done"
