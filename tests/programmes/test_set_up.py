"""A programme is begun and set up in the browser: its municipality and look, who runs it, its groups and networks."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from config.colour import contrast_to_white, darker
from config.ids import public_id
from programmes.contract import NotPossible
from programmes.forms.programme import hexed, judged, named
from programmes.models import Group, GroupMember, GroupSet, Municipality, Participation, Person, Programme, Stage
from programmes.queries.demo import cast
from programmes.services import programmes as services
from programmes.services import standing
from tests.conftest import DIAMOND, go_to
from tests.test_pages import Page

pytestmark = pytest.mark.django_db
NEW = reverse("programme-new")


@pytest.fixture
def client(here, as_person):
    return as_person(here.facilitator)


def fields(**changes: str) -> dict[str, object]:
    return {"municipality": "new", "town": "Fyresdal kommune", "colour": "#0a4a56", "second_colour": "#0a4a56",
            "name": "Leiarutvikling", "language": "nn", "facilitators": "", "groups": "", "networks": "",
            "key": public_id(), **changes}  # fmt: skip


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 80)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGBA", size, (10, 74, 86, 128)).save(out, kind)
    return SimpleUploadedFile("merke.png", out.getvalue())


def settings_of(here) -> str:
    return reverse("programme-settings", args=[here.programme.public_id])


def test_an_empty_programme_in_a_new_municipality_is_whole(here, client) -> None:
    answer = client.post(
        NEW,
        fields(
            facilitators="Kari Moen kari@varde.example\nOla Dal <ola@varde.example>",
            groups="Gygrene\nRLG\n gygrene ",
            networks="Nord",
            mark=picture(),
        ),
    )
    made = Programme.objects.get(name="Leiarutvikling")
    assert answer.headers["Location"] == f"{reverse('programme', args=[made.public_id])}?new=1"
    assert (made.language, made.municipality.name, made.municipality.language) == ("nn", "Fyresdal kommune", "nn")
    assert [each.name for each in services.running(made)] == ["Kari Moen", "Ola Dal", here.facilitator.name]
    groups = Group.objects.filter(group_set__programme=made).order_by("group_set", "position")
    assert [(each.name, each.group_set.purpose) for each in groups] == [
        ("Gygrene", "standing"),
        ("RLG", "standing"),
        ("Nord", "network"),
    ]
    mark = client.get(reverse("municipality-mark", args=[made.municipality.public_id]))
    assert mark.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(mark.content)).size == (60, 80)
    page = client.get(answer.headers["Location"])
    assert "Slik kommer dere i gang" in page.content.decode()
    assert Page(page.content.decode()).problems == []


def test_two_taps_make_one_programme(here, client) -> None:
    asked = fields()
    answers = [client.post(NEW, asked).headers["Location"] for _tap in range(2)]
    assert answers[0] == answers[1]
    assert Programme.objects.filter(name="Leiarutvikling").count() == 1
    assert Municipality.objects.filter(name="Fyresdal kommune").count() == 1


def test_a_key_that_another_has_opens_nothing(world, as_person) -> None:
    other = world.elsewhere.programme
    answer = as_person(world.here.facilitator).post(NEW, fields(key=other.public_id))
    assert answer.status_code == 409
    assert not Municipality.objects.filter(name="Fyresdal kommune").exists()
    assert list(services.running(other)) == [other.participations.get(role="facilitator")]


def test_only_ones_own_municipalities_are_there_to_choose(world, as_person) -> None:
    client = as_person(world.here.facilitator)
    here, elsewhere = world.here.municipality.public_id, world.elsewhere.municipality.public_id
    assert client.post(NEW, fields(municipality=elsewhere)).status_code == 422
    assert client.post(NEW, fields(municipality=here, town="")).status_code == 303
    assert Programme.objects.get(name="Leiarutvikling").municipality == world.here.municipality


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": "  "}, "name"),
        ({"town": ""}, "town"),
        ({"town": "seljordmerke  KOMMUNE"}, "town"),
        ({"colour": "#ffcc00"}, "colour"),
        ({"second_colour": "gul"}, "second_colour"),
        ({"language": "en"}, "language"),
        ({"facilitators": "Kari Moen"}, "facilitators"),
        ({"groups": "a" * 61}, "groups"),
        ({"networks": "\n".join(map(str, range(41)))}, "networks"),
    ],
)
def test_what_is_wrong_is_said_with_the_form_as_it_was(here, client, changes, wrong) -> None:
    answer = client.post(NEW, fields(**changes))
    assert answer.status_code == 422
    assert {*answer.context["form"].errors, *answer.context["town"].errors} == {wrong}
    assert 'value="Leiarutvikling"' in answer.content.decode() or wrong == "name"
    assert Page(answer.content.decode()).problems == []
    assert not Programme.objects.filter(name="Leiarutvikling").exists()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n" + b"0" * 99])
def test_what_is_no_picture_becomes_no_mark(here, client, content) -> None:
    answer = client.post(NEW, fields(mark=SimpleUploadedFile("merke.png", content)))
    assert answer.status_code == 422
    assert not Municipality.objects.filter(mark__isnull=False).exists()


def test_a_picture_of_too_many_points_is_refused(here, client) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 6000)).save(out, "PNG")
    answer = client.post(NEW, fields(mark=SimpleUploadedFile("merke.png", out.getvalue())))
    assert answer.status_code == 422
    assert answer.context["town"].errors["mark"] == ["Bildet har for mange punkter. Velg et mindre bilde."]


@pytest.mark.once
@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#7fb2e5", "#e30613", "#00ff00"])
@pytest.mark.parametrize("least", [3.0, 4.5])
def test_the_colour_that_is_suggested_will_do_and_is_hardly_darker(colour, least) -> None:
    found = darker(colour, least)
    assert least <= contrast_to_white(found) < least * 1.06 or found == colour
    assert judged("colour", found, least).is_fine


@pytest.mark.once
def test_a_colour_is_read_as_people_write_it() -> None:
    assert [hexed(text) for text in ("0A4A56", " #0a4a56", "#fc0", "#0a4a5", "blå", "#0a4a56ff")] == [
        "#0a4a56",
        "#0a4a56",
        "#ffcc00",
        "",
        "",
        "",
    ]


def test_a_light_colour_is_answered_in_words_with_one_that_will_do(here, client) -> None:
    checked = client.post(NEW, fields(colour="#ffcc00"), headers={"HX-Request": "true", "HX-Target": "colour-check"})
    text = checked.content.decode()
    assert checked.status_code == 200
    assert "For lys til å leses på hvitt. Kontrasten er 1,5, og må være minst 4,5." in text
    suggested = darker("#ffcc00", 4.5)
    assert f'value="colour={suggested}"' in text
    assert "<html" not in text
    taken = client.post(NEW, fields(colour="#ffcc00", take=f"colour={suggested}"))
    assert f'value="{suggested}"' in taken.content.decode()
    assert not Programme.objects.filter(name="Leiarutvikling").exists()


def test_a_colour_that_will_not_do_is_told_in_the_list_and_beside_it(here, client) -> None:
    text = client.post(NEW, fields(colour="#ffcc00")).content.decode()
    assert text.count("For lys til å leses på hvitt.") == 2
    assert re.search(r'<a href="#id_colour">[^<]*For lys', text)
    assert re.search(r'<li class="bad" id="id_colour_error">', text)


def test_a_town_that_is_not_sent_has_nothing_said_of_it(here, client) -> None:
    answer = client.post(NEW, fields(municipality=here.municipality.public_id, town="", colour="gul", name=""))
    assert answer.status_code == 422
    assert answer.context["town"].errors == {}
    assert 'aria-describedby="id_town_error"' not in answer.content.decode()
    assert Page(answer.content.decode()).problems == []


def test_settings_change_the_programme_and_the_municipality(here, client) -> None:
    url = settings_of(here)
    assert client.post(url, {"act": "programme", "name": "Nytt namn", "language": "nn"}).status_code == 303
    town = {"act": "municipality", "town": "Seljord", "colour": "8a1538", "second_colour": "#d06f1a", "mark": picture()}
    assert client.post(url, town).status_code == 303
    here.programme.refresh_from_db()
    here.municipality.refresh_from_db()
    assert (here.programme.name, here.programme.language) == ("Nytt namn", "nn")
    assert (here.municipality.name, here.municipality.colour) == ("Seljord", "#8a1538")
    sheet = client.get(reverse("municipality-colours", args=[here.municipality.public_id])).content.decode()
    assert "--fjord: #8a1538" in sheet
    assert "border-color: #d06f1a" in sheet
    start = client.get(reverse("start")).content.decode()
    assert reverse("municipality-colours", args=[here.municipality.public_id]) in start
    client.post(url, {"act": "no-mark"})
    assert client.get(reverse("municipality-mark", args=[here.municipality.public_id])).status_code == 404


def test_a_facilitator_is_let_in_taken_out_and_never_the_last(here, client) -> None:
    url = settings_of(here)
    assert client.post(url, {"act": "add", "name": "Kari Moen", "email": "kari@varde.example"}).status_code == 303
    client.post(url, {"act": "add", "name": "Kari Moen", "email": "KARI@varde.example"})
    kari = Participation.objects.get(membership__person__name="Kari Moen")
    mine = here.programme.participations.get(membership__person=here.facilitator)
    out = client.post(url, {"act": "remove", "who": mine.public_id})
    assert out.headers["Location"] == reverse("start")
    assert client.get(url).status_code == 404
    mine.refresh_from_db()
    assert mine.until == timezone.localdate() - timedelta(days=1)
    with pytest.raises(NotPossible, match="Noen må holde programmet"):
        services.remove_facilitator(programme=here.programme, participation=kari, by=kari.person)
    assert list(services.running(here.programme)) == [kari]


def test_a_closed_account_is_not_let_in_to_run_anything(here, client) -> None:
    Person.objects.create(name="Stengt", email="stengt@varde.example", is_active=False)
    answer = client.post(settings_of(here), {"act": "add", "name": "Stengt", "email": "stengt@varde.example"})
    assert answer.status_code == 409
    assert services.running(here.programme).count() == 1


@pytest.mark.once
def test_a_line_is_read_as_name_and_address() -> None:
    lines = ("Kari Moen, kari@a.no", "Kari Moen <kari@a.no>", "Kari Moen kari@a.no", "kari@a.no")
    assert [(each.name, each.email) for each in map(named, lines)] == [("Kari Moen", "kari@a.no")] * 3 + [
        ("", "kari@a.no")
    ]


# Groups and networks


def groups_of(here, name: str = "programme-groups") -> str:
    return reverse(name, args=[here.programme.public_id])


def test_networks_are_named_and_mixed_across_units_before_anything_is_saved(here, client) -> None:
    url = groups_of(here, "programme-networks")
    assert client.post(url, {"act": "names", "new": "Nord\nSør"}).status_code == 303
    made = list(Group.objects.filter(group_set__purpose=GroupSet.Purpose.NETWORK).order_by("position"))
    assert [each.name for each in made] == ["Nord", "Sør"]
    proposed = client.post(url, {"act": "mix"})
    chosen = {each.key: each.group for each in proposed.context["chairs"]}
    assert sorted(list(chosen.values()).count(each.public_id) for each in made) == [3, 3]
    assert GroupMember.objects.filter(group__in=made).count() == 0
    sent = {f"seat-{key}": group for key, group in chosen.items()} | {f"was-{key}": "" for key in chosen}
    assert client.post(url, {"act": "seats", **sent}).status_code == 303
    assert GroupMember.objects.filter(group__in=made, since=timezone.localdate()).count() == 6
    # The standing groups are as they were.
    assert GroupMember.objects.filter(group__in=here.groups, until=None).count() == 6


def test_a_new_seat_holds_from_today_and_the_old_until_yesterday(here, client) -> None:
    seat, (old, new) = here.leaders[1], here.groups
    sent = {f"was-{seat.public_id}": old.public_id, f"seat-{seat.public_id}": new.public_id}
    assert client.post(groups_of(here), {"act": "seats", **sent}).status_code == 303
    today = timezone.localdate()
    rows = [(row.group, row.since, row.until) for row in seat.groups.order_by("since")]
    assert rows == [(old, seat.since, today - timedelta(days=1)), (new, today, None)]
    # Another tab saw the old place, and wants somebody elsewhere: it is told, and nobody is moved.
    late = {f"was-{seat.public_id}": old.public_id, f"seat-{seat.public_id}": ""}
    answer = client.post(groups_of(here), {"act": "seats", **late})
    assert answer.status_code == 409
    assert seat.groups.current().get().group == new


def test_nobody_changes_standing_group_while_the_day_runs(here, client) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    seat, (old, new) = here.leaders[1], here.groups
    sent = {f"was-{seat.public_id}": old.public_id, f"seat-{seat.public_id}": new.public_id}
    answer = client.post(groups_of(here), {"act": "seats", **sent})
    assert answer.status_code == 409
    assert "En samling er i gang" in answer.content.decode()
    assert Stage.objects.get(gathering=here.gathering).is_running


def test_a_group_with_work_or_something_shared_stays(here, client) -> None:
    shared = here.groups[0]  # the leader has shared with it
    answer = client.post(groups_of(here), {"act": "names", f"gone-{shared.public_id}": "1"})
    assert answer.status_code == 409
    empty = Group.objects.create(group_set=shared.group_set, name="Tom", position=9)
    names = {f"name-{each.public_id}": each.name for each in here.groups}
    seat = GroupMember.objects.get(participation=here.leaders[1])
    GroupMember.objects.filter(pk=seat.pk).update(group=empty)
    taken = client.post(groups_of(here), {"act": "names", **names, f"gone-{empty.public_id}": "1"})
    assert (taken.status_code, "Flytt dem først" in taken.content.decode()) == (409, True)
    GroupMember.objects.filter(pk=seat.pk).update(group=shared)
    answer = client.post(groups_of(here), {"act": "names", **names, f"gone-{empty.public_id}": "1"})
    assert answer.status_code == 303
    assert list(standing.set_of(here.programme, "standing").groups.all()) == here.groups


def test_two_groups_take_each_others_names(here, client) -> None:
    one, two = here.groups
    names = {f"name-{one.public_id}": two.name, f"name-{two.public_id}": one.name}
    assert client.post(groups_of(here), {"act": "names", **names}).status_code == 303
    assert [Group.objects.get(pk=each.pk).name for each in (one, two)] == [two.name, one.name]


def test_nobody_is_moved_into_a_group_that_is_gone(here, client) -> None:
    seat, old = here.leaders[1], here.groups[0]
    sent = {f"was-{seat.public_id}": old.public_id, f"seat-{seat.public_id}": "222222222222"}
    answer = client.post(groups_of(here), {"act": "seats", **sent})
    assert answer.status_code == 409
    assert "er tatt bort imens" in answer.content.decode()
    assert seat.groups.current().get().group == old


def test_two_groups_of_one_name_are_refused_with_what_was_typed(here, client) -> None:
    one, two = here.groups
    answer = client.post(
        groups_of(here),
        {"act": "names", f"name-{one.public_id}": "RLG", f"name-{two.public_id}": " rlg", "new": "Nord"},
    )
    assert answer.status_code == 422
    assert "To grupper heter det samme" in answer.content.decode()
    assert "Nord</textarea>" in answer.content.decode()


def test_two_tabs_do_not_write_over_one_another(here, client) -> None:
    """A form carries what it saw: the late one is told, and a group that it did not touch keeps its new name."""
    first = client.get(settings_of(here)).context["form"].now
    assert (
        client.post(settings_of(here), {"act": "programme", "name": "A", "language": "nb", "seen": first}).status_code
        == 303
    )
    late = client.post(settings_of(here), {"act": "programme", "name": "B", "language": "nb", "seen": first})
    assert late.status_code == 409
    here.programme.refresh_from_db()
    assert here.programme.name == "A"
    one, two = here.groups
    page = {f"name{what}-{each.public_id}": each.name for each in here.groups for what in ("", "d")}
    client.post(groups_of(here), {"act": "names", **page, f"name-{one.public_id}": "Gygrene"})
    client.post(groups_of(here), {"act": "names", **page, f"name-{two.public_id}": "RLG"})
    assert [each.name for each in Group.objects.filter(pk__in=[one.pk, two.pk]).order_by("position")] == [
        "Gygrene",
        "RLG",
    ]


def test_the_demonstration_shows_everybody_once_however_many_programmes_they_run(here, client) -> None:
    client.post(NEW, fields(municipality=here.municipality.public_id, town="", networks="Nord"))
    network = Group.objects.get(name="Nord")
    GroupMember.objects.create(group=network, participation=here.leaders[0])
    found = cast()
    assert found.facilitators == [here.facilitator]
    assert [group for group, _people in found.groups] == here.groups


# The first municipality


def test_the_first_of_an_installation_is_made_by_a_command_and_its_administrator_begins(db, as_person) -> None:
    call_command(
        "begin_municipality",
        "Seljord kommune",
        "Kari Moen kari@varde.example",
        "--language",
        "nn",
        stdout=io.StringIO(),
    )
    kari = Person.objects.get()
    client = as_person(kari)
    assert "Velg et ferdig program" in client.get(reverse("start")).content.decode()
    where = Municipality.objects.get()
    assert client.post(NEW, fields(municipality=where.public_id, town="")).status_code == 303
    assert [each.person for each in services.running(Programme.objects.get())] == [kari]


@pytest.mark.parametrize("who", ["Kari Moen", "", "stengt@varde.example"])
def test_a_command_that_cannot_be_done_leaves_nothing(db, who) -> None:
    Person.objects.create(name="Stengt", email="stengt@varde.example", is_active=False)
    with pytest.raises(CommandError):
        call_command("begin_municipality", "Seljord kommune", who)
    assert Municipality.objects.count() == 0


# The first ten seconds


def test_who_runs_several_has_one_link_to_all_and_the_nearest_day_first(here, client) -> None:
    client.post(NEW, fields(municipality=here.municipality.public_id, town="", name="Aller først"))
    start = client.get(reverse("start"))
    assert [path.programme.name for path in start.context["facilitating"]] == [here.programme.name, "Aller først"]
    assert [link.url for link in start.context["menu"] if link.section == "programme"] == [reverse("programmes")]
    page = client.get(reverse("programmes")).content.decode()
    assert page.index(here.programme.name) < page.index("Aller først")


def test_the_start_page_says_what_waits_for_a_facilitator(here, client) -> None:
    Participation.objects.update(came_at=None)
    start = client.get(reverse("start")).content.decode()
    assert "6 er ikke invitert ennå." in start
    here.gathering.items.all().delete()
    assert "Dagsplanen er tom." in client.get(reverse("start")).content.decode()
    here.programme.gatherings.all().delete()
    Participation.objects.filter(role="leader").update(until=timezone.localdate() - timedelta(days=1))
    bare = client.get(reverse("start")).content.decode()
    assert "Ta inn lederne" in bare
    assert "Sett opp den første samlingen" in bare


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "Neste samling er i dag"),
        (1, "Neste samling er i morgen"),
        (9, "Neste samling om 9 dager"),
        (-3, "Ingen flere samlinger er satt opp"),
    ],
)
def test_a_leader_sees_the_next_gathering_and_what_is_expected(here, as_person, days, says) -> None:
    here.programme.gatherings.update(date=timezone.localdate() + timedelta(days=days))
    page = as_person(here.leader).get(reverse("start")).content.decode()
    assert says in page
    assert Page(page).problems == []
    expected = {0: "Ha telefonen klar.", -3: "de er dine."}.get(
        days, "Ta med telefonen, så står resten klart den dagen."
    )
    assert expected in page


def test_who_takes_part_later_or_in_nothing_is_told_so(here, as_person) -> None:
    later, nobody = here.leaders[0], Person.objects.create(name="Ny Her", email="ny@varde.example")
    later.since = timezone.localdate() + timedelta(days=5)
    later.save()
    assert "Du er med i Seljordmerke lederprogram fra" in as_person(later.person).get(reverse("start")).content.decode()
    page = as_person(nobody).get(reverse("start")).content.decode()
    assert "Du er ikke med i noe program nå." in page
    assert "Nytt program" not in page
