"""Ratings of a group: what nobody can join with a person, what the room sees, and what is refused."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.models import Job
from efficacy import instruments, shipped
from efficacy.earlier import earlier, is_repeated
from efficacy.forms.assessment import InstrumentOptions
from efficacy.models import Assessment, AssessmentResult, Instrument, NamedAnswer
from efficacy.queries import assessment as queries
from efficacy.services import assessment as services
from programmes import dayprint, detached, rules
from programmes.contract import NotPossible, kind_of
from programmes.models import Ballot, Elector, Exercise, Participation, Round, Trail
from programmes.queries.agenda import items_to_print
from programmes.rules import projector_token
from programmes.services import agenda, rounds
from tests import snapshot
from tests import world as worlds
from tests.efficacy.rooms import HTMX, act, alike, arrive, assessment, exercise_of, give, opened, posted
from tests.snapshot import further

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(here) -> Round:
    return further("assessment", here, lambda here: opened(here, assessment(here.gathering)))


def url_of(here: worlds.Place, round: Round) -> str:
    return reverse("ratings", args=[here.gathering.public_id, round.public_id])


def phone(here: worlds.Place, as_person, seat: int = 0) -> str:
    url = reverse("gathering", args=[here.gathering.public_id])
    return as_person(here.leaders[seat].person).get(url).content.decode()


def wall(here: worlds.Place, as_person) -> str:
    stage = here.gathering.stage
    stage.refresh_from_db()
    return as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()


def own_instrument(*statements: str) -> instruments.Instrument:
    """A municipality's own, as its form makes it: one theme for each statement, named by their order."""
    factors = tuple(
        instruments.Factor(f"f{number}", {"nb": text}, (instruments.Item({"nb": text}),))
        for number, text in enumerate(statements, start=1)
    )
    words = {"nb": "ord"}
    return instruments.Instrument("eget", 1, words, words, words, words, words, factors, licence="fri")


def assessment_with(here: worlds.Place, instrument: Instrument) -> Exercise:
    exercise = assessment(here.gathering)
    services.choose(exercise=exercise, instrument=instrument)
    return Exercise.objects.get(pk=exercise.pk)


def close(here: worlds.Place, round: Round) -> AssessmentResult:
    act(here, "close_round")
    return AssessmentResult.objects.get(round=round)


class TestDetached:
    def test_while_it_is_open_no_row_holds_a_person_a_time_or_an_order(self, here, round) -> None:
        give(round, here.leaders[:4], [1, 2, 3, 4])
        names = {field.name for field in Ballot._meta.fields}
        assert names == {"id", "round", "part", "answer"}
        parts = list(Ballot.objects.filter(round=round).values_list("part", flat=True))
        assert len(parts) == 4 * 5
        assert not NamedAnswer.objects.exists()

    def test_a_join_on_where_rows_lie_finds_everybody_or_nobody(self, here, round) -> None:
        mark = "xmin" if connection.vendor == "postgresql" else "rowid"
        for number, seat in enumerate(here.leaders[:5], start=1):
            give(round, [seat], [number])
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT e.id FROM {Elector._meta.db_table} e WHERE e.round_id = %s AND e.{mark} IN"
                    f" (SELECT b.{mark} FROM {Ballot._meta.db_table} b)",
                    [round.pk],
                )
                assert len(cursor.fetchall()) in (0, len(here.leaders))

    def test_after_the_close_a_dump_holds_no_number_by_one_person(self, here, round) -> None:
        give(round, here.leaders[:5], [2, 3, 3, 4, 6])
        result = close(here, round)
        assert not Ballot.objects.filter(round=round).exists()
        assert set(result.figures) == {factor.key for factor in shipped.DYSFUNCTIONS.factors}
        assert {name for figure in result.figures.values() for name in figure} == {
            "mean",
            "end",
            "spread",
            "as_before",
            "withheld",
            "bands",
        }
        # Five of the six answered; of each, only that they did.
        assert sorted(round.electors.values_list("has_answered", flat=True)) == [False, *[True] * 5]

    def test_a_dump_of_everything_holds_each_answer_only_until_the_close(self, here, round) -> None:
        """Answers that nobody else gives: 1 and 6 to what trust asks."""
        instrument = round.exercise.assessment.instrument
        for seat in here.leaders[:5]:
            answers = alike(instrument, 3)
            answers["trust"] = [1, 6] if seat == here.leaders[0] else [3, 4]
            services.answer(round=round, participation=seat, answers=answers)

        def dumped() -> list[str]:
            return [table for table, _columns, rows in snapshot.read() for row in rows if "[1, 6]" in map(str, row)]

        assert dumped() == [Ballot._meta.db_table]
        close(here, round)
        assert dumped() == []

    def test_no_line_of_the_log_mail_header_or_answer_differs_by_what_was_answered(
        self, here, round, as_person, caplog
    ) -> None:
        seen, jobs, mails = [], Job.objects.count(), len(mail.outbox)
        for seat, step in ((0, 1), (1, 6)):
            caplog.clear()
            with caplog.at_level(logging.DEBUG):
                client = as_person(here.leaders[seat].person)
                response = client.post(
                    url_of(here, round), posted(round.exercise.assessment.instrument, step), headers=HTMX
                )
            # A statement of the database is no line of the log: there DEBUG is off.
            lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
            headers = {name: value for name, value in response.headers.items() if name != "Set-Cookie"}
            seen.append((response.status_code, response.content, headers, lines))
        assert seen[0] == seen[1]
        assert "Registrert" in seen[0][1].decode()
        assert (Job.objects.count(), len(mail.outbox)) == (jobs, mails)

    def test_what_is_kept_does_not_depend_on_who_came_when(self, here) -> None:
        kept = []
        for steps in ([2, 3, 3, 4, 6], [6, 4, 3, 3, 2]):
            other = worlds.place(f"Sted {steps[0]}")
            there = opened(other, assessment(other.gathering))
            give(there, other.leaders[:5], steps)
            kept.append(close(other, there).figures)
        assert kept[0] == kept[1]


