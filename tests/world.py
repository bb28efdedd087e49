"""Two municipalities with their people: enough of everything to tell who may see what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone
from PIL import Image as pillow

from config import pictures
from config.ids import public_id
from config.pictures import Image
from efficacy.worry import HANDLES
from goals import exports
from goals.demonstration import write
from goals.models import Export, LogLine, Mood, PeriodPlan, PlanLine
from goals.platform import demonstration as platform
from goals.queries import sharing as queries_sharing
from goals.queries import threads as queries_threads
from goals.services import comments, log, moods, periods, sharing
from goals.source_one import write_ladder, write_table
from programmes import devices
from programmes.models import (
    Admission,
    AgendaItem,
    Exercise,
    Gathering,
    Group,
    GroupMember,
    GroupSet,
    Membership,
    Municipality,
    MunicipalityMark,
    NearestManager,
    Office,
    Participation,
    Person,
    Phase,
    Programme,
    SavedProgramme,
    Share,
)
from programmes.models.worksheets import Worksheet
from programmes.rules.planning import Known, person_in
from programmes.services import readymade, stage, worksheets
from programmes.worksheets import worksheet_kinds

FACILITATOR, LEADER = Participation.Role.FACILITATOR, Participation.Role.LEADER
SINCE = timedelta(days=100)


@dataclass
class Place:
    """A municipality with one programme, its people, and gathering 3 ready to start."""

    municipality: Municipality
    programme: Programme
    gathering: Gathering
    groups: list[Group]
    leaders: list[Participation]
    facilitator: Person
    hr: Person
    manager: Person
    share: Share
    to_manager: Share
    to_group: Share

    @property
    def leader(self) -> Person:
        return self.leaders[0].person

    @property
    def membership(self) -> Membership:
        assert self.leaders[0].membership
        return self.leaders[0].membership


@dataclass(frozen=True)
class Device:
    """A phone that is not signed in: all it has is its key."""

    key: str


@dataclass
class World:
    here: Place
    elsewhere: Place
    cast: dict[str, Person | Device | None] = field(default_factory=dict)


def person(name: str) -> Person:
    return Person.objects.create(name=name, email=f"{'.'.join(name.lower().split())}@varde.example")


def member(who: Person, municipality: Municipality, *, until: date | None = None) -> Membership:
    return Membership.objects.create(
        person=who, municipality=municipality, since=timezone.localdate() - SINCE, until=until
    )


def take_part(membership: Membership, programme: Programme, role: str, *, until: date | None = None) -> Participation:
    return Participation.objects.create(
        membership=membership, programme=programme, role=role, since=membership.since, until=until
    )


def place(marker: str, *, leaders: int = 6) -> Place:
    """A municipality in which every text carries the marker."""
    since = timezone.localdate() - SINCE
    municipality = Municipality.objects.create(name=f"{marker} kommune")
    programme = Programme.objects.create(municipality=municipality, name=f"{marker} lederprogram")
    facilitator = person(f"{marker} Prosess")
    take_part(member(facilitator, municipality), programme, FACILITATOR)
    hr = person(f"{marker} Personal")
    Office.objects.create(membership=member(hr, municipality), role=Office.Role.HR, since=since)
    manager = person(f"{marker} Overordna")
    boss = member(manager, municipality)
    standing = GroupSet.objects.create(programme=programme)
    groups = [
        Group.objects.create(group_set=standing, name=f"{marker} gruppe {number}", position=number) for number in (1, 2)
    ]
    seats = []
    for number in range(leaders):
        leader = member(person(f"{marker} Leder {number}"), municipality)
        seat = take_part(leader, programme, LEADER)
        NearestManager.objects.create(leader=leader, manager=boss, since=since)
        GroupMember.objects.create(group=groups[number * 2 // leaders], participation=seat, since=since)
        seats.append(seat)
    gathering = agenda(programme, marker)
    stage.plan(gathering=gathering)
    write(seats[0].membership)
    area = seats[0].membership.goal_card.areas.first()
    area.title = f"{marker} område"
    area.save()
    platform.write(seats[0].membership)
    write_ladder(seats[0].membership, title=f"{marker} trapp")
    write_table(seats[0].membership, title=f"{marker} tabell")
    share = sharing.hand_in(membership=seats[0].membership, programme=programme, by=seats[0].membership.person)
    to_manager, to_group = shares(seats[0].membership, marker)
    return Place(
        municipality, programme, gathering, groups, seats, facilitator, hr, manager, share, to_manager, to_group
    )


def shares(membership: Membership, marker: str) -> tuple[Share, Share]:
    """The same card to the nearest manager, who has commented, and to the leader's group, where there is one."""
    nearest, group = queries_sharing.nearest_of(membership), queries_sharing.groups_of(membership)[0]
    who = {"membership": membership, "by": membership.person, "purpose": f"{marker} formål"}
    to_manager = sharing.share_with_manager(nearest=nearest, **who)
    comments.write(thread=queries_threads.Thread(to_manager, False), text=f"{marker} kommentar")
    return to_manager, sharing.share_with_group(group=group, **who) if group.others else to_manager


