"""Data classes: what a kind of data is, and what ends it."""

from django.db import models


class DataClass(models.TextChoices):
    """Every model says its class."""

    PROGRAMME = "K0", "programme content, no person's own: as long as the programme is kept"
    AUDIT = "K1", "who did what and when, never content: 24 months, rolling"
    ACCOUNT = "K2", "name, e-mail, role: as long as the person is kept; devices and guests for days"
    SEALED = "K2s", "answers keyed to a person while a round is open: deleted when it closes"
    BALLOT = "K4", "detached answers: no person, no time; destroyed when the round closes"
    PERSONAL = "K3", "a person's own: until they delete it, or their membership is deleted"
    EDITION = "K3e", "frozen copies that were shared: shown to their end date or withdrawal; they go with the person"
    SYSTEM = "S", "the program's own, no person in it: until done"
