"""People over time: each change from its day, said in words first, undone whole; and what it opens and closes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config import jobs
from config.text import sort_key
from goals.models import Action
from goals.queries import sharing as queries_sharing
from goals.services import reminders, sharing
from programmes.contract import NotPossible
from programmes.models import (
    Change,
    GroupMember,
    Leave,
    Look,
    Membership,
    Municipality,
    NearestManager,
    Participation,
    Person,
    Placement,
    Trail,
)
from programmes.queries.groups import group_of
from programmes.queries.room import leaders_of
from programmes.rules.planning import person_in
from programmes.services import people as services
from programmes.services import placements
from programmes.services.trail import record
from tests import world as worlds
from tests.test_pages import Page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def client(here, as_person):
    return as_person(here.facilitator)


def today() -> date:
    return timezone.localdate()


def typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def url(here, what: str = "", number: int = 0) -> str:
    keys = [here.programme.public_id, here.leaders[number].membership.public_id]
    return reverse("person-change", args=[*keys, what]) if what else reverse("person", args=keys)


def change(client, here, kind: str, /, **fields: str):
    """Asks for a change, sees what it means, and confirms it."""
    seen = client.post(url(here, kind), {"act": "look", **fields})
    assert seen.status_code == 200
    assert Page(seen.content.decode()).problems == []
    return client.post(url(here, kind), {"act": "do", **fields})


def undo(client, here, number: int = 0):
    last = Change.objects.filter(undone_at=None).first()
    return client.post(url(here, number=number), {"act": "undo", "change": last.public_id})


def managers(here, number: int = 0) -> list[tuple[str, date, date | None]]:
    rows = here.leaders[number].membership.managers.order_by("since")
    return [(row.manager.person.name, row.since, row.until) for row in rows]


def boss(here, name: str = "Ny Sjef") -> Membership:
    return worlds.member(worlds.person(name), here.municipality)


# The unit


def test_a_new_unit_holds_from_its_day_and_the_old_one_is_remembered(here, client) -> None:
    me = here.membership
    change(client, here, "unit", unit="Skulen", since=typed(today() - DAY * 9))
    change(client, here, "unit", unit="NAV", since=typed(today()))
    me.refresh_from_db()
    assert me.unit.name == "NAV"
    rows = [(row.unit.name, row.since, row.until) for row in me.placements.order_by("since")]
    assert rows == [("Skulen", today() - DAY * 9, today() - DAY), ("NAV", today(), None)]
    assert undo(client, here).status_code == 303
    me.refresh_from_db()
    assert me.unit.name == "Skulen"
    assert Placement.objects.get(membership=me).until is None


def test_a_unit_ahead_begins_on_its_day(here, client, monkeypatch) -> None:
    me = here.membership
    change(client, here, "unit", unit="Skulen", since=typed(today()))
    change(client, here, "unit", unit="NAV", since=typed(today() + DAY * 3))
    me.refresh_from_db()
    assert me.unit.name == "Skulen"
    day = today() + DAY * 3
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    assert placements.refresh_all() == 1
    assert placements.refresh_all() == 0
    me.refresh_from_db()
    assert me.unit.name == "NAV"
    # Undone after its day it holds no more.
    assert undo(client, here).status_code == 303
    me.refresh_from_db()
    assert me.unit.name == "Skulen"


def test_a_unit_that_is_the_first_begins_on_its_day(here) -> None:
    me = here.membership
    Membership.objects.filter(pk=me.pk).update(unit=None)
    Placement.objects.create(membership=me, unit=placements.unit_called(here.municipality, "NAV"), since=today())
    assert placements.refresh_all() == 1


def test_where_somebody_was_before_it_was_dated_is_written_then(here, client) -> None:
    me = here.membership
    me.unit = placements.unit_called(here.municipality, "Skulen")
    me.save()
    change(client, here, "unit", unit="NAV", since=typed(today()))
    first = me.placements.earliest("since")
    assert (first.unit.name, first.since, first.until) == ("Skulen", me.since, today() - DAY)


def test_the_same_day_twice_is_one_placement(here, client) -> None:
    change(client, here, "unit", unit="NAV", since=typed(today()))
    change(client, here, "unit", unit="Nav Seljord", since=typed(today()))
    assert [row.unit.name for row in here.membership.placements.all()] == ["Nav Seljord"]
    early = client.post(url(here, "unit"), {"act": "do", "unit": "X", "since": typed(today() - DAY)})
    assert early.status_code == 409
    assert here.membership.placements.count() == 1


# The nearest manager


def test_a_new_manager_sees_nothing_until_it_is_shared_again(here, client, as_person) -> None:
    new, old = boss(here), here.manager
    read = reverse("report", args=[here.to_manager.public_id])
    assert as_person(old).get(read).status_code == 200
    seen = client.post(url(here, "manager"), {"act": "look", "who": "other", "name": "X", "email": "sjef@varde.example",
                                              "since": typed(today())})  # fmt: skip
    words = seen.content.decode()
    assert f"kan {old.name} lese til dagen før, og ikke etter det" in words
    assert "ser ingenting før" in words
    assert not Person.objects.filter(email="sjef@varde.example").exists()
    form = {"who": "other", "name": "Ny Sjef", "email": new.person.email.upper(), "since": typed(today())}
    assert change(client, here, "manager", **form).status_code == 303
    assert managers(here) == [
        (old.name, here.leaders[0].since, today() - DAY),
        ("Ny Sjef", today(), None),
    ]
    assert [as_person(who).get(read).status_code for who in (old, new.person)] == [404, 404]
    shared = sharing.share_with_manager(
        nearest=queries_sharing.nearest_of(here.membership), membership=here.membership, by=here.leader, purpose="Les"
    )
    again = reverse("report", args=[shared.public_id])
    assert [as_person(who).get(again).status_code for who in (old, new.person)] == [404, 200]
    # Something hangs on it now: it cannot be undone behind the leader's back.
    assert undo(client, here).status_code == 409
    assert managers(here)[-1][0] == "Ny Sjef"


def test_what_was_shared_since_is_nobody_elses_to_read_when_a_change_is_undone(here, client, as_person) -> None:
    """Two managers from the same day are one row: undoing the second would give the first what they never got."""
    first, second = boss(here, "Første Sjef"), boss(here, "Andre Sjef")
    for each in (first, second):
        email = f"sjef{each.pk}@varde.example"
        Person.objects.filter(pk=each.person_id).update(email=email)
        form = {"who": "other", "name": each.person.name, "email": email, "since": typed(today())}
        assert change(client, here, "manager", **form).status_code == 303
    nearest = queries_sharing.nearest_of(here.membership)
    assert nearest.manager.person == second.person
    given = sharing.share_with_manager(membership=here.membership, nearest=nearest, by=here.leader, purpose="Samtale")
    assert undo(client, here).status_code == 409
    report = reverse("report", args=[given.public_id])
    assert as_person(first.person).get(report).status_code == 404
    assert as_person(second.person).get(report).status_code == 200


def test_a_new_manager_is_undone_and_the_former_reads_again(here, client, as_person) -> None:
    new = boss(here)
    form = {"who": "other", "name": new.name, "email": new.person.email, "since": typed(today())}
    change(client, here, "manager", **form)
    assert undo(client, here).status_code == 303
    assert managers(here) == [(here.manager.name, here.leaders[0].since, None)]
    assert as_person(here.manager).get(reverse("report", args=[here.to_manager.public_id])).status_code == 200
    last = Change.objects.get()
    again = client.post(url(here), {"act": "undo", "change": last.public_id})
    assert again.status_code == 303  # a second tap undoes nothing more
    assert Trail.objects.filter(act="person.undo").count() == 1


def test_a_manager_ahead_lets_the_present_one_read_until_then(here, client, as_person) -> None:
    new = boss(here)
    form = {"who": "other", "name": new.name, "email": new.person.email, "since": typed(today() + DAY * 30)}
    change(client, here, "manager", **form)
    assert here.membership.manager.person == here.manager
    assert as_person(here.manager).get(reverse("report", args=[here.to_manager.public_id])).status_code == 200
    assert managers(here)[0][2] == today() + DAY * 29


def test_nobody_is_their_own_manager_and_a_closed_account_is_none(here, client) -> None:
    me = here.leader
    form = {"who": "other", "name": me.name, "email": me.email, "since": typed(today())}
    answer = client.post(url(here, "manager"), {"act": "do", **form})
    assert answer.status_code == 409
    assert "Ingen er sin egen nærmeste leder" in answer.content.decode()
    assert Change.objects.count() == 0


def test_what_a_leader_has_shared_is_no_word_on_the_facilitators_page(here, client) -> None:
    page = client.get(url(here)).content.decode()
    for secret in ("Seljordmerke formål", "Seljordmerke område", "Seljordmerke kommentar", "Seljordmerke trapp"):
        assert secret not in page


# Leave and deputies


def on_leave(client, here, *, until: date | None = None, deputy: Membership | None = None, **more: str):
    form = {"since": typed(today()), "until": typed(until) if until else "", **more}
    if deputy:
        form |= {"who": "other", "name": deputy.name, "email": deputy.person.email}
    return change(client, here, "leave", **form)


def test_who_is_on_leave_is_not_counted_on_and_the_deputy_sits_in_their_place(here, client, as_person) -> None:
    deputy, me = boss(here, "Vi Kar"), here.leaders[0]
    assert on_leave(client, here, until=today() + DAY * 60, deputy=deputy).status_code == 303
    place = Participation.objects.get(membership=deputy)
    assert (place.role, place.since, place.until) == ("leader", today(), today() + DAY * 60)
    assert group_of(place, here.gathering) == here.groups[0]
    expected = list(leaders_of(here.programme))
    assert me not in expected
    assert place in expected
    browser = as_person(deputy.person)
    assert browser.get(reverse("goal-card", args=[here.membership.public_id])).status_code == 404
    assert (
        browser.get(reverse("group-sheet", args=[here.programme.public_id, here.to_group.public_id])).status_code == 404
    )
    assert "Du er stedfortreder for" in browser.get(reverse("start")).content.decode()
    assert as_person(here.leader).get(reverse("goal-card", args=[here.membership.public_id])).status_code == 200
    assert undo(client, here).status_code == 303
    assert (Leave.objects.count(), Participation.objects.filter(membership=deputy).count()) == (0, 0)
    assert me in list(leaders_of(here.programme))


def test_somebody_is_back_earlier_and_the_deputy_stops_the_day_before(here, client) -> None:
    deputy = boss(here, "Vi Kar")
    services.take_leave(
        known=worlds.known(here), since=today() - DAY * 9, until=today() + DAY * 60, deputy=deputy, by=here.facilitator
    )
    assert change(client, here, "back", since=typed(today())).status_code == 303
    place = Participation.objects.get(membership=deputy)
    assert (place.until, Leave.objects.get().until) == (today() - DAY, today() - DAY)
    assert GroupMember.objects.get(participation=place).until == today() - DAY
    assert here.leaders[0] in list(leaders_of(here.programme))
    undo(client, here)
    place.refresh_from_db()
    assert place.until == today() + DAY * 60


@pytest.mark.parametrize("is_open", [True, False])
def test_a_deputy_is_nearest_manager_meanwhile_and_reads_nothing_of_before(here, client, as_person, is_open) -> None:
    """The manager of the others goes on leave: their page is reached, since they are somebody's nearest manager."""
    deputy, chief = boss(here, "Vi Kar"), NearestManager.objects.filter(leader=here.membership).get().manager
    page = reverse("person-change", args=[here.programme.public_id, chief.public_id, "leave"])
    until = None if is_open else today() + DAY * 60
    form = {"since": typed(today()), "until": typed(until) if until else "", "is_manager_too": "on",
            "who": "other", "name": deputy.name, "email": deputy.person.email}  # fmt: skip
    assert "nærmeste leder for 6 ledere imens" in client.post(page, {"act": "look", **form}).content.decode()
    assert client.post(page, {"act": "do", **form}).status_code == 303
    after = [] if is_open else [(chief.name, today() + DAY * 61, None)]
    assert managers(here) == [
        (chief.name, here.leaders[0].since, today() - DAY),
        ("Vi Kar", today(), until),
        *after,
    ]
    read = reverse("report", args=[here.to_manager.public_id])
    assert [as_person(who).get(read).status_code for who in (chief.person, deputy.person)] == [404, 404]
    back = reverse("person-change", args=[here.programme.public_id, chief.public_id, "back"])
    assert client.post(back, {"act": "do", "since": typed(today() + DAY * 10)}).status_code == 303
    assert managers(here)[1:] == [
        ("Vi Kar", today(), today() + DAY * 9),
        (chief.name, today() + DAY * 10, None),
    ]


