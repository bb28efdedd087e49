"""All that is kept of one person: what they are shown, and what is deleted when they ask for it."""

from __future__ import annotations

import io
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from config.data import DataClass
from config.models import Job
from goals.models import GoalCard
from goals.services import sharing
from programmes.models import (
    Comment,
    Gathering,
    Membership,
    NearestManager,
    Note,
    Office,
    Person,
    Programme,
    Share,
    Stage,
    Trail,
)
from programmes.services import belongings
from programmes.services import stage as stages
from tests import world as worlds
from tests.test_constraints import fill


def said(command: str, *line: str) -> str:
    out = io.StringIO()
    call_command(command, *line, stdout=out)
    return out.getvalue()


def marked(text: str) -> list[str]:
    """The columns of the whole database in which a text stands."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                name = connection.ops.quote_name(field.column)
                cursor.execute(
                    f"SELECT count(*) FROM {model._meta.db_table} WHERE CAST({name} AS TEXT) LIKE %s", [f"%{text}%"]
                )
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.db_table}.{field.column}")
    return found


@pytest.fixture
def furnished(here) -> worlds.Place:
    """A place in which each kind of row is the leader's."""
    fill(here)
    return here


@pytest.mark.django_db
def test_somebody_is_shown_every_kind_of_row_that_is_theirs(furnished) -> None:
    shown = json.loads(said("show_person", furnished.municipality.name, furnished.leader.name))
    personal = {
        model._meta.label_lower
        for model in apps.get_models()
        if getattr(model, "data_class", None) in (DataClass.PERSONAL, DataClass.EDITION, DataClass.SEALED)
        and model._default_manager.exists()
    }
    # A facilitator's, of those.
    assert personal - {row["model"] for row in shown} == {"programmes.shelvedexercise"}
    assert furnished.leader.email in json.dumps(shown)


@pytest.mark.django_db
def test_nobody_else_stands_there(furnished) -> None:
    shown = said("show_person", furnished.municipality.name, furnished.leader.name)
    assert [each.person.email for each in furnished.leaders[1:] if each.person.email in shown] == []


@pytest.mark.django_db
def test_nothing_is_deleted_before_it_is_said_how_much_that_is(furnished) -> None:
    with pytest.raises(CommandError, match=r"^\d+ rows belong to .*--yes"):
        said("erase_person", furnished.municipality.name, furnished.leader.email)
    assert Person.objects.filter(pk=furnished.leader.pk).exists()


@pytest.mark.django_db
def test_who_is_erased_is_named_nowhere_and_nobody_else_misses_anything(furnished) -> None:
    leader, membership, others = furnished.leader, furnished.membership, Person.objects.count() - 1
    number = len(belongings.rows(membership))
    text = said("erase_person", furnished.municipality.name, leader.email, "--yes")
    assert int(text.split()[0]) >= number
    assert marked(leader.email) == []
    assert not GoalCard.objects.filter(membership=membership.pk).exists()
    assert Person.objects.count() == others
    assert Trail.objects.get(act="person.erase").subject == f"membership:{membership.public_id}"
    assert Job.objects.filter(kind="database.erase").exists()


@pytest.mark.django_db
def test_who_is_in_another_municipality_too_stays_there(world) -> None:
    there = Membership.objects.create(
        person=world.here.leader, municipality=world.elsewhere.municipality, since=world.here.membership.since
    )
    said("erase_person", world.here.municipality.name, world.here.leader.name, "--yes")
    assert list(Membership.objects.filter(person=world.here.leader)) == [there]
    assert world.here.leader.email in said("show_person", world.elsewhere.municipality.name, world.here.leader.name)


@pytest.mark.django_db
def test_a_manager_is_not_shown_what_leaders_took_back(here) -> None:
    share = here.to_manager
    Comment.objects.create(share=share, text="Det lederen sa", is_leaders=True)
    Comment.objects.create(share=share, text="Det jeg sa selv", is_leaders=False)
    sharing.withdraw(share=share, by=here.leader)
    shown = said("show_person", here.municipality.name, here.manager.name)
    assert "Det jeg sa selv" in shown
    assert "Det lederen sa" not in shown
    assert "programmes.share" not in {row["model"] for row in json.loads(shown)}


