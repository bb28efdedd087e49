"""Who asks is read with the session, and is never somebody else."""

from __future__ import annotations

from config.models import Session
from programmes.models import Person


def test_a_session_goes_with_its_person(here, as_person) -> None:
    person = here.leaders[0].membership.person
    client = as_person(person)
    assert client.get("/").status_code == 200
    assert Session.objects.get(person=person).get_decoded()["_auth_user_id"] == str(person.pk)
    Person.objects.filter(pk=person.pk).update(email="another@varde.example")
    stranger = Person.objects.create(name="Ny", sort_key="ny", email="ny@varde.example")
    as_person(stranger).get("/")
    stranger.delete()
    assert list(Session.objects.values_list("person", flat=True)) == [person.pk]


def test_a_request_costs_one_query_for_who_asks(here, as_person, django_assert_num_queries) -> None:
    client = as_person(here.leaders[0].membership.person)
    client.get("/token/")
    with django_assert_num_queries(1):
        assert client.get("/token/").status_code == 204


def test_one_browser_after_the_other_is_its_own_person(here, as_person) -> None:
    first, second = (as_person(leader.membership.person) for leader in here.leaders[:2])
    nobody = as_person(None)
    for _ in range(2):
        for client, leader in ((first, here.leaders[0]), (second, here.leaders[1])):
            assert client.get("/").wsgi_request.user == leader.membership.person
        assert nobody.get("/").wsgi_request.user.is_anonymous


def test_a_session_of_another_person_than_its_row_is_the_one_who_signed_in(here, as_person) -> None:
    person, other = (leader.membership.person for leader in here.leaders[:2])
    client = as_person(person)
    Session.objects.update(person=other)
    assert client.get("/").wsgi_request.user == person


def test_a_cookie_that_is_no_key_is_nobodys(here, as_person) -> None:
    client = as_person(None)
    for key in ('"\\000abcdefghijklmnop"', "æøå", "x" * 4000):
        assert client.get("/", headers={"Cookie": f"session={key}"}).status_code == 302