def test_a_deputy_who_takes_part_already_is_said_to_and_keeps_their_place(here, client) -> None:
    fellow, chief = here.leaders[5].membership, here.membership.managers.get().manager
    form = {"since": typed(today()), "until": "", "who": fellow.public_id}
    words = client.post(url(here, "leave"), {"act": "look", **form}).content.decode()
    assert f"{fellow.name} er alt leder i programmet" in words
    assert client.post(url(here, "leave"), {"act": "do", **form}).status_code == 303
    assert Participation.objects.filter(membership=fellow).count() == 1
    # Nobody is their own nearest manager: the deputy of a manager stays with the one on leave.
    page = reverse("person-change", args=[here.programme.public_id, chief.public_id, "leave"])
    words = client.post(page, {"act": "look", **form, "is_manager_too": "on"}).content.decode()
    assert "nærmeste leder for 5 ledere imens" in words
    assert f"{fellow.name} har selv {chief.name} som nærmeste leder, som før." in words
    assert "sitter i" not in words
    assert client.post(page, {"act": "do", **form, "is_manager_too": "on"}).status_code == 303
    assert fellow.managers.current().get().manager == chief
    assert chief.reports.current().count() == 1


def test_leaves_do_not_overlap_and_end_after_they_begin(here, client) -> None:
    on_leave(client, here, until=today() + DAY * 9)
    answer = client.post(url(here, "leave"), {"act": "do", "since": typed(today() + DAY * 5), "until": "", "who": ""})
    assert answer.status_code == 409
    form = {"act": "do", "since": typed(today() + DAY * 20), "until": typed(today() + DAY * 19), "who": ""}
    assert client.post(url(here, "leave"), form).status_code == 422
    assert Leave.objects.count() == 1