class TestWhoIsAsked:
    def test_a_sixth_answer_in_a_group_of_five(self, here, round, as_person) -> None:
        Elector.objects.filter(round=round, participation=here.leaders[5]).delete()
        instrument = round.exercise.assessment.instrument
        with pytest.raises(NotPossible):
            services.answer(round=round, participation=here.leaders[5], answers=alike(instrument, 3))
        client = as_person(here.leaders[5].person)
        assert client.post(url_of(here, round), posted(instrument, 3)).status_code == 404
        assert "du blir ikke spurt" in phone(here, as_person, 5)

    def test_who_runs_the_gathering_is_never_asked(self, here, as_person) -> None:
        worlds.take_part(here.leaders[0].membership, here.programme, worlds.FACILITATOR)
        there = opened(here, assessment(here.gathering))
        assert not there.electors.filter(participation=here.leaders[0]).exists()
        posting = as_person(here.facilitator).post(url_of(here, there), {})
        assert posting.status_code == 404

    def test_who_comes_after_the_opening_is_not_added(self, here, round) -> None:
        guest = worlds.guest(here, "Per Gjest")
        rounds.include(participation=guest, gathering=here.gathering)
        assert round.electors.count() == 6

    def test_everybody_sees_who_is_asked(self, here, round, as_person) -> None:
        page = phone(here, as_person)
        assert "Hvem som blir spurt (6)" in page
        assert all(seat.name in page for seat in here.leaders)

    def test_twice_from_two_tabs_is_once(self, here, round, as_person) -> None:
        client, instrument = as_person(here.leader), round.exercise.assessment.instrument
        for step in (2, 5):
            assert (
                "Registrert"
                in client.post(url_of(here, round), posted(instrument, step), headers=HTMX).content.decode()
            )
        assert detached.count(round) == 1
        assert {answer for answers in Ballot.objects.values_list("answer", flat=True) for answer in answers} == {2}

    def test_after_the_close_it_is_said_clearly(self, here, round, as_person) -> None:
        act(here, "close_round")
        response = as_person(here.leader).post(
            url_of(here, round), posted(round.exercise.assessment.instrument, 3), headers=HTMX
        )
        assert response.status_code == 409
        assert "Runden er lukket" in response.content.decode()
        assert not Ballot.objects.exists()


