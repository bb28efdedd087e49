"""People come into a programme from a sheet: each row's fate, all or nothing, and what holds from which day."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programmes import roster
from programmes.models import (
    Group,
    GroupMember,
    Membership,
    NearestManager,
    Participation,
    Person,
    Trail,
    Unit,
)
from programmes.queries.groups import group_of
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.programmes.test_roster import archive, excel
from tests.test_pages import Page
from tests.world import Place

pytestmark = pytest.mark.django_db
HEAD = ("Navn", "E-post", "Enhet", "Gruppe", "Nærmeste leder", "Lederens e-post")


def url(here: Place, name: str = "people-in") -> str:
    return reverse(name, args=[here.programme.public_id])


def text(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in (HEAD, *rows))


def look(client, here: Place, *rows: tuple[str, ...], **more):
    return client.post(url(here), {"text": text(*rows), "act": "look", **more})


def carried(response) -> dict[str, str]:
    """What the page that was looked at sends on."""
    return {"text": response.context["text"], "seen": response.context["preview"].digest, "act": "bring"}


def bring(client, here: Place, *rows: tuple[str, ...]):
    return client.post(url(here), carried(look(client, here, *rows)))


def fates(response) -> dict[int, str]:
    return {line.row.number: line.fate for line in response.context["preview"].lines}


@pytest.fixture
def client(here, as_person):
    return as_person(here.facilitator)


def leader_named(name: str) -> Participation:
    return Participation.objects.get(membership__person__name=name)


def test_forty_come_in_from_excel_with_units_groups_and_managers(here, client) -> None:
    rows = [
        (f"Ny Leder {n}", f"ny{n}@varde.example", f"Enhet {n % 4}", f"Ny gruppe {n % 5}", here.manager.name)
        for n in range(40)
    ]
    file = SimpleUploadedFile("ledere.xlsx", excel([HEAD, *rows]))
    seen = client.post(url(here), {"file": file, "act": "look"})
    assert seen.status_code == 200
    assert seen.context["counts"] == {"new": 40, "changed": 0, "known": 0, "refused": 0}
    assert Person.objects.filter(name__startswith="Ny").count() == 0
    answer = client.post(url(here), carried(seen))
    assert answer.headers["Location"] == f"{url(here, 'programme-people')}?new=40&changed=0&known=0"
    new = leader_named("Ny Leder 7")
    assert (new.role, new.programme, new.since) == ("leader", here.programme, timezone.localdate())
    assert new.membership.unit.name == "Enhet 3"
    assert new.membership.manager.person == here.manager
    assert group_of(new, here.gathering).name == "Ny gruppe 2"
    assert Unit.objects.filter(name__startswith="Enhet").count() == 4
    assert [group.position for group in Group.objects.filter(name__startswith="Ny")] == [3, 4, 5, 6, 7]
    assert Trail.objects.filter(act="people.import", actor=here.facilitator).count() == 1
    again = client.post(url(here), carried(seen))
    assert again.status_code == 409
    assert fates(again) == dict.fromkeys(range(2, 42), "known")


def test_five_faulty_rows_stop_all_until_they_are_mended_on_the_page(here, client) -> None:
    rows = [
        ("Kari Moen", "kari@varde.example"),
        ("Per Vik", "kari@varde.example"),
        ("", "ola@varde.example"),
        ("Liv Røed", "liv"),
        ("Åse Lid", "", "", "", "Ukjent Sjef"),
        ("Máret Sara", "maret@varde.example"),
    ]
    before = Person.objects.count()
    seen = look(client, here, *rows)
    assert fates(seen) == {2: "refused", 3: "refused", 4: "refused", 5: "refused", 6: "refused", 7: "new"}
    assert client.post(url(here), carried(seen)).status_code == 409
    assert Person.objects.count() == before
    mended = client.post(
        url(here),
        {
            **carried(seen),
            "act": "look",
            "row-3-email": "per@varde.example",
            "row-4-name": "Ola Dal",
            "out-5": "1",
            "row-6-manager": here.manager.name,
        },
    )
    assert fates(mended) == {2: "new", 3: "new", 4: "new", 6: "new", 7: "new"}
    assert client.post(url(here), carried(mended)).status_code == 303
    assert Person.objects.count() == before + 5
    assert leader_named("Åse Lid").person.email is None


def test_what_is_known_stays_and_what_is_new_of_it_is_shown(here, client) -> None:
    leader, other = here.leaders[0].person, here.leaders[1].person
    seen = look(
        client,
        here,
        (leader.name, leader.email.upper(), "Oppvekst", here.groups[0].name.upper(), here.manager.name),
        (f"{other.name} Bø", other.email, "", here.groups[1].name, ""),
        (here.leaders[2].name, "", "", "", ""),
    )
    assert fates(seen) == {2: "changed", 3: "changed", 4: "known"}
    assert seen.context["preview"].lines[0].changes == ["Enhet: – → Oppvekst"]
    old = group_of(here.leaders[1], here.gathering)
    assert client.post(url(here), carried(seen)).status_code == 303
    leader.refresh_from_db()
    other.refresh_from_db()
    assert leader.email == "seljordmerke.leder.0@varde.example"
    assert other.name.endswith("Bø")
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = GroupMember.objects.get(participation=here.leaders[1], group=old)
    assert ended.until == (yesterday if old != here.groups[1] else None)
    assert group_of(here.leaders[1], here.gathering) == here.groups[1]


def test_a_new_nearest_manager_holds_from_today_and_the_former_until_yesterday(here, client) -> None:
    leader = here.leaders[3]
    bring(client, here, (leader.name, leader.person.email, "", "", "Ny Sjef", "sjef@varde.example"))
    rows = NearestManager.objects.filter(leader=leader.membership).order_by("since")
    today = timezone.localdate()
    assert [(row.manager.person.name, row.since, row.until) for row in rows] == [
        (here.manager.name, leader.since, today - timedelta(days=1)),
        ("Ny Sjef", today, None),
    ]
    boss = Person.objects.get(email="sjef@varde.example")
    assert not Participation.objects.filter(membership__person=boss).exists()


def test_a_row_that_something_later_stands_in_the_way_of_is_named(here, client) -> None:
    """A manager from a later day is known by no row of today: the row that can't be taken in is told, and nothing is."""
    later = worlds.member(worlds.person("Senere Sjef"), here.municipality)
    here.membership.managers.filter(until=None).update(until=timezone.localdate() + timedelta(days=2))
    NearestManager.objects.create(leader=here.membership, manager=later, since=timezone.localdate() + timedelta(days=3))
    here.membership.managers.filter(manager=here.manager.memberships.get()).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    row = (here.leader.name, here.leader.email, "", "", "Ny Sjef", "ny.sjef@varde.example")
    answer = bring(client, here, row)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "fra en senere dag" in page
    assert here.leader.name in page
    assert not Person.objects.filter(email="ny.sjef@varde.example").exists()