def test_nobody_is_reminded_of_deadlines_while_they_are_away(here, client) -> None:
    action = Action.objects.filter(goal__area__card__membership=here.membership).first()
    Action.objects.filter(pk=action.pk).update(due=today(), status=Action.Status.WAITING)
    assert action in reminders.OCCASIONS["deadline"].waiting(today())
    on_leave(client, here)
    assert action not in reminders.OCCASIONS["deadline"].waiting(today())


# Leaving


def test_a_leaving_is_not_undone_once_they_have_come_back(here, client) -> None:
    assert change(client, here, "leaving", what="here", since=typed(today() - DAY)).status_code == 303
    worlds.take_part(here.membership, here.programme, Participation.Role.LEADER)
    answer = undo(client, here)
    assert answer.status_code == 409
    assert "Det kan ikke angres lenger" in answer.content.decode()
    assert here.membership.participations.current().count() == 1


def test_who_leaves_the_programme_keeps_what_is_theirs(here, client, as_person) -> None:
    assert change(client, here, "leaving", what="here", since=typed(today() - DAY)).status_code == 303
    leader = as_person(here.leader)
    assert leader.get(reverse("gathering", args=[here.gathering.public_id])).status_code == 404
    assert leader.get(reverse("goal-card", args=[here.membership.public_id])).status_code == 200
    fellow = as_person(here.leaders[1].person)
    assert (
        fellow.get(reverse("group-sheet", args=[here.programme.public_id, here.to_group.public_id])).status_code == 404
    )
    assert as_person(here.manager).get(reverse("report", args=[here.to_manager.public_id])).status_code == 200
    assert undo(client, here).status_code == 303
    assert leader.get(reverse("gathering", args=[here.gathering.public_id])).status_code == 200


