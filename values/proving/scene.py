"""A gathering full of leaders at the points round, with everything that a client outside needs to take part.

    python -m values.proving.scene <number of leaders>

fills an empty database and prints the scene as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from config.proving.servers import Site
from config.proving.wire import Visitor

if TYPE_CHECKING:
    from programmes.models import Gathering, Group, Participation, Person, Programme, Round

BASE = 30  # of the digits in which a vote carries its number


@dataclass(frozen=True)
class Scene:
    """The gathering's addresses and tickets; `plain` are two stops without exercise, with their titles."""

    gathering: str
    round: str
    candidates: int
    revision: int
    ask: int
    plain: list[tuple[int, str]]
    sessions: list[str]
    tickets: list[str]
    leaders: list[int]
    facilitators: list[str]
    projector: str
    cockpit: str

    @property
    def phone(self) -> str:
        return f"/gatherings/{self.gathering}/"

    @property
    def desk(self) -> str:
        return f"/gatherings/{self.gathering}/cockpit/"

    @property
    def points(self) -> str:
        return f"/gatherings/{self.gathering}/rounds/{self.round}/points/"

    def leader(self, index: int) -> Visitor:
        return Visitor(self.sessions[index % len(self.sessions)])

    def facilitator(self, index: int = 0) -> Visitor:
        return Visitor(self.facilitators[index])

    def vote(self, index: int, number: int) -> bytes:
        """A leader's points, handed in; the number can be read from them again."""
        form: dict[str, str | int] = {"act": "hand_in"}
        for position, points in enumerate(points_of(number, self.candidates), start=1):
            form[f"points-{position}"] = points
        return self.leader(index).post(self.points, form)

    def step(self, revision: int, to: int, facilitator: int = 0) -> bytes:
        """A facilitator's press, from the revision that was seen."""
        return self.facilitator(facilitator).post(self.desk, {"act": "move", "revision": revision, "to": to})