def agenda(programme: Programme, marker: str = "", *, number: int = 3) -> Gathering:
    """A short day: welcome, the three exercises about values, and an end."""
    gathering = Gathering.objects.create(
        programme=programme, number=number, date=timezone.localdate(), theme=f"{marker} tema", place=f"{marker} sal"
    )
    AgendaItem.objects.create(gathering=gathering, position=1, starts=time(8, 30), minutes=30, title="Velkommen")
    item = AgendaItem.objects.create(
        gathering=gathering, position=2, starts=time(9), minutes=60, title="Felles lederplattform"
    )
    for position, (kind, phases) in enumerate(
        (
            ("diamond", (Phase.Mode.GROUPS,)),
            ("top-three", (Phase.Mode.TOGETHER,)),
            ("points", (Phase.Mode.GROUPS, Phase.Mode.ALONE, Phase.Mode.TOGETHER)),
        ),
        start=1,
    ):
        exercise = Exercise.objects.create(
            item=item, position=position, kind=kind, title=f"{marker} {kind}", question="Hva er viktigst?"
        )
        for order, mode in enumerate(phases, start=1):
            Phase.objects.create(exercise=exercise, position=order, mode=mode, minutes=10, instruction="Snakk sammen.")
    return gathering


def device(seat: Participation, gathering: Gathering, *, state: str = Admission.State.ADMITTED) -> Device:
    """A device that was let in as somebody, or waits at the door as them."""
    made = Device(devices.new_key())
    Admission.objects.create(
        gathering=gathering,
        participation=seat,
        device=devices.digest(made.key),
        state=state,
        was_in=state == Admission.State.ADMITTED,
    )
    return made


def guest(here: Place, name: str) -> Participation:
    today = timezone.localdate()
    return Participation.objects.create(
        programme=here.programme,
        role=Participation.Role.GUEST,
        guest_name=name,
        gathering=here.gathering,
        since=today,
        until=today,
    )


def build() -> World:
    here, elsewhere = place("Seljordmerke"), place("Utgardmerke")
    other = Programme.objects.create(municipality=here.municipality, name="Et annet program")
    neighbour = person("Nabo Leder")
    take_part(member(neighbour, here.municipality), other, LEADER)
    other_facilitator = person("Nabo Prosess")
    take_part(member(other_facilitator, here.municipality), other, FACILITATOR)
    former = person("Tidligere Prosess")
    yesterday = timezone.localdate() - timedelta(days=1)
    take_part(member(former, here.municipality), here.programme, FACILITATOR, until=yesterday)
    world = World(here, elsewhere)
    world.cast = {
        "outsider": None,
        "nobody": person("Ingen Rolle"),
        "leader": here.leader,
        "fellow": here.leaders[1].membership.person,
        "leader of another programme": neighbour,
        "leader elsewhere": elsewhere.leader,
        "manager": here.manager,
        "facilitator": here.facilitator,
        "facilitator of another programme": other_facilitator,
        "facilitator elsewhere": elsewhere.facilitator,
        "former facilitator": former,
        "HR": here.hr,
        "HR elsewhere": elsewhere.hr,
        "device let in": device(here.leaders[2], here.gathering),
        "device waiting": device(here.leaders[3], here.gathering, state=Admission.State.WAITING),
        "guest elsewhere": device(guest(elsewhere, "Utgardmerke Gjest"), elsewhere.gathering),
    }
    return world