class TestAnswering:
    def test_before_answering_one_is_told_who_sees_what_and_the_limits(self, here, as_person) -> None:
        exercise = assessment(here.gathering)
        arrive(here, exercise)
        before = phone(here, as_person)
        act(here, "open_round")
        for page in (before, phone(here, as_person)):
            assert "minst 5 har svart" in page
            assert "kan i teorien regne seg fram til dem" in page
            assert "100 %" not in page

    def test_what_is_missing_is_pointed_at_and_the_rest_is_kept(self, here, round, as_person) -> None:
        data = posted(round.exercise.assessment.instrument, 4)
        del data["trust-0"]
        response = as_person(here.leader).post(url_of(here, round), data, headers=HTMX)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Ett utsagn står igjen" in html
        assert html.count('value="4" checked') == 9
        assert html.count("Velg et tall fra 1 til 6.") == 1
        assert not Ballot.objects.exists()

    @pytest.mark.parametrize("value", ["0", "7", "-1", "4.5", "x", "", "9" * 400, "\x00", "٤"])
    def test_what_is_no_step_is_refused(self, here, round, as_person, value) -> None:
        data = posted(round.exercise.assessment.instrument, 4) | {"trust-0": value}
        response = as_person(here.leader).post(url_of(here, round), data, headers=HTMX)
        assert response.status_code == 422
        assert not Ballot.objects.exists()

    def test_without_scripts_one_comes_back_to_the_gathering(self, here, round, as_person) -> None:
        client, instrument = as_person(here.leader), round.exercise.assessment.instrument
        wrong = client.post(url_of(here, round), {})
        assert wrong.status_code == 422
        assert "<h1>Hvor står ledergruppen nå?</h1>" in wrong.content.decode()
        assert client.post(url_of(here, round), posted(instrument, 3)).status_code == 303

    def test_answering_costs_the_same_for_the_first_and_the_last(self, here, round, as_person) -> None:
        costs = []
        for seat in (0, 5):
            client = as_person(here.leaders[seat].person)
            client.get(reverse("start"))
            rules.EXERCISES.forget()  # what a room reads once, each reads here
            with CaptureQueriesContext(connection) as found:
                client.post(url_of(here, round), posted(round.exercise.assessment.instrument, 3), headers=HTMX)
            costs.append(len(found))
            give(round, here.leaders[1:5], [2, 3, 4, 5]) if seat == 0 else None
        assert costs[0] == costs[1] <= 22


class TestWhatTheRoomSees:
    def test_until_it_is_shown_nobody_sees_anything(self, here, round, as_person) -> None:
        give(round, here.leaders[:5], [3, 3, 3, 3, 4])
        cockpit = reverse("cockpit", args=[here.gathering.public_id])
        for closed in (False, True):
            if closed:
                act(here, "close_round")
            for page in (wall(here, as_person), phone(here, as_person, 5)):
                assert "hindrer oss mest" not in page
                assert "3,5" not in page
            desk = as_person(here.facilitator).get(cockpit).content.decode()
            assert "hindrer oss mest" not in desk
            assert ">5</b>" in desk

    def test_the_pyramid_stands_on_its_foot(self, here, round, as_person) -> None:
        instrument = round.exercise.assessment.instrument
        for number, seat in enumerate(here.leaders[:5]):
            answers = alike(instrument, 3)
            answers["conflict"] = [5, 2 if number else 3]
            services.answer(round=round, participation=seat, answers=answers)
        close(here, round)
        act(here, "reveal")
        page = wall(here, as_person)
        assert "Frykt for konflikt hindrer oss mest" in page
        levels = [page.index(name) for name in ("Manglende resultater", "Unnvikelse av ansvar", "Fravær av tillit")]
        assert levels == sorted(levels)
        assert "samlet" in page
        own = phone(here, as_person)
        assert "Frykt for konflikt hindrer oss mest" in own
        assert "4,9" in own
        round.refresh_from_db()
        assert kind_of(round.exercise).summary(round) == ["Frykt for konflikt hindrer oss mest"]

    def test_where_all_are_nearly_alike_none_is_called_the_most(self, here, round, as_person) -> None:
        instrument = round.exercise.assessment.instrument
        for number, seat in enumerate(here.leaders[:5]):
            answers = alike(instrument, 1 + number)
            answers["conflict"] = [1 + number, 1 + number - (number == 4)]  # its second item is turned
            services.answer(round=round, participation=seat, answers=answers)
        close(here, round)
        act(here, "reveal")
        page = wall(here, as_person)
        round.refresh_from_db()
        assert [line.figure.mean for line in queries.outcome(round).lines] == [3.5, 3.6, 3.5, 3.5, 3.5]
        assert "hindrer oss mest" not in page
        assert kind_of(round.exercise).summary(round) == []  # its name alone says nothing

    def test_conditions_processes_and_results_are_one_picture(self, here, as_person) -> None:
        there = opened(here, assessment(here.gathering, shipped.CONDITIONS.slug))
        give(there, here.leaders[:5], [2, 4, 4, 5, 3])
        close(here, there)
        act(here, "reveal")
        page = wall(here, as_person)
        assert "støtte og press" in page
        for heading in ("Forutsetninger", "Prosesser", "Resultater"):
            assert f"<h2>{heading}</h2>" in page
        assert page.count("3,6") == 11

    def test_group_mastery_belief_is_shown_by_factor_and_never_by_item(self, here, as_person) -> None:
        there = opened(here, assessment(here.gathering, shipped.GROUP_BELIEF.slug))
        give(there, here.leaders[:5], [2, 4, 4, 5, 3])
        result = close(here, there)
        act(here, "reveal")
        assert set(result.figures) == {"belief", "safety", "learning", "map", "mav"}
        page = wall(here, as_person)
        assert "Mål: å mestre (MAP)" in page
        assert "Vi kommer til å klare" not in page

    def test_four_respondents_are_told_kindly_that_nothing_is_shown(self, here, round, as_person) -> None:
        give(round, here.leaders[:4], [6, 6, 6, 6])
        result = close(here, round)
        assert (result.respondents, result.figures) == (4, {})
        assert not Ballot.objects.exists()
        desk = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
        assert "4 svarte. Under 5 vises ingenting, og svarene er slettet." in desk
        act(here, "reveal")
        for page in (wall(here, as_person), phone(here, as_person)):
            assert "For få svar til å vise noe" in page
            assert "6,0" not in page

    def test_each_audience_reads_its_own_language(self, here, round, as_person) -> None:
        give(round, here.leaders[:5], [2, 3, 3, 4, 4])
        close(here, round)
        act(here, "reveal")
        person = here.leaders[1].person
        for language, word in (("nn", "Fråvær av tillit"), ("en", "Absence of trust")):
            person.language = language
            person.save()
            assert word in phone(here, as_person, 1)


