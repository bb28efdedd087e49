"""A programme is begun and set up: its municipality, its name and language, and who runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config import erasing
from config.colour import BRAND
from config.ids import public_id
from config.locking import lock_row
from config.pictures import Image
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import (
    Group,
    GroupSet,
    Membership,
    Municipality,
    MunicipalityMark,
    Participation,
    Person,
    Programme,
    Stage,
)
from programmes.models.dated import on_day
from programmes.services.trail import record

FACILITATOR = Participation.Role.FACILITATOR


@dataclass(frozen=True)
class Named:
    """Somebody by name and address; the address decides who it is."""

    name: str
    email: str


@dataclass(frozen=True)
class Town:
    """A municipality as it shall be. Without a picture the mark stays as it is."""

    name: str
    colour: str = BRAND
    second_colour: str = BRAND
    mark: Image | None = None


def begin(
    *,
    by: Person,
    municipality: Municipality | Town,
    name: str,
    language: str = "nb",
    facilitators: Sequence[Named] = (),
    groups: Sequence[str] = (),
    networks: Sequence[str] = (),
    key: str = "",
) -> Programme:
    """A new programme that `by` facilitates, in a municipality that is there or new; its gatherings come later.

    `key` is a public id that its asker chose: asked for twice under one key, it is begun once.
    """
    with transaction.atomic():
        if made := begun(key, by):
            return made
        where = _founded(municipality, language) if isinstance(municipality, Town) else municipality
        try:
            with transaction.atomic():
                programme = Programme.objects.create(
                    municipality=where, name=name, language=language, public_id=key or public_id()
                )
        except IntegrityError as meanwhile:
            raise NotPossible(_("Programmet er allerede laget. Gå til startsiden.")) from meanwhile
        _take_part(member(by, where), programme)
        for each in facilitators:
            _take_part(member(somebody(each), where), programme)
        for purpose, names in ((GroupSet.Purpose.STANDING, groups), (GroupSet.Purpose.NETWORK, networks)):
            _divide(programme, purpose, names)
        record("programme.new", by=by, subject=f"programme:{programme.public_id}", municipality=where)
    return programme


def begun(key: str, by: Person) -> Programme | None:
    """What was begun under a key, by the one who asks; None for no key."""
    if not key:
        return None
    mine = Programme.objects.filter(participations__membership__person=by, participations__role=FACILITATOR)
    return mine.filter(public_id=key).first()


def _founded(town: Town, language: str) -> Municipality:
    made = Municipality.objects.create(
        name=town.name, language=language, colour=town.colour, second_colour=town.second_colour
    )
    _put_mark(made, town.mark)
    return made


def _put_mark(municipality: Municipality, image: Image | None) -> None:
    if image:
        values: dict[str, Any] = {"content": image.content, "width": image.width, "height": image.height}
        MunicipalityMark.objects.update_or_create(municipality=municipality, defaults=values)


def somebody(named: Named) -> Person:
    """Whose address it is, whatever they are called; somebody new where nobody has it. Raises NotPossible if closed."""
    whose = Person.objects.filter(email__iexact=named.email)
    person = whose.first()
    if person is None:
        try:
            with transaction.atomic():
                return Person.objects.create(name=named.name or named.email.partition("@")[0], email=named.email)
        except IntegrityError:  # somebody else has just added them
            person = whose.get()
    if not person.is_active:
        raise NotPossible(_("Kontoen er stengt, og kan ikke tas inn her. Spør administratoren."))
    return person


def member(person: Person, municipality: Municipality) -> Membership:
    """The person's membership of today, begun where there is none."""
    found = Membership.objects.filter(on_day(), person=person, municipality=municipality).order_by("-since").first()
    return found or Membership.objects.create(person=person, municipality=municipality)


def _take_part(membership: Membership, programme: Programme) -> Participation:
    found = Participation.objects.current().filter(membership=membership, programme=programme, role=FACILITATOR).first()
    if found and found.until is None:
        return found
    if found:  # ends later today or one day: it goes on instead
        found.until = None
        found.save(update_fields=["until"])
        return found
    return Participation.objects.create(membership=membership, programme=programme, role=FACILITATOR)