def points_of(number: int, candidates: int) -> list[int]:
    """Points that sum to 100 and stand for a number from 0 up to 26 999."""
    digits = [number % BASE, number // BASE % BASE, number // BASE**2 % BASE]
    return [*digits, 100 - sum(digits), *[0] * (candidates - 4)]


def number_of(points: list[int]) -> int:
    return points[0] + points[1] * BASE + points[2] * BASE**2


def build(site: Site, leaders: int) -> Scene:
    """Fills the site's empty database in a process of its own."""
    scene: Scene = Scene(**json.loads(site.run(sys.executable, "-m", "values.proving.scene", str(leaders))))
    return scene


def fill(number: int) -> Scene:
    from django.db import connection, transaction

    from programmes.models import Municipality, Participation, Programme

    today = date.today()
    with transaction.atomic():
        programme = Programme.objects.create(
            municipality=Municipality.objects.create(name="Målekommune"), name="Lederutviklingsprogram"
        )
        since = today - timedelta(days=100)
        leaders = _people("Leder", number, programme, Participation.Role.LEADER, since)
        facilitators = _people("Prosess", 2, programme, Participation.Role.FACILITATOR, since)
        _groups(programme, leaders, since)
        gathering = _gathering(programme, today)
        round = _ask(gathering, facilitators[0].person)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself within a minute of such a change
    return _scene(gathering, round, leaders, facilitators)


def _people(name: str, number: int, programme: Programme, role: Any, since: date) -> list[Participation]:
    from programmes.models import Membership, Participation, Person

    people = Person.objects.bulk_create(
        Person(name=f"{name} {index:04}", sort_key=f"{name} {index:04}", email=f"{name}{index}@varde.example".lower())
        for index in range(number)
    )
    memberships = Membership.objects.bulk_create(
        Membership(person=person, municipality=programme.municipality, since=since) for person in people
    )
    return Participation.objects.bulk_create(
        Participation(membership=membership, programme=programme, role=role, since=since) for membership in memberships
    )


def _groups(programme: Programme, leaders: list[Participation], since: date) -> None:
    """Groups of six."""
    from programmes.models import Group, GroupMember, GroupSet

    standing = GroupSet.objects.create(programme=programme)
    groups = [
        Group.objects.create(group_set=standing, name=f"Gruppe {position}", position=position)
        for position in range(1, len(leaders) // 6 + 2)
    ]
    GroupMember.objects.bulk_create(
        GroupMember(group=groups[index // 6], group_set=standing, participation=leader, since=since)
        for index, leader in enumerate(leaders)
    )


def _gathering(programme: Programme, today: date) -> Gathering:
    from programmes.demonstration import agenda
    from programmes.models import Gathering

    gathering = Gathering.objects.create(
        programme=programme, number=3, date=today, theme="Mestringsorientert ledelse", place="Kantina"
    )
    agenda(gathering)
    return gathering


def _ask(gathering: Gathering, by: Person) -> Round:
    """Walks the stage through the diamonds to the points, and asks the room."""
    from programmes.agenda import Way
    from programmes.models import Phase, Round
    from programmes.services import stage as stages

    stage = stages.start(gathering=gathering, by=by)
    for stop in Way(gathering).stops:
        if stop.exercise is None or stop.exercise.kind == "conversation":
            continue
        stage = stages.move(stage=stage, revision=stage.revision, to=stop, by=by)
        if stop.exercise.kind == "diamond":
            _lay(gathering)
        if stop.exercise.kind == "points" and stop.phase and stop.phase.mode == Phase.Mode.ALONE:
            stages.open_round(stage=stage, revision=stage.revision, by=by)
            break
    return Round.objects.get(exercise__kind="points", exercise__item__gathering=gathering)


def _lay(gathering: Gathering) -> None:
    """Puts source 2's words into the diamonds of the first groups."""
    from programmes.queries.groups import groups_of
    from programmes.seljord import GROUPS
    from values.models import Card, Diamond

    groups: list[Group] = groups_of(gathering)
    for group, (_name, words) in zip(groups, GROUPS, strict=False):
        diamond = Diamond.objects.get(group=group, round__exercise__item__gathering=gathering)
        for slot, word in enumerate(words[:3], start=1):
            card = diamond.cards.filter(word__iexact=word).first() or Card(diamond=diamond, word=word, position=90)
            card.slot = slot
            card.save()


def _scene(
    gathering: Gathering, round: Round, leaders: list[Participation], facilitators: list[Participation]
) -> Scene:
    from programmes import live
    from programmes.agenda import Way
    from programmes.models import Stage

    stage = Stage.objects.get(gathering=gathering)
    way = Way(gathering)
    asks = way.at(stage)
    assert asks is not None

    def ticket(name: str, viewer: str = "") -> str:
        return live.token(gathering, name, epoch=stage.epoch, viewer=viewer)

    return Scene(
        gathering=gathering.public_id,
        round=round.public_id,
        candidates=round.candidates.count(),
        revision=stage.revision,
        ask=asks.number,
        plain=[(stop.number, stop.title) for stop in way.stops if stop.exercise is None][:2],
        sessions=_sessions(leaders),
        tickets=[ticket(live.PARTICIPANTS, each.public_id) for each in leaders],
        leaders=[each.pk for each in leaders],
        facilitators=_sessions(facilitators),
        projector=ticket(live.PROJECTOR),
        cockpit=ticket(live.FACILITATOR, facilitators[0].public_id),
    )


def _sessions(participations: list[Participation]) -> list[str]:
    """A sign-in for each, without the mail."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from config.models import Session
    from config.sessions import SessionStore

    store, ends = SessionStore(), timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    made = []
    for person in (each.person for each in participations):
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key = f"{person.public_id}{'0' * 20}"
        made.append(Session(session_key=key, session_data=store.encode(data), expire_date=ends, person=person))
    Session.objects.bulk_create(made)
    return [session.session_key for session in made]


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(asdict(fill(int(sys.argv[1]))), sys.stdout)