def test_managers_may_stand_in_the_list_themselves(here, client) -> None:
    bring(
        client,
        here,
        ("Kari Moen", "kari@varde.example", "", "", "Per Vik"),
        ("Per Vik", "per@varde.example", "", "", "kari@varde.example"),
    )
    assert leader_named("Kari Moen").membership.manager.person.name == "Per Vik"
    assert leader_named("Per Vik").membership.manager.person.name == "Kari Moen"


def test_an_address_is_set_only_where_there_was_none(here, client) -> None:
    person = here.leaders[0].person
    taken = look(client, here, (person.name, "annen@varde.example"))
    assert fates(taken) == {2: "new"}
    person.email = None
    person.save()
    seen = look(client, here, (person.name, "annen@varde.example"))
    assert fates(seen) == {2: "changed"}
    client.post(url(here), carried(seen))
    person.refresh_from_db()
    assert person.email == "annen@varde.example"
    assert Trail.objects.filter(act="person.email", subject=f"person:{person.public_id}").exists()


def test_somebody_of_another_municipality_is_let_in_without_a_word_of_there(world, as_person) -> None:
    here, there = world.here, world.elsewhere.leaders[0].person
    client = as_person(here.facilitator)
    seen = look(client, here, ("Et Annet Navn", there.email))
    assert fates(seen) == {2: "new"}
    assert "Utgardmerke Leder" not in seen.content.decode()
    client.post(url(here), carried(seen))
    there.refresh_from_db()
    assert there.name.startswith("Utgardmerke")
    assert Membership.objects.filter(person=there).count() == 2
    # A name that two municipalities know is not changed from one of them.
    again = look(client, here, ("Et Annet Navn", there.email))
    assert fates(again) == {2: "known"}


def test_a_closed_account_and_two_rows_about_one_person_are_refused(here, client) -> None:
    closed, twice = here.leaders[0].person, here.leaders[1].person
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    seen = look(client, here, (closed.name, closed.email), ("Et Kallenavn", twice.email), (twice.name, ""))
    assert fates(seen) == {2: "refused", 3: "changed", 4: "refused"}


def test_the_list_is_looked_at_again_where_something_has_changed_since(here, client) -> None:
    seen = look(client, here, ("Kari Moen", "kari@varde.example"))
    Person.objects.create(name="Kari Moen", email="kari@varde.example")
    worlds.take_part(
        worlds.member(Person.objects.get(email="kari@varde.example"), here.municipality), here.programme, "leader"
    )
    answer = client.post(url(here), carried(seen))
    assert answer.status_code == 409
    assert fates(answer) == {2: "known"}