class TestAgain:
    def again(self, here, first: list[int], second: list[int], gone: list[int]) -> tuple[Round, AssessmentResult]:
        exercise = assessment(here.gathering)
        round = opened(here, exercise)
        give(round, here.leaders[: len(first)], first)
        close(here, round)
        act(here, "reveal")
        for seat in gone:
            Participation.objects.filter(pk=here.leaders[seat].pk).update(until=here.gathering.date - timedelta(days=1))
        act(here, "open_round")
        there = exercise.rounds.latest("number")
        give(there, [seat for number, seat in enumerate(here.leaders) if number not in gone][: len(second)], second)
        return there, close(here, there)

    def test_a_member_who_left_is_not_told_by_the_difference(self, here, as_person) -> None:
        """Six answered, one left, and the five others answer alike: their mean is told as about the same."""
        _round, result = self.again(here, [3, 3, 4, 4, 4, 1], [3, 3, 4, 4, 4], [5])
        assert {figure["as_before"] for figure in result.figures.values()} == {True}
        assert {figure["mean"] for figure in result.figures.values()} == {None}
        act(here, "reveal")
        page = phone(here, as_person)
        assert "omtrent som før" in page
        assert "Sist (" in page
        assert "6 av 6" in page
        assert "5 av 5 har svart" in page

    def test_the_same_people_see_whatever_has_changed(self, here) -> None:
        _round, result = self.again(here, [3, 3, 4, 4, 4, 3], [4, 3, 4, 4, 4, 3], [])
        # Half of the items are reversed, so that all alike lies in the middle.
        assert {figure["as_before"] for figure in result.figures.values()} == {False}

    def test_the_earlier_result_stays_frozen(self, here) -> None:
        self.again(here, [3, 3, 4, 4, 4, 3], [4, 3, 4, 4, 4, 3], [])
        first, second = AssessmentResult.objects.order_by("pk")
        before = json.dumps(first.figures)
        first.refresh_from_db()
        assert json.dumps(first.figures) == before
        assert second.round.number == first.round.number + 1

    def test_another_round_needs_that_the_room_has_seen_the_last(self, here, round) -> None:
        give(round, here.leaders[:5], [3, 3, 4, 4, 4])
        close(here, round)
        with pytest.raises(NotPossible):
            act(here, "open_round")


