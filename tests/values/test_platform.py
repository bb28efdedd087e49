"""The leader platform: written together, published as editions, withdrawn, printed, and where each value comes from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from programmes.contract import NotPossible
from tests.conftest import DIAMOND, go_to
from tests.pdf import accessible
from tests.snapshot import further
from tests.values.scene import lines_round
from tests.world import Place
from values import editions, poster
from values.editions import Content, Origin, Value
from values.models import (
    Candidate,
    DecidedValue,
    Diamond,
    Platform,
    PlatformAction,
    PlatformEdition,
    PlatformValue,
    PurposeSentence,
    ShortlistValue,
)
from values.models import Origin as Placed
from values.queries import platform as queries
from values.queries import steps
from values.services import diamonds, lines
from values.services import platform as services


def content(*values: tuple[str, list[str]], purpose: tuple[str, ...] = ("Vi gir retning.",)) -> Content:
    return Content("Seljord kommune", "Program", "nb", list(purpose), [Value(*each) for each in values])


class TestChanges:
    def test_what_is_kept_is_read_again(self) -> None:
        origin = Origin([("Gygrene", "tillit", 3)], False, 17.6, ["RLG"], 3, 2)
        whole = Content("Seljord kommune", "Program", "nn", ["Vi gjev retning."], [Value("Tillit", ["lytte"], origin)])
        assert editions.read(editions.written(whole)) == whole

    def test_new_gone_and_moved_are_told_and_what_stays_is_not(self) -> None:
        before = content(("Tillit", ["lytte", "spørre"]), ("Mot", ["si fra"]))
        after = content(("Respekt", ["møte forberedt"]), ("Tillit", ["spørre", "takke"]), purpose=("Vi deler.",))
        found = editions.changes(before, after)
        assert (found.purpose.new, found.purpose.gone) == (["Vi deler."], ["Vi gir retning."])
        assert (found.values.new, found.values.gone) == (["Respekt"], ["Mot"])
        assert [(part.label, part.new, part.gone) for part in found.actions] == [("Tillit", ["takke"], ["lytte"])]
        assert not found.is_reordered

    def test_another_order_alone_is_a_change(self) -> None:
        before = content(("Tillit", ["lytte", "spørre"]), ("Mot", ["si fra"]))
        assert editions.changes(before, content(*[(v.label, v.actions) for v in before.values[::-1]])).is_reordered
        assert editions.changes(before, content(("Tillit", ["spørre", "lytte"]), ("Mot", ["si fra"]))).is_reordered
        assert not editions.changes(before, before).any

    def test_what_stood_twice_and_stands_once_has_not_moved(self) -> None:
        found = editions.changes(
            content(("Tillit", ["lytte", "lytte", "spørre"])), content(("Tillit", ["lytte", "spørre"]))
        )
        assert not found.any


class TestPoster:
    @given(st.integers(0, 40))
    def test_every_value_has_a_stone_and_a_row_is_never_wider_than_the_one_below(self, count: int) -> None:
        layout = poster.rows(count)
        assert sum(layout) == count
        assert layout == sorted(layout)
        assert max(layout, default=0) <= 3

    @given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=80), max_size=12))
    def test_no_stone_leaves_the_drawing_and_no_word_its_stone(self, labels: list[str]) -> None:
        drawn = poster.cairn(labels, "#0a4a56")
        assert [stone.label for stone in drawn.stones] == labels
        for stone in drawn.stones:
            for corner in stone.points.split():
                x, y = map(float, corner.split(","))
                assert 0 <= x <= drawn.width
                assert 0 <= y <= drawn.height
            assert stone.size <= poster.LARGEST

    @given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
    def test_words_can_be_read_on_their_stones_whatever_the_colour(self, colour: str) -> None:
        from config.colour import contrast_to_white, ink

        for stone in poster.cairn([str(number) for number in range(12)], ink(colour)).stones:
            light, dark = contrast_to_white(stone.ink), contrast_to_white(stone.fill)
            assert max(light, dark) / min(light, dark) >= 3


@pytest.fixture
def platform(here: Place) -> Platform:
    return further("platform", here, draft)


def draft(here: Place) -> Platform:
    """Two values with their actions, one of them by a group, and one agreed sentence."""
    round = lines_round(here)
    value = round.line_values.get(label="Tillit")
    for seat, text in ((0, "gi ansvar"), (1, "si fra")):
        line = lines.write_own(value=value, participation=here.leaders[seat], text=text)
        lines.put_forward(line=line, forward=True)
        lines.use(line=line, group=here.groups[0], into=value.statements.first())
    lines.write(value=round.line_values.get(label="Respekt"), group=here.groups[1], text="lytte ferdig")
    made = services.platform_of(here.programme)
    services.fetch(platform=made)
    made.values.filter(text="Åpenhet").update(is_removed=True)
    PurposeSentence.objects.create(platform=made, position=1, text="Seljordmerke: vi gir retning.", is_agreed=True)
    return made


@pytest.fixture
def edition(platform: Platform, here: Place) -> PlatformEdition:
    return services.publish(platform=platform, note="Den første", by=here.facilitator)


def url(name: str, here: Place, *more: str) -> str:
    return reverse(name, args=[here.programme.public_id, *more])


class TestFetching:
    def test_decided_values_and_the_groups_sentences_come_with_where_they_come_from(self, platform, here) -> None:
        found = queries.content(platform)
        assert [(value.label, value.actions) for value in found.values] == [
            ("Tillit", ["gi ansvar, si fra"]),
            ("Respekt", ["lytte ferdig"]),
        ]
        trust = found.values[0].origin
        assert (trust.mean, trust.groups, trust.lines, trust.members) == (19, [here.groups[0].name], 0, 2)

    def test_again_it_brings_nothing_twice_and_nothing_that_was_taken_out(self, platform) -> None:
        action = PlatformAction.objects.first()
        services.take_out(row=action)
        assert services.fetch(platform=platform) == 0
        action.refresh_from_db()
        assert action.is_removed
        assert not platform.values.filter(text="Åpenhet", is_removed=False).exists()

    def test_what_is_rehearsed_stays_out(self, platform, here) -> None:
        round = lines_round(here)
        lines.write(value=round.line_values.get(label="Respekt"), group=here.groups[1], text="øve")
        stage = go_to(here.gathering, 0, here.facilitator)
        for rehearsing, came in ((True, 0), (False, 1)):
            type(stage).objects.filter(pk=stage.pk).update(state="rehearsed" if rehearsing else "running")
            assert services.fetch(platform=platform) == came

    def test_what_groups_are_writing_now_is_theirs(self, platform, here) -> None:
        round = lines_round(here)
        lines.write(value=round.line_values.get(label="Respekt"), group=here.groups[1], text="øve")
        stage = go_to(here.gathering, 0, here.facilitator)
        there = {"item": round.exercise.item, "exercise": round.exercise, "phase": round.exercise.phases.first()}
        type(stage).objects.filter(pk=stage.pk).update(**there)
        assert services.fetch(platform=platform) == 0
        type(round).objects.filter(pk=round.pk).update(closed_at=round.opened_at)
        assert services.fetch(platform=platform) == 1

    def test_a_value_that_was_reworded_does_not_come_again(self, platform) -> None:
        PlatformValue.objects.filter(text="Respekt").update(text="Respekt for hverandre")
        assert services.fetch(platform=platform) == 0
        assert not platform.values.filter(text="Respekt").exists()

    def test_why_a_value_was_missed_is_not_published(self, platform, here) -> None:
        round, value = lines_round(here), platform.values.select_related("decided").first()
        listed = ShortlistValue.objects.create(round=round, position=1, label="Mot", reason="fordi vi tier")
        value.decided.candidate = Candidate.objects.create(round=round, position=1, label="Mot", value=listed)
        value.decided.save()
        written = editions.written(queries.content(platform))
        assert "fordi vi tier" not in str(written)
        assert [each["origin"]["missed"] for each in written["values"] if each["label"] == value.text] == [True]

    def test_what_two_groups_say_alike_stands_once(self, platform, here) -> None:
        round = lines_round(here)
        lines.write(value=round.line_values.get(label="Respekt"), group=here.groups[0], text="lytte ferdig")
        assert services.fetch(platform=platform) == 0

    def test_the_diamonds_are_told_by_group_word_and_row(self, platform, here) -> None:
        decided = DecidedValue.objects.get(label="Tillit")
        listed = ShortlistValue.objects.create(round=decided.decision.round, position=1, label="Tillit")
        Placed.objects.create(value=listed, group=here.groups[0], word="tillit", slot=3)
        decided.candidate = Candidate.objects.create(
            round=decided.decision.round, position=1, label="Tillit", value=listed
        )
        decided.save()
        assert queries.content(platform).values[0].origin.places == [(here.groups[0].name, "tillit", 2)]


class TestWriting:
    def post(self, as_person, here, **data):
        return as_person(here.facilitator).post(url("shared-platform-edit", here), {"act": "save"} | data)

    def test_from_nothing_to_an_edition_by_hand(self, here, as_person) -> None:
        empty = as_person(here.facilitator).get(url("shared-platform-edit", here)).content.decode()
        assert "Ingen verdier står her ennå." in empty
        self.post(as_person, here, **{"n-purpose": "Vi deler på tvers.", "n-value": "Mot"})
        sentence, value = PurposeSentence.objects.get(), PlatformValue.objects.get()
        self.post(as_person, here, act=f"agree-{sentence.public_id}", **{f"n-{value.public_id}": "si  fra\ntidlig"})
        assert self.post(as_person, here, act="publish", note="Ferdig").status_code == 303
        page = as_person(here.leader).get(url("shared-platform", here)).content.decode()
        for text in ("Vi deler på tvers.", "Mot", "si fra tidlig", "Utgave 1"):
            assert text in page

    def test_every_button_saves_all_that_stands_on_the_page(self, platform, here, as_person) -> None:
        first, second = platform.values.filter(is_removed=False)
        self.post(as_person, here, act=f"down-{first.public_id}", **{f"t-{second.public_id}": "Respekten"})
        assert [value.text for value in platform.values.filter(is_removed=False)] == ["Respekten", "Tillit"]
        action = first.actions.get()
        self.post(as_person, here, act=f"out-{action.public_id}", **{f"t-{first.public_id}": "Tilliten"})
        first.refresh_from_db()
        action.refresh_from_db()
        assert (first.text, action.is_removed) == ("Tilliten", True)
        page = as_person(here.facilitator).get(url("shared-platform-edit", here) + f"?out={action.public_id}")
        assert "«gi ansvar, si fra» er tatt ut." in page.content.decode()
        self.post(as_person, here, act=f"in-{action.public_id}")
        action.refresh_from_db()
        assert not action.is_removed

    def test_what_is_new_and_the_day_are_kept_by_every_button(self, platform, here, as_person) -> None:
        edit = url("shared-platform-edit", here)
        typed = {"note": "Ny verdi", "note-was": "", "review": "15.8.2027", "review-was": ""}
        assert self.post(as_person, here, **typed).status_code == 303
        page = as_person(here.facilitator).get(edit).content.decode()
        assert "Ny verdi</textarea>" in page
        assert 'value="15.08.2027"' in page
        # A form that was opened before them has not changed them, and leaves them.
        stale = {"note": "", "note-was": "", "review": "", "review-was": ""}
        assert self.post(as_person, here, **stale).status_code == 303
        platform.refresh_from_db()
        assert (platform.note, platform.review_on) == ("Ny verdi", date(2027, 8, 15))
        wrong = self.post(as_person, here, **{"n-value": "Glede", "review": "i vår en gang", "review-was": ""})
        assert wrong.status_code == 422
        assert ">Glede</textarea>" in wrong.content.decode()
        seen = {"note": "Ny verdi", "note-was": "Ny verdi"}
        assert self.post(as_person, here, act="publish", **seen).status_code == 303
        assert platform.editions.last().note == "Ny verdi"
        platform.refresh_from_db()
        assert platform.note == ""

    def test_two_at_once_both_see_both(self, platform, here, as_person) -> None:
        action = PlatformAction.objects.get(text="lytte ferdig")
        name, seen = f"t-{action.public_id}", f"w-{action.public_id}"
        assert self.post(as_person, here, **{name: "lytte først", seen: "lytte ferdig"}).status_code == 303
        late = self.post(as_person, here, **{name: "lytte mer", seen: "lytte ferdig", "n-value": "Glede"})
        page = late.content.decode()
        assert late.status_code == 409
        assert "Nå står det: «lytte først»." in page
        assert ">lytte mer</textarea>" in page
        assert ">Glede</textarea>" in page
        action.refresh_from_db()
        assert action.text == "lytte først"
        assert not PlatformValue.objects.filter(text="Glede").exists()
        self.post(as_person, here, **{name: "lytte mer", seen: "lytte først"})
        action.refresh_from_db()
        assert action.text == "lytte mer"

    def test_two_thousand_characters_are_refused_and_nothing_is_lost(self, platform, here, as_person) -> None:
        value = platform.values.first()
        answer = self.post(as_person, here, **{f"n-{value.public_id}": "x" * 2000, "n-purpose": "Vi deler."})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "høyst 300 tegn. Nå er det 2000." in page
        assert "x" * 2000 in page
        assert ">Vi deler.</textarea>" in page
        assert not PurposeSentence.objects.filter(text="Vi deler.").exists()

    def test_an_emptied_text_asks_to_be_taken_out_instead(self, platform, here, as_person) -> None:
        value = platform.values.first()
        answer = self.post(as_person, here, **{f"t-{value.public_id}": "  "})
        assert answer.status_code == 422
        assert "Skriv noe her, eller trykk «Ta ut»." in answer.content.decode()

    def test_there_is_room_for_eight_actions(self, platform, here, as_person) -> None:
        value = platform.values.first()
        for number in range(7):
            self.post(as_person, here, **{f"n-{value.public_id}": f"handling {number}"})
        answer = self.post(as_person, here, **{f"n-{value.public_id}": "den niende"})
        assert answer.status_code == 422
        assert "Det er plass til høyst 8." in answer.content.decode()
        assert ">den niende</textarea>" in answer.content.decode()

    def test_a_full_page_keeps_what_was_typed_beside_what_has_no_room(self, platform, here, as_person) -> None:
        action = PlatformAction.objects.get(text="lytte ferdig")
        for number in range(8):
            self.post(as_person, here, **{"n-purpose": f"Vi {number}."})
        answer = self.post(as_person, here, **{"n-purpose": "En til.", f"t-{action.public_id}": "lytte lenger"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Ingenting er lagret ennå." in page
        assert ">lytte lenger</textarea>" in page
        assert ">En til.</textarea>" in page

    def test_what_was_typed_under_something_taken_out_meanwhile_is_not_lost(self, platform, here, as_person) -> None:
        value = platform.values.first()
        services.take_out(row=value)
        answer = self.post(as_person, here, **{f"n-{value.public_id}": "helt ny", "n-value": "Glede"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "«helt ny»" in page
        assert ">Glede</textarea>" in page
        assert not PlatformValue.objects.filter(text="Glede").exists()
        unchanged = {f"t-{value.public_id}": value.text, f"w-{value.public_id}": value.text}
        assert self.post(as_person, here, **unchanged).status_code == 303

    def test_the_desk_costs_the_same_with_many_rows(self, platform, here, as_person) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as counted:
                as_person(here.facilitator).get(url("shared-platform-edit", here))
            return len(counted)

        few = cost()
        for number in range(8):
            value = PlatformValue.objects.create(platform=platform, text=f"Verdi {number}")
            for each in range(6):
                PlatformAction.objects.create(value=value, text=f"handling {each}")
        assert cost() == few


class TestPublishing:
    def test_what_is_missing_is_said_by_name(self, platform, here) -> None:
        services.take_out(row=platform.values.get(text="Tillit").actions.get())
        with pytest.raises(NotPossible, match="«Tillit» har ingen handling"):
            services.publish(platform=platform, note="", by=here.facilitator)
        PurposeSentence.objects.update(is_agreed=False)
        with pytest.raises(NotPossible, match="minst én setning om formålet"):
            services.publish(platform=platform, note="", by=here.facilitator)

    def test_a_double_tap_publishes_once(self, edition, platform, here) -> None:
        with pytest.raises(NotPossible, match="Ingenting er endret siden utgave 1"):
            services.publish(platform=platform, note="", by=here.facilitator)
        assert PlatformEdition.objects.count() == 1

    def test_an_edition_never_changes_and_the_next_says_what_is_new(self, edition, platform, here, as_person) -> None:
        value = platform.values.get(text="Tillit")
        value.actions.update(text="gi ansvar tidlig")
        first = as_person(here.leader).get(url("shared-platform", here)).content.decode()
        assert "gi ansvar, si fra" in first
        services.publish(platform=platform, note="Vi ble klokere", by=here.facilitator)
        page = as_person(here.leader).get(url("shared-platform", here)).content.decode()
        for text in (
            "Nytt i utgave 2",
            "Vi ble klokere",
            "<ins>gi ansvar tidlig</ins>",
            "<del>gi ansvar, si fra</del>",
        ):
            assert text in page
        old = as_person(here.leader).get(url("shared-platform-edition", here, edition.public_id)).content.decode()
        assert "gi ansvar, si fra" in old
        assert "Se den som gjelder nå" in old

    def test_who_reads_it(self, edition, here, as_person) -> None:
        for person, status in ((here.leader, 200), (here.facilitator, 200), (here.hr, 200), (here.manager, 404)):
            assert as_person(person).get(url("shared-platform", here)).status_code == status

    def test_start_pages_lead_there(self, edition, here, as_person) -> None:
        for person, name in ((here.leader, "shared-platform"), (here.facilitator, "shared-platform-edit")):
            assert url(name, here) in as_person(person).get(reverse("start")).content.decode()

    def test_when_its_day_comes_the_start_page_says_so(self, edition, platform, here, as_person) -> None:
        says = "Nå er det tid for å se på plattformen igjen."
        tomorrow = timezone.localdate() + timedelta(days=1)
        for day, told in ((tomorrow, False), (timezone.localdate(), True)):
            services.set_review(platform=platform, day=day)
            assert (says in as_person(here.facilitator).get(reverse("start")).content.decode()) is told

    @pytest.mark.parametrize("text", ["31.02.2027", "i morgen", "15.08.0001"])
    def test_a_date_that_is_none_is_said_with_what_was_typed(self, platform, here, as_person, text) -> None:
        answer = as_person(here.facilitator).post(url("shared-platform-edit", here), {"act": "review", "review": text})
        assert answer.status_code == 422
        assert f'value="{text}"' in answer.content.decode()


class TestWithdrawing:
    def withdraw(self, as_person, here, edition, **data):
        return as_person(here.facilitator).post(url("shared-platform-withdraw", here, edition.public_id), data)

    def test_it_asks_why_and_answers_kindly_at_the_old_address(self, edition, platform, here, as_person) -> None:
        services.set_link(platform=platform, is_open=True)
        platform.refresh_from_db()
        address = reverse("public-platform", args=[platform.link])
        assert self.withdraw(as_person, here, edition, why=" ").status_code == 422
        self.withdraw(as_person, here, edition, why="Feil verdi kom med.")
        for client, where in (
            (as_person(here.leader), url("shared-platform-edition", here, edition.public_id)),
            (as_person(None), address),
        ):
            answer = client.get(where)
            page = answer.content.decode()
            assert answer.status_code == 410
            assert "trukket tilbake" in page
            assert "Feil verdi kom med." in page
            assert "gi ansvar" not in page
        assert as_person(None).get(address + "poster.pdf").status_code == 303
        assert as_person(here.leader).get(url("shared-platform-poster", here, edition.public_id)).status_code == 410

    def test_the_one_before_holds_again_and_it_can_be_undone(self, edition, platform, here, as_person) -> None:
        platform.values.get(text="Tillit").actions.update(text="gi ansvar tidlig")
        second = services.publish(platform=platform, note="", by=here.facilitator)
        self.withdraw(as_person, here, second, why="For tidlig")
        assert queries.newest(here.programme) == edition
        self.withdraw(as_person, here, second, act="restore")
        assert queries.newest(here.programme) == second

    def test_a_leader_can_not(self, edition, here, as_person) -> None:
        answer = as_person(here.leader).post(url("shared-platform-withdraw", here, edition.public_id), {"why": "Nei"})
        assert answer.status_code == 404
        edition.refresh_from_db()
        assert edition.withdrawn_at is None


class TestThePublicAddress:
    def test_closed_until_it_is_opened_and_another_when_opened_again(self, edition, platform, here, as_person) -> None:
        desk = as_person(here.facilitator)
        links = []
        for _again in range(2):
            desk.post(url("shared-platform-edit", here), {"act": "open"})
            platform.refresh_from_db()
            links.append(platform.link)
            page = as_person(None).get(reverse("public-platform", args=[platform.link]))
            assert page.status_code == 200
            assert "gi ansvar, si fra" in page.content.decode()
            desk.post(url("shared-platform-edit", here), {"act": "shut"})
            assert as_person(None).get(reverse("public-platform", args=[links[-1]])).status_code == 404
        assert links[0] != links[1]

    def test_it_speaks_the_programmes_language_whoever_asks(self, edition, platform, here, as_person) -> None:
        here.programme.language = "nn"
        here.programme.save()
        PlatformEdition.objects.update(content=edition.content | {"language": "nn"})
        services.set_link(platform=platform, is_open=True)
        platform.refresh_from_db()
        page = as_person(None).get(reverse("public-platform", args=[platform.link]), headers={"Accept-Language": "en"})
        assert '<html lang="nn"' in page.content.decode()
        assert "Som leiar skal eg" in page.content.decode()


@pytest.mark.pdf
@pytest.mark.once
@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("form", ["shared-platform-document", "shared-platform-poster"])
def test_the_papers_are_accessible_and_say_what_the_page_says(edition, here, as_person, form, language) -> None:
    PlatformEdition.objects.update(content=edition.content | {"language": language})
    pdf = as_person(here.leader).get(url(form, here, edition.public_id)).content
    assert accessible.problems(pdf) == []
    assert accessible.qpdf_check(pdf) == ""
    text = " ".join(accessible.text(pdf).split())
    said = {"nb": ("Som leder skal jeg", "utgave 1"), "nn": ("Som leiar skal eg", "utgåve 1")}[language]
    for part in (*said, "Seljordmerke kommune", "Tillit", "ansvar, si fra"):
        assert part in text


@pytest.mark.pdf
@pytest.mark.once
@pytest.mark.parametrize(
    ("values", "actions", "length"), [(1, 1, 30), (3, 2, 90), (6, 3, 120), (9, 3, 90), (12, 8, 300)]
)
def test_the_poster_is_one_sheet_of_a3_however_much_there_is(edition, here, as_person, values, actions, length) -> None:
    much = [
        {
            "label": f"Verdi {number}",
            "actions": [("ord " * 100)[:length]] * actions,
            "origin": edition.content["values"][0]["origin"],
        }
        for number in range(values)
    ]
    PlatformEdition.objects.update(content=edition.content | {"values": much})
    pdf = as_person(here.leader).get(url("shared-platform-poster", here, edition.public_id)).content
    info = accessible.run("pdfinfo", "-", stdin=pdf)
    assert "Pages:           1" in info
    assert "A3" in info


class TestTheSixSteps:
    def states(self, here) -> list[str]:
        return ["now" if step.is_now else "done" if step.is_done else "later" for step in steps.steps(here.programme)]

    def test_it_begins_with_the_purpose(self, here) -> None:
        assert self.states(here) == ["now", *["later"] * 5]

    def test_what_each_step_brought_and_what_is_next(self, platform, here, as_person) -> None:
        assert self.states(here) == ["done", "now", "later", "done", "later", "later"]
        page = as_person(here.leader).get(url("shared-platform-steps", here)).content.decode()
        for text in ("1 setning om formålet er vedtatt", "3 verdier er besluttet", "2 setninger om hva en leder gjør"):
            assert text in page
        found = steps.steps(here.programme)
        assert [str(step.way) in page for step in found] == [step.is_now for step in found]
        for step in found:
            assert 20 <= step.x <= 280
            assert 20 <= step.y <= 280

    def test_everybody_sees_when_it_is_looked_at_again(self, platform, here, as_person) -> None:
        client, address = as_person(here.leader), url("shared-platform-steps", here)
        assert "15.08.2027" not in client.get(address).content.decode()
        services.set_review(platform=platform, day=date(2027, 8, 15))
        assert "Dere har satt dato: 15.08.2027." in client.get(address).content.decode()

    def test_ideas_are_counted_by_their_words(self, platform, here) -> None:
        go_to(here.gathering, DIAMOND, here.facilitator)
        for diamond in Diamond.objects.all():
            diamonds.place(diamond=diamond, card=diamond.cards.first().public_id, slot=1, expected=None, by=None)
        assert steps.steps(here.programme)[1].produced == ["1 ulik verdi i diamantene", "2 grupper la diamant"]

    def test_a_second_edition_renews(self, edition, platform, here) -> None:
        assert self.states(here)[4:] == ["done", "later"]
        PlatformAction.objects.update(text="gi ansvar tidlig")
        services.publish(platform=platform, note="", by=here.facilitator)
        assert steps.steps(here.programme)[5].produced == ["Fornyet med utgave 2."]