def test_who_leaves_the_municipality_is_out_after_the_last_day(here, client, as_person, monkeypatch) -> None:
    last = today() + DAY * 2
    assert change(client, here, "leaving", what="whole", since=typed(last)).status_code == 303
    me = Membership.objects.get(pk=here.membership.pk)
    assert (me.until, me.managers.get().until, me.participations.get().until) == (last, last, last)
    assert as_person(here.leader).get(reverse("goal-card", args=[me.public_id])).status_code == 200
    undo(client, here)
    me.refresh_from_db()
    assert (me.until, me.managers.get().until, me.participations.get().until) == (None, None, None)


def test_nobody_is_taken_out_of_another_facilitators_programme(world, as_person) -> None:
    here = world.here
    other = here.municipality.programmes.exclude(pk=here.programme.pk).get()
    worlds.take_part(here.membership, other, worlds.LEADER)
    client = as_person(here.facilitator)
    asked = client.get(url(here, "leaving"))
    assert "what" not in asked.context["form"].fields
    answer = client.post(url(here, "leaving"), {"act": "do", "what": "whole", "since": typed(today())})
    assert answer.status_code == 303  # only this programme
    assert Membership.objects.get(pk=here.membership.pk).until is None
    known = worlds.known(here, 1)
    worlds.take_part(known.membership, other, worlds.LEADER)
    with pytest.raises(NotPossible):
        services.leave_programme(known=known, last=today(), is_whole=True, by=here.facilitator)


