"""Worksheets: an event explained anew, and the worry fraction. Private, saved as one writes, taken back."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from itertools import product

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from efficacy.models import Explanation, Weighing, Worry
from efficacy.worry import ABOVE, BELOW, HANDLES, moves, threat
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.services import sharing
from programmes.contract import NotPossible
from programmes.models import Edition, Membership, Share
from programmes.services import worksheets as services
from programmes.sheets import sheet_kinds
from programmes.worksheets import Frozen, worksheet_kinds
from tests.pdf.accessible import problems, qpdf_check, text
from tests.test_pages import Page
from tests.world import Place, worried

db = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true", "HX-Target": "saved"}
NAME = "333333333333"
SIX = (6, 5, 7, 3, 2, 1)
SOURCE = "Jeg er forfulgt av en ond skjebne – det blir aldri annerledes"


def six(*values: int) -> dict[str, int]:
    return dict(zip(HANDLES, values, strict=True))


def url(here: Place, name: str = "worksheet", *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def form(client, address: str) -> dict[str, str]:
    """The hidden fields of an open form, by name."""
    html = client.get(address).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(writer|before|revision)" value="([^"]*)">', html))
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def fellow(here: Place) -> Membership:
    membership = here.leaders[1].membership
    assert membership
    return membership


class TestFraction:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ((6, 5, 7, 3, 2, 1), 12.0),
            ((10, 10, 10, 1, 0, 0), 200.0),
            ((0, 10, 10, 1, 1, 1), 0.0),
            ((5, 0, 0, 3, 0, 0), 0.0),
            ((7, 8, 6, 2, 3, 1), 98 / 6),
            ((10, 10, 10, 10, 10, 10), 200 / 30),
            ((7, 8, 6, 0, 0, 0), None),
            ((0, 0, 0, 0, 0, 0), None),
        ],
    )
    def test_it_is_the_sources(self, values: tuple[int, ...], expected: float | None) -> None:
        assert threat(six(*values)) == expected

    @pytest.mark.parametrize("wrong", [-1, 11])
    def test_each_handle_is_0_to_10(self, wrong: int) -> None:
        for place in range(6):
            values = [5] * 6
            values[place] = wrong
            with pytest.raises(ValueError):
                threat(six(*values))

    def test_no_way_out_is_never_infinity(self) -> None:
        assert {threat(six(*above, 0, 0, 0)) for above in product(range(11), repeat=3)} == {None}

    @given(st.tuples(*[st.integers(0, 10)] * 6))
    def test_it_goes_up_with_what_is_above_and_down_with_what_is_below(self, values: tuple[int, ...]) -> None:
        before = threat(six(*values))
        for place, handle in enumerate(HANDLES):
            more = list(values)
            more[place] = min(values[place] + 1, 10)
            after = threat(six(*more))
            if before is not None and after is not None:
                assert after >= before if handle in ABOVE else after <= before

    @given(st.tuples(*[st.integers(0, 10)] * 6))
    def test_every_move_that_is_named_helps_and_the_best_comes_first(self, values: tuple[int, ...]) -> None:
        before, found = threat(six(*values)), moves(six(*values))
        assert [move.threat for move in found] == sorted(move.threat for move in found)
        for move in found:
            assert move.threat == threat(six(*values) | {move.handle: move.now})
            assert before is None or move.threat < before
            assert 0 <= move.now <= 10
            assert (move.now > move.was) == (move.handle in BELOW)

    def test_what_moves_it_most(self) -> None:
        assert [(move.handle, move.was, move.now, move.threat) for move in moves(six(*SIX))][:3] == [
            ("probability", 6, 4, 8.0),
            ("mastery", 3, 5, 9.0),
            ("rescue", 2, 4, 9.0),
        ]
        # Where there is no way out yet, any of the three that make one is a move; the others are none.
        assert {move.handle for move in moves(six(7, 8, 6, 0, 0, 0))} == set(BELOW)


@db
class TestWorry:
    def test_nothing_is_set_until_it_is_set(self, here, as_person) -> None:
        html = as_person(here.leader).get(url(here, "worksheet", "worries", NAME)).content.decode()
        assert html.count("data-unset") == 6
        assert not re.search(r'<input type="(number|range)"[^>]* value=', html)
        assert "Sett alle seks" in html

    def test_the_fraction_follows_as_one_moves(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "worries", NAME)
        opened = form(client, address)
        some = client.post(address, opened | {"about": "Møtet", "probability": "6"}, headers=IN_PLACE)
        assert "Sett alle seks" in some.content.decode()
        whole = client.post(address, opened | six(*SIX) | {"about": "Møtet"}, headers=IN_PLACE).content.decode()
        assert '<b class="num">12,0</b>' in whole
        assert 'hx-swap-oob="true"' in whole
        assert "gir 8,0" in whole
        assert Worry.objects.get().values == six(*SIX)

    def test_a_denominator_of_zero_is_said_in_words(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "worries", NAME)
        html = client.post(address, form(client, address) | six(7, 8, 6, 0, 0, 0), headers=IN_PLACE).content.decode()
        assert "ingen utvei satt ennå" in html
        assert "inf" not in re.sub(r"<[^>]*>", "", html).casefold().replace("informasjon", "")

    @pytest.mark.parametrize("wrong", ["11", "-1", "105", "tre", "3.5", "1e9", "²"])
    def test_another_number_is_pointed_at_and_the_rest_is_saved(self, here, as_person, wrong: str) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "worries", NAME)
        sent = form(client, address) | {"about": "Møtet", "probability": wrong, "mastery": "4", "done": "1"}
        response = client.post(address, sent)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Sannsynlighet: Velg et tall fra 0 til 10." in html
        assert f'value="{wrong}"' in html
        worry = Worry.objects.get()
        assert (worry.about, worry.probability, worry.mastery) == ("Møtet", None, 4)

    def test_what_has_moved_is_seen_over_days(self, here, as_person) -> None:
        worry = worried(here.membership)
        Weighing.objects.update(on=timezone.localdate() - timedelta(days=30))
        client, address = as_person(here.leader), url(here, "worksheet", "worries", worry.public_id)
        client.post(address, form(client, address) | six(6, 5, 7, 8, 2, 2) | {"about": "x"}, headers=IN_PLACE)
        client.post(address, form(client, address) | six(6, 5, 7, 9, 2, 1) | {"about": "x"}, headers=IN_PLACE)
        html = client.get(address).content.decode()
        assert re.findall(r'<b class="num">([\d,]+)</b></li>', html) == ["12,0", "6,0"]


@db
class TestExplanation:
    def test_the_heavy_explanation_is_asked_about(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "explanations", NAME)
        sent = {"event": "Jeg strøk", "first": SOURCE, "time": "lasting", "control": "beyond", "scope": "specific"}
        html = client.post(address, form(client, address) | sent, headers=IN_PLACE).content.decode()
        assert "Hva er forbigående?" in html
        assert "Hva kan du påvirke?" in html
        assert "Hva gjelder det akkurat?" not in html

    def test_neither_is_chosen_until_one_is(self, here, as_person) -> None:
        html = as_person(here.leader).get(url(here, "worksheet", "explanations", NAME)).content.decode()
        assert "checked" not in html

    def test_the_list_says_what_is_rewritten(self, here, as_person) -> None:
        Explanation.objects.create(membership=here.membership, event="Møtet sprakk", again="Jeg var dårlig forberedt")
        html = as_person(here.leader).get(url(here, "worksheets", "explanations")).content.decode()
        assert "Møtet sprakk" in html
        assert "Skrevet om" in html


@db
class TestSheets:
    def test_a_new_one_has_its_name_before_it_is_saved(self, here, as_person) -> None:
        client = as_person(here.leader)
        there = client.get(url(here, "worksheet-new", "worries")).headers["Location"]
        opened = form(client, there)
        for _send in range(3):
            client.post(there, opened | {"about": "Én bekymring"}, headers=IN_PLACE)
        assert Worry.objects.filter(membership=here.membership).count() == 1

    def test_looking_at_a_blank_one_begins_nothing(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "worries", NAME)
        assert client.post(address, form(client, address) | {"done": "1"}).status_code == 303
        assert not Worry.objects.exists()

    def test_two_tabs_see_both_and_neither_is_lost(self, here, as_person) -> None:
        worry = worried(here.membership)
        client, address = as_person(here.leader), url(here, "worksheet", "worries", worry.public_id)
        first, second = form(client, address), form(client, address)
        client.post(address, first | six(*SIX) | {"about": "Fra den ene"}, headers=IN_PLACE)
        silent = client.post(address, second | six(*SIX) | {"about": "Fra den andre"}, headers=IN_PLACE)
        assert (silent.status_code, "endret i en annen fane" in silent.content.decode()) == (409, True)
        shown = client.post(address, second | six(*SIX) | {"about": "Fra den andre", "done": "1"})
        html = shown.content.decode()
        assert shown.status_code == 409
        assert "Fra den ene" in html
        assert "Fra den andre</textarea>" in html
        revision = re.search(r'name="revision" value="(\d+)"', html)[1]
        client.post(address, second | six(*SIX) | {"about": "Fra den andre", "revision": revision, "done": "1"})
        worry.refresh_from_db()
        assert worry.about == "Fra den andre"

    def test_undo_brings_back_what_stood_there(self, here, as_person) -> None:
        worry = worried(here.membership, "Min")
        client, address = as_person(here.leader), url(here, "worksheet", "worries", worry.public_id)
        opened = form(client, address)
        client.post(address, opened | {"about": "Noe annet", "mastery": "9"}, headers=IN_PLACE)
        client.post(address, opened | {"about": "Noe annet", "undo": "1"})
        worry.refresh_from_db()
        assert (worry.about, worry.values) == ("Min bekymring", six(*SIX))

    def test_deleted_is_taken_back_and_cleared_away_the_day_after(self, here, as_person) -> None:
        worry = worried(here.membership, "Min")
        client = as_person(here.leader)
        there = client.post(url(here, "worksheet-delete", "worries", worry.public_id)).headers["Location"]
        assert "«Min bekymring» er slettet." in client.get(there).content.decode()
        assert client.get(url(here, "worksheet", "worries", worry.public_id)).status_code == 404
        client.post(url(here, "worksheet-restore", "worries", worry.public_id))
        assert client.get(url(here, "worksheet", "worries", worry.public_id)).status_code == 200
        services.delete(sheet=worry)
        services.clear_deleted(None)
        assert Worry.objects.filter(pk=worry.pk).exists()
        Worry.objects.update(deleted_at=timezone.now() - timedelta(hours=25))
        services.clear_deleted(None)
        assert not Worry.objects.filter(pk=worry.pk).exists()

    def test_it_is_nobody_elses(self, here, as_person) -> None:
        worry = worried(here.membership, "Hemmelig")
        for other in (here.manager, here.hr, here.facilitator, fellow(here).person):
            for name in ("worksheet", "worksheet-pdf", "worksheet-delete"):
                assert as_person(other).get(url(here, name, "worries", worry.public_id)).status_code == 404
        mine = reverse("worksheet", args=[fellow(here).public_id, "worries", worry.public_id])
        client = as_person(fellow(here).person)
        assert (client.get(mine).status_code, client.post(mine, {"about": "Min"}).status_code) == (404, 404)
        worry.refresh_from_db()
        assert worry.about == "Hemmelig bekymring"

    def test_there_is_a_most_and_it_is_said(self, here, monkeypatch) -> None:
        monkeypatch.setattr(services, "MOST", 1)
        worried(here.membership)
        with pytest.raises(NotPossible, match="Her er det plass til 1 ark"):
            services.write(
                kind=worksheet_kinds()["worries"], membership=here.membership, name=NAME, values={"about": "To"}
            )

    def test_a_kind_that_is_not_there_is_not_found(self, here, as_person) -> None:
        assert as_person(here.leader).get(url(here, "worksheets", "anything")).status_code == 404

    def test_the_tools_are_named_with_how_many_there_are(self, here, as_person) -> None:
        worried(here.membership)
        html = as_person(here.leader).get(url(here, "tools")).content.decode()
        assert all(str(kind.name) in html for kind in worksheet_kinds().values())
        assert "1 ark" in html


@db
class TestSharing:
    def give(self, here: Place, subject: str, **to: object) -> Share:
        to = to or {"nearest": shared.nearest_of(here.membership)}
        act = sharing.share_with_manager if "nearest" in to else sharing.share_with_group
        return act(membership=here.membership, by=here.leader, purpose="Samtale", kind="worries", subject=subject, **to)

    def test_each_by_itself_and_no_other(self, here, as_person) -> None:
        first = worried(here.membership, "Første")
        second = Worry.objects.create(membership=here.membership, about="Den andre")
        given = self.give(here, first.public_id)
        other = self.give(here, second.public_id)
        assert [(each.edition.subject, each.edition.number) for each in (given, other)] == [
            (first.public_id, 1),
            (second.public_id, 1),
        ]
        given.refresh_from_db()
        assert given.withdrawn_at is None
        page = as_person(here.manager).get(reverse("report", args=[given.public_id])).content.decode()
        assert "Første bekymring" in page
        assert "Trussel" in page
        assert "Den andre" not in page
        listing = as_person(here.manager).get(reverse("reports")).content.decode()
        assert "Bekymringsbrøken: Første bekymring" in listing
        assert "Bekymringsbrøken: Den andre" in listing

    def test_the_receiver_sees_the_fraction_as_it_was_drawn_that_day(self, here, as_person) -> None:
        worry = worried(here.membership, "Min")
        given = self.give(here, worry.public_id)
        Worry.objects.filter(pk=worry.pk).update(probability=1)
        page = as_person(here.manager).get(reverse("report", args=[given.public_id])).content.decode()
        assert '<span class="num">6 × (5 + 7)</span>' in page
        assert Page(page).problems == []

    def test_half_a_worry_has_no_drawing_and_a_copy_of_the_first_format_is_still_read(self, here, as_person) -> None:
        worry = Worry.objects.create(membership=here.membership, about="Halv", probability=3)
        given = self.give(here, worry.public_id)
        address = reverse("report", args=[given.public_id])
        assert "sheet-drawing" not in as_person(here.manager).get(address).content.decode()
        edition = given.edition
        first = {name: part for name, part in edition.sheet.items() if name not in ("kind", "figures")}
        Edition.objects.filter(pk=edition.pk).update(sheet=first, format=1)
        assert "Halv" in as_person(here.manager).get(address).content.decode()
        with pytest.raises(ValueError, match="format 3"):
            Frozen.from_json(first, format=3)

    def test_what_is_written_later_is_the_leaders_own_until_it_is_shared_again(self, here, as_person) -> None:
        worry = worried(here.membership, "Min")
        given = self.give(here, worry.public_id)
        as_person(here.manager).get(reverse("report", args=[given.public_id]))
        client, address = as_person(here.leader), url(here, "worksheet", "worries", worry.public_id)
        client.post(
            address, form(client, address) | six(2, 5, 7, 3, 2, 1) | {"about": "Min bekymring"}, headers=IN_PLACE
        )
        assert "12,0" in as_person(here.manager).get(reverse("report", args=[given.public_id])).content.decode()
        page = client.get(url(here, "sheet-share", "worries", worry.public_id)).content.decode()
        assert "2 endringer siden da" in page
        client.post(reverse("share-again", args=[given.public_id]))
        given.refresh_from_db()
        news = queries_received.news_for(given.replaced_by, here.manager)
        assert [(each.label, each.before, each.after) for each in news[1]] == [
            ("Sannsynlighet", "", "2 av 10"),
            ("Trussel", "", "4,0"),
        ]

    def test_through_the_forms_to_the_manager_and_the_group_and_never_to_hr(self, here, as_person) -> None:
        worry = worried(here.membership)
        client = as_person(here.leader)
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        assert client.post(url(here, "share-manager", "worries", worry.public_id), typed).status_code == 303
        seen = shared.groups_of(here.membership)[0].seen
        group = url(here, "share-group", "worries", worry.public_id, here.groups[0].public_id)
        assert client.post(group, {"to": seen, "purpose": "Støtte", "days": "90"}).status_code == 303
        assert client.get(url(here, "hand-in", "worries", worry.public_id)).status_code == 404
        assert (
            "Du har delt en kopi av arket."
            in client.get(url(here, "worksheet", "worries", worry.public_id)).content.decode()
        )
        fellows = as_person(fellow(here).person).get(reverse("group", args=[here.programme.public_id]))
        assert "Bekymringsbrøken" in fellows.content.decode()

    def test_anothers_or_none_cannot_be_shared(self, here, as_person) -> None:
        mine = worried(here.membership)
        other = fellow(here)
        client = as_person(other.person)
        for name in ("sheet-share", "share-manager"):
            assert client.get(reverse(name, args=[other.public_id, "worries", mine.public_id])).status_code == 404
            assert client.get(reverse(name, args=[other.public_id, "worries", NAME])).status_code == 404
            assert client.get(reverse(name, args=[other.public_id, "worries"])).status_code == 404
            assert client.get(reverse(name, args=[other.public_id, "goal-card", mine.public_id])).status_code == 404

    def test_a_copy_of_a_deleted_sheet_can_still_be_withdrawn(self, here, as_person) -> None:
        worry = worried(here.membership)
        given = self.give(here, worry.public_id)
        services.delete(sheet=worry)
        client = as_person(here.leader)
        assert client.get(reverse("edition", args=[given.public_id])).status_code == 200
        again = client.post(reverse("share-again", args=[given.public_id]))
        assert (again.status_code, "Arket er slettet" in again.content.decode()) == (409, True)
        there = client.post(reverse("share-withdraw", args=[given.public_id])).headers["Location"]
        assert there.startswith(reverse("editions"))
        assert as_person(here.manager).get(reverse("report", args=[given.public_id])).status_code == 404

    def test_an_empty_sheet_is_not_shared(self, here) -> None:
        blank = Worry.objects.create(membership=here.membership)
        with pytest.raises(NotPossible, match="Skriv noe"):
            self.give(here, blank.public_id)

    @pytest.mark.pdf
    def test_the_receivers_copy_is_accessible(self, here, as_person) -> None:
        given = self.give(here, worried(here.membership, "Min").public_id)
        pdf = as_person(here.manager).get(reverse("report-pdf", args=[given.public_id])).content
        assert problems(pdf) == []
        assert "Min bekymring" in text(pdf)

    def test_it_reads_no_other_format(self, here) -> None:
        kind = sheet_kinds()["worries"]
        frozen = kind.snapshot(here.membership, worried(here.membership).public_id)
        assert kind.read(frozen.to_json(), format=2) == frozen
        with pytest.raises(ValueError):
            kind.read(frozen.to_json(), format=3)


def test_every_kind_of_worksheet_is_whole() -> None:
    for slug, kind in worksheet_kinds().items():
        assert kind.slug == slug
        assert all((kind.name, kind.about, kind.begin, kind.untitled))
        names = {field.name for field in kind.model._meta.get_fields()}
        assert {*kind.form.base_fields, kind.titled_by} <= names
        assert not any(field.required for field in kind.form.base_fields.values())


@db
@pytest.mark.pdf
class TestPaper:
    def test_a_worry_and_an_explanation_are_accessible(self, here, as_person) -> None:
        worry = worried(here.membership, "Min")
        event = Explanation.objects.create(
            membership=here.membership, event="Møtet\nsprakk", first=SOURCE, time="lasting", again="<b>&\x0b" * 3
        )
        client = as_person(here.leader)
        for kind, sheet, words in (
            ("worries", worry, ("Min bekymring", "12,0")),
            ("explanations", event, ("sprakk", "Varig", "ond skjebne")),
        ):
            pdf = client.get(url(here, "worksheet-pdf", kind, sheet.public_id)).content
            assert problems(pdf) == []
            assert qpdf_check(pdf) == ""
            said = text(pdf)
            assert all(word in said for word in words)
            with pikepdf.open(io.BytesIO(pdf)) as opened:
                assert len(opened.pages) == 1

    def test_it_speaks_the_language_of_its_leader(self, here, as_person) -> None:
        here.leader.language = "nn"
        here.leader.save()
        worry = worried(here.membership, "Min")
        with translation.override("en"):
            pdf = as_person(here.leader).get(url(here, "worksheet-pdf", "worries", worry.public_id)).content
        assert "Sannsyn" in text(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert str(opened.Root.Lang) == "nn"
