from programmes.models import Municipality, Person, Trail


def record(act: str, *, by: Person | None, subject: str, municipality: Municipality) -> None:
    """Notes who did what to which object (`subject`: kind and public id), inside the act's own transaction."""
    Trail.objects.create(municipality=municipality, actor=by, act=act, subject=subject)