# An address


def test_an_address_is_mended_only_before_anybody_has_been_in(here, client) -> None:
    person = here.leaders[2].person
    assert client.post(url(here, number=2), {"act": "address", "email": "rett@varde.example"}).status_code == 303
    person.refresh_from_db()
    assert person.email == "rett@varde.example"
    taken = client.post(url(here, number=2), {"act": "address", "email": here.leader.email})
    assert taken.status_code == 409
    worlds.device(here.leaders[2], here.gathering)
    late = client.post(url(here, number=2), {"act": "address", "email": "tyv@varde.example"})
    assert late.status_code == 409
    person.refresh_from_db()
    assert person.email == "rett@varde.example"


def test_a_misspelt_name_is_mended(here, client) -> None:
    assert "Rett navnet" in client.get(url(here, number=2)).content.decode()
    assert client.post(url(here, number=2), {"act": "name", "name": " Åse  Lien "}).status_code == 303
    person = here.leaders[2].person
    person.refresh_from_db()
    assert (person.name, person.sort_key) == ("Åse Lien", sort_key("Åse Lien"))
    empty = client.post(url(here, number=2), {"act": "name", "name": " "})
    assert empty.status_code == 422
    assert "Skriv for- og etternavn" in empty.content.decode()
    worlds.member(person, Municipality.objects.create(name="Hjartdal kommune"))
    shared = client.post(url(here, number=2), {"act": "name", "name": "En Annen"})
    assert shared.status_code == 409
    assert "Rett navnet" not in client.get(url(here, number=2)).content.decode()
    person.refresh_from_db()
    assert person.name == "Åse Lien"


def test_only_the_programmes_own_people_have_a_page(world) -> None:
    here, elsewhere = world.here, world.elsewhere
    with pytest.raises(Membership.DoesNotExist):
        person_in(here.facilitator, here.programme.public_id, elsewhere.membership.public_id)
    hr = Membership.objects.get(person=here.hr)
    with pytest.raises(Membership.DoesNotExist):
        person_in(here.facilitator, here.programme.public_id, hr.public_id)


def test_the_daily_job_knows_the_units() -> None:
    jobs.discover()
    assert jobs.kinds["placements.begin"].daily


def test_who_did_what_is_forgotten_after_two_years(here) -> None:
    record("groups.move", by=here.facilitator, subject="x", municipality=here.municipality)
    record("groups.move", by=here.facilitator, subject="old", municipality=here.municipality)
    Trail.objects.filter(subject="old").update(at=timezone.now() - timedelta(days=732))
    jobs.discover()
    jobs.kinds["trail.forget"].function(None)
    assert list(Trail.objects.filter(act="groups.move").values_list("subject", flat=True)) == ["x"]


def test_so_is_who_read_and_what_was_changed_but_not_what_hr_has_fetched(here) -> None:
    old = timezone.now() - timedelta(days=732)
    for share in (here.share, here.to_manager):
        Look.objects.create(share=share, person=here.manager, at=old, fetched=True)
    changed = {"membership": here.membership, "programme": here.programme, "kind": "unit", "rows": []}
    for made_at in (old, timezone.now()):
        Change.objects.create(since=here.gathering.date, made_at=made_at, **changed)
    jobs.discover()
    jobs.kinds["trail.forget"].function(None)
    assert [look.share for look in Look.objects.all()] == [here.share]
    assert Change.objects.count() == 1