class TestTheSamePeopleElsewhere:
    """What is told of a group of six must not tell of the sixth when five of them answer somewhere else."""

    def known(self, here, **more: object) -> Round:
        round = opened(here, assessment(here.gathering), **more)
        give(round, here.leaders[:6], [3, 3, 4, 4, 4, 1])
        act(here, "close_round")
        act(here, "reveal")
        return round

    def five(self, gathering, seats: list[Participation], instrument: Instrument | None = None) -> AssessmentResult:
        """Another exercise, answered by five as they answered before."""
        exercise = assessment(gathering)
        if instrument:
            services.choose(exercise=exercise, instrument=instrument)
            exercise = Exercise.objects.get(pk=exercise.pk)
        round = rounds.open_round(exercise=exercise, by=None)
        round.electors.exclude(participation__in=seats[:5]).delete()
        give(round, seats[:5], [3, 3, 4, 4, 4])
        rounds.close_round(round=round, by=None)
        return AssessmentResult.objects.get(round=round)

    def is_told(self, result: AssessmentResult) -> bool:
        return {figure["as_before"] for figure in result.figures.values()} != {True}

    def test_in_another_programme(self, here) -> None:
        self.known(here)
        there = worlds.place("Annet")
        seats = [worlds.take_part(each.membership, there.programme, worlds.LEADER) for each in here.leaders[:5]]
        assert not self.is_told(self.five(there.gathering, seats))

    def test_of_others_a_round_in_another_programme_is_told_whatever_these_said(self, here) -> None:
        self.known(here)
        there = worlds.place("Annet")
        assert self.is_told(self.five(there.gathering, there.leaders))

    def test_in_a_new_version_or_under_another_name(self, here) -> None:
        first = services.shipped_instrument(shipped.DYSFUNCTIONS.slug)
        self.known(here)
        town = here.programme.municipality
        copied = services.write(municipality=town, data=replace(first.data, slug="kopi"))
        assert not self.is_told(self.five(here.gathering, here.leaders, copied))

    def test_when_the_shipped_words_were_pasted_as_ones_own(self, here) -> None:
        """A pasted questionnaire is in one language, without capitals or full stops as they were."""
        first = services.shipped_instrument(shipped.DYSFUNCTIONS.slug)
        self.known(here)
        pasted = tuple(
            replace(
                factor,
                key=f"f{number}",
                items=tuple(
                    replace(item, text={"nb": item.text["nb"].upper().rstrip(".") + " !"})
                    for item in reversed(factor.items)
                ),
            )
            for number, factor in enumerate(first.data.factors, start=1)
        )
        copied = services.write(
            municipality=here.municipality, data=replace(first.data, slug="innlimt", factors=pasted)
        )
        assert not self.is_told(self.five(here.gathering, here.leaders, copied))

    def test_when_ones_own_was_mended_and_its_themes_moved(self, here) -> None:
        """A municipality's own themes have no lasting names: one reworded may be any that no other is."""
        own = services.write(
            municipality=here.municipality, data=own_instrument("Vi stoler på hverandre", "Vi sier fra")
        )
        round = opened(here, assessment_with(here, own))
        give(round, here.leaders[:6], [3, 3, 4, 4, 4, 1])
        act(here, "close_round")
        act(here, "reveal")
        for texts in (
            ("Noe helt nytt", "Vi stoler på hverandre!", "Vi sier ifra"),
            ("Noe helt nytt", "Vi har tillit i gruppen", "Alle tar ordet når noe er galt"),
        ):
            mended = services.write(municipality=here.municipality, data=own_instrument(*texts), of=own)
            assert mended.version > own.version
            figures = self.five(here.gathering, here.leaders, mended).figures
            assert [figures[key]["as_before"] for key in ("f2", "f3")] == [True, True]

    def test_after_an_open_round(self, here) -> None:
        self.known(here, named=True)
        assert not self.is_told(self.five(here.gathering, here.leaders))

    def test_when_the_sixth_is_in_no_programme_any_longer(self, here) -> None:
        self.known(here)
        gone = here.leaders[5]
        gone.electorates.all().delete()
        assert not self.is_told(self.five(here.gathering, here.leaders))

    def test_one_is_told_that_it_was_asked_before(self, here) -> None:
        round = self.known(here)
        again = rounds.open_round(exercise=assessment(here.gathering), by=None)
        instrument = round.exercise.assessment.instrument
        assert is_repeated(again, instrument)
        assert not is_repeated(again, services.shipped_instrument(shipped.CONDITIONS.slug))

    def test_it_costs_the_same_after_one_round_and_after_several(self, here) -> None:
        self.known(here)
        asked = rounds.open_round(exercise=assessment(here.gathering), by=None)
        instrument = asked.exercise.assessment.instrument
        with CaptureQueriesContext(connection) as once:
            earlier(asked, instrument, 6)
        for _again in range(3):
            self.five(here.gathering, here.leaders)
        with CaptureQueriesContext(connection) as often:
            assert len(earlier(asked, instrument, 6)["trust"]) == 4
        assert len(often) == len(once)