@pytest.mark.django_db
def test_who_was_a_manager_is_erased_and_leaders_keep_what_they_shared(here) -> None:
    Comment.objects.create(share=here.to_manager, text="Det lederen sa", is_leaders=True)
    Comment.objects.create(share=here.to_manager, text="Det lederen min sa", is_leaders=False)
    shares, email, name = Share.objects.count(), here.manager.email, here.manager.name
    said("erase_person", here.municipality.name, email, "--yes")
    assert Share.objects.count() == shares
    assert [each.text for each in Comment.objects.all()] == ["Det lederen sa"]
    assert marked(email) == []
    assert marked(name) == ["programmes_edition.sheet"]  # the leader's own copy says who it was
    assert not NearestManager.objects.current().filter(leader=here.membership).exists()
    assert not Person.objects.filter(pk=here.manager.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["facilitator", "hr"])
def test_who_holds_an_office_or_a_programme_is_erased_too(furnished, role) -> None:
    person = getattr(furnished, role)
    shares, notes = Share.objects.count(), Note.objects.count()
    said("erase_person", furnished.municipality.name, person.email, "--yes")
    assert marked(person.email) == []
    assert (Share.objects.count(), Note.objects.count()) == (shares, notes)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["Ingen Her", ""])
def test_whom_nobody_knows_is_nobody(here, who) -> None:
    for command in ("show_person", "erase_person"):
        with pytest.raises(CommandError, match="0 members"):
            said(command, here.municipality.name, who)


@pytest.mark.django_db
def test_a_programme_is_erased_with_what_was_made_in_it_and_leaders_keep_their_own(furnished) -> None:
    name = (furnished.municipality.name, furnished.programme.name)
    stage = Stage.objects.get(gathering=furnished.gathering)
    stages.end(stage=stage, revision=stage.revision, by=None)
    with pytest.raises(CommandError, match="With --yes"):
        said("erase_programme", *name)
    said("erase_programme", *name, "--yes")
    assert not Programme.objects.filter(pk=furnished.programme.pk).exists()
    assert not Gathering.objects.filter(programme=furnished.programme.pk).exists()
    assert not Note.objects.exists()
    assert GoalCard.objects.filter(membership=furnished.membership).exists()


@pytest.mark.django_db
def test_a_programme_that_is_on_is_not_erased(here) -> None:
    stages.start(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(CommandError, match="i gang"):
        said("erase_programme", here.municipality.name, here.programme.name, "--yes")
    assert Programme.objects.filter(pk=here.programme.pk).exists()


@pytest.mark.django_db
def test_hr_is_named_and_ends_and_only_then_is_there_somebody_to_hand_in_to(here, as_person) -> None:
    Office.objects.all().delete()
    client, page = as_person(here.leader), reverse("sheet-share", args=[here.membership.public_id, "goal-card"])
    to_hr = reverse("hand-in", args=[here.membership.public_id, "goal-card"])
    assert "Ingen er HR i Varde ennå." in client.get(page).content.decode()
    assert f'href="{to_hr}"' not in client.get(page).content.decode()
    refused = client.post(to_hr, {"programme": here.programme.public_id})
    assert (refused.status_code, "ingen å levere til" in refused.content.decode()) == (422, True)
    line = (here.municipality.name, "Hanne Nordbø hanne@seljord.example", "hr")
    for _twice in range(2):
        assert "Hanne Nordbø: hr of" in said("give_office", *line)
    assert Office.objects.count() == 1
    assert "Hanne Nordbø" in client.get(page).content.decode()
    hanne = Person.objects.get(email="hanne@seljord.example")
    handed_in = reverse("handed-in", args=[here.programme.public_id])
    assert as_person(hanne).get(handed_in).status_code == 200
    said("give_office", *line, "--end")
    assert as_person(hanne).get(handed_in).status_code == 404
    with pytest.raises(CommandError, match="Ingen med den adressen"):
        said("give_office", *line, "--end")


@pytest.mark.django_db
@pytest.mark.parametrize("line", [("Ukjent kommune", "Kari kari@x.no", "hr"), ("", "Kari Moen", "hr")])
def test_an_office_of_nobody_or_nowhere_is_refused(here, line) -> None:
    with pytest.raises(CommandError):
        said("give_office", line[0] or here.municipality.name, *line[1:])