def worried(membership: Membership, marker: str = "") -> Worksheet:
    """A worry of the leader's, with all six handles set; the same each time."""
    values = dict(zip(HANDLES, (6, 5, 7, 3, 2, 1), strict=True)) | {"about": f"{marker} bekymring"}
    kind = worksheet_kinds()["worries"]
    standing: Worksheet | None = kind.of(membership).first()
    return standing or worksheets.write(kind=kind, membership=membership, name=public_id(), values=values)


def grown(membership: Membership) -> Worksheet:
    """A conversation by GROW with an action and its deadline; the same each time."""
    values = {"topic": "Møtene våre", "action": "Skrive saksliste", "deadline": "Innen juni"}
    kind = worksheet_kinds()["grow"]
    standing: Worksheet | None = kind.of(membership).first()
    return standing or worksheets.write(kind=kind, membership=membership, name=public_id(), values=values)


def exported(here: Place) -> Export:
    """A file of everything handed in, ready for the one HR person who asked for it."""
    export = Export.objects.create(
        programme=here.programme, person=here.hr, form="zip", ready_at=timezone.now(), count=1
    )
    exports.file_of(export).write_bytes(b"PK")
    return export


def saved(here: Place) -> SavedProgramme:
    """The programme's plan, kept as ready-made for the municipality; the same each time."""
    standing = SavedProgramme.objects.filter(municipality=here.municipality).first()
    name = f"{here.programme.name}, lagret"
    return standing or readymade.save(programme=here.programme, name=name, by=here.facilitator)


def pictured(here: Place) -> LogLine:
    """A line in the leader's log, with a picture."""
    image = Image(b"\xff\xd8\xff\xd9", 4, 3)
    return log.note(membership=here.membership, text="Jeg ringte", effort="as", picture=image, alt="En telefon")


def moody(here: Place) -> Mood:
    """A mood of the leader's, with a picture of how it is now that goes along; the same each time."""
    mood, is_new = Mood.objects.get_or_create(membership=here.membership, about="Skoleuka", defaults={"now_mood": 3})
    if is_new:
        image = pictures.written(pillow.new("RGB", (40, 30), "teal"))
        moods.put_picture(mood=mood, moment="now", picture=image, alt="Utsikten", goes_along=True)
    return mood


def marked(here: Place) -> MunicipalityMark:
    """The municipality's mark."""
    values = {"content": b"\xff\xd8\xff\xd9", "width": 4, "height": 3}
    return MunicipalityMark.objects.get_or_create(municipality=here.municipality, defaults=values)[0]


def known(here: Place, number: int = 0) -> Known:
    """A leader as the facilitator sees them."""
    return person_in(here.facilitator, here.programme.public_id, here.leaders[number].membership.public_id)


def planned(here: Place) -> PlanLine:
    """A line of the leader's plan, from this week."""
    today = timezone.localdate()
    return log.plan(membership=here.membership, text="Jeg ringer", starts=today, times=2, weeks=3)


def period_of(here: Place) -> PeriodPlan:
    """This week and two more of the leader's plan and log, with a picture that goes along; the same each time."""
    standing = here.membership.period_plans.first()
    if standing:
        return standing
    image = pictures.written(pillow.new("RGB", (40, 30), "teal"))
    log.note(membership=here.membership, text="Jeg gikk", picture=image, alt="Stien", goes_along=True)
    plan = planned(here)
    return periods.begin(membership=here.membership, starts=plan.starts, weeks=plan.weeks)


def shared_period(here: Place) -> tuple[Share, Share]:
    """The same, given to the nearest manager and to the group."""
    subject = period_of(here).public_id
    given = Share.objects.filter(edition__kind="period", edition__subject=subject)
    if not given:
        who = {"membership": here.membership, "by": here.leader, "purpose": "Samtale", "kind": "period"}
        nearest, group = queries_sharing.nearest_of(here.membership), queries_sharing.groups_of(here.membership)[0]
        sharing.share_with_manager(nearest=nearest, subject=subject, **who)
        sharing.share_with_group(group=group, subject=subject, **who)
    return given.get(audience="manager"), given.get(audience="group")