def _divide(programme: Programme, purpose: str, names: Sequence[str]) -> None:
    if not names:
        return
    made = GroupSet.objects.create(programme=programme, purpose=purpose)
    seen: set[str] = set()
    for name in names:
        if (key := compare_key(name)) not in seen:
            seen.add(key)
            Group.objects.create(group_set=made, name=name, position=len(seen))


def hold(programme: Programme) -> Programme:
    """As it and its municipality are now, and as they stay until the caller's transaction ends."""
    held = Programme.objects.select_for_update(of=("self", "municipality"), no_key=True)
    return held.select_related("municipality").get(pk=programme.pk)


def settle(*, programme: Programme, name: str, language: str, by: Person) -> None:
    """A new name or language. What is written already stays in its own."""
    with transaction.atomic():
        programme.name, programme.language = name, language
        programme.save(update_fields=["name", "language"])
        record(
            "programme.settle",
            by=by,
            subject=f"programme:{programme.public_id}",
            municipality=programme.municipality,
        )


def dress(*, municipality: Municipality, town: Town, by: Person) -> None:
    """The municipality's name, colours and mark, in all of its programmes."""
    with transaction.atomic():
        municipality.name, municipality.colour, municipality.second_colour = (
            town.name,
            town.colour,
            town.second_colour,
        )
        municipality.save(update_fields=["name", "colour", "second_colour"])
        _put_mark(municipality, town.mark)
        record("municipality.dress", by=by, subject=f"municipality:{municipality.public_id}", municipality=municipality)


def take_mark_off(*, municipality: Municipality, by: Person) -> None:
    with transaction.atomic():
        MunicipalityMark.objects.filter(municipality=municipality).delete()
        record("municipality.dress", by=by, subject=f"municipality:{municipality.public_id}", municipality=municipality)


def add_facilitator(*, programme: Programme, named: Named, by: Person) -> Participation:
    """Lets somebody run the programme from today; asked for twice, they do so once."""
    with transaction.atomic():
        lock_row(programme)
        made = _take_part(member(somebody(named), programme.municipality), programme)
        record(
            "facilitator.add",
            by=by,
            subject=f"participation:{made.public_id}",
            municipality=programme.municipality,
        )
    return made


def remove_facilitator(*, programme: Programme, participation: Participation, by: Person) -> None:
    """Ends somebody's running of the programme at once. The last one stays: somebody must be able to run it."""
    with transaction.atomic():
        lock_row(programme)
        others = running(programme).exclude(pk=participation.pk)
        if not others.exists():
            raise NotPossible(_("Noen må holde programmet. Legg til en annen prosessleder først."))
        if participation.since >= timezone.localdate():
            participation.delete()
        else:
            participation.until = timezone.localdate() - timedelta(days=1)
            participation.save(update_fields=["until"])
        record(
            "facilitator.remove",
            by=by,
            subject=f"participation:{participation.public_id}",
            municipality=programme.municipality,
        )


def running(programme: Programme) -> Any:
    """Those who facilitate it today and can sign in, by name."""
    return (
        Participation.objects.filter(on_day(), on_day(prefix="membership__"), programme=programme, role=FACILITATOR)
        .filter(membership__person__is_active=True)
        .select_related("membership__person")
        .order_by("membership__person__sort_key", "pk")
    )


def erase(programme: Programme) -> None:
    """Deletes a programme and all that was made in it, for good. Raises NotPossible while one of its gatherings is on."""
    with transaction.atomic():
        lock_row(programme)
        if programme.gatherings.on().exists():
            raise NotPossible(_("En samling er i gang. Avslutt den først."))
        # A stage holds on to where it is.
        Stage.objects.filter(gathering__programme=programme).delete()
        municipality, known = programme.municipality, programme.public_id
        programme.delete()
        record("programme.erase", by=None, subject=f"programme:{known}", municipality=municipality)
        erasing.ask(known)