class TestNamesBesideSums:
    """Five of six who answer again with names tell what the sixth answered without one."""

    def sealed(self, here, answered: int = 6) -> Round:
        round = opened(here, assessment(here.gathering))
        give(round, here.leaders[:answered], [3, 3, 4, 4, 4, 1][:answered])
        act(here, "close_round")
        return round

    def test_what_was_answered_without_names_is_not_asked_with_them(self, here) -> None:
        self.sealed(here)
        with pytest.raises(NotPossible, match="uten navn"):
            opened(here, assessment(here.gathering), named=True)
        assert not Round.objects.filter(is_named=True).exists()

    def test_nor_in_another_programme_or_while_it_is_open(self, here) -> None:
        opened(here, assessment(here.gathering))
        there = worlds.place("Annet")
        worlds.take_part(here.leaders[0].membership, there.programme, worlds.LEADER)
        with pytest.raises(NotPossible, match="uten navn"):
            rounds.open_round(exercise=assessment(there.gathering), by=None, named=True)

    def test_the_facilitator_reads_it_in_the_cockpit(self, here, as_person) -> None:
        self.sealed(here)
        arrive(here, assessment(here.gathering))
        stage = here.gathering.stage
        stage.refresh_from_db()
        press = json.dumps({"act": "open_round", "revision": str(stage.revision), "named": "on"})
        url = reverse("cockpit", args=[here.gathering.public_id])
        html = as_person(here.facilitator).post(url, {"press": press}, headers=HTMX).content.decode()
        assert "Noen av dere har svart på dette uten navn." in html

    def test_the_wall_says_at_once_that_too_few_answered(self, here, as_person) -> None:
        self.sealed(here, answered=4)
        shown = wall(here, as_person)
        assert "Så få svarte at bare antallet vises." in shown
        assert "bare summene er igjen" not in shown
        phone = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
        assert "For få svar til å vise noe" in phone
        assert "bare summene er igjen" not in phone

    def test_the_cockpit_asks_before_answers_are_lost(self, here, as_person) -> None:
        round = opened(here, assessment(here.gathering))
        url, client = reverse("cockpit", args=[here.gathering.public_id]), as_person(here.facilitator)
        give(round, here.leaders[:4], [3, 3, 4, 4])
        assert "de slettes når runden lukkes" in client.get(url).content.decode()
        give(round, here.leaders[4:5], [4])
        assert "de slettes når runden lukkes" not in client.get(url).content.decode()

    def test_and_knows_the_floor_that_was_raised(self, here, as_person) -> None:
        exercise = assessment(here.gathering)
        services.choose(exercise=exercise, instrument=exercise.assessment.instrument, floor=6)
        round = opened(here, exercise)
        url, client = reverse("cockpit", args=[here.gathering.public_id]), as_person(here.facilitator)
        give(round, here.leaders[:5], [3, 3, 4, 4, 4])
        assert "de slettes når runden lukkes" in client.get(url).content.decode()
        act(here, "close_round")
        assert "Så få svarte at bare antallet vises." in wall(here, as_person)

    def test_too_few_to_show_may_speak_openly_then(self, here) -> None:
        self.sealed(here, answered=4)
        assert opened(here, assessment(here.gathering), named=True).is_named

    def test_others_and_other_questions_may(self, here) -> None:
        self.sealed(here)
        there = worlds.place("Annet")
        assert rounds.open_round(exercise=assessment(there.gathering), by=None, named=True).is_named
        assert opened(here, assessment(here.gathering, shipped.CONDITIONS.slug), named=True).is_named

    def test_without_names_it_opens_once_the_named_round_is_closed(self, here) -> None:
        named = rounds.open_round(exercise=assessment(here.gathering), by=None, named=True)
        other = assessment(here.gathering)
        with pytest.raises(NotPossible, match="Lukk den først"):
            rounds.open_round(exercise=other, by=None)
        rounds.close_round(round=named, by=None)
        assert not rounds.open_round(exercise=other, by=None).is_named


class TestNamed:
    def test_all_are_told_before_they_answer_and_see_who_answered_what(self, here, as_person) -> None:
        exercise = assessment(here.gathering)
        round = opened(here, exercise, named=True)
        assert "Åpen runde: alle får se hva du svarer." in phone(here, as_person)
        assert "Åpen runde." in wall(here, as_person)
        give(round, here.leaders[:3], [2, 3, 6])
        assert not Ballot.objects.exists()
        act(here, "close_round")
        assert "Svarene er slettet" not in wall(here, as_person)
        act(here, "reveal")
        assert not AssessmentResult.objects.exists()
        page = phone(here, as_person, 5)
        assert f"{here.leaders[0].name} 3,5" in page

    def test_names_stand_as_they_are_written_and_in_norwegian_order(self, here, as_person) -> None:
        names = ("Åse M. Lie", "Anna B. Moe", "Øyvind Aa. Rud")
        for seat, name in zip(here.leaders, names, strict=False):
            seat.person.name = name
            seat.person.save()
        round = opened(here, assessment(here.gathering), named=True)
        give(round, here.leaders[:3], [2, 3, 6])
        act(here, "close_round")
        line = queries.named_outcome(round).lines[0]
        assert line.names == ("Anna B. Moe 3,5", "Øyvind Aa. Rud 3,5", "Åse M. Lie 3,5")

    def test_a_named_round_takes_one_answer_from_each(self, here, as_person) -> None:
        round = opened(here, assessment(here.gathering), named=True)
        client, instrument = as_person(here.leader), round.exercise.assessment.instrument
        for step in (2, 5):
            assert client.post(url_of(here, round), posted(instrument, step), headers=HTMX).status_code == 200
        assert NamedAnswer.objects.get().answers["trust"] == [2, 2]
        assert Elector.objects.filter(round=round, has_answered=True).count() == 0

    def test_whether_it_is_named_does_not_change_after_the_opening(self, here, round) -> None:
        with pytest.raises(NotPossible):
            act(here, "open_round", named=True)
        round.refresh_from_db()
        assert not round.is_named