def test_who_comes_while_the_day_runs_is_in_the_open_round_and_nobody_moves(here, client) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    bring(client, here, ("Kari Moen", "kari@varde.example", "", here.groups[0].name))
    round = stage.exercise.rounds.get()
    assert round.electors.get(participation=leader_named("Kari Moen")).group == here.groups[0]
    mover = here.leaders[0]
    answer = bring(client, here, (mover.name, mover.person.email, "", here.groups[1].name))
    assert answer.status_code == 409
    assert group_of(mover, here.gathering) == here.groups[0]


def test_what_was_shared_today_with_a_manager_of_today_stops_the_change(here, client) -> None:
    leader = here.leaders[0]
    NearestManager.objects.filter(leader=leader.membership).update(since=timezone.localdate())
    answer = bring(client, here, (leader.name, leader.person.email, "", "", "Ny Sjef", "sjef@varde.example"))
    assert answer.status_code == 409
    assert leader.membership.manager.person == here.manager
    assert not Person.objects.filter(name="Ny Sjef").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "file"),
        ({"text": "   "}, "file"),
        ({"text": "Kari\tMoen\tHelse"}, "text"),
        ({"file": SimpleUploadedFile("a.xlsx", b"")}, "file"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04tull")}, "file"),
    ],
)
def test_what_cannot_be_read_comes_back_with_the_form_as_it_was(here, client, given, field) -> None:
    answer = client.post(url(here), {**given, "act": "look"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if "text" in given and given["text"].strip():
        assert html.escape(given["text"]) in answer.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_list_that_is_looked_at_is_a_sound_page(here, client, language) -> None:
    here.facilitator.language = language
    here.facilitator.save()
    leader = here.leaders[0]
    rows = [("Kari", "x"), ("<script>alert(1)</script>", ""), (leader.name, leader.person.email, "NAV", "", "")]
    answer = look(client, here, *rows)
    assert answer.status_code == 200
    assert Page(answer.content.decode()).problems == []
    assert "<script>alert" not in answer.content.decode()


def test_a_group_that_there_is_not_is_told_before_it_is_made(here, client) -> None:
    """Perhaps it is one that there is, misspelt."""
    name = here.groups[0].name
    text = (
        f"Navn\tE-post\tEnhet\tGruppe\nPer Ny\tper@ny.no\tOppvekst\t{name.upper()}\nSiv Ny\tsiv@ny.no\tOppvekst\tFjel"
    )
    page = client.post(url(here), {"text": text, "act": "look"}).content.decode()
    assert "Ny gruppe: Fjel. Finnes den alt, så skriv den likt." in page
    assert "Ny enhet: Oppvekst." in page


def test_looking_costs_the_same_for_many_rows_as_for_one(here, client) -> None:
    def cost(count: int) -> int:
        rows = [(f"Ny {n}", f"ny{n}@varde.example", "NAV", "RLG", here.manager.name) for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert look(client, here, *rows).status_code == 200
        return len(queries)

    assert cost(1) == cost(20) <= 24


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_templates_are_read_again(here, client, language) -> None:
    here.facilitator.language = language
    here.facilitator.save()
    book = load_workbook(io.BytesIO(client.get(url(here, "people-in-excel")).content))
    heads = [cell.value for cell in book.active[1]]
    sheet = client.get(url(here, "people-in-csv"))
    assert sheet.content.decode("utf-8-sig").strip().split(";") == heads
    assert re.search(r"filename\*=UTF-8''Le", sheet.headers["Content-Disposition"])
    filled = sheet.content + b"Kari Moen;kari@varde.example;NAV;RLG;Per Vik;per@varde.example\r\n"
    answer = client.post(url(here), {"file": SimpleUploadedFile("ledere.csv", filled), "act": "look"})
    row = answer.context["preview"].lines[0].row
    assert row.cells == ("Kari Moen", "kari@varde.example", "NAV", "RLG", "Per Vik", "per@varde.example")


FIVE_THOUSAND = [("Navn",), *[(f"Leder {number}",) for number in range(5000)]]
HANDED_IN: dict[str, tuple[Any, str]] = {
    "two rows of one e-mail": ([HEAD[:2], ("Kari", "k@k.no"), ("Per", "K@k.no")], "Rad 3 har samme e-post"),
    "a manager who is not there": ([HEAD[:5], ("Kari", "k@k.no", "", "", "Ukjent")], "Vi fant ikke Ukjent."),
    "a formula": ([HEAD[:2], ("Kari", '=HYPERLINK("http://x")')], "«E-post» er en formel."),
    "five thousand rows": (FIVE_THOUSAND, "Listen har mer enn 1000 rader."),
    "twenty megabytes": (b"a" * 20_000_000, "Filen er for stor."),
    "a zip by another name": (archive({"a.txt": b"hei"}), "Dette er ikke et Excel-ark"),
    "macros": (archive({"xl/vbaProject.bin": b"x"}, excel([HEAD[:2], ("Kari", "k@k.no")])), "Filen har makroer"),
}


@pytest.mark.parametrize("case", HANDED_IN)
def test_bad_input_is_told_on_the_page_and_never_half_taken_in(here, client, case) -> None:
    """Beside each bad row stands a good one: it is not taken in either."""
    given, says = HANDED_IN[case]
    good = ("Åse Lid", "ase@varde.example")
    content = given if isinstance(given, bytes) else excel([*given, good])
    before = Person.objects.count()
    answer = client.post(url(here), {"file": SimpleUploadedFile("ledere.xlsx", content), "act": "look"})
    assert says in html.unescape(answer.content.decode())
    assert Page(answer.content.decode()).problems == []
    if answer.status_code == 200:
        assert client.post(url(here), carried(answer)).status_code == 409
    else:
        assert answer.status_code == 422
    assert Person.objects.count() == before


def test_a_new_unit_from_a_sheet_is_dated(here, client) -> None:
    me = here.leaders[0]
    for unit in ("Skulen", "NAV"):
        bring(client, here, (me.name, me.person.email, unit))
        me.membership.placements.filter(until=None).update(since=timezone.localdate() - timedelta(days=9))
    rows = [(row.unit.name, row.until) for row in me.membership.placements.order_by("pk")]
    assert rows == [("Skulen", timezone.localdate() - timedelta(days=1)), ("NAV", None)]
    me.membership.refresh_from_db()
    assert me.membership.unit.name == "NAV"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Berit Aas\nOle Vik", ("Berit Aas", "", "")),
        ("Berit Aas\nOle Vik, ole@vik.example", ("Berit Aas", "", "")),
        (
            "Berit Aas\tberit@aas.example\tHelse\nOle Vik\tole@vik.example\t",
            ("Berit Aas", "berit@aas.example", "Helse"),
        ),
        ("berit@aas.example;Berit Aas\nole@vik.example;Ole Vik", ("Berit Aas", "berit@aas.example", "")),
        ("Berit Aas <berit@aas.example>\nOle Vik <ole@vik.example>", ("Berit Aas", "berit@aas.example", "")),
        ("Berit Aas berit@aas.example\nOle Vik ole@vik.example", ("Berit Aas", "berit@aas.example", "")),
        ("Berit Aas\tberit@aas.example\nOle Vik\tole(a)vik.example", ("Berit Aas", "berit@aas.example", "")),
    ],
)
def test_a_typed_list_that_says_itself_what_it_is_needs_no_headings(text, first) -> None:
    found = roster.read(text.encode(), "")
    assert (found.problems, len(found.rows)) == ([], 2)
    assert (found.rows[0].name, found.rows[0].email, found.rows[0].unit) == first
    assert found.rows[0].number == 1


def test_a_broken_address_is_said_in_its_row_also_without_headings() -> None:
    found = roster.read(b"Berit Aas\tberit@aas.example\nOle Vik\tole(a)vik.example", "")
    assert [bool(row.faults) for row in roster.checked(found.rows)] == [False, True]


@pytest.mark.parametrize(
    "text", ["Person\tAdresse\nOle Vik\tole@vik.example", "Berit\tAas\nOle\tVik", "a@b.no\tc@d.no\tBerit"]
)
def test_one_that_does_not_is_asked_for_them(text) -> None:
    assert "Skriv navn på kolonnene" in roster.read(text.encode(), "").problems[0]
    assert roster.read(b"Berit Aas\nOle Vik", "ledere.csv").problems


def test_the_cell_that_is_wrong_is_marked() -> None:
    rows = [
        roster.Row(2, "Ola", "ola(at)x"),
        roster.Row(3, "", "kari@x.no"),
        roster.Row(4, "Per", "per@x.no", manager_email="hvem"),
        roster.Row(5, "Siv", "siv@x.no", manager="Ingen her"),
        roster.Row(6, "Ida", "ida@x.no"),
        roster.Row(7, "Eva", "ida@x.no", manager_email="ida@x.no"),
    ]
    found = [list(row.wrong) for row in roster.checked(rows)]
    assert found == [
        ["email"],
        ["name"],
        ["manager_email", "manager"],
        ["manager"],
        ["email"],
        ["email", "manager_email"],
    ]