class TestInstruments:
    def own(self, here, slug: str = "trygghet") -> Instrument:
        data = {**shipped.GROUP_BELIEF.to_json(), "slug": slug, "high": 7, "licence": "Kommunens lisens"}
        from efficacy.instruments import Instrument as Data

        return services.write(municipality=here.municipality, data=Data.from_json(data))

    def test_it_is_frozen_once_used_and_written_as_a_new_version(self, here) -> None:
        own = self.own(here)
        changed = services.write(municipality=here.municipality, data=own.data, of=own)
        assert changed.pk == own.pk
        exercise = exercise_of(here.gathering, "assessment")
        services.choose(exercise=exercise, instrument=own)
        opened(here, exercise)
        own.refresh_from_db()
        assert own.used_at
        newer = services.write(municipality=here.municipality, data=own.data, of=own)
        assert (newer.version, newer.data.version, own.version) == (2, 2, 1)
        assert Assessment.objects.get().instrument == own

    def test_an_open_round_keeps_its_questions_and_its_floor(self, here, round) -> None:
        other = services.shipped_instrument(shipped.CONDITIONS.slug)
        with pytest.raises(NotPossible) as refused:
            services.choose(exercise=round.exercise, instrument=other)
        assert "Lag en ny oppgave" in str(refused.value)
        with pytest.raises(NotPossible):
            services.choose(exercise=round.exercise, instrument=round.exercise.assessment.instrument, floor=6)

    @pytest.mark.parametrize("floor", [4, 1, 0])
    def test_nobody_lowers_the_floor(self, here, floor) -> None:
        exercise = assessment(here.gathering)
        form = InstrumentOptions(exercise, {"instrument": shipped.DYSFUNCTIONS.slug, "floor": str(floor)})
        assert not form.is_valid()
        assert "ikke senke den" in str(form.errors["floor"])
        with pytest.raises(NotPossible):
            services.choose(exercise=exercise, instrument=exercise.assessment.instrument, floor=floor)
        assert Assessment.objects.get().floor == 5

    @pytest.mark.parametrize(("floor", "noted"), [("4", True), ("-3", True), ("x", False), ("5", False)])
    def test_who_tries_to_change_it_stands_in_the_trail_and_never_to_what(self, here, floor, noted) -> None:
        exercise = assessment(here.gathering)
        form = InstrumentOptions(exercise, {"instrument": "none", "floor": floor})
        assert not form.is_valid()
        kind_of(exercise).refused(exercise, form, by=here.facilitator)
        found = list(Trail.objects.filter(act="floor.refused").values_list("actor", "subject"))
        assert found == ([(here.facilitator.pk, f"exercise:{exercise.public_id}")] if noted else [])

    def test_an_answered_exercise_keeps_its_floor_and_the_trail_says_who_tried(self, here) -> None:
        exercise = assessment(here.gathering)
        opened(here, exercise)
        kind = kind_of(exercise)
        form = kind.options(exercise, {"instrument": shipped.DYSFUNCTIONS.slug, "floor": "7"})
        assert form.is_valid()
        with pytest.raises(NotPossible):
            kind.keep_options(exercise, form)
        kind.refused(exercise, form, by=here.facilitator)
        assert Trail.objects.get(act="floor.refused").subject == f"exercise:{exercise.public_id}"
        assert Assessment.objects.get().floor == 5

    def test_a_new_exercise_chooses_among_the_programmes_questionnaires(self, here) -> None:
        own = self.own(here)
        item = here.gathering.items.get(position=1)
        unmade = Exercise(item=item, kind="assessment", position=1, title="Ny")
        kind = kind_of(unmade)
        form = kind.options(unmade, {"instrument": own.public_id, "floor": "5"})
        assert form.is_valid()
        unmade.save()
        kind.keep_options(unmade, form)
        assert Assessment.objects.get(exercise=unmade).instrument == own
        refused = kind.options(Exercise(item=item, kind="assessment"), {"instrument": own.public_id, "floor": "2"})
        assert not refused.is_valid()
        kind.refused(Exercise(item=item, kind="assessment"), refused, by=here.facilitator)
        assert Trail.objects.get(act="floor.refused").subject == f"gathering:{here.gathering.public_id}"

    def test_no_field_of_any_request_reaches_the_floor(self, here, round, as_person) -> None:
        for person in (here.leader, here.facilitator, here.hr, here.manager):
            for url in (url_of(here, round), reverse("cockpit", args=[here.gathering.public_id])):
                as_person(person).post(url, {"floor": "1", "act": "show", "revision": "0"})
        assert Assessment.objects.get().floor == 5

    def test_a_municipality_raises_the_floor_and_all_are_told(self, here, as_person) -> None:
        exercise = assessment(here.gathering)
        kind = kind_of(exercise)
        form = kind.options(exercise, {"instrument": shipped.CONDITIONS.slug, "floor": "6"})
        assert form.is_valid()
        kind.keep_options(exercise, form)
        exercise.refresh_from_db()
        round = opened(here, exercise)
        assert "minst 6 har svart" in phone(here, as_person)
        give(round, here.leaders[:5], [3, 3, 3, 3, 4])
        assert close(here, round).figures == {}

    def test_own_instruments_are_offered_to_their_municipality_alone(self, here) -> None:
        own = self.own(here)
        elsewhere = worlds.place("Utgardmerke")
        for place, there in ((here, True), (elsewhere, False)):
            form = InstrumentOptions(assessment(place.gathering))
            assert (own.public_id in dict(form.fields["instrument"].choices)) is there

    def test_licensed_items_are_scored_with_their_reversed_ones(self, here) -> None:
        own = self.own(here)
        exercise = exercise_of(here.gathering, "assessment")
        services.choose(exercise=exercise, instrument=own)
        round = opened(here, exercise)
        data = own.data
        for seat, step in zip(here.leaders[:5], (6, 6, 5, 5, 5), strict=True):
            answers = {
                factor.key: [8 - step if item.is_reversed else step for item in factor.items] for factor in data.factors
            }
            services.answer(round=round, participation=seat, answers=answers)
        figures = close(here, round).figures
        assert {figure["mean"] for figure in figures.values()} == {5.4}

    def test_an_exercise_without_an_instrument_says_so_and_does_not_open(self, here, as_person) -> None:
        exercise = exercise_of(here.gathering, "assessment")
        arrive(here, exercise)
        with pytest.raises(NotPossible):
            act(here, "open_round")
        assert "Vent litt" in phone(here, as_person)
        desk = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
        assert "Velg først hva dere skal svare på" in desk


def test_who_only_pretends_answers_too(here) -> None:
    round = opened(here, assessment(here.gathering))
    for elector in round.electors.select_related("participation"):
        kind_of(round.exercise).pretend(round, elector, step=0)
    assert detached.count(round) == 6
    assert queries.progress(round) == 6


@pytest.mark.django_db
def test_a_day_that_is_copied_asks_with_the_same_instrument_from_as_many(here) -> None:
    source = exercise_of(here.gathering, "assessment")
    instrument = services.shipped_instrument(shipped.CONDITIONS.slug)
    services.choose(exercise=source, instrument=instrument, floor=7)
    exercise_of(here.gathering, "assessment", "Ikke valgt ennå")
    made = agenda.new_gathering(
        programme=here.programme,
        day=here.gathering.date,
        place="",
        theme="",
        source=here.gathering,
        by=here.facilitator,
    )
    [copy] = Assessment.objects.filter(exercise__item__gathering=made)
    assert (copy.instrument, copy.floor, copy.exercise.title) == (instrument, 7, "Oppgaven")


def test_beside_a_result_the_wall_asks_what_the_phase_asks(here, as_person) -> None:
    exercise = assessment(here.gathering)
    round = opened(here, exercise)
    give(round, here.leaders[:6], [3, 3, 4, 4, 4, 1])
    act(here, "close_round")
    act(here, "reveal")
    assert '<p class="ask">Hva ligger bak?</p>' in wall(here, as_person)
    exercise.phases.filter(position=2).update(instruction="Hvem begynner?")
    arrive(here, exercise, 2)
    act(here, "show", screen="result")
    assert '<p class="ask">Hvem begynner?</p>' in wall(here, as_person)


def test_what_is_rated_stands_on_the_facilitators_paper_only(here) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            dayprint.lines(items_to_print(here.gathering), instructions=True)
        return len(queries)

    exercise = assessment(here.gathering)
    few = cost()
    said = [item.text["nb"] for _factor, _number, item in exercise.assessment.instrument.data.items]
    lines = dayprint.lines(items_to_print(here.gathering), instructions=True)
    assert said in [each.statements for line in lines for each in line.exercises]
    lines = dayprint.lines(items_to_print(here.gathering), instructions=False)
    assert [each for line in lines for each in line.exercises] == []
    for _once_more in range(3):
        assessment(here.gathering, shipped.CONDITIONS.slug)
    assert cost() == few
